// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/stage_proposals.h"

#include <cmath>

#include "engine/geometry/overlap_scan.h"
#include "engine/inference/anchor_field.h"
#include "engine/inference/network_input.h"
#include "engine/networks/weights/tensor_file.h"
#include "engine/preprocess/image_tensor.h"
#include "engine/preprocess/placed_objects.h"
#include "engine/training/detection_targets.h"
#include "engine/training/losses.h"

namespace anchor {
namespace {

Boxes proposeFor(FasterRcnn& network, const RunConfig& config, const RgbImage& image,
                 const at::Device& device) {
  const RunSample unlabelled;
  const std::vector<PreparedImage> batch{prepareImage(image, unlabelled, config, false)};
  const InputGeometry& geometry = batch[0].geometry;
  const auto maps = network.features(stackImages(batch, config, device, layoutOf(config)));
  const AnchorField field = anchorField(gridLevelsOf(config, maps, geometry.padded));
  const RpnOutput rpn = network.rpn(maps);
  const at::Tensor scores = rpn.scores[0].softmax(1).select(1, 1).to(at::kCPU).contiguous();
  const at::Tensor deltas = rpn.deltas[0].to(at::kCPU).contiguous();
  Boxes boxes = proposals(config.recipe.proposals, config.convention(), field, floatSpan(scores),
                          deltaSpan(deltas), geometry.size, geometry.scale);
  for (Box& box : boxes) box = fromNetwork(box, geometry, config.convention());
  return boxes;
}

/// Sums of one class's targets and their squares.
struct Moments {
  double count = 0;
  std::array<double, 4> sum{}, squares{};
  void add(const std::array<double, 4>& values) {
    ++count;
    for (size_t i = 0; i < 4; ++i) {
      sum[i] += values[i];
      squares[i] += values[i] * values[i];
    }
  }
  [[nodiscard]] DeltaNormalisation result(const DeltaNormalisation& otherwise) const {
    if (count < 2) return otherwise;
    DeltaNormalisation out;
    for (size_t i = 0; i < 4; ++i) {
      const double mean = sum[i] / count;
      const double deviation = std::sqrt(std::max(0.0, squares[i] / count - mean * mean));
      out.mean[i] = static_cast<float>(mean);
      out.std[i] = deviation > 1e-6 ? static_cast<float>(deviation) : otherwise.std[i];
    }
    return out;
  }
};

}  // namespace

std::optional<StageProposals> computeProposals(FasterRcnn& network, const RunConfig& config,
                                               const std::vector<const RunSample*>& samples,
                                               ImageSource& source, const at::Device& device,
                                               const std::function<bool(int, int)>& progress,
                                               const SkipImage& skip) {
  const at::NoGradGuard off;
  const bool training = network.is_training();
  network.eval();
  std::vector<Boxes> boxes;
  const int all = static_cast<int>(samples.size());
  for (int i = 0; i < all; ++i) {
    if (!progress(i, all)) return std::nullopt;
    const RunSample& sample = *samples[static_cast<size_t>(i)];
    if (const auto image = readOrSkip(source, sample, skip))
      boxes.push_back(proposeFor(network, config, *image, device));
    else
      boxes.push_back({{0, 0, static_cast<float>(sample.width), static_cast<float>(sample.height)}});
  }
  network.train(training);
  return StageProposals(std::move(boxes));
}

void writeProposals(const std::filesystem::path& path, const StageProposals& proposals) {
  NamedTensors tensors;
  for (size_t i = 0; i < proposals.size(); ++i) {
    const Boxes& boxes = proposals.of(i);
    tensors[std::to_string(i)] = tensorOf<Box>(boxes, {static_cast<int64_t>(boxes.size()), 4}, at::kFloat);
  }
  std::filesystem::create_directories(path.parent_path());
  writeSafetensors(path, tensors,
                   {{"format", "anchor-studio-proposals"}, {"images", std::to_string(proposals.size())}});
}

StageProposals readProposals(const std::filesystem::path& path, size_t samples) {
  SafetensorsFile file = readSafetensors(path);
  if (file.metadata["format"] != "anchor-studio-proposals" || file.tensors.size() != samples)
    throw UserError(path.string(), say("does not hold the proposals of this run's %1 images", samples),
                    say("Delete it; the previous stage will compute them again"));
  std::vector<Boxes> boxes(samples);
  for (const auto& [name, tensor] : file.tensors) {
    const auto index = static_cast<size_t>(std::atoi(name.c_str()));
    const bool shaped = tensor.dim() == 2 && tensor.size(1) == 4 && tensor.scalar_type() == at::kFloat;
    if (index >= samples || !shaped)
      throw UserError(path.string(), say("contains an unexpected tensor %1", name));
    const auto span = boxSpan(tensor);
    boxes[index].assign(span.begin(), span.end());
  }
  return StageProposals(std::move(boxes));
}

std::vector<DeltaNormalisation> targetStatistics(const RunConfig& config, const StageProposals& proposals,
                                                 const std::vector<const RunSample*>& samples) {
  std::vector<Moments> moments(config.classes.size());
  const BoxConvention convention = config.convention();
  for (size_t s = 0; s < samples.size(); ++s) {
    const InputGeometry geometry = inputGeometry(
        config, {static_cast<float>(samples[s]->height), static_cast<float>(samples[s]->width)});
    Boxes gts;
    std::vector<int> classes;
    for (const SampleBox& gt : samples[s]->boxes) {
      if (roleOf(config.objects, gt) != ObjectRole::Train) continue;
      gts.push_back(clipped(toNetwork(gt.box, geometry, convention), geometry.size, convention));
      classes.push_back(gt.class_index);
    }
    Boxes rois = gts;
    for (const Box& box : proposals.of(s)) rois.push_back(toNetwork(box, geometry, convention));
    const OverlapScan best = scanOverlaps(rois, {}, gts, convention);
    for (size_t r = 0; r < rois.size(); ++r) {
      if (best.argmax[r] < 0 || best.maxIou[r] < config.rois.statisticsIou) continue;
      const BoxDelta d = encode(rois[r], gts[static_cast<size_t>(best.argmax[r])], convention);
      Moments& own = moments[static_cast<size_t>(classes[static_cast<size_t>(best.argmax[r])])];
      own.add({d.dx, d.dy, d.dw, d.dh});
      if (config.solver.flip) own.add({-d.dx, d.dy, d.dw, d.dh});
    }
  }
  std::vector<DeltaNormalisation> out;
  for (const Moments& m : moments) out.push_back(m.result(config.rois.normalisation));
  return out;
}

}  // namespace anchor
