#include "engine/geometry/sampling.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace anchor {

uint64_t RandomSource::next() {
  uint64_t z = (m_state += 0x9E3779B97F4A7C15ULL);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

uint64_t RandomSource::below(uint64_t bound) {
  // Draws from the incomplete last block are rejected, else low values would come more often.
  const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  uint64_t value = next();
  while (value >= limit) value = next();
  return value % bound;
}

double RandomSource::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

uint64_t derivedSeed(uint64_t seed, uint64_t a, uint64_t b) {
  const uint64_t first = RandomSource(seed ^ (a * 0xD6E8FEB86659FD93ULL)).next();
  return RandomSource(first ^ (b * 0xA0761D6478BD642FULL)).next();
}

void shuffle(std::span<int> values, RandomSource& random) {
  for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

std::vector<int> choose(std::span<const int> values, size_t count, RandomSource& random) {
  if (count >= values.size()) return {values.begin(), values.end()};
  std::vector<int> positions(values.size());
  std::iota(positions.begin(), positions.end(), 0);
  for (size_t i = 0; i < count; ++i)
    std::swap(positions[i], positions[i + random.below(positions.size() - i)]);
  positions.resize(count);
  std::sort(positions.begin(), positions.end());
  std::vector<int> chosen;
  chosen.reserve(count);
  for (const int position : positions) chosen.push_back(values[static_cast<size_t>(position)]);
  return chosen;
}

}  // namespace anchor
