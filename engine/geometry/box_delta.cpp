// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/box_delta.h"

#include <cmath>

namespace anchor {

BoxDelta encode(const Box& from, const Box& to, BoxConvention convention) {
  const float w = width(from, convention);
  const float h = height(from, convention);
  const float toWidth = width(to, convention);
  const float toHeight = height(to, convention);
  const float dx = (to.x1 + 0.5F * toWidth) - (from.x1 + 0.5F * w);
  const float dy = (to.y1 + 0.5F * toHeight) - (from.y1 + 0.5F * h);
  return {dx / w, dy / h, std::log(toWidth / w), std::log(toHeight / h)};
}

Box decode(const Box& from, const BoxDelta& delta, BoxConvention convention) {
  const float w = width(from, convention);
  const float h = height(from, convention);
  const float cx = from.x1 + 0.5F * w + delta.dx * w;
  const float cy = from.y1 + 0.5F * h + delta.dy * h;
  const float newWidth = w * std::exp(std::min(delta.dw, maxLogScale));
  const float newHeight = h * std::exp(std::min(delta.dh, maxLogScale));
  return {cx - 0.5F * newWidth, cy - 0.5F * newHeight, cx + 0.5F * newWidth, cy + 0.5F * newHeight};
}

BoxDelta normalised(const BoxDelta& d, const DeltaNormalisation& by) {
  return {(d.dx - by.mean[0]) / by.std[0], (d.dy - by.mean[1]) / by.std[1], (d.dw - by.mean[2]) / by.std[2],
          (d.dh - by.mean[3]) / by.std[3]};
}

BoxDelta unnormalised(const BoxDelta& d, const DeltaNormalisation& by) {
  return {d.dx * by.std[0] + by.mean[0], d.dy * by.std[1] + by.mean[1], d.dw * by.std[2] + by.mean[2],
          d.dh * by.std[3] + by.mean[3]};
}

}  // namespace anchor
