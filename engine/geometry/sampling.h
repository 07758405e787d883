// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace anchor {

/// Small, portable random numbers (SplitMix64): the same seed gives the same picks on every machine and
/// library.
class RandomSource {
 public:
  explicit RandomSource(uint64_t seed) : m_state(seed) {}
  uint64_t next();
  /// Uniform in [0, bound); bound > 0.
  uint64_t below(uint64_t bound);
  /// Uniform in [0, 1).
  double uniform();

 private:
  uint64_t m_state;
};

/// A seed of its own for each (seed, a, b): a resumed run draws what the uninterrupted one would have drawn.
uint64_t derivedSeed(uint64_t seed, uint64_t a, uint64_t b = 0);

/// Puts the values in random order.
void shuffle(std::span<int> values, RandomSource& random);

/// `count` of the values (no two equal), chosen without repetition, in the order given; all of them when
/// there are fewer. Takes one number from `random` in either case; see drawKey for the rule.
std::vector<int> choose(std::span<const int> values, size_t count, RandomSource& random);

}  // namespace anchor
