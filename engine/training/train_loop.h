// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <future>

#include "engine/config/stages.h"
#include "engine/distributed/ranks.h"
#include "engine/networks/weights/checkpoint.h"
#include "engine/training/batch_feed.h"
#include "engine/training/losses.h"
#include "engine/training/machine_use.h"
#include "engine/training/sgd.h"
#include "engine/training/stage_entry.h"

namespace anchor {

/// What a training works on.
struct TrainingSet {
  std::vector<const RunSample*> samples;  ///< at least one
  ImageSource* source = nullptr;
  std::filesystem::path proposals;  ///< folder for what the stages of the alternating recipe hand on
  Ranks ranks;                      ///< solver.batch is shared among them
  WeightsReader readWeights = readTensorFile;
};

/// A loss or gradient of a step was no finite number. The weights are those before the step.
struct NotFinite : UserError {
  using UserError::UserError;
};

/// One image of a step, as it was shown to the network.
struct BatchImage {
  const RunSample* sample = nullptr;
  bool flipped = false;
  float scale = 1;
};

/// Thrown out of enterStage when its progress asked to stop; the stage can be entered again.
struct Interrupted {};

/// The state of one training and its step; knows nothing of events or commands.
class TrainLoop {
 public:
  using Progress = std::function<bool(const Stage& stage, int done, int images)>;
  TrainLoop(const RunConfig& config, TrainingSet set, const std::optional<Checkpoint>& restored);
  /// Prepares the stage that the next step belongs to, when it is not yet under way: its first weights, and
  /// the proposals of the stage before, read from their file or computed (progress is told; returning false
  /// throws Interrupted). Does nothing inside a stage.
  void enterStage(const Progress& progress = [](const Stage&, int, int) { return true; });
  /// One optimiser step on solver.accumulate batches. Throws NotFinite naming the images when a loss is not
  /// finite, RankLost when another process is gone; the weights are then those before the step.
  IterationEvent step();
  [[nodiscard]] int iteration() const { return m_iteration; }
  /// False after a failure in the middle of an update: the weights are of no iteration then.
  [[nodiscard]] bool intact() const { return m_intact; }
  [[nodiscard]] bool done() const { return m_iteration >= m_config.solver.iterations; }
  [[nodiscard]] const std::vector<Stage>& stages() const { return m_stages; }
  [[nodiscard]] const Stage& stage() const { return m_stages[stageAt(m_stages, m_iteration)]; }
  /// The images of the last step, also of one that failed.
  [[nodiscard]] const std::vector<BatchImage>& lastBatch() const { return m_lastBatch; }
  /// Images that could not be read since the last call.
  [[nodiscard]] std::vector<Unreadable> takeSkipped() { return std::exchange(m_skipped, {}); }
  [[nodiscard]] double baseRate() const { return m_baseRate; }
  void setBaseRate(double rate) { m_baseRate = rate; }
  [[nodiscard]] const at::Device& device() const { return m_device; }
  FasterRcnn& network() { return m_network; }
  /// The run's configuration, with the target statistics of the stage when they come from the data.
  [[nodiscard]] const RunConfig& config() const { return m_config; }
  /// What came from config.weights in the last entered stage.
  [[nodiscard]] const LoadReport& loaded() const { return m_loaded; }
  void writeCheckpoint(const std::filesystem::path& path) const {
    anchor::writeCheckpoint(path, {m_config, m_iteration, m_baseRate, m_scale, networkTensors(m_network),
                                   m_optimizer.momentum()});
  }

 private:
  void takeProposals(size_t stage, const Progress& progress);
  void startFeed(size_t stage);
  /// A batch and its pixels on the device.
  struct Batch {
    std::vector<PreparedImage> images;
    at::Tensor pixels;
  };
  void placeNetwork();
  Batch readBatch();
  Batch nextBatch();
  /// Queues one pass; its StepNumbers are the result, still on the device.
  at::Tensor addGradients(const Batch& batch, uint64_t seed, bool last);
  /// Reads the passes' numbers and the norm of the gradients: the one place of a step that waits for a GPU.
  void readNumbers(const std::vector<at::Tensor>& passes, IterationEvent& event);
  void update(IterationEvent& event);
  [[noreturn]] void stopNotFinite(const std::string& what) const;
  RunConfig m_config, m_stageConfig;
  std::vector<Stage> m_stages;
  TrainingSet m_set;
  at::Device m_device;
  FasterRcnn m_network;
  std::set<std::string> m_trainable;
  Sgd m_optimizer;
  LoadReport m_loaded;
  LossScale m_scale;
  int m_iteration = 0;
  int m_entered = -1;
  bool m_insideStage = false;
  bool m_intact = true;
  std::vector<BatchImage> m_lastBatch;
  std::vector<Unreadable> m_skipped;
  double m_baseRate;
  std::optional<NamedTensors> m_restoredMomentum;
  std::optional<StageProposals> m_proposals;
  std::unique_ptr<BatchFeed> m_feed;
  std::future<Batch> m_ahead;  ///< the next one, on its way to the GPU while this one is worked on
  double m_waited = 0;         ///< seconds of this step spent waiting for images
  AnchorFields m_fields;
  MachineUse m_use;
  std::unique_ptr<GradientAverager> m_averager;
};

}  // namespace anchor
