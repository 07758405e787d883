// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/onnx/onnx_detector.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/export/onnx/onnx_layers.h"
#include "engine/geometry/box_delta.h"

namespace anchor {
namespace {

using Name = std::string;
using Names = std::vector<std::string>;

/// x1, y1, x2, y2 of many boxes, one value each, of equal or broadcasting shapes.
struct Sides {
  Name x1, y1, x2, y2;
};

/// Boxes [N,4] with their scores [N].
struct Scored {
  Name boxes, scores;
};

/// Writes the steps of detection as nodes.
class DetectorGraph {
 public:
  DetectorGraph(OnnxGraph& out, const RunConfig& config) : m(out), m_config(config) {
    const auto info = [&](int64_t i) {
      return m.add("Gather", {"im_info", m.longs({i})}, {{"axis", int64_t{0}}});
    };
    m_offset = m.number(lengthOffset(config.convention()));
    m_bottom = m.add("Sub", {info(0), m_offset});
    m_right = m.add("Sub", {info(1), m_offset});
    m_scale = info(2);
    m_scaleX = info(3);
    m_scaleY = info(4);
  }
  Scored levelProposals(const GridLevel& level, const Name& map, const Name& score, const Name& delta);
  Name rois(const std::vector<Scored>& levels);
  Name roiCells(const Names& maps, const std::vector<GridLevel>& levels, const Name& rois);
  void detections(const Name& rois, const Name& logits, const Name& deltas);

 private:
  Name sub(const Name& a, const Name& b) { return m.add("Sub", {a, b}); }
  Name add(const Name& a, const Name& b) { return m.add("Add", {a, b}); }
  Name mul(const Name& a, const Name& b) { return m.add("Mul", {a, b}); }
  Name reshaped(const Name& a, const std::vector<int64_t>& shape) {
    return m.add("Reshape", {a, m.longs(shape)});
  }
  Name slice(const Name& a, int64_t axis, int64_t from, int64_t to) {
    return m.add("Slice", {a, m.longs({from}), m.longs({to}), m.longs({axis})});
  }
  Name gather(const Name& a, const Name& index) {
    return m.add("Gather", {a, index}, {{"axis", int64_t{0}}});
  }
  Name joined(const Names& parts, int64_t axis) { return m.add("Concat", parts, {{"axis", axis}}); }
  Name side(const Name& of, int64_t axis) {
    return m.add("Gather", {m.add("Shape", {of}), m.longs({axis})}, {{"axis", int64_t{0}}});
  }
  /// 0, stride, 2 stride, … for each cell along an axis of the map, in the given shape.
  Name shifts(const Name& map, int64_t axis, float stride, const std::vector<int64_t>& shape);
  Sides sidesOf(const Name& boxes, int64_t axis) {
    return {slice(boxes, axis, 0, 1), slice(boxes, axis, 1, 2), slice(boxes, axis, 2, 3),
            slice(boxes, axis, 3, 4)};
  }
  /// decode() and clipped() of engine/geometry, deltas with four along `axis`.
  Sides movedAndClipped(const Sides& from, const Name& deltas, int64_t axis);
  /// True where a box is not shorter than `least` on either side.
  Name notUnder(const Sides& box, const Name& least);
  /// The best `most` (0: all) scores [N] and their places.
  std::pair<Name, Name> best(const Name& scores, int most);
  /// The same where there may be no score at all: not every engine takes the best of nothing, so a worst one
  /// is added and left out again.
  std::pair<Name, Name> bestOfAny(const Name& scores, int most);
  /// Rows batch, class, box of what suppression keeps.
  Name suppressed(const Name& boxes, const Name& scores, int most, float iou);
  Name column(const Name& rows, int64_t i) { return reshaped(slice(rows, 1, i, i + 1), {-1}); }

  OnnxGraph& m;
  const RunConfig& m_config;
  Name m_offset, m_bottom, m_right, m_scale, m_scaleX, m_scaleY;
};

Name DetectorGraph::shifts(const Name& map, int64_t axis, float stride, const std::vector<int64_t>& shape) {
  const Name count = m.add("Gather", {m.add("Shape", {map}), m.index(axis)}, {{"axis", int64_t{0}}});
  const Name cells = m.add("Range", {m.index(0), count, m.index(1)});
  return reshaped(mul(m.add("Cast", {cells}, {{"to", int64_t{1}}}), m.number(stride)), shape);
}

Sides DetectorGraph::movedAndClipped(const Sides& from, const Name& deltas, int64_t axis) {
  const Sides delta = sidesOf(deltas, axis);
  const Name half = m.number(0.5F);
  const auto along = [&](const Name& low, const Name& high, const Name& shift, const Name& growth,
                         const Name& end) {
    const Name length = add(sub(high, low), m_offset);
    const Name centre = add(add(low, mul(half, length)), mul(shift, length));
    const Name grown = mul(length, m.add("Exp", {m.add("Min", {growth, m.number(maxLogScale)})}));
    const auto inside = [&](const Name& at) { return m.add("Min", {m.add("Max", {at, m.number(0)}), end}); };
    const Name reach = mul(half, grown);
    return std::pair{inside(sub(centre, reach)), inside(add(centre, reach))};
  };
  const auto [x1, x2] = along(from.x1, from.x2, delta.x1, delta.x2, m_right);
  const auto [y1, y2] = along(from.y1, from.y2, delta.y1, delta.y2, m_bottom);
  return {x1, y1, x2, y2};
}

Name DetectorGraph::notUnder(const Sides& box, const Name& least) {
  const auto longEnough = [&](const Name& low, const Name& high) {
    return m.add("Not", {m.add("Less", {add(sub(high, low), m_offset), least})});
  };
  return m.add("And", {longEnough(box.x1, box.x2), longEnough(box.y1, box.y2)});
}

std::pair<Name, Name> DetectorGraph::best(const Name& scores, int most) {
  const Name all = side(scores, 0);
  const Name k = most > 0 ? m.add("Min", {all, m.longs({most})}) : all;
  const Names out = m.addMany("TopK", {scores, k}, 2, {{"axis", int64_t{0}}});
  return {out[0], out[1]};
}

std::pair<Name, Name> DetectorGraph::bestOfAny(const Name& scores, int most) {
  const Name count = most > 0 ? m.add("Min", {side(scores, 0), m.longs({most})}) : side(scores, 0);
  const Name padded = joined({scores, m.floats({-2})}, 0);
  const Names out =
      m.addMany("TopK", {padded, m.add("Add", {count, m.longs({1})})}, 2, {{"axis", int64_t{0}}});
  const auto first = [&](const Name& all) {
    return m.add("Slice", {all, m.longs({0}), count, m.longs({0})});
  };
  return {first(out[0]), first(out[1])};
}

Name DetectorGraph::suppressed(const Name& boxes, const Name& scores, int most, float iou) {
  Name corners = boxes;
  if (m_config.convention() == BoxConvention::Pixel)  // the last pixel counts
    corners = add(boxes, m.floats({0, 0, 1, 1}));
  const int64_t limit = most > 0 ? most : std::numeric_limits<int32_t>::max();
  return m.add("NonMaxSuppression", {corners, scores, m.longs({limit}), m.floats({iou}), m.floats({0})});
}

Scored DetectorGraph::levelProposals(const GridLevel& level, const Name& map, const Name& score,
                                     const Name& delta) {
  const auto anchors = static_cast<int64_t>(level.base.size());
  const auto base = [&](float Box::*member) {
    std::vector<float> values;
    for (const Box& box : level.base) values.push_back(box.*member);
    return m.constant(at::tensor(values).view({1, 1, 1, anchors, 1}));
  };
  const Name x = shifts(map, 3, level.stride, {1, 1, -1, 1, 1});
  const Name y = shifts(map, 2, level.stride, {1, -1, 1, 1, 1});
  const Sides from{add(base(&Box::x1), x), add(base(&Box::y1), y), add(base(&Box::x2), x),
                   add(base(&Box::y2), y)};
  const auto inCells = [&](const Name& values, int64_t last) {
    const Name lastAxis = m.add("Transpose", {values}, {{"perm", std::vector<int64_t>{0, 2, 3, 1}}});
    return reshaped(lastAxis, {1, 0, 0, anchors, last});
  };
  const Sides box = movedAndClipped(from, inCells(delta, 4), 4);
  const bool sigmoid = m_config.network.rpn_scores == RpnScores::Sigmoid;
  const Name fg = inCells(sigmoid ? score : slice(score, 1, anchors, 2 * anchors), 1);
  const Name bg = sigmoid ? sub(fg, fg) : inCells(slice(score, 1, 0, anchors), 1);
  // Not the Sigmoid of the difference: engines approximate it, and near 1 that decides who is better.
  const Name both = m.add("Softmax", {reshaped(joined({bg, fg}, 4), {-1, 2})}, {{"axis", int64_t{1}}});
  const Name flatScores = reshaped(slice(both, 1, 1, 2), {-1});

  const ProposalRule& rule = m_config.test_proposals;
  const Name large = notUnder(box, mul(m_scale, m.number(rule.minSize)));
  const Name none = m.number(-1);
  const Name masked = m.add("Where", {reshaped(large, {-1}), flatScores, none});
  const Name boxes = reshaped(joined({box.x1, box.y1, box.x2, box.y2}, 4), {-1, 4});
  const auto [topScores, top] = best(rule.dropSmallLast ? flatScores : masked, rule.preNms);
  const Name candidates = gather(boxes, top);
  const Name ranked = rule.dropSmallLast ? gather(masked, top) : topScores;
  const Name keep = column(
      suppressed(reshaped(candidates, {1, -1, 4}), reshaped(ranked, {1, 1, -1}), rule.postNms, rule.nmsIou),
      2);
  return {gather(candidates, keep), gather(ranked, keep)};
}

Name DetectorGraph::rois(const std::vector<Scored>& levels) {
  if (levels.size() == 1) return levels[0].boxes;
  Names boxes;
  Names scores;
  for (const Scored& level : levels) {
    boxes.push_back(level.boxes);
    scores.push_back(level.scores);
  }
  return gather(joined(boxes, 0), bestOfAny(joined(scores, 0), m_config.test_proposals.postNms).second);
}

Name DetectorGraph::roiCells(const Names& maps, const std::vector<GridLevel>& levels, const Name& rois) {
  const NetworkConfig& network = m_config.network;
  // All rois lie in image 0. Without ConstantOfShape, which not every engine runs as the standard has it.
  const Name images = mul(m.add("Cast", {column(rois, 0)}, {{"to", int64_t{7}}}), m.longs({0}));
  const auto aligned = [&](const Name& map, float stride) {
    OnnxGraph::Attributes how{{"output_height", int64_t{network.roi_size}},
                              {"output_width", int64_t{network.roi_size}},
                              {"sampling_ratio", int64_t{network.roi_sampling_ratio}},
                              {"spatial_scale", 1 / stride}};
    if (m.opset >= 16)
      how["coordinate_transformation_mode"] =
          std::string(network.roi_aligned ? "half_pixel" : "output_half_pixel");
    return m.add("RoiAlign", {map, rois, images}, how);
  };
  if (!m_config.pyramid()) return aligned(maps[0], levels[0].stride);

  // FPN, equation 1. Every roi is cut from every map; all but its own are multiplied by zero.
  const Sides roi = sidesOf(rois, 1);
  const auto length = [&](const Name& low, const Name& high) {
    return m.add("Max", {sub(high, low), m.number(1e-6F)});
  };
  const Name size = m.add("Sqrt", {mul(length(roi.x1, roi.x2), length(roi.y1, roi.y2))});
  const Name octaves =
      m.add("Div", {m.add("Log", {m.add("Div", {size, m.number(224)})}), m.number(std::log(2.0F))});
  Names used;
  for (size_t i = 0; i < levels.size(); ++i)
    if (levels[i].stride <= 32) used.push_back(maps[i]);
  const Name finest = m.number(std::log2(levels[0].stride));
  const Name level = sub(m.add("Floor", {add(octaves, m.number(4 + 1e-6F))}), finest);
  const Name within =
      m.add("Min", {m.add("Max", {level, m.number(0)}), m.number(static_cast<float>(used.size()) - 1)});
  const Name own = reshaped(m.add("Cast", {within}, {{"to", int64_t{7}}}), {-1, 1, 1, 1});
  Name sum;
  for (size_t i = 0; i < used.size(); ++i) {
    const Name here =
        m.add("Cast", {m.add("Equal", {own, m.longs({static_cast<int64_t>(i)})})}, {{"to", int64_t{1}}});
    const Name part = mul(aligned(used[i], levels[i].stride), here);
    sum = sum.empty() ? part : add(sum, part);
  }
  return sum;
}

void DetectorGraph::detections(const Name& rois, const Name& logits, const Name& deltas) {
  const auto labels = static_cast<int64_t>(m_config.classes.size()) + 1;
  const auto byClass = [&](const Name& values, int64_t numbers) {  // [R, labels * n] → [classes, R, n]
    const Name split = slice(reshaped(values, {-1, labels, numbers}), 1, 1, labels);
    return m.add("Transpose", {split}, {{"perm", std::vector<int64_t>{1, 0, 2}}});
  };
  const Name scores = byClass(m.add("Softmax", {logits}, {{"axis", int64_t{1}}}), 1);
  const Sides box = movedAndClipped(sidesOf(reshaped(rois, {1, -1, 4}), 2), byClass(deltas, 4), 2);
  const Name boxes = joined({box.x1, box.y1, box.x2, box.y2}, 2);
  const auto positive = [&](const Name& low, const Name& high) {
    return m.add("Less", {m.number(0), add(sub(high, low), m_offset)});
  };
  const TestConfig& test = m_config.test;
  const Name usable =
      m.add("And", {m.add("And", {positive(box.x1, box.x2), positive(box.y1, box.y2)}),
                    m.add("And", {notUnder(box, m.number(test.min_size)),
                                  m.add("Not", {m.add("Less", {scores, m.number(test.score)})})})});
  const Name masked = m.add("Where", {usable, scores, m.number(-1)});
  // Each class is an image of its own to the suppression: its boxes differ from those of the others.
  const Name rows = suppressed(boxes, m.add("Transpose", {masked}, {{"perm", std::vector<int64_t>{0, 2, 1}}}),
                               test.most, test.nms);
  const Name label = column(rows, 0);
  const Name place = add(mul(label, side(rois, 0)), column(rows, 2));
  const auto [bestScores, order] = bestOfAny(gather(reshaped(masked, {-1}), place), test.most);
  const Name found = gather(gather(reshaped(boxes, {-1, 4}), place), order);
  const Name scales = joined({m_scaleX, m_scaleY, m_scaleX, m_scaleY}, 0);
  const float offset = lengthOffset(m_config.convention());
  const Name inImage = add(m.add("Div", {found, scales}), m.floats({0, 0, offset, offset}));
  addOutput(m, inImage, {"boxes", at::kFloat, {"detections", int64_t{4}}});
  addOutput(m, gather(label, order), {"labels", at::kLong, {"detections"}});
  addOutput(m, bestScores, {"scores", at::kFloat, {"detections"}});
}

const OnnxValue imageInput{"image", at::kFloat, {int64_t{1}, int64_t{3}, "height", "width"}};

/// Maps, scores and deltas of each level, from the flat list of the trunk.
struct TrunkNames {
  Names maps, scores, deltas;
};
TrunkNames addTrunk(OnnxGraph& graph, const torch::jit::Module& traced) {
  graph.inputs.push_back(imageInput);
  const Names all = addLayers(graph, traced, "trunk_layers", {"image"});
  const auto third = static_cast<std::ptrdiff_t>(all.size() / 3);
  return {{all.begin(), all.begin() + third},
          {all.begin() + third, all.begin() + 2 * third},
          {all.begin() + 2 * third, all.end()}};
}

std::vector<GridLevel> levelsOf(const RunConfig& config) { return gridLevels(config, {256, 256}); }

}  // namespace

OnnxGraph onnxDetector(const torch::jit::Module& traced, const RunConfig& config) {
  OnnxGraph graph;
  // Only from 16 on can RoIAlign shift by half a cell.
  if (config.network.roi_aligned) graph.opset = 16;
  const TrunkNames trunk = addTrunk(graph, traced);
  graph.inputs.push_back({"im_info", at::kFloat, {int64_t{5}}});
  const std::vector<GridLevel> levels = levelsOf(config);
  DetectorGraph steps(graph, config);
  std::vector<Scored> proposals;
  for (size_t i = 0; i < levels.size(); ++i)
    proposals.push_back(steps.levelProposals(levels[i], trunk.maps[i], trunk.scores[i], trunk.deltas[i]));
  const Name rois = steps.rois(proposals);
  const Names head = addLayers(graph, traced, "head_layers", {steps.roiCells(trunk.maps, levels, rois)});
  steps.detections(rois, head[0], head[1]);
  return graph;
}

OnnxGraph onnxTrunk(const torch::jit::Module& traced, const RunConfig& config) {
  OnnxGraph graph;
  const TrunkNames trunk = addTrunk(graph, traced);
  const auto anchors = static_cast<int64_t>(config.anchors.scales.size() * config.anchors.ratios.size());
  const int64_t numbers = config.network.rpn_scores == RpnScores::Sigmoid ? 1 : 2;
  for (size_t i = 0; i < trunk.maps.size(); ++i) {
    const std::string n = std::to_string(i);
    const auto cells = [&](auto channels) {
      return std::vector<std::variant<int64_t, std::string>>{int64_t{1}, channels, "rows_" + n,
                                                             "columns_" + n};
    };
    addOutput(graph, trunk.maps[i], {"map_" + n, at::kFloat, cells("channels_" + n)});
    addOutput(graph, trunk.scores[i], {"rpn_scores_" + n, at::kFloat, cells(numbers * anchors)});
    addOutput(graph, trunk.deltas[i], {"rpn_deltas_" + n, at::kFloat, cells(4 * anchors)});
  }
  return graph;
}

OnnxGraph onnxHead(const torch::jit::Module& traced, const RunConfig& config) {
  OnnxGraph graph;
  const auto side = int64_t{config.network.roi_size};
  const auto labels = static_cast<int64_t>(config.classes.size()) + 1;
  graph.inputs.push_back({"cells", at::kFloat, {"rois", "channels", side, side}});
  const Names out = addLayers(graph, traced, "head_layers", {"cells"});
  addOutput(graph, graph.add("Softmax", {out[0]}, {{"axis", int64_t{1}}}),
            {"scores", at::kFloat, {"rois", labels}});
  addOutput(graph, out[1], {"deltas", at::kFloat, {"rois", 4 * labels}});
  return graph;
}

}  // namespace anchor
