// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace anchor {

/// A whole text as a finite number with a point, whatever the machine's locale; spaces around it do not
/// matter. Nothing when it is none.
std::optional<double> plainNumber(std::string_view text);
/// The shortest digits that give the same number back, never with an exponent.
std::string plainText(double value);

}  // namespace anchor
