// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Boxes as the whole program sees them: x1, y1, x2, y2 in pixels, x to the right, y down.

#include <algorithm>
#include <span>
#include <vector>

namespace anchor {

/// How a box's numbers are read.
/// Pixel: integer pixel indices, both ends inclusive, width = x2 - x1 + 1 (py-faster-rcnn, VOC devkit).
/// Continuous: coordinates on the plane, half-open, width = x2 - x1 (simple-faster-rcnn, torchvision, COCO).
enum class BoxConvention { Pixel, Continuous };

/// What the convention adds to a difference of coordinates to make a length.
constexpr float lengthOffset(BoxConvention convention) {
  return convention == BoxConvention::Pixel ? 1.0F : 0.0F;
}

/// One box. Its memory is four floats, so a [N,4] float tensor and an array of Box are the same bytes.
struct Box {
  float x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  friend bool operator==(const Box&, const Box&) = default;
};
static_assert(sizeof(Box) == 4 * sizeof(float));

using Boxes = std::vector<Box>;

/// A box with all the digits that a label has. The network's boxes are floats, and both become each other
/// where they meet; the figures of an evaluation are computed from these.
struct ExactBox {
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  constexpr ExactBox() = default;
  constexpr ExactBox(double left, double top, double right, double bottom)
      : x1(left), y1(top), x2(right), y2(bottom) {}
  constexpr ExactBox(const Box& box) : x1(box.x1), y1(box.y1), x2(box.x2), y2(box.y2) {}
  constexpr operator Box() const {
    return {static_cast<float>(x1), static_cast<float>(y1), static_cast<float>(x2), static_cast<float>(y2)};
  }
  friend bool operator==(const ExactBox&, const ExactBox&) = default;
};

constexpr float width(const Box& box, BoxConvention convention) {
  return box.x2 - box.x1 + lengthOffset(convention);
}
constexpr float height(const Box& box, BoxConvention convention) {
  return box.y2 - box.y1 + lengthOffset(convention);
}
constexpr float area(const Box& box, BoxConvention convention) {
  return width(box, convention) * height(box, convention);
}

/// Height and width of an image in pixels.
struct ImageSize {
  float height = 0, width = 0;
};

/// Moves every side into the image: [0, w-1] x [0, h-1] for Pixel, [0, w] x [0, h] for Continuous.
inline Box clipped(const Box& box, ImageSize image, BoxConvention convention) {
  const float right = image.width - lengthOffset(convention);
  const float bottom = image.height - lengthOffset(convention);
  return {std::clamp(box.x1, 0.0F, right), std::clamp(box.y1, 0.0F, bottom), std::clamp(box.x2, 0.0F, right),
          std::clamp(box.y2, 0.0F, bottom)};
}

/// Mirror image about the vertical middle of an image `imageWidth` pixels wide.
/// Pixel: x' = W - x - 1; Continuous: x' = W - x (both reference systems).
inline Box mirrored(const Box& box, float imageWidth, BoxConvention convention) {
  const float right = imageWidth - lengthOffset(convention);
  return {right - box.x2, box.y1, right - box.x1, box.y2};
}

inline Box scaled(const Box& box, float sx, float sy) {
  return {box.x1 * sx, box.y1 * sy, box.x2 * sx, box.y2 * sy};
}

}  // namespace anchor
