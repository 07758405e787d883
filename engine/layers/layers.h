// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <vector>

namespace anchor {

/// Names that runLayer knows.
std::vector<std::string> layerNames();

/// One layer on the caller's numbers: JSON text in, JSON text out. Throws UserError naming the field.
/// The layers are the functions that training calls.
std::string runLayer(const std::string& name, const std::string& input);

}  // namespace anchor
