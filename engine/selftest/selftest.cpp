// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/selftest/selftest.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <cstdio>

#include "engine/base/json_fields.h"
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/suppression.h"
#include "engine/inference/devices.h"
#include "engine/inference/inference.h"
#include "engine/networks/faster_rcnn.h"
#include "engine/ops/box_ops.h"
#include "engine/ops/cuda/cuda_ops.h"
#include "engine/ops/roi_op.h"
#include "engine/training/device_targets.h"
#include "engine/training/losses.h"

namespace anchor {
namespace {

void require(bool ok, const std::string& seen) {
  if (!ok) throw std::runtime_error(seen);
}

void requireClose(const at::Tensor& a, const at::Tensor& b, double tolerance, const std::string& what) {
  const double difference = a.numel() == 0 ? 0 : (a.to(at::kCPU) - b.to(at::kCPU)).abs().max().item<double>();
  require(a.sizes() == b.sizes() && difference <= tolerance,
          what + " differ by " + std::to_string(difference));
}

void anchorCounts(const std::string&) {
  struct Row {
    int h, w, fh, fw;
    size_t all;
    long continuous, pixel;
  };
  // Counts of the two reference systems' own code.
  for (const Row& row : {Row{600, 901, 37, 56, 18648, 6928, 7041}, Row{600, 1000, 37, 62, 20646, 8044, 8151},
                         Row{600, 800, 37, 50, 16650, 5834, 5944}})
    for (const BoxConvention convention : {BoxConvention::Continuous, BoxConvention::Pixel}) {
      AnchorShapes shapes;
      shapes.convention = convention;
      const Boxes anchors = gridAnchors({row.fh, row.fw, 16, baseAnchors(shapes)});
      const auto inside =
          insideImage(anchors, {static_cast<float>(row.h), static_cast<float>(row.w)}, 0, convention);
      const long count = std::count(inside.begin(), inside.end(), 1);
      require(anchors.size() == row.all &&
                  count == (convention == BoxConvention::Pixel ? row.pixel : row.continuous),
              std::to_string(anchors.size()) + " anchors, " + std::to_string(count) + " inside");
    }
}

void deltasReturn(const std::string&) {
  const Box from{10, 20, 50, 90};
  const Box to{15, 10, 44, 121};
  const Box back = decode(from, encode(from, to, BoxConvention::Continuous), BoxConvention::Continuous);
  require(std::abs(back.x1 - to.x1) + std::abs(back.y1 - to.y1) + std::abs(back.x2 - to.x2) +
                  std::abs(back.y2 - to.y2) <
              1e-3F,
          "decode(encode) moved the box");
  const Box huge = decode(from, {0, 0, 1000, 1000}, BoxConvention::Continuous);
  require(std::isfinite(huge.x2) && std::isfinite(huge.y2), "a huge delta overflowed");
}

at::Tensor someRois(const at::Device& device) {
  return at::tensor({0.F, 4.F,  4.F,  60.F, 44.F, 1.F, 0.F,  10.F, 79.F, 63.F,
                     0.F, 30.F, 30.F, 30.F, 30.F, 1.F, -9.F, -9.F, 95.F, 90.F})
      .view({4, 5})
      .to(device);
}

/// The kernel of this device against the ATen form, values and gradients.
void roiOpsAgree(const std::string& device) {
  const at::Device where = chooseDevice(device);
  at::manual_seed(7);
  const at::Tensor features = at::randn({2, 5, 8, 10}).to(where);
  for (const bool align : {true, false})
    for (const bool aligned : {false, true})
      for (const int64_t ratio : {2, 0}) {
        const RoiOpRule rule{7, 5, 1.0 / 8, ratio, aligned};
        std::vector<at::Tensor> outputs;
        std::vector<at::Tensor> gradients;
        for (const bool aten : {false, true}) {
          const at::Tensor input = features.clone().set_requires_grad(true);
          const at::Tensor rois = someRois(where);
          outputs.push_back(align ? (aten ? roiAlignAten : roiAlign)(input, rois, rule)
                                  : (aten ? roiPoolAten : roiPool)(input, rois, rule));
          const at::Tensor weights = at::arange(outputs.back().numel(), features.options())
                                         .view(outputs.back().sizes())
                                         .remainder(7);
          (outputs.back() * weights).sum().backward();
          gradients.push_back(input.grad());
        }
        requireClose(outputs[0], outputs[1], 1e-4, align ? "RoIAlign outputs" : "RoI pooling outputs");
        requireClose(gradients[0], gradients[1], 1e-3,
                     align ? "RoIAlign gradients" : "RoI pooling gradients");
      }
}

/// The device's box operators against the CPU's: the same indices and labels, decoded boxes to the last
/// digits.
void boxOpsAgree(const std::string& device) {
  const at::Device where = chooseDevice(device);
  if (!where.is_cpu() && !cuda::available())
    throw std::runtime_error("this build has no CUDA kernels; build it on a machine with nvcc");
  at::manual_seed(9);
  for (const int64_t count : {0, 1, 63, 64, 65, 3000, 9000}) {
    const at::Tensor boxes = clusteredBoxes(count);
    const at::Tensor scores = at::randperm(count).to(at::kFloat);
    const at::Tensor groups = at::randint(7, {count}, at::TensorOptions(at::kLong));
    const at::Tensor gts = clusteredBoxes(12);
    const at::Tensor deltas = at::randn({count, 4}).mul(0.3);
    const auto there = [&](const at::Tensor& t) { return t.to(where); };
    for (const bool pixel : {false, true}) {
      for (const int64_t most : {-1, 20})
        requireClose(nms(there(boxes), there(scores), 0.5, pixel, most), nms(boxes, scores, 0.5, pixel, most),
                     0, "NMS");
      requireClose(batchedNms(there(boxes), there(scores), there(groups), 0.5, pixel, -1),
                   batchedNms(boxes, scores, groups, 0.5, pixel, -1), 0, "NMS by class");
      const auto [labels, argmax, maxIou] =
          assignAnchors(there(boxes), there(gts), 600, 600, 0, 0.7, 0.3, pixel);
      const auto [ownLabels, ownArgmax, ownMaxIou] = assignAnchors(boxes, gts, 600, 600, 0, 0.7, 0.3, pixel);
      requireClose(labels, ownLabels, 0, "labels");
      requireClose(argmax, ownArgmax, 0, "best gts");
      requireClose(maxIou, ownMaxIou, 0, "best IoUs");
      const auto [decoded, keep] = decodeProposals(there(boxes), there(deltas), 600, 600, 16, pixel);
      const auto [ownDecoded, ownKeep] = decodeProposals(boxes, deltas, 600, 600, 16, pixel);
      requireClose(decoded, ownDecoded, 1e-3, "decoded boxes");
    }
  }
}

/// RoIAlign over a pyramid: one kernel, or map by map.
void pyramidAgrees(const std::string& device) {
  const at::Device where = chooseDevice(device);
  at::manual_seed(8);
  const std::vector<at::Tensor> own{at::randn({2, 8, 40, 60}), at::randn({2, 8, 20, 30}),
                                    at::randn({2, 8, 10, 15})};
  const std::vector<double> scales{1.0 / 4, 1.0 / 8, 1.0 / 16};
  const at::Tensor rois = at::cat({at::randint(2, {90, 1}).to(at::kFloat), clusteredBoxes(90).mul(0.3)}, 1);
  const at::Tensor levels = at::randint(3, {90}, at::TensorOptions(at::kLong));
  std::vector<at::Tensor> seen;
  for (const at::Device& on : {at::Device(at::kCPU), where}) {
    std::vector<at::Tensor> maps;
    for (const at::Tensor& map : own) maps.push_back(map.to(on).detach().set_requires_grad(true));
    const at::Tensor out = onPyramid(roiAlign, maps, rois.to(on), levels.to(on), scales, {7, 7, 1, 2, false});
    (out * out).sum().backward();
    seen.push_back(out.detach());
    for (const at::Tensor& map : maps) seen.push_back(map.grad());
  }
  for (size_t i = 0; i < 4; ++i)
    requireClose(seen[i], seen[i + 4], i == 0 ? 1e-4 : 1e-3,
                 i == 0 ? "pyramid outputs" : "pyramid gradients");
}

/// Two invented images of a preset, the second without gts, whose network input is small.
std::vector<PreparedImage> someImages(RunConfig& config) {
  config.classes = {"a", "b", "c"};
  config.input.short_side = 240;
  config.input.long_side = 400;
  config.anchors.scales = config.pyramid() ? config.anchors.scales : std::vector<float>{2, 4, 8};
  const RgbImage picture{320, 200, std::vector<uint8_t>(size_t{3} * 320 * 200, 60)};
  RunSample sample;
  sample.boxes = {
      {0, {10, 10, 90, 120}}, {1, {60, 40, 200, 180}}, {2, {70, 30, 100, 60}}, {1, {250, 90, 310, 190}}};
  sample.boxes.push_back({0, {200, 10, 310, 80}, false, true});  // a crowd
  sample.boxes.push_back({1, {10, 130, 60, 190}, true, false});
  config.objects.difficult = DifficultObjects::Ignore;
  static const RunSample none;
  std::vector<PreparedImage> images{prepareImage(picture, sample, config, false),
                                    prepareImage(picture, none, config, false)};
  return images;
}

/// The choices of one step of a preset's network: anchors, proposals and RoIs of two images, by the device
/// and by the CPU from the same numbers.
class Choices {
 public:
  Choices(const char* name, RunConfig config, const at::Device& where)
      : m_name(name),
        m_config(std::move(config)),
        m_images(someImages(m_config)),
        m_field(AnchorFields().of(gridLevels(m_config, m_images[0].geometry.padded), where)),
        m_where(where) {}

  /// Whether the device chooses at all; where it does not, there is one way only.
  [[nodiscard]] bool byDevice() const { return targetsFitDevice(m_config, m_field.anchors.size(), m_where); }

  void compare() {
    const auto anchors = static_cast<int64_t>(m_field.anchors.size());
    at::manual_seed(4);
    // No two are equal: topk, which the GPU uses, promises no order of equal ones.
    const at::Tensor scores =
        at::stack({at::randperm(anchors), at::randperm(anchors)}).to(at::kFloat).add(0.5).div(anchors);
    const at::Tensor deltas = at::randn({2, anchors, 4}).mul(0.2);
    std::vector<RandomSource> there = seeded();
    const DeviceTargets targets(m_config, m_images, m_where, there, true);
    const cuda::Chosen chosen = targets.rpn(m_field.onDevice);
    const auto [rois, valid] =
        targets.proposals(m_field.onDevice, m_field.levelStart, scores.to(m_where), deltas.to(m_where));
    std::vector<Boxes> own;
    for (size_t b = 0; b < 2; ++b) {
      const auto at = static_cast<int64_t>(b);
      compareAnchors(chosen, b);
      own.push_back(proposals(m_config.train_proposals, m_config.convention(), m_field, floatSpan(scores[at]),
                              deltaSpan(deltas[at]), m_images[b].geometry.size, m_images[b].geometry.scale));
      compareProposals(rois[at], valid[at].sum().item<int64_t>(), own.back());
    }
    const auto [given, exist] = targets.given(own);
    const cuda::Chosen drawn = targets.rois(given, exist);
    for (size_t b = 0; b < 2; ++b) compareRois(drawn, own[b], b);
  }

 private:
  static std::vector<RandomSource> seeded() { return {RandomSource(11), RandomSource(12)}; }

  void compareAnchors(const cuda::Chosen& chosen, size_t b) {
    const RpnTargets wanted = rpnTargets(m_config, m_field, m_images[b], m_here[b]);
    const auto batch = static_cast<int64_t>(m_config.rpn_budget.batch);
    const auto first = static_cast<int64_t>(b);
    const auto mine = [&](const at::Tensor& all) {
      return all.slice(0, first * batch, (first + 1) * batch).to(at::kCPU);
    };
    const at::Tensor labels = mine(chosen.labels);
    const auto anchors = static_cast<int64_t>(m_field.anchors.size());
    const at::Tensor places = mine(chosen.rows).sub(first * anchors).masked_select(labels >= 0);
    const auto [rising, order] = places.sort();
    const auto count = static_cast<int64_t>(wanted.anchors.size());
    requireClose(rising, tensorOf<int64_t>(wanted.anchors, {count}, at::kLong), 0,
                 m_name + ": chosen anchors");
    requireClose(labels.masked_select(labels >= 0).index_select(0, order),
                 tensorOf<int64_t>(wanted.labels, {count}, at::kLong), 0, "their labels");
    requireClose(mine(chosen.targets).slice(0, 0, count).index_select(0, order),
                 tensorOf<BoxDelta>(wanted.deltas, {count, 4}, at::kFloat), 1e-5, "their targets");
  }

  void compareProposals(const at::Tensor& rois, int64_t found, const Boxes& own) const {
    const auto proposed = static_cast<int64_t>(own.size());
    require(found == proposed,
            m_name + ": " + std::to_string(found) + " proposals, the CPU has " + std::to_string(proposed));
    requireClose(rois.slice(0, 0, found), tensorOf<Box>(own, {proposed, 4}, at::kFloat), 2e-3,
                 m_name + ": proposals");
  }

  void compareRois(const cuda::Chosen& drawn, const Boxes& own, size_t b) {
    const PreparedImage& image = m_images[b];
    const RoiSample wanted =
        sampleRois(own, image.gtBoxes, image.gtClasses, m_config.rois, m_config.convention(), m_here[b],
                   {image.ignored, m_config.objects.ignore_share});
    const auto count = static_cast<int64_t>(wanted.rois.size());
    const int64_t first = static_cast<int64_t>(b) * m_config.rois.batch;
    const auto mine = [&](const at::Tensor& all) { return all.slice(0, first, first + count).to(at::kCPU); };
    requireClose(mine(drawn.labels), tensorOf<int>(wanted.labels, {count}, at::kInt).to(at::kLong), 0,
                 "labels of rois");
    requireClose(mine(drawn.rows).slice(1, 1), tensorOf<Box>(wanted.rois, {count, 4}, at::kFloat), 0,
                 "chosen rois");
    requireClose(mine(drawn.targets), tensorOf<BoxDelta>(wanted.targets, {count, 4}, at::kFloat), 1e-4,
                 "targets of rois");
    require(drawn.counts[static_cast<int64_t>(b)][0].item<int>() == wanted.fg, "counts of rois");
  }

  std::string m_name;
  RunConfig m_config;
  std::vector<PreparedImage> m_images;
  AnchorField m_field;
  at::Device m_where;
  std::vector<RandomSource> m_here = seeded();  ///< the CPU's, drawn from in the order of the steps
};

/// What a step on the GPU chooses is what the CPU chooses from the same numbers.
void choicesAgree(const std::string& device) {
  const at::Device where = chooseDevice(device);
  for (const char* name : {"py-faster-rcnn-vgg16", "vgg16-simple", "resnet50-fpn"}) {
    Choices choices(name, presetByName(name).config, where);
    if (!choices.byDevice()) return;
    choices.compare();
  }
}

/// One step of every preset's network, its input and fully connected layers made small: finite losses,
/// gradients everywhere they belong, also without gts.
void networksStep(const std::string& device) {
  const at::Device where = chooseDevice(device);
  const RgbImage picture{130, 97, std::vector<uint8_t>(size_t{3} * 130 * 97, 60)};
  for (const Preset& preset : presets()) {
    RunConfig config = preset.config;
    config.classes = {"a", "b"};
    config.input.short_side = 97;
    config.input.long_side = 130;
    config.anchors.scales = {2, 4};
    config.network.head_hidden = std::min(config.network.head_hidden, 32);
    config.network.head_fc7 = std::min(config.network.head_fc7, 16);
    checkConfig(config);
    at::manual_seed(3);
    FasterRcnn network(config);
    network.to(where);
    for (const bool empty : {false, true}) {
      RunSample sample;
      if (!empty) sample.boxes.push_back({1, {10, 10, 60, 70}});
      network.zero_grad();
      const StepLosses losses =
          stepLosses(network, config, {prepareImage(picture, sample, config, false)}, where, 5);
      losses.total().backward();
      require(std::isfinite(losses.total().item<double>()), preset.name + ": the loss is not finite");
      const double rpnFg = losses.rpnCounts[0].item<double>();
      require(losses.rpnCounts[1].item<double>() > 0 && (empty ? rpnFg == 0 : rpnFg > 0),
              preset.name + ": wrong labels");
      for (const auto& item : network.named_parameters())
        require(!item.value().requires_grad() || item.value().grad().defined(),
                preset.name + ": " + item.key() + " has no gradient");
    }
  }
}

/// Gradients of two equal steps, told to be deterministic, are the same bits.
void stepsRepeat(const std::string& device) {
  const at::Device where = chooseDevice(device);
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/true);
  at::globalContext().setDeterministicCuDNN(true);
  const RgbImage picture{130, 97, std::vector<uint8_t>(size_t{3} * 130 * 97, 60)};
  RunSample sample;
  sample.boxes = {{1, {10, 10, 60, 70}}, {0, {40, 30, 120, 90}}};
  for (const char* name : {"py-faster-rcnn-zf", "resnet18-fpn"}) {
    RunConfig config = presetByName(name).config;
    config.classes = {"a", "b"};
    config.input.short_side = 194;
    config.input.long_side = 260;
    config.network.head_hidden = 32;
    config.network.head_fc7 = std::min(config.network.head_fc7, 16);
    at::manual_seed(3);
    FasterRcnn network(config);
    network.to(where);
    std::vector<at::Tensor> first;
    for (int run = 0; run < 2; ++run) {
      at::manual_seed(6);
      network.zero_grad();
      stepLosses(network, config, {prepareImage(picture, sample, config, false)}, where, 5)
          .total()
          .backward();
      size_t at = 0;
      for (const auto& item : network.named_parameters()) {
        if (!item.value().grad().defined()) continue;
        if (run == 0)
          first.push_back(item.value().grad().clone());
        else
          requireClose(item.value().grad(), first[at++], 0,
                       std::string(name) + ": gradients of " + item.key());
      }
    }
  }
  at::globalContext().setDeterministicAlgorithms(false, false);
  at::globalContext().setDeterministicCuDNN(false);
}

}  // namespace

at::Tensor clusteredBoxes(int64_t count, double side) {
  const at::Tensor centres = at::rand({count / 10 + 1, 2}).mul(side);
  const at::Tensor middle =
      centres.index_select(0, at::randint(count / 10 + 1, {count})) + at::randn({count, 2}).mul(12);
  const at::Tensor half = at::rand({count, 2}).mul(70).add(8);
  return at::cat({middle - half, middle + half}, 1);
}

const std::vector<SelftestCheck>& selftestChecks() {
  static const std::vector<SelftestCheck> checks{
      {"anchor counts of both conventions", anchorCounts},
      {"encode and decode return", deltasReturn},
      {"RoI operators agree with their ATen form", roiOpsAgree},
      {"box operators agree with the CPU's", boxOpsAgree},
      {"RoIAlign over a pyramid agrees with the CPU's", pyramidAgrees},
      {"a step chooses what the CPU chooses", choicesAgree},
      {"every network takes a step", networksStep},
      {"steps repeat to the bit when asked to", stepsRepeat}};
  return checks;
}

int runSelftest(const std::string& device, bool json) {
  int failed = 0;
  Json results = Json::array();
  for (const SelftestCheck& check : selftestChecks()) {
    std::string seen;
    try {
      check.run(device);
    } catch (const std::exception& error) {
      seen = error.what();
      ++failed;
    }
    if (json)
      results.push_back({{"check", check.name}, {"passed", seen.empty()}, {"seen", seen}});
    else
      std::printf("%s  %s%s%s\n", seen.empty() ? "ok    " : "FAILED", check.name.c_str(),
                  seen.empty() ? "" : ": ", seen.c_str());
  }
  if (json)
    std::printf("%s\n", Json{{"device", device}, {"failed", failed}, {"checks", results}}.dump(2).c_str());
  else
    std::printf("%zu checks on %s, %d failed\n", selftestChecks().size(), device.c_str(), failed);
  return failed;
}

}  // namespace anchor
