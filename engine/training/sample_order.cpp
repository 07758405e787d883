// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/sample_order.h"

#include <numeric>

#include "engine/geometry/sampling.h"

namespace anchor {

void SampleOrder::order(uint64_t epoch) {
  m_order.resize(m_upright.size());
  std::iota(m_order.begin(), m_order.end(), 0);
  RandomSource random(derivedSeed(m_seed, epoch, 0x0E));
  shuffle(m_order, random);
  if (m_batch == 1) return;
  std::vector<int> grouped;
  std::vector<int> rest;
  std::vector<std::vector<int>> batches;
  for (const bool upright : {false, true}) {
    std::vector<int> filling;
    for (const int sample : m_order) {
      if (m_upright[static_cast<size_t>(sample)] != upright) continue;
      filling.push_back(sample);
      if (filling.size() < m_batch) continue;
      batches.push_back(filling);
      filling.clear();
    }
    rest.insert(rest.end(), filling.begin(), filling.end());
  }
  std::vector<int> turn(batches.size());
  std::iota(turn.begin(), turn.end(), 0);
  shuffle(turn, random);
  for (const int b : turn) grouped.insert(grouped.end(), batches[b].begin(), batches[b].end());
  grouped.insert(grouped.end(), rest.begin(), rest.end());
  m_order = std::move(grouped);
}

int SampleOrder::at(int64_t position) {
  const auto count = static_cast<int64_t>(m_upright.size());
  if (const int64_t epoch = position / count; epoch != m_epoch) {
    order(static_cast<uint64_t>(epoch));
    m_epoch = epoch;
  }
  return m_order[static_cast<size_t>(position % count)];
}

}  // namespace anchor
