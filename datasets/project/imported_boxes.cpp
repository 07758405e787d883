// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/imported_boxes.h"

#include <cmath>

#include "datasets/plain_numbers.h"

namespace anchor {

bool samePlace(const LabelBox& a, const LabelBox& b) {
  constexpr double apart = 0.01;
  return std::abs(a.x1 - b.x1) < apart && std::abs(a.y1 - b.y1) < apart && std::abs(a.x2 - b.x2) < apart &&
         std::abs(a.y2 - b.y2) < apart;
}

std::string boxNumbers(const LabelBox& box) {
  return plainText(box.x1) + " " + plainText(box.y1) + " " + plainText(box.x2) + " " + plainText(box.y2);
}

}  // namespace anchor
