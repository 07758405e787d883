// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/layers/layers.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "engine/evaluation/coco_ap.h"
#include "engine/evaluation/voc_ap.h"
#include "engine/geometry/label_assignment.h"
#include "engine/geometry/proposal_steps.h"
#include "engine/geometry/roi_sampling.h"
#include "engine/geometry/suppression.h"
#include "engine/layers/feature_layers.h"

namespace anchor {
namespace {

Json boxesJson(std::span<const Box> boxes) {
  Json rows = Json::array();
  for (const Box& box : boxes) rows.push_back(boxJson(box));
  return rows;
}

Json deltaJson(const BoxDelta& d) { return Json::array({d.dx, d.dy, d.dw, d.dh}); }

void sameLength(const std::string& name, size_t count, size_t wanted) {
  if (count != wanted)
    throw UserError(name, inEnglish("has " + std::to_string(count) + " entries where " +
                                    std::to_string(wanted) + " are needed"));
}

ImageSize readImage(LayerInputs& in) {
  const auto sides = in.numbers("image");
  if (sides.size() != 2 || sides[0] <= 0 || sides[1] <= 0)
    throw UserError("image", inEnglish("must be [height, width], both above 0"));
  return {sides[0], sides[1]};
}

/// The fields that `anchors`, `anchor-target` and `proposal` share.
struct Grid {
  Boxes base, anchors;
  BoxConvention convention = BoxConvention::Continuous;
  ImageSize image;
};

Grid readGrid(LayerInputs& in) {
  Grid grid;
  const auto cells = in.integers("feature");
  if (cells.size() != 2 || cells[0] < 1 || cells[1] < 1)
    throw UserError("feature", inEnglish("must be [height, width], both at least 1"));
  grid.image = readImage(in);
  grid.convention = in.convention();
  AnchorShapes shapes{in.number("base_size", 16), in.numbers("scales", std::vector<float>{8, 16, 32}),
                      in.numbers("ratios", std::vector<float>{0.5F, 1, 2}), grid.convention};
  const float stride = in.number("stride", 16);
  if (!(stride > 0)) throw UserError("stride", inEnglish("must be above 0"));
  if (!(shapes.baseSize > 0)) throw UserError("base_size", inEnglish("must be above 0"));
  for (const auto& [name, list] : {std::pair{"scales", shapes.scales}, std::pair{"ratios", shapes.ratios}}) {
    if (list.empty()) throw UserError(name, inEnglish("must hold at least one number"));
    for (const float value : list)
      if (!(value > 0)) throw UserError(name, inEnglish("must be above 0"));
  }
  if (static_cast<double>(cells[0]) * cells[1] *
          static_cast<double>(shapes.scales.size() * shapes.ratios.size()) >
      2e7)
    throw UserError("feature", inEnglish("would make more than 20 million anchors"));
  grid.base = baseAnchors(shapes);
  grid.anchors = gridAnchors({cells[0], cells[1], stride, grid.base});
  return grid;
}

Json anchorsLayer(LayerInputs& in) {
  const Grid grid = readGrid(in);
  const float border = in.number("border", 0);
  const bool full = in.flag("full", false);
  in.finish();
  const auto inside = insideImage(grid.anchors, grid.image, border, grid.convention);
  Json out{{"base", boxesJson(grid.base)},
           {"count", grid.anchors.size()},
           {"inside", std::count(inside.begin(), inside.end(), 1)}};
  if (full) {
    out["anchors"] = boxesJson(grid.anchors);
    Json mask = Json::array();
    for (const uint8_t value : inside) mask.push_back(value != 0);
    out["inside_mask"] = mask;
  }
  return out;
}

/// The blob rpn_bbox_outside_weights of py-faster-rcnn, a weight for each anchor. Training divides the sum of
/// the losses instead (rpnDivisors in engine/training/losses.cpp).
std::vector<float> outsideWeights(const LabelAssignment& assignment, float positiveWeight) {
  const auto fg = static_cast<float>(assignment.count(1));
  const auto bg = static_cast<float>(assignment.count(0));
  const float fgWeight = positiveWeight < 0 ? 1 / (fg + bg) : positiveWeight / fg;
  const float bgWeight = positiveWeight < 0 ? 1 / (fg + bg) : (1 - positiveWeight) / bg;
  std::vector<float> weights(assignment.labels.size(), 0.0F);
  for (size_t i = 0; i < weights.size(); ++i) {
    if (assignment.labels[i] == 1) weights[i] = fgWeight;
    if (assignment.labels[i] == 0) weights[i] = bgWeight;
  }
  return weights;
}

Json anchorTargetLayer(LayerInputs& in) {
  const Grid grid = readGrid(in);
  const Boxes gts = in.boxes("gt_boxes");
  const float border = in.number("border", 0);
  const AssignmentRule rule{in.number("positive", 0.7F), in.number("negative", 0.3F),
                            in.flag("clobber_positives", false)};
  const LabelBudget budget{static_cast<int>(in.integer("batch", 256)), in.number("fraction", 0.5F)};
  const float positiveWeight = in.number("positive_weight", -1);
  const bool sample = in.flag("sample", true);
  RandomSource random(static_cast<uint64_t>(in.integer("seed", 0)));
  in.finish();
  if (budget.batch < 1) throw UserError("batch", inEnglish("must be at least 1"));
  if (budget.fraction < 0 || budget.fraction > 1)
    throw UserError("fraction", inEnglish("must lie in 0 to 1"));
  if (positiveWeight >= 0 && (positiveWeight == 0 || positiveWeight >= 1))
    throw UserError("positive_weight", inEnglish("must be negative or between 0 and 1"));

  const auto inside = insideImage(grid.anchors, grid.image, border, grid.convention);
  LabelAssignment labels = assignLabels(grid.anchors, inside, gts, rule, grid.convention);
  if (sample) subsampleLabels(labels, budget, random);
  const auto outside = outsideWeights(labels, positiveWeight);
  Json targets = Json::array();
  Json insideRows = Json::array();
  Json outsideRows = Json::array();
  for (size_t i = 0; i < grid.anchors.size(); ++i)
    targets.push_back(deltaJson(regressionTarget(grid.anchors[i], gts, labels.argmax[i], grid.convention)));
  for (size_t i = 0; i < labels.labels.size(); ++i) {
    insideRows.push_back(std::vector<float>(4, labels.labels[i] == 1 ? 1.0F : 0.0F));
    outsideRows.push_back(std::vector<float>(4, outside[i]));
  }
  return {{"labels", labels.labels}, {"argmax", labels.argmax},      {"max_iou", labels.maxIou},
          {"targets", targets},      {"inside_weights", insideRows}, {"outside_weights", outsideRows},
          {"fg", labels.count(1)},   {"bg", labels.count(0)}};
}

Json encodeLayer(LayerInputs& in) {
  const Boxes anchors = in.boxes("anchors");
  const Boxes gts = in.boxes("gt_boxes");
  const BoxConvention convention = in.convention();
  in.finish();
  sameLength("gt_boxes", gts.size(), anchors.size());
  Json rows = Json::array();
  for (size_t i = 0; i < anchors.size(); ++i) {
    for (const auto& [name, box] : {std::pair{"anchors", anchors[i]}, std::pair{"gt_boxes", gts[i]}})
      if (!(width(box, convention) > 0 && height(box, convention) > 0))
        throw UserError(std::string(name) + "[" + std::to_string(i) + "]", inEnglish("has no area"));
    rows.push_back(deltaJson(encode(anchors[i], gts[i], convention)));
  }
  return {{"deltas", rows}};
}

Json decodeLayer(LayerInputs& in) {
  const Boxes anchors = in.boxes("anchors");
  const auto deltas = in.rows("deltas", 0);
  const BoxConvention convention = in.convention();
  std::optional<ImageSize> image;
  if (in.has("image")) image = readImage(in);
  in.finish();
  sameLength("deltas", deltas.size(), anchors.size());
  Json rows = Json::array();
  for (size_t i = 0; i < anchors.size(); ++i) {
    std::vector<float> row;
    for (size_t k = 0; k < deltas[i].size(); k += 4) {
      const auto& d = deltas[i];
      Box box = decode(anchors[i], {d[k], d[k + 1], d[k + 2], d[k + 3]}, convention);
      if (image) box = clipped(box, *image, convention);
      row.insert(row.end(), {box.x1, box.y1, box.x2, box.y2});
    }
    rows.push_back(row);
  }
  return {{"boxes", rows}};
}

Json nmsLayer(LayerInputs& in) {
  const Boxes boxes = in.boxes("boxes");
  const auto scores = in.numbers("scores");
  const float threshold = in.number("threshold");
  const BoxConvention convention = in.convention();
  const int64_t top = in.integer("top", -1);
  in.finish();
  sameLength("scores", scores.size(), boxes.size());
  return {{"keep",
           suppress(boxes, scores, threshold, convention, top < 0 ? boxes.size() : static_cast<size_t>(top))
               .keep}};
}

Json proposalLayer(LayerInputs& in) {
  const Grid grid = readGrid(in);
  const auto scores = in.numbers("scores");
  BoxDeltas deltas;
  for (const auto& row : in.rows("deltas", 4)) deltas.push_back({row[0], row[1], row[2], row[3]});
  const ProposalRule rule{static_cast<int>(in.integer("pre_nms", 6000)),
                          static_cast<int>(in.integer("post_nms", 300)), in.number("nms", 0.7F),
                          in.number("min_size", 16)};
  const float scale = in.number("scale", 1);
  in.finish();
  sameLength("scores", scores.size(), grid.anchors.size());
  sameLength("deltas", deltas.size(), grid.anchors.size());
  const ProposalSteps steps =
      proposalSteps(grid.anchors, scores, deltas, grid.image, scale, rule, grid.convention);
  Json rois = Json::array();
  Json kept = Json::array();
  for (const int i : steps.rois) {
    rois.push_back(boxJson(steps.clipped[i]));
    kept.push_back(scores[i]);
  }
  return {{"rois", rois},
          {"scores", kept},
          {"index", steps.rois},
          {"counts",
           {{"decoded", steps.decoded.size()},
            {"min_size", steps.largeEnough.size()},
            {"pre_nms", steps.preNms.size()},
            {"nms", steps.nms.size()},
            {"post_nms", steps.rois.size()}}}};
}

std::array<float, 4> four(LayerInputs& in, const std::string& name, std::vector<float> fallback) {
  const auto values = in.numbers(name, std::move(fallback));
  sameLength(name, values.size(), 4);
  return {values[0], values[1], values[2], values[3]};
}

Json proposalTargetLayer(LayerInputs& in) {
  const Boxes rois = in.boxes("rois");
  const Boxes gts = in.boxes("gt_boxes");
  const auto gtClasses = in.integers("gt_classes");
  const int64_t classes = in.integer("classes");
  const BoxConvention convention = in.convention();
  RoiRule rule{static_cast<int>(in.integer("batch", 128)),
               in.number("fraction", 0.25F),
               in.number("fg", 0.5F),
               in.number("bg_hi", 0.5F),
               in.number("bg_lo", 0),
               {}};
  rule.normalisation = {four(in, "mean", {0, 0, 0, 0}), four(in, "std", {0.1F, 0.1F, 0.2F, 0.2F})};
  RandomSource random(static_cast<uint64_t>(in.integer("seed", 0)));
  in.finish();
  sameLength("gt_classes", gtClasses.size(), gts.size());
  if (classes < 1 || classes > 100000) throw UserError("classes", inEnglish("must be 1 to 100000"));
  if (rule.batch < 1) throw UserError("batch", inEnglish("must be at least 1"));
  if (rule.fraction < 0 || rule.fraction > 1) throw UserError("fraction", inEnglish("must lie in 0 to 1"));
  for (const float value : rule.normalisation.std)
    if (!(value > 0)) throw UserError("std", inEnglish("must be above 0"));
  for (const int label : gtClasses)
    if (label < 1 || label > classes)
      throw UserError("gt_classes", inEnglish("must lie in 1 to classes, got " + std::to_string(label)));

  const RoiSample sample = sampleRois(rois, gts, gtClasses, rule, convention, random);
  Json targets = Json::array();
  Json weights = Json::array();
  for (size_t s = 0; s < sample.rois.size(); ++s) {
    std::vector<float> row(static_cast<size_t>(4 * (classes + 1)), 0.0F);
    std::vector<float> weight = row;
    if (const int label = sample.labels[s]; label > 0) {
      const BoxDelta& d = sample.targets[s];
      const auto at = static_cast<size_t>(4 * label);
      row[at] = d.dx;
      row[at + 1] = d.dy;
      row[at + 2] = d.dw;
      row[at + 3] = d.dh;
      std::fill_n(weight.begin() + static_cast<std::ptrdiff_t>(at), 4, 1.0F);
    }
    targets.push_back(row);
    weights.push_back(weight);
  }
  return {{"index", sample.index},   {"rois", boxesJson(sample.rois)},
          {"labels", sample.labels}, {"max_iou", sample.maxIou},
          {"targets", targets},      {"inside_weights", weights}};
}

/// Image names to numbers, in order of first appearance.
class Names {
 public:
  int number(const std::string& name) {
    return m_numbers.emplace(name, static_cast<int>(m_numbers.size())).first->second;
  }

 private:
  std::map<std::string, int> m_numbers;
};

std::string idText(const Json& value, const std::string& place) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  throw UserError(place, inEnglish("must be a text or a whole number"));
}

struct Labelled {
  std::vector<GroundTruth> gts;
  std::vector<ExactDetection> detections;
};

Labelled readLabelled(LayerInputs& in, const std::vector<std::string>& classes) {
  Names images;
  Labelled out;
  for (const char* list : {"ground_truth", "detections"}) {
    const bool isGt = std::string(list) == "ground_truth";
    const Json& items = in.list(list);
    for (size_t i = 0; i < items.size(); ++i) {
      const std::string place = std::string(list) + "[" + std::to_string(i) + "]";
      LayerInputs item(items[i]);
      const Json& raw = items[i];
      if (!raw.contains("image")) throw UserError(place + ".image", say("is missing"));
      const int image = images.number(idText(raw["image"], place + ".image"));
      try {
        const std::string label = item.text("class");
        const auto found = std::find(classes.begin(), classes.end(), label);
        if (found == classes.end())
          throw UserError("class", inEnglish("\"" + label + "\" is not among the classes"));
        const auto index = static_cast<int>(found - classes.begin());
        const auto c = item.exactNumbers("box");
        if (c.size() != 4) throw UserError("box", inEnglish("must have four numbers"));
        const ExactBox box{c[0], c[1], c[2], c[3]};
        if (isGt)
          out.gts.push_back({image, index, box, item.flag("difficult", false), item.flag("crowd", false)});
        else
          out.detections.push_back({image, index, box, item.exactNumber("score")});
        Json known = raw;
        known.erase("image");
        for (const auto& [name, value] : known.items())
          if (name != "class" && name != "box" &&
              (isGt ? name != "difficult" && name != "crowd" : name != "score"))
            throw UserError(name, say("is not a known field"));
      } catch (const UserError& error) {
        throw UserError(place, messageOf(error));
      }
    }
  }
  return out;
}

Json evaluateLayer(LayerInputs& in) {
  const std::string metric = in.text("metric");
  std::vector<std::string> classes;
  for (const Json& name : in.list("classes")) {
    if (!name.is_string()) throw UserError("classes", inEnglish("must be names"));
    classes.push_back(name.get<std::string>());
  }
  const bool coco = metric == "coco";
  if (!coco && metric != "voc07" && metric != "voc12")
    throw UserError("metric", inEnglish("must be \"voc07\", \"voc12\" or \"coco\", got \"" + metric + "\""));
  const float iou = coco ? 0.5F : in.number("iou", 0.5F);
  const BoxConvention convention = in.convention();
  const Labelled data = readLabelled(in, classes);
  in.finish();
  const int count = static_cast<int>(classes.size());
  Json ap = Json::object();
  const auto perClass = [&](const std::vector<std::optional<double>>& values) {
    for (size_t c = 0; c < classes.size(); ++c) ap[classes[c]] = values[c] ? Json(*values[c]) : Json(nullptr);
  };
  if (coco) {
    const CocoResult result = evaluateCoco(data.gts, data.detections, count, convention);
    perClass(result.ap);
    return {{"stats", result.stats}, {"ap", ap}};
  }
  const VocResult result =
      evaluateVoc(data.gts, data.detections, count, iou,
                  metric == "voc07" ? VocMetric::ElevenPoint : VocMetric::Area, convention);
  perClass(result.ap);
  return {{"map", result.map}, {"ap", ap}};
}

struct Layer {
  const char* name;
  Json (*run)(LayerInputs&);
};
constexpr Layer layers[] = {{"anchors", anchorsLayer},
                            {"anchor-target", anchorTargetLayer},
                            {"encode", encodeLayer},
                            {"decode", decodeLayer},
                            {"nms", nmsLayer},
                            {"proposal", proposalLayer},
                            {"proposal-target", proposalTargetLayer},
                            {"roi-pool", roiPoolLayer},
                            {"roi-align", roiAlignLayer},
                            {"smooth-l1", smoothL1Layer},
                            {"lrn", lrnLayer},
                            {"max-pool", maxPoolLayer},
                            {"evaluate", evaluateLayer}};

}  // namespace

std::vector<std::string> layerNames() {
  std::vector<std::string> names;
  for (const Layer& layer : layers) names.emplace_back(layer.name);
  return names;
}

std::string runLayer(const std::string& name, const std::string& input) {
  const auto* found = std::find_if(std::begin(layers), std::end(layers),
                                   [&](const Layer& layer) { return name == layer.name; });
  if (found == std::end(layers)) {
    std::string known;
    for (const Layer& layer : layers) known += std::string(known.empty() ? "" : ", ") + layer.name;
    throw UserError("layer " + name, inEnglish("is unknown"), say("Known: %1", known));
  }
  const Json json = parseJson(input, "input");
  LayerInputs inputs(json);
  const at::NoGradGuard off;
  return found->run(inputs).dump();
}

}  // namespace anchor
