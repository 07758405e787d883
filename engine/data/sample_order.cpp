#include "engine/data/sample_order.h"

#include <numeric>

#include "engine/geometry/sampling.h"

namespace anchor {

int SampleOrder::at(int64_t position) {
  const int64_t epoch = position / m_samples;
  if (epoch != m_epoch) {
    m_order.resize(static_cast<size_t>(m_samples));
    std::iota(m_order.begin(), m_order.end(), 0);
    RandomSource random(derivedSeed(m_seed, static_cast<uint64_t>(epoch), 0x0E));
    shuffle(m_order, random);
    m_epoch = epoch;
  }
  return m_order[static_cast<size_t>(position % m_samples)];
}

}  // namespace anchor
