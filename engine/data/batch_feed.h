#pragma once
#include "engine/data/prefetcher.h"
#include "engine/data/sample_order.h"

namespace anchor {

/// Prepared batches in the order of the run: a function of seed and position alone.
class BatchFeed {
 public:
  /// `samples` and `source` must outlive the feed. `position` counts images since the stage began.
  BatchFeed(const RunConfig& config, const std::vector<const RunSample*>& samples, ImageSource& source,
            uint64_t seed, int64_t position);
  /// config.solver.batch images.
  std::vector<PreparedImage> next();

 private:
  Prefetcher::Make following();
  RunConfig m_config;
  const std::vector<const RunSample*>& m_samples;
  ImageSource& m_source;
  uint64_t m_seed;
  SampleOrder m_order;
  int64_t m_position;
  Prefetcher m_prefetcher;
};

}  // namespace anchor
