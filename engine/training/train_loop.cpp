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

std::vector<bool> uprightOnes(const std::vector<const RunSample*>& samples) {
  std::vector<bool> upright;
  for (const RunSample* sample : samples) upright.push_back(sample->height > sample->width);
  return upright;
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
      m_order(uprightOnes(m_samples), config.solver.aspect_grouping ? config.solver.batch : 1,
              static_cast<uint64_t>(config.seed)),
      m_baseRate(config.solver.learning_rate) {
  if (restored) {
    restoreNetwork(m_network, restored->network, "checkpoint");
    m_iteration = restored->iteration;
  } else if (!config.weights.empty()) {
    m_loaded = loadPretrained(m_network, config, readTensorFile(config.weights), config.weights);
  }
  m_network.to(m_device);
  m_optimizer = Sgd(m_network, config.solver);
  if (restored) m_optimizer.restoreMomentum(restored->momentum);
  m_network.train();
  m_position = int64_t{m_iteration} * config.solver.batch * config.solver.accumulate;
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

std::vector<PreparedImage> TrainLoop::nextBatch(double& waited) {
  const auto start = Clock::now();
  std::vector<PreparedImage> batch;
  for (int i = 0; i < m_config.solver.batch; ++i) batch.push_back(m_prefetcher->next());
  waited += seconds(start);
  return batch;
}

void TrainLoop::addGradients(const std::vector<PreparedImage>& batch, uint64_t seed, IterationEvent& event) {
  const StepLosses losses = stepLosses(m_network, m_config, batch, m_device, seed);
  const at::Tensor total = losses.total() / m_config.solver.accumulate;
  const at::Tensor values = at::stack({losses.rpnCls, losses.rpnBox, losses.roiCls, losses.roiBox})
                                .detach()
                                .to(at::kCPU, at::kDouble) /
                            m_config.solver.accumulate;
  event.rpn_cls += values[0].item<double>();
  event.rpn_box += values[1].item<double>();
  event.roi_cls += values[2].item<double>();
  event.roi_box += values[3].item<double>();
  event.rpn_fg += losses.rpnFg;
  event.rpn_bg += losses.rpnBg;
  event.roi_fg += losses.roiFg;
  event.roi_bg += losses.roiBg;
  if (!std::isfinite(values.sum().item<double>())) stopNotFinite("loss", batch);
  total.backward();
}

void TrainLoop::stopNotFinite(const std::string& what, const std::vector<PreparedImage>& batch) const {
  std::string names;
  for (const PreparedImage& image : batch) names += (names.empty() ? "" : ", ") + image.sample->image;
  throw UserError(names,
                  "the " + what + " is not a finite number at iteration " + std::to_string(m_iteration + 1),
                  "Lower the learning rate, or look at this image's boxes; the weights before this step "
                  "are kept in the last checkpoint");
}

IterationEvent TrainLoop::step() {
  const auto start = Clock::now();
  const SolverConfig& solver = m_config.solver;
  const uint64_t stepSeed =
      derivedSeed(static_cast<uint64_t>(m_config.seed), static_cast<uint64_t>(m_iteration), 0x57);
  torch::manual_seed(stepSeed);  // dropout
  IterationEvent event;
  event.iteration = m_iteration + 1;
  m_optimizer.zeroGradients();
  double waited = 0;
  std::vector<PreparedImage> batch;
  for (int pass = 0; pass < solver.accumulate; ++pass) {
    batch = nextBatch(waited);
    addGradients(batch, pass == 0 ? stepSeed : derivedSeed(stepSeed, static_cast<uint64_t>(pass), 0xAC),
                 event);
  }
  event.total = event.rpn_cls + event.rpn_box + event.roi_cls + event.roi_box;
  event.gradient_norm = m_optimizer.clip(solver.clip_norm);
  if (!std::isfinite(event.gradient_norm)) stopNotFinite("gradient", batch);
  event.learning_rate = learningRateAt(solver, m_baseRate, m_iteration);
  m_optimizer.step(event.learning_rate);
  ++m_iteration;

  const double elapsed = seconds(start);
  event.seconds = elapsed;
  event.images_per_second = solver.batch * solver.accumulate / elapsed;
  event.wait_share = waited / elapsed;
  event.memory_mb = residentMegabytes();
  return event;
}

}  // namespace anchor
