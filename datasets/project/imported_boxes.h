// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

#include "datasets/project/project_types.h"

namespace anchor {

/// Whether two boxes are the same one: files write it with more or fewer decimals.
bool samePlace(const LabelBox& a, const LabelBox& b);

/// Its corners for a person: "10 20 30 40".
std::string boxNumbers(const LabelBox& box);

}  // namespace anchor
