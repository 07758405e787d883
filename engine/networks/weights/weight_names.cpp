// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/weight_names.h"

#include "engine/networks/weights/box_rows.h"

namespace anchor {
namespace {

struct Rename {
  std::string_view from, to;
};

/// The first rule whose beginning fits; empty when none does.
std::string renamed(const std::string& name, std::span<const Rename> rules) {
  for (const Rename& rule : rules)
    if (name.starts_with(rule.from)) return std::string(rule.to) + name.substr(rule.from.size());
  return {};
}

constexpr Rename detectionRules[] = {{"backbone.body.", "backbone."},
                                     {"backbone.fpn.", "neck."},
                                     {"rpn.head.conv.0.0.", "rpn.conv."},
                                     {"rpn.head.conv.", "rpn.conv."},
                                     {"rpn.head.cls_logits.", "rpn.cls_score."},
                                     {"rpn.head.", "rpn."},
                                     {"roi_heads.box_head.", "head."},
                                     {"roi_heads.box_predictor.", "head."}};

constexpr Rename caffeHeadRules[] = {{"fc6.", "head.fc6."},
                                     {"fc7.", "head.fc7."},
                                     {"cls_score.", "head.cls_score."},
                                     {"bbox_pred.", "head.bbox_pred."},
                                     {"rpn_conv/3x3.", "rpn.conv."},
                                     {"rpn_conv1.", "rpn.conv."},
                                     {"rpn_cls_score.", "rpn.cls_score."},
                                     {"rpn_bbox_pred.", "rpn.bbox_pred."}};

/// conv1_1 … conv5_3 of VGG16 and their place in torchvision's features.
constexpr Rename caffeVgg16Rules[] = {
    {"conv1_1.", "backbone.features.0."},  {"conv1_2.", "backbone.features.2."},
    {"conv2_1.", "backbone.features.5."},  {"conv2_2.", "backbone.features.7."},
    {"conv3_1.", "backbone.features.10."}, {"conv3_2.", "backbone.features.12."},
    {"conv3_3.", "backbone.features.14."}, {"conv4_1.", "backbone.features.17."},
    {"conv4_2.", "backbone.features.19."}, {"conv4_3.", "backbone.features.21."},
    {"conv5_1.", "backbone.features.24."}, {"conv5_2.", "backbone.features.26."},
    {"conv5_3.", "backbone.features.28."}};

WeightsKind kindOf(const NamedTensors& file) {
  const auto hasPrefix = [&](const std::string& prefix) {
    const auto at = file.lower_bound(prefix);
    return at != file.end() && at->first.starts_with(prefix);
  };
  if (hasPrefix("backbone.body.")) return WeightsKind::Detection;
  if (hasPrefix("backbone.") && hasPrefix("head.")) return WeightsKind::Own;
  if (file.contains("conv1_1.weight") || file.contains("fc6.weight") || file.contains("conv2.weight"))
    return WeightsKind::Caffe;
  return WeightsKind::Classification;
}

std::string ownName(const std::string& name, WeightsKind kind, const RunConfig& config) {
  switch (kind) {
    case WeightsKind::Own:
      return name;
    case WeightsKind::Detection: {
      std::string own = renamed(name, detectionRules);
      // neck.inner_blocks.0.0.weight since torchvision 0.13, neck.inner_blocks.0.weight before.
      if (own.starts_with("neck.") && std::ranges::count(own, '.') == 4) own.erase(own.rfind(".0."), 2);
      return own;
    }
    case WeightsKind::Caffe: {
      const std::string head = renamed(name, caffeHeadRules);
      if (!head.empty()) return head;
      if (config.network.backbone == "vgg16") return renamed(name, caffeVgg16Rules);
      return name.starts_with("conv") ? "backbone." + name : std::string();
    }
    case WeightsKind::Classification:
      if (config.network.head == HeadKind::Res5 && name.starts_with("layer4.")) return "head." + name;
      if (name.starts_with("classifier.0.")) return "head.fc6." + name.substr(13);
      if (name.starts_with("classifier.3.")) return "head.fc7." + name.substr(13);
      return "backbone." + name;
  }
  return {};
}

}  // namespace

TranslatedWeights translateWeights(const NamedTensors& file, const RunConfig& config) {
  TranslatedWeights out{kindOf(file), {}};
  for (const auto& [name, tensor] : file) {
    const std::string own = ownName(name, out.kind, config);
    if (!own.empty()) out.tensors[own] = tensor;
  }
  if (out.kind == WeightsKind::Caffe || out.kind == WeightsKind::Own)
    normaliseBoxRows(out.tensors, config.rois);
  return out;
}

}  // namespace anchor
