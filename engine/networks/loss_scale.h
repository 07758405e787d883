// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
namespace anchor {

/// Dynamic loss scaling (Micikevicius et al. 2018): small gradients survive half precision because the loss
/// is multiplied by `value` before the backward pass and the gradients divided by it after.
struct LossScale {
  double value = 1;
  int goodSteps = 0;

  static LossScale forPrecision(bool half) { return {half ? 65536.0 : 1.0, 0}; }
  [[nodiscard]] bool active() const { return value != 1; }
  /// After a step whose gradients were all finite: doubles every 2000 of them.
  void succeeded() {
    if (active() && ++goodSteps == 2000) {
      value *= 2;
      goodSteps = 0;
    }
  }
  /// After a step whose gradients overflowed. False when there is nothing left to halve.
  bool failed() {
    goodSteps = 0;
    if (value <= 2) return false;
    value /= 2;
    return true;
  }
};

}  // namespace anchor
