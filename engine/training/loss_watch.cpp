// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/loss_watch.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace anchor {

void LossWatch::restore(std::deque<double> losses, int keptAt) {
  m_losses = std::move(losses);
  m_keptAt = keptAt;
}

bool LossWatch::isJump(double total, int iteration) const {
  constexpr double factor = 6;
  return m_losses.size() == watched && total > factor * usual() + 1 &&
         iteration >= m_keptAt + 4 * static_cast<int>(watched);
}

void LossWatch::add(double total) {
  m_losses.push_back(total);
  if (m_losses.size() > watched) m_losses.pop_front();
}

double LossWatch::usual() const {
  std::vector<double> sorted(m_losses.begin(), m_losses.end());
  if (sorted.empty()) return 0;
  const auto middle = sorted.begin() + static_cast<int64_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

}  // namespace anchor
