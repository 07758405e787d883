#include "engine/selftest/selftest.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <cstdio>

#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/suppression.h"
#include "engine/networks/faster_rcnn.h"
#include "engine/ops/box_ops.h"
#include "engine/ops/cuda/cuda_ops.h"
#include "engine/ops/roi_op.h"
#include "engine/run/json_fields.h"
#include "engine/training/inference.h"
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

/// Boxes in clusters, so that many overlap, with scores of which none are equal.
at::Tensor clusteredBoxes(int64_t count) {
  const at::Tensor centres = at::rand({count / 10 + 1, 2}).mul(600);
  const at::Tensor middle =
      centres.index_select(0, at::randint(count / 10 + 1, {count})) + at::randn({count, 2}).mul(12);
  const at::Tensor half = at::rand({count, 2}).mul(70).add(8);
  return at::cat({middle - half, middle + half}, 1);
}

/// The device's box operators against the CPU's: the same indices and labels, decoded boxes to the last
/// digits.
void boxOpsAgree(const std::string& device) {
  const at::Device where = chooseDevice(device);
  if (!where.is_cpu() && !cuda::available())
    throw std::runtime_error("this build has no CUDA kernels; build it on a machine with nvcc");
  at::manual_seed(9);
  for (const int64_t count : {0, 1, 63, 64, 65, 3000}) {
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
      require(losses.rpnBg > 0 && (empty ? losses.rpnFg == 0 : losses.rpnFg > 0),
              preset.name + ": wrong labels");
      for (const auto& item : network.named_parameters())
        require(!item.value().requires_grad() || item.value().grad().defined(),
                preset.name + ": " + item.key() + " has no gradient");
    }
  }
}

}  // namespace

const std::vector<SelftestCheck>& selftestChecks() {
  static const std::vector<SelftestCheck> checks{{"anchor counts of both conventions", anchorCounts},
                                                 {"encode and decode return", deltasReturn},
                                                 {"RoI operators agree with their ATen form", roiOpsAgree},
                                                 {"box operators agree with the CPU's", boxOpsAgree},
                                                 {"every network takes a step", networksStep}};
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
