// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/geometry/sampling.h"

#include <algorithm>
#include <utility>

#include "engine/geometry/draw_key.h"

namespace anchor {

uint64_t RandomSource::next() { return mixed(m_state += 0x9E3779B97F4A7C15ULL); }

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
  const uint64_t draw = random.next();
  if (count >= values.size()) return {values.begin(), values.end()};
  struct KeyedValue {
    uint64_t key;
    int value;
    size_t position;
  };
  std::vector<KeyedValue> keyed;
  keyed.reserve(values.size());
  for (size_t i = 0; i < values.size(); ++i) keyed.push_back({drawKey(draw, values[i]), values[i], i});
  const auto middle = keyed.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(keyed.begin(), middle, keyed.end(), [](const KeyedValue& a, const KeyedValue& b) {
    return a.key != b.key ? a.key < b.key : a.value < b.value;
  });
  keyed.erase(middle, keyed.end());
  std::ranges::sort(keyed, {}, &KeyedValue::position);
  std::vector<int> chosen;
  chosen.reserve(count);
  for (const KeyedValue& one : keyed) chosen.push_back(one.value);
  return chosen;
}

}  // namespace anchor
