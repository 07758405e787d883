// SPDX-License-Identifier: GPL-3.0-or-later
// What a training step does on a GPU, without one: the operators of engine/ops/cuda with their kernels run by
// threads (tests/support/threads_as_gpu), against the CPU's code on the same tensors.
#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include "engine/geometry/sampling.h"
#include "engine/ops/box_ops.h"
#include "engine/ops/cuda/cuda_ops.h"
#include "engine/ops/roi_op.h"
#include "engine/selftest/selftest.h"
#include "engine/training/device_targets.h"
#include "engine/training/losses.h"
#include "engine/training/validation_loss.h"

#include <QtTest>
#include <set>

using namespace anchor;

namespace {
bool byKernels = false;
}  // namespace

bool cuda::serves(const at::Device&) { return byKernels; }

namespace {

/// What `compute` says by the CPU's code and by the kernels.
template <class Compute>
auto bothWays(const Compute& compute) {
  byKernels = false;
  auto byCpu = compute();
  byKernels = true;
  auto byGpu = compute();
  byKernels = false;
  return std::pair(std::move(byCpu), std::move(byGpu));
}

double largest(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes()) return 1e9;
  return a.numel() == 0 ? 0 : (a.to(at::kDouble) - b.to(at::kDouble)).abs().max().item<double>();
}

/// A preset whose network and input are small.
RunConfig smallPreset(const std::string& name) {
  RunConfig config = presetByName(name).config;
  config.classes = {"a", "b"};
  config.input.short_side = 160;
  config.input.long_side = 260;
  config.anchors.scales = config.pyramid() ? config.anchors.scales : std::vector<float>{2, 4};
  config.network.head_hidden = std::min(config.network.head_hidden, 32);
  config.network.head_fc7 = std::min(config.network.head_fc7, 16);
  config.objects.difficult = DifficultObjects::Ignore;
  config.train_proposals.preNms = 300;
  config.train_proposals.postNms = 100;
  config.train_proposals.minSize = 2;
  checkConfig(config);
  return config;
}

RgbImage picture() {
  RgbImage image{200, 120, std::vector<uint8_t>(size_t{3} * 200 * 120)};
  RandomSource random(3);
  for (uint8_t& value : image.pixels) value = static_cast<uint8_t>(random.below(256));
  return image;
}

RunSample objects() {
  RunSample sample{"picture", "", 200, 120, "train", {{0, {10, 10, 70, 90}}, {1, {90, 20, 180, 110}}}};
  sample.boxes.push_back({0, {120, 5, 190, 50}, false, true});  // a crowd
  sample.boxes.push_back({1, {5, 80, 40, 115}, true, false});   // difficult
  return sample;
}

constexpr const char* presetsOfEachKind[] = {"py-faster-rcnn-zf", "vgg16-simple", "resnet18-fpn"};

}  // namespace

class GpuStepsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void box_operators_equal_the_cpus() {
    at::manual_seed(1);
    for (const int64_t count : {0, 1, 400})
      for (const bool pixel : {false, true}) {
        const at::Tensor boxes = clusteredBoxes(count, 300);
        const at::Tensor scores = at::randint(200, {count}).to(at::kFloat);  // some are equal
        const at::Tensor groups = at::randint(7, {count}, at::TensorOptions(at::kLong));
        const at::Tensor gts = clusteredBoxes(6, 300);
        const at::Tensor deltas = at::randn({count, 4}).mul(0.3);
        for (const int64_t most : {-1, 20}) {
          const auto [wanted, seen] = bothWays([&] { return nms(boxes, scores, 0.5, pixel, most); });
          QVERIFY(largest(wanted, seen) == 0);
        }
        const auto [kept, keptSeen] =
            bothWays([&] { return batchedNms(boxes, scores, groups, 0.5, pixel, -1); });
        QVERIFY(largest(kept, keptSeen) == 0);
        const auto [labels, labelsSeen] =
            bothWays([&] { return assignAnchors(boxes, gts, 300, 300, 20, 0.7, 0.3, pixel); });
        QVERIFY(largest(std::get<0>(labels), std::get<0>(labelsSeen)) == 0);
        QVERIFY(largest(std::get<1>(labels), std::get<1>(labelsSeen)) == 0);
        QVERIFY(largest(std::get<2>(labels), std::get<2>(labelsSeen)) == 0);
        const auto [decoded, decodedSeen] =
            bothWays([&] { return decodeProposals(boxes, deltas, 300, 300, 16, pixel); });
        QVERIFY(largest(std::get<0>(decoded), std::get<0>(decodedSeen)) < 1e-3);
      }
  }

  void more_segments_than_one_launch_takes_are_suppressed() {
    at::manual_seed(7);
    std::vector<int> starts{0};
    for (int s = 0; s < 150; ++s) starts.push_back(starts.back() + s % 4 * 9);
    const at::Tensor boxes = clusteredBoxes(starts.back(), 100).contiguous();
    const at::Tensor valid = at::rand({boxes.size(0)}) > 0.1;
    const at::Tensor kept = cuda::keptInSegments(boxes, valid, starts, 0.5, BoxConvention::Continuous, 5);
    for (size_t s = 0; s + 1 < starts.size(); ++s) {
      const at::Tensor there = valid.slice(0, starts[s], starts[s + 1]).nonzero().flatten() + starts[s];
      const at::Tensor own = boxes.index_select(0, there);
      const at::Tensor wanted = nms(own, -at::arange(own.size(0)).to(at::kFloat), 0.5, false, 5);
      const at::Tensor seen = kept.slice(0, starts[s], starts[s + 1]).nonzero().flatten() + starts[s];
      QVERIFY(largest(seen, there.index_select(0, wanted)) == 0);
    }
  }

  void roi_operators_equal_the_cpus_in_either_layout() {
    at::manual_seed(2);
    const at::Tensor rois = at::cat({at::randint(2, {20, 1}).to(at::kFloat), clusteredBoxes(20, 150)}, 1);
    for (const bool align : {true, false})
      for (const int64_t channels : {5, 8})
        for (const int layout : {0, 1, 2}) {
          const at::Tensor planar = at::randn({2, channels, 10, 14});
          // The last is neither: every second channel of a map of twice as many.
          const at::Tensor features = layout == 0 ? planar
                                      : layout == 1
                                          ? planar.contiguous(at::MemoryFormat::ChannelsLast)
                                          : at::repeat_interleave(planar, 2, 1).slice(1, 0, 2 * channels, 2);
          for (const bool repeatable : {false, true}) {
            at::globalContext().setDeterministicAlgorithms(repeatable, true);
            const auto [wanted, seen] = bothWays([&] {
              const at::Tensor input = features.detach().set_requires_grad(true);
              const RoiOpRule rule{7, 5, 1.0 / 16, 2, false};
              const at::Tensor output = (align ? roiAlign : roiPool)(input, rois, rule);
              (output * at::arange(output.numel()).view(output.sizes()).remainder(7)).sum().backward();
              return std::pair(output.detach(), input.grad().clone());
            });
            at::globalContext().setDeterministicAlgorithms(false, false);
            QVERIFY(largest(wanted.first, seen.first) < 1e-4);
            QVERIFY(largest(wanted.second, seen.second) < 1e-3);
          }
        }
  }

  void a_step_has_the_losses_and_gradients_of_the_cpus() {
    for (const char* name : presetsOfEachKind) {
      const RunConfig config = smallPreset(name);
      at::manual_seed(3);
      FasterRcnn network(config);
      network.eval();  // a head's dropout would draw anew
      static const RunSample none;
      const std::vector<PreparedImage> batch{prepareImage(picture(), objects(), config, false),
                                             prepareImage(picture(), none, config, false)};
      const auto [wanted, seen] = bothWays([&] {
        network.zero_grad();
        const StepLosses losses = stepLosses(network, config, batch, at::kCPU, 5);
        losses.total().backward();
        std::vector<at::Tensor> gradients;
        for (const at::Tensor& parameter : network.parameters())
          if (parameter.grad().defined()) gradients.push_back(parameter.grad().clone());
        return std::pair(losses.numbers(), gradients);
      });
      QVERIFY2(wanted.first.min().item<double>() > 0, name);  // all losses and counts are of something
      QVERIFY2(largest(wanted.first, seen.first) < 1e-4, name);
      QCOMPARE(wanted.second.size(), seen.second.size());
      for (size_t i = 0; i < wanted.second.size(); ++i) {
        const double scale = 1 + wanted.second[i].abs().max().item<double>();
        QVERIFY2(largest(wanted.second[i], seen.second[i]) < 1e-3 * scale, name);
      }
    }
  }
  void where_steps_repeat_equal_scores_are_taken_as_the_cpu_does() {
    at::globalContext().setDeterministicAlgorithms(true, true);
    for (const char* name : presetsOfEachKind) {
      const RunConfig config = smallPreset(name);
      const std::vector<PreparedImage> images{prepareImage(picture(), objects(), config, false)};
      byKernels = true;
      const AnchorField field = AnchorFields().of(gridLevels(config, images[0].geometry.padded), at::kCPU);
      const auto anchors = static_cast<int64_t>(field.anchors.size());
      at::manual_seed(6);
      const at::Tensor scores = at::randint(20, {1, anchors}).to(at::kFloat).div(20);
      const at::Tensor deltas = at::randn({1, anchors, 4}).mul(0.2);
      std::vector<RandomSource> randoms{RandomSource(1)};
      const DeviceTargets targets(config, images, at::kCPU, randoms, true);
      const auto [rois, valid] = targets.proposals(field.onDevice, field.levelStart, scores, deltas);
      const Boxes wanted = proposals(config.train_proposals, config.convention(), field, floatSpan(scores),
                                     deltaSpan(deltas), images[0].geometry.size, images[0].geometry.scale);
      const auto count = static_cast<int64_t>(wanted.size());
      QVERIFY(count > 50);
      QCOMPARE(valid.sum().item<int64_t>(), count);
      QVERIFY2(largest(rois[0].slice(0, 0, count), tensorOf<Box>(wanted, {count, 4}, at::kFloat)) < 1e-3,
               name);
    }
  }

  void the_loss_on_val_is_the_cpus() {
    const RunConfig config = smallPreset("resnet18-fpn");
    at::manual_seed(4);
    FasterRcnn network(config);
    network.eval();
    const auto [wanted, seen] = bothWays([&] {
      ValidationLoss loss(network, config, at::kCPU);
      loss.find(picture(), objects());
      return loss.mean();
    });
    for (const auto& part : {&LossValues::rpn_cls, &LossValues::rpn_box, &LossValues::roi_cls,
                             &LossValues::roi_box, &LossValues::total}) {
      QVERIFY(wanted.*part > 0);
      QVERIFY(std::abs(wanted.*part - seen.*part) < 1e-4 * wanted.*part);
    }
  }

  void the_selftest_holds_by_the_kernels() {
    // The others take minutes by threads, and above are the operators and a preset of each kind.
    const std::set<std::string> slow{"box operators agree with the CPU's", "every network takes a step"};
    size_t run = 0;
    for (const SelftestCheck& check : selftestChecks()) {
      if (slow.contains(check.name) && !qEnvironmentVariableIsSet("ANCHOR_WHOLE_SELFTEST")) continue;
      byKernels = true;
      try {
        check.run("cpu");
      } catch (const std::exception& error) {
        QFAIL(qPrintable(QString::fromStdString(check.name + ": " + error.what())));
      }
      ++run;
    }
    QVERIFY(run + slow.size() >= selftestChecks().size());
  }
  void cleanup() {
    byKernels = false;
    at::globalContext().setDeterministicAlgorithms(false, false);
  }
};

QTEST_GUILESS_MAIN(GpuStepsTest)
#include "tst_gpu_steps.moc"
