// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <CLI/CLI.hpp>

namespace anchor {

/// For options that take a number: between the two, both included. What is no finite number is refused, which
/// CLI::Range lets pass.
CLI::Validator numberFrom(double least, double most);
/// Without an upper bound.
CLI::Validator numberFrom(double least);

}  // namespace anchor
