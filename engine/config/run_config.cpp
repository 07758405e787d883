// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/config/run_config.h"

#include <functional>

#include "engine/base/atomic_file.h"
#include "engine/config/embedded_texts.h"
#include "engine/config/network_shapes.h"
#include "engine/config/parameter_rows.h"

namespace anchor {
namespace {

void require(bool ok, const std::string& field, const Message& rule) {
  if (!ok) throw UserError(field, say("cannot be used: %1", rule));
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Preset readPreset(const EmbeddedText& text) {
  Json json = parseJson(text.text, std::string("preset ") + text.name);
  Preset preset;
  preset.name = std::filesystem::path(text.name).stem().string();
  preset.title = json.value("title", preset.name);
  preset.description = json.value("description", "");
  json.erase("title");
  json.erase("description");
  fromJson(json, preset.config, "preset " + preset.name, true);
  preset.config.preset = preset.name;
  return preset;
}

/// Every field for itself, as the table says.
void checkFields(const RunConfig& config) {
  for (const Parameter& parameter : parameters()) {
    require(isFinite(config, parameter), parameter.path, say("a finite number"));
    if (!holdsRule(config, parameter)) require(false, parameter.path, ruleWords(parameter));
  }
}

void checkNetwork(const NetworkConfig& n) {
  const Trunk& trunk = trunkOf(n);
  require(n.head == HeadKind::Fc || (trunk.hasRes5 && n.neck == NeckKind::None), "network.head",
          say("the res5 head requires a ResNet without a neck"));
  require((n.neck == NeckKind::None) == (!trunk.pyramidal || n.head == HeadKind::Res5), "network.neck",
          trunk.pyramidal ? say("%1 requires stride16 or fpn (or none with the res5 head)", n.backbone)
                          : say("%1 requires none", n.backbone));
  require(std::ranges::is_sorted(n.fpn_strides, std::less_equal<>()) && !n.fpn_strides.empty(),
          "network.fpn_strides", say("increasing"));
}

void checkInput(const InputConfig& input) {
  require(input.short_side <= input.long_side, "input.short_side", inEnglish(sidesRule));
  for (const float side : input.more_short_sides)
    require(side <= input.long_side, "input.more_short_sides", say("each 32 to long_side"));
  require(input.mean.size() == 3 && input.std.size() == 3, "input.mean", say("three numbers, as std"));
}

void checkTraining(const RunConfig& c) {
  require(c.losses.rpn_box_weights.size() == 4 && c.losses.roi_box_weights.size() == 4,
          "losses.roi_box_weights", say("four numbers, as rpn_box_weights"));
  require(c.recipe.head_images <= c.rois.batch, "recipe.head_images", say("%1 to %2", 1, "rois.batch"));
  require(c.recipe.kind == RecipeKind::EndToEnd || c.solver.iterations >= 12, "solver.iterations",
          say("at least 12 for four stages"));
  require(c.processes == 0 || c.solver.batch % c.processes == 0, "solver.batch",
          say("a multiple of the number of processes"));
}

}  // namespace

Json parseJson(std::string_view text, const std::string& place) {
  const auto depthGuard = [](int depth, Json::parse_event_t, Json&) {
    if (depth > 64) throw UserError("JSON", say("is nested deeper than 64 levels"));
    return true;
  };
  try {
    return Json::parse(text, depthGuard);
  } catch (const nlohmann::json::exception& error) {  // a number beyond all numbers, too
    throw UserError(place, say("is not valid JSON: %1", error.what()));
  }
}

RunConfig fromRandomWeights(RunConfig config) {
  config.weights.clear();
  config.network.norm = NormLayer::Group;
  config.network.frozen_stages = 0;
  return config;
}

RunConfig startingFrom(RunConfig config, const std::string& weights) {
  if (weights.empty()) return fromRandomWeights(config);
  config.weights = weights;
  const InputConfig plain;  // torchvision's
  InputConfig& input = config.input;
  if (weights.ends_with(".caffemodel")) {
    input.mean = {102.9801F, 115.9465F, 122.7717F};
    input.std = {1, 1, 1};
    input.channels = ChannelOrder::Bgr;
    input.range = 255;
  } else if (config.network.backbone == "vgg16") {
    input.mean = plain.mean;
    input.std = plain.std;
    input.channels = plain.channels;
    input.range = plain.range;
  }
  return config;
}

RunConfig asTested(RunConfig config) {
  if (config.test.short_side > 0) config.input.short_side = config.test.short_side;
  if (config.test.long_side > 0) config.input.long_side = config.test.long_side;
  return config;
}

void checkConfig(const RunConfig& c) {
  require(c.schema == 1, "schema", say("the file is newer; this engine supports schema 1"));
  require(!c.classes.empty(), "classes", say("at least one class is required"));
  checkFields(c);
  checkNetwork(c.network);
  require(!c.anchors.scales.empty() && !c.anchors.ratios.empty(), "anchors",
          say("at least one scale and one ratio"));
  checkInput(c.input);
  checkTraining(c);
  require(c.rois.perClass.empty() || c.rois.perClass.size() == c.classes.size(), "rois.per_class",
          say("one entry for each class"));
}

RunConfig readRunConfig(const std::filesystem::path& path) {
  RunConfig config;
  Json json = parseJson(readWholeFile(path, size_t{16} << 20), path.string());
  // The model.json of an exported model is a configuration too, and says besides how pictures are read.
  if (json.is_object()) json.erase("pictures");
  fromJson(json, config, path.string(), true);
  return config;
}

std::string runConfigText(const RunConfig& config) { return toJson(config).dump(2) + "\n"; }

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = [] {
    std::vector<Preset> list;
    for (const EmbeddedText& text : presetTexts()) list.push_back(readPreset(text));
    return list;
  }();
  return all;
}

const Preset& presetByName(const std::string& name) {
  std::vector<std::string> known;
  for (const Preset& preset : presets()) {
    if (preset.name == name) return preset;
    known.push_back(preset.name);
  }
  throw UserError("preset " + name, say("is unknown"), say("Known: %1", joined(known)));
}

std::vector<GridLevel> gridLevels(const RunConfig& config, ImageSize input) {
  const std::vector<int> strides = config.pyramid() ? config.network.fpn_strides : std::vector<int>{16};
  std::vector<GridLevel> levels;
  for (const int stride : strides) {
    const auto s = static_cast<float>(stride);
    AnchorShapes shapes{config.pyramid() ? s : config.anchors.base_size, config.anchors.scales,
                        config.anchors.ratios, config.convention()};
    shapes.atCorner = config.anchors.centre == AnchorCentre::Corner;
    shapes.rounded = config.anchors.rounded;
    levels.push_back({featureCells(config.network, input.height, stride),
                      featureCells(config.network, input.width, stride), s, baseAnchors(shapes)});
  }
  return levels;
}

}  // namespace anchor
