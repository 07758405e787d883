// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace anchor {

/// Which sample comes at which position of a run: a fresh permutation each epoch, a function of the seed
/// alone, so a resumed run needs no saved cursor.
class SampleOrder {
 public:
  /// One flag per sample: taller than wide. With `batch` > 1 each batch of an epoch holds only upright or
  /// only lying images, but for the few that are left over at its end (py-faster-rcnn's ASPECT_GROUPING).
  SampleOrder(std::vector<bool> upright, int batch, uint64_t seed)
      : m_upright(std::move(upright)), m_batch(static_cast<size_t>(batch)), m_seed(seed) {}
  int at(int64_t position);

 private:
  void order(uint64_t epoch);
  std::vector<bool> m_upright;
  size_t m_batch;
  uint64_t m_seed;
  int64_t m_epoch = -1;
  std::vector<int> m_order;
};

}  // namespace anchor
