#include "engine/training/train_loop.h"

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <fstream>

#include "engine/networks/weights/load_weights.h"
#include "engine/training/inference.h"
#include "engine/training/schedule.h"

namespace anchor {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

FasterRcnn seededNetwork(const RunConfig& config) {
  torch::manual_seed(static_cast<uint64_t>(config.seed));
  return FasterRcnn(config);
}

}  // namespace

double residentMegabytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0;
  double resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

TrainLoop::TrainLoop(const RunConfig& config, std::vector<const RunSample*> samples, ImageSource& source,
                     const std::optional<Checkpoint>& restored)
    : m_config(config),
      m_samples(std::move(samples)),
      m_source(source),
      m_device(chooseDevice(config.device)),
      m_network(seededNetwork(config)),
      m_optimizer(m_network, config.solver),
      m_order(static_cast<int>(m_samples.size()), static_cast<uint64_t>(config.seed)),
      m_baseRate(config.solver.learning_rate) {
  if (restored) {
    restoreNetwork(m_network, restored->network, "checkpoint");
    m_iteration = restored->iteration;
  } else if (!config.weights.empty()) {
    loadPretrained(m_network, readTensorFile(config.weights), config.weights);
  }
  m_network.to(m_device);
  m_optimizer = Sgd(m_network, config.solver);
  if (restored) m_optimizer.restoreMomentum(restored->momentum);
  m_network.train();
  m_position = int64_t{m_iteration} * config.solver.batch;
  m_prefetcher = std::make_unique<Prefetcher>(config.workers, config.solver.batch + 2 * config.workers,
                                              [this] { return following(); });
}

Prefetcher::Make TrainLoop::following() {
  const RunSample& sample = *m_samples[static_cast<size_t>(m_order.at(m_position))];
  RandomSource random(
      derivedSeed(static_cast<uint64_t>(m_config.seed), static_cast<uint64_t>(m_position), 0xF1));
  ++m_position;
  const bool flip = m_config.solver.flip && random.below(2) == 1;
  const double jitter = 1 + m_config.solver.scale_jitter * (2 * random.uniform() - 1);
  return [this, &sample, flip, jitter] {
    return prepareImage(m_source.read(sample), sample, m_config, flip, static_cast<float>(jitter));
  };
}

IterationEvent TrainLoop::step() {
  const auto start = Clock::now();
  std::vector<PreparedImage> batch;
  for (int i = 0; i < m_config.solver.batch; ++i) batch.push_back(m_prefetcher->next());
  const double waited = seconds(start);

  const uint64_t stepSeed =
      derivedSeed(static_cast<uint64_t>(m_config.seed), static_cast<uint64_t>(m_iteration), 0x57);
  torch::manual_seed(stepSeed);  // dropout
  const StepLosses losses = stepLosses(m_network, m_config, batch, m_device, stepSeed);
  const at::Tensor total = losses.total();
  IterationEvent event;
  event.iteration = m_iteration + 1;
  event.total = total.item<double>();
  event.rpn_cls = losses.rpnCls.item<double>();
  event.rpn_box = losses.rpnBox.item<double>();
  event.roi_cls = losses.roiCls.item<double>();
  event.roi_box = losses.roiBox.item<double>();
  const auto imageNames = [&] {
    std::string names;
    for (const PreparedImage& image : batch) names += (names.empty() ? "" : ", ") + image.sample->image;
    return names;
  };
  const auto stopNotFinite = [&](const std::string& what) {
    throw UserError(imageNames(),
                    "the " + what + " is not a finite number at iteration " + std::to_string(event.iteration),
                    "Lower the learning rate, or look at this image's boxes; the weights before this step "
                    "are kept in the last checkpoint");
  };
  if (!std::isfinite(event.total)) stopNotFinite("loss");

  m_optimizer.zeroGradients();
  total.backward();
  event.gradient_norm = m_optimizer.clip(m_config.solver.clip_norm);
  if (!std::isfinite(event.gradient_norm)) stopNotFinite("gradient");
  event.learning_rate = learningRateAt(m_config.solver, m_baseRate, m_iteration);
  m_optimizer.step(event.learning_rate);
  ++m_iteration;

  const double elapsed = seconds(start);
  event.seconds = elapsed;
  event.images_per_second = m_config.solver.batch / elapsed;
  event.wait_share = waited / elapsed;
  event.memory_mb = residentMegabytes();
  event.rpn_fg = losses.rpnFg;
  event.rpn_bg = losses.rpnBg;
  event.roi_fg = losses.roiFg;
  event.roi_bg = losses.roiBg;
  return event;
}

}  // namespace anchor
