// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/train_loop.h"

#include <chrono>
#include <cmath>
#include <utility>

#include "engine/inference/devices.h"
#include "engine/inference/inference.h"
#include "engine/inference/network_input.h"
#include "engine/training/schedule.h"

namespace anchor {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

/// What of torch would sum in another order from run to run on a GPU.
void beDeterministic(bool wanted) {
  // Read by cuBLAS when it is first used.
  if (wanted) ::setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
  at::globalContext().setDeterministicAlgorithms(wanted, /*warn_only=*/true);
  at::globalContext().setDeterministicCuDNN(wanted);
}

}  // namespace

TrainLoop::TrainLoop(const RunConfig& config, TrainingSet set, const std::optional<Checkpoint>& restored)
    : m_config(config),
      m_stageConfig(config),
      m_stages(stagesOf(config)),
      m_set(std::move(set)),
      m_device(chooseDevice(config.device, m_set.ranks.localRank())),
      m_network(seededNetwork(config, static_cast<uint64_t>(config.seed))),
      m_trainable(trainableNames(m_network)),
      m_optimizer(m_network, config.solver),
      m_scale(LossScale::forPrecision(config.solver.precision == Precision::Float16)),
      m_baseRate(config.solver.learning_rate) {
  beDeterministic(config.solver.deterministic);
  const int ranks = m_set.ranks.size();
  if (config.solver.batch % ranks != 0)
    throw UserError("solver.batch = " + std::to_string(config.solver.batch),
                    say("cannot be divided evenly among %1 processes", ranks),
                    say("Use --batch with a multiple of %1", ranks));
  if (restored) {
    restoreNetwork(m_network, restored->network, "checkpoint");
    m_iteration = restored->iteration;
    m_scale = restored->scale;
    // Unless somebody changed the configuration since.
    if (restored->config.solver.learning_rate == config.solver.learning_rate) m_baseRate = restored->baseRate;
    m_config.rois.perClass = restored->config.rois.perClass;
    m_insideStage = m_iteration > stage().first || done();
    m_restoredMomentum = restored->momentum;
  }
  placeNetwork();
  m_network.train();
}

void TrainLoop::placeNetwork() {
  m_network.to(m_device);
  if (!m_device.is_cuda() || !m_config.solver.channels_last) return;
  // Else cuDNN would turn each weight into the layout of the images at every use.
  const at::NoGradGuard off;
  for (at::Tensor& parameter : m_network.parameters())
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
}

void TrainLoop::enterStage(const Progress& progress) {
  const size_t at = stageAt(m_stages, m_iteration);
  if (m_entered == static_cast<int>(at)) return;
  const Stage& stage = m_stages[at];
  if (stage.kind == Stage::Kind::Head) takeProposals(at, progress);
  if (!m_insideStage) {
    m_network.to(at::kCPU);
    m_loaded = beginStage(m_network, m_config, m_stages, at, m_set.readWeights);
    placeNetwork();
  }
  m_stageConfig = stageConfig(m_config, stage);
  chooseTrained(m_network, stage, m_trainable);
  m_optimizer = Sgd(m_network, m_config.solver);
  if (m_insideStage && m_restoredMomentum) m_optimizer.restoreMomentum(*m_restoredMomentum);
  m_restoredMomentum.reset();
  m_insideStage = false;
  startFeed(at);
  std::vector<at::Tensor> trained;
  for (const at::Tensor& parameter : m_network.parameters())
    if (parameter.requires_grad()) trained.push_back(parameter);
  m_averager.reset();
  m_averager = m_set.ranks.averager(std::move(trained));
  m_entered = static_cast<int>(at);
}

void TrainLoop::takeProposals(size_t stage, const Progress& progress) {
  const auto path = m_set.proposals / (m_stages[stage].name + ".safetensors");
  if (!std::filesystem::exists(path)) {
    if (m_insideStage)
      throw UserError(path.string(), say("is missing, so the stage cannot be resumed halfway"),
                      say("Restore it, or delete the checkpoints after iteration %1 to start the stage again",
                          m_stages[stage].first));
    const auto report = [&](int done, int images) { return progress(m_stages[stage], done, images); };
    bool stopped = false;
    if (m_set.ranks.first()) {
      const auto computed =
          computeProposals(m_network, m_config, m_set.samples, *m_set.source, m_device, report,
                           [this](const Unreadable& one) { m_skipped.push_back(one); });
      if (computed) writeProposals(path, *computed);
      stopped = !computed;
    }
    if (m_set.ranks.largest({stopped ? 1.0 : 0.0})[0] > 0) throw Interrupted{};
  }
  m_proposals = readProposals(path, m_set.samples.size());
  if (!m_insideStage && m_config.rois.normaliseFromData)
    m_config.rois.perClass = targetStatistics(m_config, *m_proposals, m_set.samples);
}

void TrainLoop::startFeed(size_t stage) {
  const auto seed = static_cast<uint64_t>(m_config.seed);
  const SolverConfig& solver = m_stageConfig.solver;
  const int64_t position = int64_t{m_iteration - m_stages[stage].first} * solver.batch * solver.accumulate;
  m_ahead = {};  // waits for it
  m_feed.reset();
  m_feed = std::make_unique<BatchFeed>(m_stageConfig, m_set.samples, *m_set.source,
                                       stage == 0 ? seed : derivedSeed(seed, stage, 0x5E), position,
                                       Shard{m_set.ranks.rank(), m_set.ranks.size()});
}

TrainLoop::Batch TrainLoop::readBatch() {
  Batch batch{m_feed->next(), {}};
  // cuDNN, and oneDNN with AVX-512, run channels-last convolutions faster than planar ones; with AVX2 alone
  // oneDNN takes 1.4 times as long for a step of them.
  const bool faster = m_device.is_cuda() || __builtin_cpu_supports("avx512f") != 0;
  batch.pixels = stackImages(batch.images, m_stageConfig, m_device,
                             faster ? layoutOf(m_stageConfig) : at::MemoryFormat::Contiguous);
  return batch;
}

TrainLoop::Batch TrainLoop::nextBatch() {
  const auto begun = Clock::now();
  Batch batch = m_ahead.valid() ? m_ahead.get() : readBatch();
  m_waited += seconds(begun);
  // While a GPU works, the next batch is put together and sent there.
  const bool more =
      m_iteration + 1 < stage().first + stage().iterations || m_stageConfig.solver.accumulate > 1;
  if (m_device.is_cuda() && more) m_ahead = std::async(std::launch::async, [this] { return readBatch(); });
  return batch;
}

at::Tensor TrainLoop::addGradients(const Batch& batch, uint64_t seed, bool last) {
  const Stage::Kind kind = stage().kind;
  const Ranks& ranks = m_set.ranks;
  const StepParts parts{kind != Stage::Kind::Head,
                        kind != Stage::Kind::Rpn,
                        kind == Stage::Kind::Head ? &*m_proposals : nullptr,
                        ranks.rank() * m_stageConfig.solver.batch / ranks.size(),
                        [&](const at::Tensor& own) { return ranks.mean(own); },
                        batch.pixels,
                        &m_fields};
  const StepLosses losses = stepLosses(m_network, m_stageConfig, batch.images, m_device, seed, parts);
  const at::Tensor loss = losses.total() * (m_scale.value / m_stageConfig.solver.accumulate);
  if (m_averager && last) m_averager->expect(loss);
  try {
    loss.backward();
  } catch (const std::exception& error) {
    if (!m_averager || dynamic_cast<const RankLost*>(&error) != nullptr) throw;
    throw RankLost(error.what());
  }
  return losses.numbers();
}

void TrainLoop::readNumbers(const std::vector<at::Tensor>& passes, IterationEvent& event) {
  if (m_scale.active()) m_optimizer.scaleGradients(1 / m_scale.value);
  std::vector<at::Tensor> queued = passes;
  queued.push_back(m_optimizer.norm().to(m_device).view({1}));
  const at::Tensor read = at::cat(queued).to(at::kCPU, at::kDouble);
  m_set.ranks.checkIntact();
  const std::span<const double> values(read.const_data_ptr<double>(), static_cast<size_t>(read.numel()));
  event.gradient_norm = values.back();
  const Ranks& ranks = m_set.ranks;
  const double share = 1.0 / m_stageConfig.solver.accumulate;
  const auto all = [&](double mean) { return static_cast<int>(std::lround(mean * ranks.size())); };
  for (size_t pass = 0; pass < passes.size(); ++pass) {
    const auto own = values.subspan(pass * 8, 8);
    const StepNumbers mean = StepNumbers::from(ranks.mean({own.begin(), own.end()}));
    if (!std::isfinite(mean.losses.total)) stopNotFinite("loss");
    event.losses.add(mean.losses, share);
    event.rpn_fg += all(mean.rpnFg);
    event.rpn_bg += all(mean.rpnBg);
    event.roi_fg += all(mean.roiFg);
    event.roi_bg += all(mean.roiBg);
  }
}

void TrainLoop::stopNotFinite(const std::string& what) const {
  std::string names;
  for (const BatchImage& image : m_lastBatch) names += (names.empty() ? "" : ", ") + image.sample->image;
  throw NotFinite(names, say("the %1 is not a finite number at iteration %2", what, m_iteration + 1),
                  say("Lower the learning rate, or look at this image's boxes"));
}

void TrainLoop::update(IterationEvent& event) {
  const SolverConfig& solver = m_stageConfig.solver;
  event.base_rate = m_baseRate;
  event.learning_rate = learningRateAt(solver, m_baseRate, m_iteration - stage().first);
  if (std::isfinite(event.gradient_norm)) {
    m_intact = false;
    m_optimizer.clip(event.gradient_norm, solver.clip_norm);
    m_optimizer.step(event.learning_rate);
    m_scale.succeeded();
    m_intact = true;
    return;
  }
  // Half precision overflowed: this step is left out and the next one scales less.
  if (!m_scale.active() || !m_scale.failed()) stopNotFinite("gradient");
}

IterationEvent TrainLoop::step() {
  enterStage();
  const auto start = Clock::now();
  const SolverConfig& solver = m_stageConfig.solver;
  const uint64_t stepSeed =
      derivedSeed(static_cast<uint64_t>(m_config.seed), static_cast<uint64_t>(m_iteration), 0x57);
  const auto rank = static_cast<uint64_t>(m_set.ranks.rank());
  torch::manual_seed(rank == 0 ? stepSeed : derivedSeed(stepSeed, rank, 0xD0));  // dropout
  IterationEvent event;
  event.iteration = m_iteration + 1;
  m_optimizer.zeroGradients();
  m_lastBatch.clear();
  m_waited = 0;
  std::vector<at::Tensor> passes;
  for (int pass = 0; pass < solver.accumulate; ++pass) {
    const Batch batch = nextBatch();
    for (const PreparedImage& image : batch.images) {
      m_lastBatch.push_back({image.sample, image.flipped, image.geometry.scale});
      m_skipped.insert(m_skipped.end(), image.skipped.begin(), image.skipped.end());
    }
    passes.push_back(
        addGradients(batch, pass == 0 ? stepSeed : derivedSeed(stepSeed, static_cast<uint64_t>(pass), 0xAC),
                     pass + 1 == solver.accumulate));
  }
  readNumbers(passes, event);
  const LossValues& l = event.losses;
  event.losses = LossValues::of({l.rpn_cls, l.rpn_box, l.roi_cls, l.roi_box});
  update(event);
  ++m_iteration;

  const double elapsed = seconds(start);
  event.seconds = elapsed;
  event.images_per_second = solver.batch * solver.accumulate / elapsed;
  event.wait_share = m_waited / elapsed;
  const MachineUse::Seen use = m_use.look(m_device);
  event.memory_mb = use.megabytes;
  event.cpu_share = use.cpuShare;
  if (use.gpuShare) event.gpu_share = *use.gpuShare;
  if (use.gpuMegabytes) event.gpu_memory_mb = *use.gpuMegabytes;
  if (use.gpuCelsius) event.gpu_celsius = *use.gpuCelsius;
  return event;
}

}  // namespace anchor
