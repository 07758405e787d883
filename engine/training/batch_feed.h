// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/training/prefetcher.h"
#include "engine/training/sample_order.h"

namespace anchor {

/// The part of every batch that one process of a run prepares.
struct Shard {
  int rank = 0, size = 1;
};

/// Prepared batches in the order of the run: a function of seed and position alone. In the place of an image
/// that cannot be read any more comes the next of `samples` that can; when none can, next() throws UserError.
class BatchFeed {
 public:
  /// `samples` and `source` must outlive the feed. `position` counts images of the whole run since the stage
  /// began, a multiple of the batch; the batch is a multiple of shard.size.
  BatchFeed(const RunConfig& config, const std::vector<const RunSample*>& samples, ImageSource& source,
            uint64_t seed, int64_t position, Shard shard = {});
  /// This process's config.solver.batch / shard.size images.
  std::vector<PreparedImage> next();

 private:
  Prefetcher::Make following();
  /// The picture of m_samples[index], which moves on to the next that can be read.
  RgbImage readFrom(size_t& index, std::vector<Unreadable>& skipped);
  [[nodiscard]] int share() const { return m_config.solver.batch / m_shard.size; }
  RunConfig m_config;
  const std::vector<const RunSample*>& m_samples;
  ImageSource& m_source;
  uint64_t m_seed;
  SampleOrder m_order;
  Shard m_shard;
  int64_t m_own;  ///< images this process has prepared since the stage began
  Prefetcher m_prefetcher;
};

}  // namespace anchor
