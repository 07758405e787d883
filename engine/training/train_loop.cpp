#include "engine/training/train_loop.h"

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <fstream>

#include "engine/training/inference.h"
#include "engine/training/schedule.h"

namespace anchor {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(Clock::time_point from) { return std::chrono::duration<double>(Clock::now() - from).count(); }

}  // namespace

double residentMegabytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0;
  double resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

TrainLoop::TrainLoop(const RunConfig& config, TrainingSet set, const std::optional<Checkpoint>& restored)
    : m_config(config),
      m_stageConfig(config),
      m_stages(stagesOf(config)),
      m_set(std::move(set)),
      m_device(chooseDevice(config.device, m_set.ranks.localRank())),
      m_network(seededNetwork(config, static_cast<uint64_t>(config.seed))),
      m_trainable(trainableNames(m_network)),
      m_optimizer(m_network, config.solver),
      m_scale(LossScale::forPrecision(config.solver.precision == "float16")),
      m_baseRate(config.solver.learning_rate) {
  const int ranks = m_set.ranks.size();
  if (config.solver.batch % ranks != 0)
    throw UserError("solver.batch = " + std::to_string(config.solver.batch),
                    "cannot be shared evenly by " + std::to_string(ranks) + " processes",
                    "Use --batch with a multiple of " + std::to_string(ranks));
  if (restored) {
    restoreNetwork(m_network, restored->network, "checkpoint");
    m_iteration = restored->iteration;
    m_scale = restored->scale;
    m_config.rois.perClass = restored->config.rois.perClass;
    m_insideStage = m_iteration > stage().first || done();
    m_restoredMomentum = restored->momentum;
  }
  m_network.to(m_device);
  m_network.train();
}

void TrainLoop::enterStage(const Progress& progress) {
  const size_t at = stageAt(m_stages, m_iteration);
  if (m_entered == static_cast<int>(at)) return;
  const Stage& stage = m_stages[at];
  if (stage.kind == Stage::Kind::Head) takeProposals(at, progress);
  if (!m_insideStage) {
    m_network.to(at::kCPU);
    m_loaded = beginStage(m_network, m_config, m_stages, at);
    m_network.to(m_device);
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
      throw UserError(path.string(), "is missing, so the stage cannot be resumed in its middle",
                      "Put it back, or delete the checkpoints after iteration " +
                          std::to_string(m_stages[stage].first) + " to begin the stage again");
    const auto told = [&](int done, int images) { return progress(m_stages[stage], done, images); };
    bool stopped = false;
    if (m_set.ranks.first()) {
      const auto computed =
          computeProposals(m_network, m_config, m_set.samples, *m_set.source, m_device, told);
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
  m_feed.reset();
  m_feed = std::make_unique<BatchFeed>(m_stageConfig, m_set.samples, *m_set.source,
                                       stage == 0 ? seed : derivedSeed(seed, stage, 0x5E), position,
                                       Shard{m_set.ranks.rank(), m_set.ranks.size()});
}

void TrainLoop::addGradients(const std::vector<PreparedImage>& batch, uint64_t seed, bool last,
                             IterationEvent& event) {
  const Stage::Kind kind = stage().kind;
  const Ranks& ranks = m_set.ranks;
  const StepParts parts{kind != Stage::Kind::Head, kind != Stage::Kind::Rpn,
                        kind == Stage::Kind::Head ? &*m_proposals : nullptr,
                        ranks.rank() * m_stageConfig.solver.batch / ranks.size(),
                        [&](double own) { return ranks.mean({own})[0]; }};
  const StepLosses losses = stepLosses(m_network, m_stageConfig, batch, m_device, seed, parts);
  const double share = 1.0 / m_stageConfig.solver.accumulate;
  const at::Tensor own = at::stack({losses.rpnCls, losses.rpnBox, losses.roiCls, losses.roiBox})
                             .detach()
                             .to(at::kCPU, at::kDouble);
  const auto value = [&](int64_t i) { return own[i].item<double>(); };
  const std::vector<double> means =
      ranks.mean({value(0), value(1), value(2), value(3), double(losses.rpnFg), double(losses.rpnBg),
                  double(losses.roiFg), double(losses.roiBg)});
  if (!std::isfinite(means[0] + means[1] + means[2] + means[3])) stopNotFinite("loss", batch);
  event.rpn_cls += share * means[0];
  event.rpn_box += share * means[1];
  event.roi_cls += share * means[2];
  event.roi_box += share * means[3];
  const auto all = [&](double mean) { return static_cast<int>(std::lround(mean * ranks.size())); };
  event.rpn_fg += all(means[4]);
  event.rpn_bg += all(means[5]);
  event.roi_fg += all(means[6]);
  event.roi_bg += all(means[7]);
  const at::Tensor loss = losses.total() * (share * m_scale.value);
  if (m_averager && last) m_averager->expect(loss);
  try {
    loss.backward();
  } catch (const std::exception& error) {
    if (!m_averager || dynamic_cast<const RankLost*>(&error) != nullptr) throw;
    throw RankLost(error.what());
  }
}

void TrainLoop::stopNotFinite(const std::string& what, const std::vector<PreparedImage>& batch) const {
  std::string names;
  for (const PreparedImage& image : batch) names += (names.empty() ? "" : ", ") + image.sample->image;
  throw NotFinite(names,
                  "the " + what + " is not a finite number at iteration " + std::to_string(m_iteration + 1),
                  "Lower the learning rate, or look at this image's boxes; the weights before this step "
                  "are kept in the last checkpoint");
}

void TrainLoop::update(const std::vector<PreparedImage>& lastBatch, IterationEvent& event) {
  const SolverConfig& solver = m_stageConfig.solver;
  event.learning_rate = learningRateAt(solver, m_baseRate, m_iteration - stage().first);
  if (m_scale.active()) m_optimizer.scaleGradients(1 / m_scale.value);
  event.gradient_norm = m_optimizer.clip(solver.clip_norm);
  if (std::isfinite(event.gradient_norm)) {
    m_optimizer.step(event.learning_rate);
    m_scale.succeeded();
    return;
  }
  // Half precision overflowed: this step is left out and the next one scales less.
  if (!m_scale.active() || !m_scale.failed()) stopNotFinite("gradient", lastBatch);
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
  double waited = 0;
  std::vector<PreparedImage> batch;
  for (int pass = 0; pass < solver.accumulate; ++pass) {
    const auto asked = Clock::now();
    batch = m_feed->next();
    for (const PreparedImage& image : batch)
      m_lastBatch.push_back({image.sample, image.flipped, image.geometry.scale});
    waited += seconds(asked);
    addGradients(batch, pass == 0 ? stepSeed : derivedSeed(stepSeed, static_cast<uint64_t>(pass), 0xAC),
                 pass + 1 == solver.accumulate, event);
  }
  event.total = event.rpn_cls + event.rpn_box + event.roi_cls + event.roi_box;
  update(batch, event);
  ++m_iteration;

  const double elapsed = seconds(start);
  event.seconds = elapsed;
  event.images_per_second = solver.batch * solver.accumulate / elapsed;
  event.wait_share = waited / elapsed;
  event.memory_mb = residentMegabytes();
  return event;
}

}  // namespace anchor
