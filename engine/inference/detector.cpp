#include "engine/inference/detector.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <chrono>

#include "engine/evaluation/coco_ap.h"
#include "engine/evaluation/voc_ap.h"
#include "engine/geometry/iou.h"
#include "engine/inference/inference.h"
#include "engine/networks/weights/load_weights.h"
#include "engine/training/checkpoint.h"

namespace anchor {

struct Detector::Parts {
  Checkpoint checkpoint;
  FasterRcnn network;
  at::Device device;
  Parts(Checkpoint from, const std::string& deviceName, const std::string& place)
      : checkpoint(std::move(from)), network(checkpoint.config), device(chooseDevice(deviceName)) {
    restoreNetwork(network, checkpoint.network, place);
    network.to(device);
    network.eval();
  }
};

Detector::Detector(const std::filesystem::path& checkpoint, const std::string& device)
    : m_parts(std::make_unique<Parts>(readCheckpoint(checkpoint), device, checkpoint.string())) {}
Detector::~Detector() = default;
const RunConfig& Detector::config() const { return m_parts->checkpoint.config; }
int Detector::iteration() const { return m_parts->checkpoint.iteration; }

std::vector<Detection> Detector::detect(const RgbImage& image, float scoreThreshold) {
  RunConfig config = m_parts->checkpoint.config;
  if (scoreThreshold >= 0) config.test.score = scoreThreshold;
  return detectObjects(m_parts->network, config, image, m_parts->device);
}

Findings Detector::find(const RgbImage& image) {
  return findingsOf(recordImage(m_parts->network, m_parts->checkpoint.config, image, m_parts->device));
}

std::vector<Detection> Detector::detectShaken(const RgbImage& image, int seed) {
  constexpr double amount = 2e-6;  // of the largest pixel
  FasterRcnn& network = m_parts->network;
  at::Generator random = at::detail::createCPUGenerator(static_cast<uint64_t>(seed));
  NetworkCalls calls = callsOf(network);
  calls.features = [&](const at::Tensor& images) {
    // In the other memory layout the layers sum in another order.
    const at::Tensor laidOut = seed % 2 == 0 ? images.contiguous() : images;
    if (seed == 0) return network.features(laidOut);
    const at::Tensor noise = at::randn(images.sizes(), random).to(images.device());
    return network.features(laidOut + noise * (images.abs().max() * amount));
  };
  return detectObjects(calls, m_parts->checkpoint.config, image, m_parts->device);
}

ImageRecord Detector::record(const RgbImage& image, std::span<const Box> asked) {
  const RunConfig config = asTested(m_parts->checkpoint.config);
  const InputGeometry geometry =
      inputGeometry(config, {static_cast<float>(image.height), static_cast<float>(image.width)});
  Boxes boxes;
  for (const Box& box : asked)
    boxes.push_back(
        clipped(toNetwork(box, geometry, config.convention()), geometry.size, config.convention()));
  ImageRecord record = recordImage(m_parts->network, config, image, m_parts->device, boxes);
  record.iteration = m_parts->checkpoint.iteration;
  return record;
}

namespace {

bool overlapsByHalf(const Box& a, const Box& b) { return iou(a, b, BoxConvention::Continuous) >= 0.5F; }

/// Counts one image's share of what tells why a mAP is low.
void countInto(EvaluationEvent& event, int& covered, const RunSample& sample, const Findings& found) {
  for (const SampleBox& gt : sample.boxes) {
    if (gt.difficult || gt.crowd) continue;
    ++event.objects;
    covered += std::ranges::any_of(found.proposals, [&](const Box& p) { return overlapsByHalf(p, gt.box); });
  }
  for (const Detection& detection : found.detections)
    event.on_objects += std::ranges::any_of(
        sample.boxes, [&](const SampleBox& gt) { return overlapsByHalf(detection.box, gt.box); });
}

}  // namespace

EvaluationResult evaluate(const std::function<Findings(const RgbImage&, const RunSample&)>& find,
                          const std::vector<std::string>& classes,
                          const std::vector<const RunSample*>& samples, ImageSource& source,
                          const std::function<bool(int, int)>& progress, const SkipImage& skip) {
  const auto start = std::chrono::steady_clock::now();
  EvaluationResult result;
  std::vector<GroundTruth> gts;
  const int total = static_cast<int>(samples.size());
  int covered = 0;
  for (int i = 0; i < total; ++i) {
    if (!progress(i, total)) break;
    const auto image = readOrSkip(source, *samples[i], skip);
    if (!image) continue;
    for (const SampleBox& gt : samples[i]->boxes)
      gts.push_back({i, gt.class_index, gt.box, gt.difficult, gt.crowd});
    const Findings found = find(*image, *samples[i]);
    countInto(result.event, covered, *samples[i], found);
    for (Detection detection : found.detections) {
      detection.image = i;
      result.detections.push_back(detection);
    }
    ++result.event.images;
  }
  result.event.detections = static_cast<int>(result.detections.size());
  if (result.event.objects > 0) result.event.rpn_recall = static_cast<double>(covered) / result.event.objects;
  const int count = static_cast<int>(classes.size());
  const auto convention = BoxConvention::Continuous;
  const VocResult area = evaluateVoc(gts, result.detections, count, 0.5F, VocMetric::Area, convention);
  const CocoResult coco = evaluateCoco(gts, result.detections, count, convention);
  result.event.voc07 =
      evaluateVoc(gts, result.detections, count, 0.5F, VocMetric::ElevenPoint, convention).map;
  result.event.voc12 = area.map;
  result.event.coco = coco.stats[0];
  result.event.coco50 = coco.stats[1];
  for (int c = 0; c < count; ++c)
    if (area.ap[c]) result.event.ap[classes[c]] = *area.ap[c];
  result.cocoStats.assign(coco.stats.begin(), coco.stats.end());
  result.event.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace anchor
