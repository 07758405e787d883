// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <deque>

namespace anchor {

/// Notices a step whose loss lies far above what was usual, so that its batch can be kept for inspection.
class LossWatch {
 public:
  static constexpr size_t watched = 50;  ///< steps that say what is usual
  /// Of a run that goes on: the last `watched` total losses, and the iteration of the last batch that was
  /// kept.
  void restore(std::deque<double> losses, int keptAt);
  /// Whether `total`, the loss of this iteration, is a jump. No two jumps are told within 4 * watched steps.
  [[nodiscard]] bool isJump(double total, int iteration) const;
  void add(double total);
  /// The batch of this iteration was kept.
  void kept(int iteration) { m_keptAt = iteration; }
  [[nodiscard]] int keptAt() const { return m_keptAt; }  ///< -1 before the first step
  /// Median of the losses that were added; 0 without any.
  [[nodiscard]] double usual() const;

 private:
  std::deque<double> m_losses;
  int m_keptAt = -1;
};

}  // namespace anchor
