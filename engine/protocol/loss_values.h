// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>

namespace anchor {

/// The losses of a step or of images that are not trained on, as a mean over the batch. NaN where they were
/// not measured, or where a step failed.
struct LossValues {
  double total = 0, rpn_cls = 0, rpn_box = 0, roi_cls = 0, roi_box = 0;

  /// The four losses, in this order, and their sum.
  static LossValues of(const std::array<double, 4>& four) {
    return {four[0] + four[1] + four[2] + four[3], four[0], four[1], four[2], four[3]};
  }
  /// Adds `share` of other losses.
  void add(const LossValues& other, double share = 1) {
    total += share * other.total;
    rpn_cls += share * other.rpn_cls;
    rpn_box += share * other.rpn_box;
    roi_cls += share * other.roi_cls;
    roi_box += share * other.roi_box;
  }
};

template <class V>
void describe(V& v, LossValues& l) {
  v("total", l.total);
  v("rpn_cls", l.rpn_cls);
  v("rpn_box", l.rpn_box);
  v("roi_cls", l.roi_cls);
  v("roi_box", l.roi_box);
}

}  // namespace anchor
