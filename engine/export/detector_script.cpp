// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/detector_script.h"

#include <cmath>
#include <map>
#include <utility>

#include "engine/geometry/box_delta.h"

namespace anchor {
namespace {

// TorchScript as define() takes it knows no torch.float: types are numbers (6 float, 4 long). A number over a
// tensor would become its reciprocal times the number, one rounding too many: both are tensors. Names between
// two @ are filled in.

constexpr const char* inputText = R"(
def taps(self, source : int, target : int, like : Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    ratio = torch.full([1], float(source), dtype=6, device=like.device) / float(target)
    at = torch.clamp_min((torch.arange(target, dtype=6, device=like.device) + 0.5) * ratio - 0.5, 0.0)
    low = torch.clamp_max(at.to(4), source - 1)
    return (low, torch.clamp_max(low + 1, source - 1), at - low.to(6))

def network_side(self, length : Tensor, scale : Tensor) -> int:
    return int(torch.clamp_min(@rounded@, 1.0).item())

def prepared(self, image : Tensor) -> Tuple[Tensor, Tensor]:
    height = image.size(1)
    width = image.size(2)
    h = torch.full([1], float(height), dtype=6, device=image.device)
    w = torch.full([1], float(width), dtype=6, device=image.device)
    short_side = torch.full([1], @short_side@, dtype=6, device=image.device)
    long_side = torch.full([1], @long_side@, dtype=6, device=image.device)
    scale = torch.minimum(short_side / torch.minimum(h, w), long_side / torch.maximum(h, w))
    rows = self.network_side(h, scale)
    columns = self.network_side(w, scale)
    x = image.to(6)@channels@
    left, right, wx = self.taps(width, columns, x)
    top, bottom, wy = self.taps(height, rows, x)
    above = x.index_select(1, top)
    below = x.index_select(1, bottom)
    upper = above.index_select(2, left) * (1.0 - wx) + above.index_select(2, right) * wx
    lower = below.index_select(2, left) * (1.0 - wx) + below.index_select(2, right) * wx
    wy = wy.unsqueeze(1)
    x = (upper * (1.0 - wy) + lower * wy) * self.factor - self.shift
    pad_rows = (rows + @pad_to@ - 1) // @pad_to@ * @pad_to@ - rows
    pad_columns = (columns + @pad_to@ - 1) // @pad_to@ * @pad_to@ - columns
    x = torch.constant_pad_nd(x, [0, pad_columns, 0, pad_rows], 0.0).unsqueeze(0)
    new_h = torch.full([1], float(rows), dtype=6, device=image.device)
    new_w = torch.full([1], float(columns), dtype=6, device=image.device)
    sides = torch.cat([new_h, new_w, scale, @box_scales@])
    return (x.contiguous(memory_format=@memory_format@), sides)
)";

constexpr const char* boxText = R"(
def decoded(self, boxes : Tensor, deltas : Tensor) -> Tensor:
    w = boxes[:, 2] - boxes[:, 0] + @offset@
    h = boxes[:, 3] - boxes[:, 1] + @offset@
    cx = boxes[:, 0] + 0.5 * w + deltas[:, 0] * w
    cy = boxes[:, 1] + 0.5 * h + deltas[:, 1] * h
    half_w = 0.5 * (w * torch.exp(torch.clamp_max(deltas[:, 2], @max_log@)))
    half_h = 0.5 * (h * torch.exp(torch.clamp_max(deltas[:, 3], @max_log@)))
    return torch.stack([cx - half_w, cy - half_h, cx + half_w, cy + half_h], 1)

def clipped(self, boxes : Tensor, sides : Tensor) -> Tensor:
    most = torch.stack([sides[1], sides[0], sides[1], sides[0]]) - @offset@
    return torch.minimum(torch.clamp_min(boxes, 0.0), most)

def best_first(self, scores : Tensor) -> Tensor:
    return torch.argsort(scores, stable=True, dim=0, descending=True)

def not_under(self, boxes : Tensor, least : Tensor) -> Tensor:
    w = boxes[:, 2] - boxes[:, 0] + @offset@
    h = boxes[:, 3] - boxes[:, 1] + @offset@
    return torch.logical_and(w >= least, h >= least)
)";

/// Boxes come best first; returns positions.
constexpr const char* plainNms = R"(
def nms(self, boxes : Tensor, scores : Tensor, threshold : float, most : int) -> Tensor:
    kept : List[int] = []
    index = torch.arange(boxes.size(0), dtype=4, device=boxes.device)
    area = (boxes[:, 2] - boxes[:, 0] + @offset@) * (boxes[:, 3] - boxes[:, 1] + @offset@)
    while index.size(0) > 0 and len(kept) < most:
        kept.append(int(index[0].item()))
        first = boxes[0]
        others = boxes[1:]
        far = torch.minimum(others[:, 2:], first[2:])
        near = torch.maximum(others[:, :2], first[:2])
        sides = torch.clamp_min(far - near + @offset@, 0.0)
        common = sides[:, 0] * sides[:, 1]
        both = area[1:] + area[0] - common
        ratio = common / torch.where(both > 0.0, both, torch.ones_like(both))
        rest = torch.nonzero(torch.logical_not(ratio > threshold)).squeeze(1) + 1
        index = index.index_select(0, rest)
        boxes = boxes.index_select(0, rest)
        area = area.index_select(0, rest)
    return torch.tensor(kept, dtype=4, device=area.device)
)";

constexpr const char* torchvisionNms = R"(
def nms(self, boxes : Tensor, scores : Tensor, threshold : float, most : int) -> Tensor:
    corner = torch.cat([boxes[:, :2], boxes[:, 2:] + @offset@], 1)
    return torchvision.nms(corner, scores, threshold)[:most]
)";

constexpr const char* proposalText = R"(
def level_proposals(self, map : Tensor, score : Tensor, delta : Tensor, base : Tensor, stride : float, sides : Tensor) -> Tuple[Tensor, Tensor]:
    h = map.size(2)
    w = map.size(3)
    x = (torch.arange(w, dtype=6, device=map.device) * stride).unsqueeze(0).expand(h, w)
    y = (torch.arange(h, dtype=6, device=map.device) * stride).unsqueeze(1).expand(h, w)
    anchors = (base.unsqueeze(0) + torch.stack([x, y, x, y], 2).reshape(-1, 1, 4)).reshape(-1, 4)
    a = base.size(0)
    deltas = delta.reshape(a, 4, h, w).permute(2, 3, 0, 1).reshape(-1, 4)
@rpn_scores@
    scores = torch.softmax(logits, 1)[:, 1]
    boxes = self.clipped(self.decoded(anchors, deltas), sides)
    least = sides[2] * @proposal_min_size@
@candidates@
    boxes = boxes.index_select(0, index)
    scores = scores.index_select(0, index)
    keep = self.nms(boxes, scores, @proposal_nms@, @post_nms@)
    return (boxes.index_select(0, keep), scores.index_select(0, keep))

def proposals(self, maps : List[Tensor], scores : List[Tensor], deltas : List[Tensor], sides : Tensor) -> Tensor:
    boxes : List[Tensor] = []
    best : List[Tensor] = []
@levels@
    order = self.best_first(torch.cat(best))[:@post_nms@]
    return torch.cat(boxes).index_select(0, order)
)";

constexpr const char* sigmoidScores = R"(    fg = score.permute(0, 2, 3, 1).reshape(-1)
    logits = torch.stack([torch.zeros_like(fg), fg], 1))";
constexpr const char* softmaxScores =
    R"(    logits = score.reshape(2, a, h, w).permute(2, 3, 1, 0).reshape(-1, 2))";

constexpr const char* smallFirst = R"(    index = torch.nonzero(self.not_under(boxes, least)).squeeze(1)
    index = index.index_select(0, self.best_first(scores.index_select(0, index))[:@pre_nms@]))";
constexpr const char* smallLast = R"(    index = self.best_first(scores)[:@pre_nms@]
    large = self.not_under(boxes.index_select(0, index), least)
    index = index.index_select(0, torch.nonzero(large).squeeze(1)))";

constexpr const char* torchvisionAlign = R"(
def pooled(self, map : Tensor, rois : Tensor, scale : float) -> Tensor:
    indexed = torch.cat([torch.zeros_like(rois[:, :1]), rois], 1)
    return torchvision.roi_align(map, indexed, scale, @size@, @size@, @sampling@, @aligned@)
)";
constexpr const char* torchvisionPool = R"(
def pooled(self, map : Tensor, rois : Tensor, scale : float) -> Tensor:
    indexed = torch.cat([torch.zeros_like(rois[:, :1]), rois], 1)
    best, place = torchvision.roi_pool(map, indexed, scale, @size@, @size@)
    return best
)";

/// Max pooling of slices; what lies beyond the map is filled with the least number, and bins that see nothing
/// else become 0.
constexpr const char* plainPool = R"(
def pooled(self, map : Tensor, rois : Tensor, scale : float) -> Tensor:
    scaled = rois * scale
    cells = (torch.sign(scaled) * torch.floor(torch.abs(scaled) + 0.5)).to(4)
    last = torch.maximum(cells[:, 2:], cells[:, :2]) + 1
    pad_x = max(0, int(last[:, 0].max().item()) - map.size(3))
    pad_y = max(0, int(last[:, 1].max().item()) - map.size(2))
    wide = torch.constant_pad_nd(map[0], [0, pad_x, 0, pad_y], -3.4e38)
    out : List[Tensor] = []
    for i in range(rois.size(0)):
        x1 = int(cells[i, 0].item())
        y1 = int(cells[i, 1].item())
        x2 = int(last[i, 0].item())
        y2 = int(last[i, 1].item())
        best, place = torch.adaptive_max_pool2d(wide[:, y1:y2, x1:x2].unsqueeze(0), [@size@, @size@])
        out.append(best)
    bins = torch.cat(out)
    return torch.where(bins > -3.3e38, bins, torch.zeros_like(bins))
)";

/// Bilinear samples gathered from the four neighbours, @sampling@ a bin and axis, and their mean.
constexpr const char* plainAlign = R"(
def neighbours(self, start : Tensor, length : Tensor, size : int) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
    steps = (torch.arange(@size@ * @sampling@, dtype=6, device=start.device) + 0.5) / float(@size@ * @sampling@)
    at = start.unsqueeze(1) + length.unsqueeze(1) * steps.unsqueeze(0)
    valid = torch.logical_and(at >= -1.0, at <= float(size)).to(6)
    inside = torch.clamp_min(at, 0.0)
    low = torch.clamp_max(inside.to(4), size - 1)
    high = torch.clamp_max(low + 1, size - 1)
    weight = torch.where(low == size - 1, torch.zeros_like(inside), inside - low.to(6))
    return (low, high, (1.0 - weight) * valid, weight * valid)

def pooled(self, map : Tensor, rois : Tensor, scale : float) -> Tensor:
    box = rois * scale - @half_cell@
    w = @roi_width@
    h = @roi_height@
    top, bottom, wt, wb = self.neighbours(box[:, 1], h, map.size(2))
    left, right, wl, wr = self.neighbours(box[:, 0], w, map.size(3))
    cells = map[0].permute(1, 2, 0).contiguous().reshape(-1, map.size(1))
    n = rois.size(0)
    bins = @size@ * @sampling@
    total = torch.zeros([n * bins * bins, map.size(1)], dtype=6, device=map.device)
    rows = [top, top, bottom, bottom]
    columns = [left, right, left, right]
    by_row = [wt, wt, wb, wb]
    by_column = [wl, wr, wl, wr]
    for i in range(4):
        place = rows[i].unsqueeze(2) * map.size(3) + columns[i].unsqueeze(1)
        weight = by_row[i].unsqueeze(2) * by_column[i].unsqueeze(1)
        total = total + cells.index_select(0, place.reshape(-1)) * weight.reshape(-1, 1)
    return total.view(n, @size@, @sampling@, @size@, @sampling@, map.size(1)).mean([2, 4]).permute(0, 3, 1, 2)
)";

/// The number of samples follows the roi's size, so bins are weighted sums over all rows and columns.
constexpr const char* plainAdaptiveAlign = R"(
def bin_weights(self, start : Tensor, length : Tensor, size : int) -> Tensor:
    n = start.size(0)
    samples = torch.ceil(length / @size@.0)
    most = max(1, int(samples.max().item()))
    within = torch.arange(most, dtype=6, device=start.device).view(1, 1, most)
    bin = torch.arange(@size@, dtype=6, device=start.device).view(1, @size@, 1)
    count = torch.clamp_min(samples, 1.0).view(n, 1, 1)
    at = start.view(n, 1, 1) + (length / @size@.0).view(n, 1, 1) * (bin + (within + 0.5) / count)
    used = torch.logical_and(within < samples.view(n, 1, 1), torch.logical_and(at >= -1.0, at <= float(size)))
    inside = torch.clamp_min(at, 0.0)
    low = torch.clamp_max(inside.to(4), size - 1)
    high = torch.clamp_max(low + 1, size - 1)
    weight = torch.where(low == size - 1, torch.zeros_like(inside), inside - low.to(6))
    share = used.to(6) / count
    table = torch.zeros([n, @size@, size], dtype=6, device=start.device)
    table = table.scatter_add(2, low, (1.0 - weight) * share)
    return table.scatter_add(2, high, weight * share)

def pooled(self, map : Tensor, rois : Tensor, scale : float) -> Tensor:
    box = rois * scale - @half_cell@
    wx = self.bin_weights(box[:, 0], @roi_width@, map.size(3))
    wy = self.bin_weights(box[:, 1], @roi_height@, map.size(2))
    features = map[0].unsqueeze(0)
    out : List[Tensor] = []
    for i in range(0, rois.size(0), 16):
        across = torch.matmul(features, wx[i:i + 16].transpose(1, 2).unsqueeze(1))
        out.append(torch.matmul(wy[i:i + 16].unsqueeze(1), across))
    return torch.cat(out)
)";

constexpr const char* oneLevel = R"(
def roi_cells(self, maps : List[Tensor], rois : Tensor) -> Tensor:
    return self.pooled(maps[0], rois, @first_scale@)
)";
constexpr const char* byLevel = R"(
def roi_cells(self, maps : List[Tensor], rois : Tensor) -> Tensor:
    w = torch.clamp_min(rois[:, 2] - rois[:, 0], 1e-6)
    h = torch.clamp_min(rois[:, 3] - rois[:, 1], 1e-6)
    level = torch.floor(torch.log2(torch.sqrt(w * h) / 224.0) + 4.000001) - @finest@
    level = torch.clamp(level, 0.0, float(@roi_levels@ - 1)).to(4)
    strides = [@roi_scales@]
    parts : List[Tensor] = []
    order : List[Tensor] = []
    for i in range(@roi_levels@):
        here = torch.nonzero(level == i).squeeze(1)
        if here.size(0) > 0:
            order.append(here)
            parts.append(self.pooled(maps[i], rois.index_select(0, here), strides[i]))
    return torch.cat(parts).index_select(0, torch.argsort(torch.cat(order)))
)";

constexpr const char* detectionText = R"(
def detections(self, rois : Tensor, scores : Tensor, deltas : Tensor, sides : Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    boxes : List[Tensor] = []
    labels : List[Tensor] = []
    best : List[Tensor] = []
    for label in range(1, @labels@):
        index = torch.nonzero(scores[:, label] >= @score@).squeeze(1)
        score = scores[:, label].index_select(0, index)
        delta = deltas[:, 4 * label:4 * label + 4].index_select(0, index)
        box = self.clipped(self.decoded(rois.index_select(0, index), delta), sides)
        w = box[:, 2] - box[:, 0] + @offset@
        h = box[:, 3] - box[:, 1] + @offset@
        large = torch.logical_and(torch.logical_and(w > 0.0, h > 0.0), torch.logical_and(w >= @min_size@, h >= @min_size@))
        kept = torch.nonzero(large).squeeze(1)
        kept = kept.index_select(0, self.best_first(score.index_select(0, kept)))
        box = box.index_select(0, kept)
        score = score.index_select(0, kept)
        kept = self.nms(box, score, @nms@, box.size(0))
        boxes.append(box.index_select(0, kept))
        best.append(score.index_select(0, kept))
        labels.append(torch.full([kept.size(0)], label - 1, dtype=4, device=rois.device))
    joined = torch.cat(best)
    order = self.best_first(joined)[:@most@]
    ratio = torch.stack([sides[3], sides[4], sides[3], sides[4]])
    found = torch.cat(boxes).index_select(0, order) / ratio
    found = torch.cat([found[:, :2], found[:, 2:] + @offset@], 1)
    return (found, torch.cat(labels).index_select(0, order), joined.index_select(0, order))

def forward(self, image : Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    x, sides = self.prepared(image)
    maps, rpn_scores, rpn_deltas = self.trunk_layers(x)
    rois = self.proposals(maps, rpn_scores, rpn_deltas, sides)
    if rois.size(0) == 0:
        return (rois, torch.zeros([0], dtype=4, device=rois.device), torch.zeros([0], dtype=6, device=rois.device))
    logits, deltas = self.head_layers(self.roi_cells(maps, rois))
    return self.detections(rois, torch.softmax(logits, 1), deltas, sides)
)";

using Values = std::map<std::string, std::string>;

std::string filled(std::string_view text, const Values& values) {
  std::string out;
  std::string name;
  bool inName = false;
  for (const char c : text) {
    if (c != '@')
      (inName ? name : out).push_back(c);
    else if (std::exchange(inName, !inName)) {
      out += values.at(name);
      name.clear();
    }
  }
  return out;
}

/// All digits of a float, recognisable as one.
std::string real(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", value);
  std::string digits = text;
  if (digits.find_first_of(".e") == std::string::npos) digits.append(".0");
  return digits;
}

std::string countOrAll(int count) { return std::to_string(count > 0 ? count : 2147483647); }

std::string levelLines(const std::vector<GridLevel>& levels) {
  constexpr const char* line =
      R"(    box_@n@, score_@n@ = self.level_proposals(maps[@n@], scores[@n@], deltas[@n@], self.anchors_@n@, @stride@, sides)
    boxes.append(box_@n@)
    best.append(score_@n@)
)";
  std::string out;
  for (size_t i = 0; i < levels.size(); ++i)
    out += filled(line, {{"n", std::to_string(i)}, {"stride", real(levels[i].stride)}});
  return out;
}

std::string either(bool first, const char* one, const char* other) {
  return first ? std::string(one) : std::string(other);
}

void addInputValues(const RunConfig& config, Values& values) {
  const bool pixel = config.convention() == BoxConvention::Pixel;
  values["short_side"] = real(config.input.short_side);
  values["long_side"] = real(config.input.long_side);
  values["rounded"] =
      filled(config.input.rounding == SideRounding::Down ? "torch.floor(length * scale * @sliver@)"
                                                         : "torch.floor(length * scale + 0.5)",
             {{"sliver", real(1 + 1e-6F)}});
  values["channels"] = either(config.input.channels == ChannelOrder::Bgr, ".flip([0])", "");
  values["pad_to"] = std::to_string(config.input.pad_to);
  values["box_scales"] = either(pixel, "scale, scale", "new_w / w, new_h / h");
  values["memory_format"] = either(config.solver.channels_last, "2", "0");
  values["offset"] = real(lengthOffset(config.convention()));
  values["max_log"] = real(maxLogScale);
}

void addRoiValues(const RunConfig& config, const std::vector<GridLevel>& levels, Values& values) {
  const NetworkConfig& network = config.network;
  values["size"] = std::to_string(network.roi_size);
  values["sampling"] = std::to_string(network.roi_sampling_ratio);
  values["aligned"] = either(network.roi_aligned, "True", "False");
  values["half_cell"] = either(network.roi_aligned, "0.5", "0.0");
  const bool aligned = network.roi_aligned;
  values["roi_width"] =
      either(aligned, "box[:, 2] - box[:, 0]", "torch.clamp_min(box[:, 2] - box[:, 0], 1.0)");
  values["roi_height"] =
      either(aligned, "box[:, 3] - box[:, 1]", "torch.clamp_min(box[:, 3] - box[:, 1], 1.0)");
  std::string scales;
  int count = 0;
  for (const GridLevel& level : levels) {
    if (level.stride > 32) continue;  // serves the RPN only
    if (count++ > 0) scales.append(", ");
    scales.append(real(1.0 / level.stride));
  }
  values["roi_scales"] = scales;
  values["roi_levels"] = std::to_string(count);
  values["first_scale"] = real(1.0 / levels.front().stride);
  values["finest"] = real(std::log2(static_cast<double>(levels.front().stride)));
}

void addRuleValues(const RunConfig& config, const std::vector<GridLevel>& levels, Values& values) {
  values["proposal_min_size"] = real(config.test_proposals.minSize);
  values["proposal_nms"] = real(config.test_proposals.nmsIou);
  values["pre_nms"] = countOrAll(config.test_proposals.preNms);
  values["post_nms"] = countOrAll(config.test_proposals.postNms);
  values["labels"] = std::to_string(config.classes.size() + 1);
  values["score"] = real(config.test.score);
  values["nms"] = real(config.test.nms);
  values["min_size"] = real(config.test.min_size);
  values["most"] = std::to_string(config.test.most);
  values["levels"] = levelLines(levels);
  values["rpn_scores"] =
      either(config.network.rpn_scores == RpnScores::Sigmoid, sigmoidScores, softmaxScores);
  values["candidates"] = filled(config.test_proposals.dropSmallLast ? smallLast : smallFirst, values);
}

const char* poolText(const NetworkConfig& network, ScriptOperators operators) {
  const bool pool = network.roi_op == RoiPooling::Pool;
  if (operators == ScriptOperators::Torchvision) return pool ? torchvisionPool : torchvisionAlign;
  if (pool) return plainPool;
  return network.roi_sampling_ratio > 0 ? plainAlign : plainAdaptiveAlign;
}

}  // namespace

std::string detectorScript(const RunConfig& config, ScriptOperators operators) {
  // Strides and base anchors do not depend on the size that is asked about.
  const std::vector<GridLevel> levels = gridLevels(config, {256, 256});
  Values values;
  addInputValues(config, values);
  addRoiValues(config, levels, values);
  addRuleValues(config, levels, values);
  const bool torchvision = operators == ScriptOperators::Torchvision;
  std::string out;
  for (const char* part :
       {inputText, boxText, torchvision ? torchvisionNms : plainNms, proposalText,
        poolText(config.network, operators), config.pyramid() ? byLevel : oneLevel, detectionText})
    out += filled(part, values);
  return out;
}

}  // namespace anchor
