#pragma once
#include <cstdint>
#include <vector>

namespace anchor {

/// Which sample comes at which position of a run: a fresh permutation each epoch, a function of the seed
/// alone, so a resumed run needs no saved cursor.
class SampleOrder {
 public:
  SampleOrder(int samples, uint64_t seed) : m_samples(samples), m_seed(seed) {}
  int at(int64_t position);

 private:
  int m_samples;
  uint64_t m_seed;
  int64_t m_epoch = -1;
  std::vector<int> m_order;
};

}  // namespace anchor
