// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/batch_feed.h"

#include "engine/geometry/sampling.h"

namespace anchor {
namespace {

std::vector<bool> uprightOnes(const std::vector<const RunSample*>& samples) {
  std::vector<bool> upright;
  for (const RunSample* sample : samples) upright.push_back(sample->height > sample->width);
  return upright;
}

}  // namespace

BatchFeed::BatchFeed(const RunConfig& config, const std::vector<const RunSample*>& samples,
                     ImageSource& source, uint64_t seed, int64_t position, Shard shard)
    : m_config(config),
      m_samples(samples),
      m_source(source),
      m_seed(seed),
      m_order(uprightOnes(samples), config.solver.aspect_grouping ? config.solver.batch : 1, seed),
      m_shard(shard),
      m_own(position / shard.size),
      m_prefetcher(config.workers, share() + 2 * config.workers, [this] { return following(); }) {}

std::vector<PreparedImage> BatchFeed::next() {
  std::vector<PreparedImage> batch;
  for (int i = 0; i < share(); ++i) batch.push_back(m_prefetcher.next());
  return batch;
}

Prefetcher::Make BatchFeed::following() {
  const int64_t position =
      m_own / share() * m_config.solver.batch + int64_t{m_shard.rank} * share() + m_own % share();
  ++m_own;
  const int index = m_order.at(position);
  RandomSource random(derivedSeed(m_seed, static_cast<uint64_t>(position), 0xF1));
  const bool flip = m_config.solver.flip && random.below(2) == 1;
  const double jitter = 1 + m_config.solver.scale_jitter * (2 * random.uniform() - 1);
  const std::vector<float>& more = m_config.input.more_short_sides;
  const size_t side = more.empty() ? 0 : random.below(more.size() + 1);
  return [this, index, flip, jitter, side] {
    auto at = static_cast<size_t>(index);
    std::vector<Unreadable> skipped;
    const RgbImage picture = readFrom(at, skipped);
    RunConfig config = m_config;
    if (side > 0) config.input.short_side = m_config.input.more_short_sides[side - 1];
    PreparedImage image = prepareImage(picture, *m_samples[at], config, flip, static_cast<float>(jitter));
    image.index = static_cast<int>(at);
    image.skipped = std::move(skipped);
    return image;
  };
}

RgbImage BatchFeed::readFrom(size_t& index, std::vector<Unreadable>& skipped) {
  for (size_t tried = 0; tried < m_samples.size(); ++tried) {
    auto picture =
        readOrSkip(m_source, *m_samples[index], [&](const Unreadable& one) { skipped.push_back(one); });
    if (picture) return std::move(*picture);
    index = (index + 1) % m_samples.size();
  }
  throw UserError("images",
                  say("none of the %1 training images can be read any more; the first error is: %2",
                      m_samples.size(), skipped.front().reason),
                  say("Restore them and resume the run"));
}

}  // namespace anchor
