#pragma once
#include "engine/data/prefetcher.h"
#include "engine/data/sample_order.h"
#include "engine/networks/weights/load_weights.h"
#include "engine/training/checkpoint.h"
#include "engine/training/losses.h"

namespace anchor {

/// The state of one training and its step; knows nothing of folders, events or commands.
class TrainLoop {
 public:
  /// `samples` must not be empty. Loads config.weights when named and `restored` is empty.
  TrainLoop(const RunConfig& config, std::vector<const RunSample*> samples, ImageSource& source,
            const std::optional<Checkpoint>& restored);
  /// One optimiser step on solver.accumulate batches. Throws UserError naming the images when a loss is not
  /// finite; the weights are then those before the step.
  IterationEvent step();
  [[nodiscard]] int iteration() const { return m_iteration; }
  [[nodiscard]] bool done() const { return m_iteration >= m_config.solver.iterations; }
  void setBaseRate(double rate) { m_baseRate = rate; }
  [[nodiscard]] const at::Device& device() const { return m_device; }
  FasterRcnn& network() { return m_network; }
  /// What came from config.weights; nothing when the loop was restored.
  [[nodiscard]] const LoadReport& loaded() const { return m_loaded; }
  void writeCheckpoint(const std::filesystem::path& path) const {
    anchor::writeCheckpoint(path, m_network, m_optimizer, m_config, m_iteration);
  }

 private:
  Prefetcher::Make following();
  std::vector<PreparedImage> nextBatch(double& waited);
  void addGradients(const std::vector<PreparedImage>& batch, uint64_t seed, IterationEvent& event);
  [[noreturn]] void stopNotFinite(const std::string& what, const std::vector<PreparedImage>& batch) const;
  RunConfig m_config;
  std::vector<const RunSample*> m_samples;
  ImageSource& m_source;
  at::Device m_device;
  FasterRcnn m_network;
  Sgd m_optimizer;
  SampleOrder m_order;
  LoadReport m_loaded;
  int m_iteration = 0;
  int64_t m_position = 0;
  double m_baseRate;
  std::unique_ptr<Prefetcher> m_prefetcher;
};

}  // namespace anchor
