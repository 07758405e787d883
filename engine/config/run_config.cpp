#include "engine/config/run_config.h"

#include <cmath>
#include <functional>

#include "engine/base/atomic_file.h"
#include "engine/config/embedded_texts.h"
#include "engine/config/network_shapes.h"

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

void requireChoice(const std::string& field, const std::string& value,
                   const std::vector<std::string>& allowed) {
  require(std::ranges::count(allowed, value) > 0, field, say("one of %1", joined(allowed)));
}

void requireWithin(const std::string& field, int value, int least, int most) {
  require(value >= least && value <= most, field, say("%1 to %2", least, most));
}

/// Neither too great for a float nor no number at all; named by its path.
void requireFinite(const Json& json, const std::string& field) {
  if (json.is_structured()) {
    for (const auto& [name, value] : json.items())
      requireFinite(value, json.is_array() ? field : field.empty() ? name : field + "." + name);
    return;
  }
  require(!json.is_number_float() || std::isfinite(json.get<double>()), field, say("a finite number"));
}

void requireShare(const std::string& field, float value) {
  require(value >= 0 && value <= 1, field, say("%1 to %2", 0, 1));
}

void requireNotNegative(const std::string& field, double value) {
  require(value >= 0, field, say("%1 or more", 0));
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

void checkNetwork(const NetworkConfig& n) {
  const bool pyramidal = n.backbone.starts_with("resnet") || n.backbone.starts_with("mobilenet");
  requireChoice("network.backbone", n.backbone, backboneNames());
  requireChoice("network.neck", n.neck, {"none", "stride16", "fpn"});
  requireChoice("network.head", n.head, {"fc", "res5"});
  require(n.head == "fc" || (n.backbone.starts_with("resnet") && n.neck == "none"), "network.head",
          say("res5 belongs to a resnet without neck"));
  require((n.neck == "none") == (!pyramidal || n.head == "res5"), "network.neck",
          pyramidal ? say("%1 goes with stride16 or fpn (none with the res5 head)", n.backbone)
                    : say("%1 goes with none", n.backbone));
  requireChoice("network.rpn_scores", n.rpn_scores, {"softmax", "sigmoid"});
  requireChoice("network.norm", n.norm, {"frozen_batch", "group"});
  requireChoice("network.roi_op", n.roi_op, {"align", "pool"});
  require(n.width > 0 && n.width <= 4, "network.width", say("above %1, at most %2", 0, 4));
  requireNotNegative("network.frozen_stages", n.frozen_stages);
  requireWithin("network.roi_sampling_ratio", n.roi_sampling_ratio, 0, 32);
  requireWithin("network.roi_size", n.roi_size, 1, 32);
  requireWithin("network.head_hidden", n.head_hidden, 1, 8192);
  requireWithin("network.neck_channels", n.neck_channels, 8, 2048);
  requireWithin("network.rpn_channels", n.rpn_channels, 8, 2048);
  require(n.dropout >= 0 && n.dropout < 1, "network.dropout", say("%1 up to but not %2", 0, 1));
  for (const int stride : n.fpn_strides)
    require(stride == 4 || stride == 8 || stride == 16 || stride == 32 || stride == 64, "network.fpn_strides",
            say("4, 8, 16, 32, 64"));
  require(std::ranges::is_sorted(n.fpn_strides, std::less_equal<>()) && !n.fpn_strides.empty(),
          "network.fpn_strides", say("rising"));
  requireWithin("network.head_fc7", n.head_fc7, 0, 8192);
}

void checkObjects(const ObjectsConfig& o) {
  requireChoice("objects.difficult", o.difficult, {"drop", "train", "ignore"});
  require(o.ignore_share > 0 && o.ignore_share <= 1, "objects.ignore_share",
          say("above %1, at most %2", 0, 1));
}

void checkProposals(const std::string& field, const ProposalRule& p) {
  requireNotNegative(field + ".pre_nms", p.preNms);
  require(p.postNms >= 1, field + ".post_nms", say("at least %1", 1));
  requireShare(field + ".nms", p.nmsIou);
  requireNotNegative(field + ".min_size", p.minSize);
}

void checkSamples(const RunConfig& c) {
  requireShare("assignment.positive_iou", c.assignment.positiveIou);
  requireShare("assignment.negative_iou", c.assignment.negativeIou);
  require(c.rpn_budget.batch >= 1, "rpn_budget.batch", say("at least %1", 1));
  requireShare("rpn_budget.fraction", c.rpn_budget.fraction);
  checkProposals("train_proposals", c.train_proposals);
  checkProposals("test_proposals", c.test_proposals);
  checkProposals("recipe.proposals", c.recipe.proposals);
  require(c.rois.batch >= 1, "rois.batch", say("at least %1", 1));
  requireShare("rois.fraction", c.rois.fraction);
  requireShare("rois.fg", c.rois.fgIou);
  requireShare("rois.bg_hi", c.rois.bgHigh);
  requireShare("rois.bg_lo", c.rois.bgLow);
  requireShare("rois.statistics_iou", c.rois.statisticsIou);
  for (const float value : c.rois.normalisation.std)
    require(value > 0, "rois.normalisation.std", say("above %1", 0));
}

void checkLosses(const LossConfig& l) {
  requireChoice("losses.rpn_weighting", l.rpn_weighting, {"sampled", "paper"});
  requireNotNegative("losses.rpn_lambda", l.rpn_lambda);
  require(l.rpn_positive_weight < 0 || (l.rpn_positive_weight > 0 && l.rpn_positive_weight < 1),
          "losses.rpn_positive_weight", say("negative, or between 0 and 1"));
  require(l.rpn_sigma > 0, "losses.rpn_sigma", say("above %1", 0));
  require(l.roi_sigma > 0, "losses.roi_sigma", say("above %1", 0));
  require(l.rpn_box_weights.size() == 4 && l.roi_box_weights.size() == 4, "losses.roi_box_weights",
          say("four numbers, as rpn_box_weights"));
  for (const float weight : l.rpn_box_weights) requireNotNegative("losses.rpn_box_weights", weight);
  for (const float weight : l.roi_box_weights) requireNotNegative("losses.roi_box_weights", weight);
}

void checkTest(const TestConfig& t) {
  requireShare("test.score", t.score);
  requireShare("test.nms", t.nms);
  require(t.most >= 1, "test.most", say("at least %1", 1));
  requireNotNegative("test.min_size", t.min_size);
  for (const auto& [field, side] :
       {std::pair{"test.short_side", t.short_side}, {"test.long_side", t.long_side}})
    require(side == 0 || (side >= 32 && side <= 8192), field, say("0, or %1 to %2", 32, 8192));
}

void checkSolver(const SolverConfig& s) {
  require(s.iterations >= 1, "solver.iterations", say("at least %1", 1));
  requireWithin("solver.batch", s.batch, 1, 256);
  requireWithin("solver.accumulate", s.accumulate, 1, 1024);
  require(s.learning_rate >= 0 && std::isfinite(s.learning_rate), "solver.learning_rate",
          say("%1 or more", 0));
  requireNotNegative("solver.weight_decay", s.weight_decay);
  requireNotNegative("solver.bias_rate_factor", s.bias_rate_factor);
  requireNotNegative("solver.warmup_iterations", s.warmup_iterations);
  requireShare("solver.warmup_factor", s.warmup_factor);
  for (const int step : s.steps) requireNotNegative("solver.steps", step);
  requireNotNegative("solver.gamma", s.gamma);
  requireNotNegative("solver.clip_norm", s.clip_norm);
  require(s.momentum >= 0 && s.momentum < 1, "solver.momentum", say("%1 up to but not %2", 0, 1));
  require(s.scale_jitter >= 0 && s.scale_jitter < 0.9F, "solver.scale_jitter", say("%1 up to %2", 0, "0.9"));
  requireChoice("solver.schedule", s.schedule, {"step", "cosine", "constant"});
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

const std::vector<std::string>& backboneNames() {
  static const std::vector<std::string> names{"zf",           "vgg_cnn_m_1024", "vgg16",
                                              "resnet18",     "resnet34",       "resnet50",
                                              "mobilenet_v2", "mobilenet_v3",   "squeezenet"};
  return names;
}

BoxConvention RunConfig::convention() const {
  return anchors.convention == "pixel" ? BoxConvention::Pixel : BoxConvention::Continuous;
}

RunConfig fromRandomWeights(RunConfig config) {
  config.weights.clear();
  config.network.norm = "group";
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
    input.channels = "bgr";
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
  requireFinite(toJson(c), {});
  require(c.schema == 1, "schema", say("this engine reads schema 1; the file is newer"));
  require(!c.classes.empty(), "classes", say("at least one class is needed"));
  checkNetwork(c.network);
  requireChoice("anchors.convention", c.anchors.convention, {"pixel", "continuous"});
  require(!c.anchors.scales.empty() && !c.anchors.ratios.empty(), "anchors",
          say("at least one scale and one ratio"));
  for (const float value : c.anchors.scales) require(value > 0, "anchors.scales", say("above %1", 0));
  for (const float value : c.anchors.ratios) require(value > 0, "anchors.ratios", say("above %1", 0));
  require(c.input.short_side >= 32 && c.input.short_side <= c.input.long_side && c.input.long_side <= 8192,
          "input.short_side", inEnglish("32 <= short_side <= long_side <= 8192"));
  for (const float side : c.input.more_short_sides)
    require(side >= 32 && side <= c.input.long_side, "input.more_short_sides", say("each 32 to long_side"));
  require(c.input.mean.size() == 3 && c.input.std.size() == 3, "input.mean", say("three numbers, as std"));
  for (const float value : c.input.std) require(value > 0, "input.std", say("above %1", 0));
  require(c.input.range > 0, "input.range", say("above %1", 0));
  requireChoice("input.channels", c.input.channels, {"rgb", "bgr"});
  requireChoice("input.rounding", c.input.rounding, {"nearest", "down"});
  requireWithin("input.pad_to", c.input.pad_to, 1, 1024);
  requireChoice("anchors.centre", c.anchors.centre, {"cell", "corner"});
  require(c.anchors.base_size > 0, "anchors.base_size", say("above %1", 0));
  requireNotNegative("anchors.border", c.anchors.border);
  checkLosses(c.losses);
  requireChoice("solver.precision", c.solver.precision, {"float32", "bfloat16", "float16"});
  checkSamples(c);
  checkTest(c.test);
  checkObjects(c.objects);
  checkSolver(c.solver);
  const RecipeConfig& recipe = c.recipe;
  requireChoice("recipe.kind", recipe.kind, {"end_to_end", "alternating"});
  require(recipe.rpn_share > 0 && recipe.rpn_share < 0.5F, "recipe.rpn_share",
          say("between %1 and %2", 0, "0.5"));
  require(recipe.step_at > 0 && recipe.step_at <= 1, "recipe.step_at", say("above %1, at most %2", 0, 1));
  require(recipe.head_images >= 1 && recipe.head_images <= c.rois.batch, "recipe.head_images",
          say("%1 to %2", 1, "rois.batch"));
  require(recipe.kind == "end_to_end" || c.solver.iterations >= 12, "solver.iterations",
          say("at least 12 for four stages"));
  require(c.rois.perClass.empty() || c.rois.perClass.size() == c.classes.size(), "rois.per_class",
          say("one entry for each class"));
  requireChoice("device", c.device, {"auto", "cpu", "cuda"});
  requireWithin("processes", c.processes, 0, 64);
  require(c.processes == 0 || c.solver.batch % c.processes == 0, "solver.batch",
          say("a multiple of processes, which share it"));
  requireWithin("workers", c.workers, 1, 64);
  require(c.checkpoint_every >= 1, "checkpoint_every", say("at least %1", 1));
  requireNotNegative("evaluate_every", c.evaluate_every);
  requireNotNegative("evaluate_most", c.evaluate_most);
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
  throw UserError("preset " + name, say("is unknown"), say("Known are: %1", joined(known)));
}

std::vector<GridLevel> gridLevels(const RunConfig& config, ImageSize input) {
  const std::vector<int> strides = config.pyramid() ? config.network.fpn_strides : std::vector<int>{16};
  std::vector<GridLevel> levels;
  for (const int stride : strides) {
    const auto s = static_cast<float>(stride);
    AnchorShapes shapes{config.pyramid() ? s : config.anchors.base_size, config.anchors.scales,
                        config.anchors.ratios, config.convention()};
    shapes.atCorner = config.anchors.centre == "corner";
    shapes.rounded = config.anchors.rounded;
    levels.push_back({featureCells(config.network, input.height, stride),
                      featureCells(config.network, input.width, stride), s, baseAnchors(shapes)});
  }
  return levels;
}

}  // namespace anchor
