// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/statistics/label_statistics.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "datasets/project/damaged_project.h"

namespace anchor {
namespace {

/// Counts values in half-octave steps about 1.
class OctaveHistogram {
 public:
  void add(double value) {
    if (value > 0 && std::isfinite(value)) ++m_counts[static_cast<int>(std::floor(2 * std::log2(value)))];
  }
  [[nodiscard]] std::vector<StatisticsBar> bars() const {
    std::vector<StatisticsBar> all;
    if (m_counts.empty()) return all;
    for (int step = m_counts.begin()->first; step <= m_counts.rbegin()->first; ++step) {
      const auto found = m_counts.find(step);
      all.push_back(
          {std::exp2(step / 2.0), std::exp2((step + 1) / 2.0), found == m_counts.end() ? 0 : found->second});
    }
    return all;
  }

 private:
  std::map<int, int64_t> m_counts;
};

std::vector<StatisticsBar> perImageBars(const std::map<int64_t, int64_t>& counts) {
  std::vector<StatisticsBar> bars;
  if (counts.empty()) return bars;
  const int64_t most = counts.rbegin()->first;
  const int64_t width = std::max<int64_t>(1, (most + 20) / 20);
  for (int64_t from = 0; from <= most; from += width) {
    StatisticsBar bar{static_cast<double>(from), static_cast<double>(from + width), 0};
    for (auto it = counts.lower_bound(from); it != counts.end() && it->first < from + width; ++it)
      bar.count += it->second;
    bars.push_back(bar);
  }
  return bars;
}

}  // namespace

LabelStatistics labelStatistics(const ProjectStore& project, int64_t onlyClass) {
  LabelStatistics s;
  std::map<int64_t, size_t> rowOf;
  for (const LabelClass& c : project.classes()) {
    rowOf[c.id] = s.classes.size();
    s.classes.push_back({c.id, c.name, c.colour, 0, 0, 0, 0, {}});
  }
  std::map<int64_t, ImageEntry> images;
  std::map<int64_t, int64_t> counts;
  for (ImageEntry& image : project.images()) {
    ++s.images;
    auto& split = s.splits[image.split];
    ++split.images;
    split.boxes += image.boxes;
    (image.state == ImageState::Labelled   ? split.labelled
     : image.state == ImageState::Negative ? split.negative
                                           : split.unlabelled) += 1;
    if (image.state != ImageState::Unlabelled) ++counts[image.boxes];
    images.emplace(image.id, std::move(image));
  }
  OctaveHistogram sizes;
  OctaveHistogram aspects;
  std::set<int64_t> onThisImage;
  int64_t before = 0;
  project.forEachBox([&](int64_t id, const LabelBox& box) {
    const auto found = images.find(id);
    if (found == images.end()) return;  // no image of the project shows it
    const ImageEntry& image = found->second;
    if (id != before) onThisImage.clear();
    before = id;
    ++s.boxes;
    auto& row = s.classes[ofItsClass(rowOf, box)];
    ++row.boxes;
    row.images += onThisImage.insert(box.classId).second ? 1 : 0;
    row.difficult += box.difficult ? 1 : 0;
    row.crowd += box.crowd ? 1 : 0;
    ++row.bySplit[image.split];
    if (onlyClass != 0 && box.classId != onlyClass) return;
    const double w = box.x2 - box.x1;
    const double h = box.y2 - box.y1;
    sizes.add(std::sqrt(std::max(0.0, w * h)));
    if (h > 0) aspects.add(w / h);
    const auto cell = [](double part) {  // of an image without a size it is infinite, or no number
      return part > 0 ? static_cast<int>(std::min(part, 1 - 1e-9) * LabelStatistics::heatSide) : 0;
    };
    const int x = cell((box.x1 + box.x2) / 2 / image.width);
    const int y = cell((box.y1 + box.y2) / 2 / image.height);
    ++s.centres[static_cast<size_t>(y * LabelStatistics::heatSide + x)];
  });
  s.sizes = sizes.bars();
  s.aspects = aspects.bars();
  s.perImage = perImageBars(counts);
  return s;
}

std::string statisticsCsv(const LabelStatistics& s) {
  const auto quoted = [](const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
  };
  const auto number = [](double v) { return nlohmann::json(v).dump(); };
  std::string out = "class,boxes,images,difficult,crowd,train,val,test,no split\n";
  for (const auto& c : s.classes) {
    out += quoted(c.name);
    for (const int64_t v : {c.boxes, c.images, c.difficult, c.crowd}) out += "," + std::to_string(v);
    for (const char* split : {"train", "val", "test", ""}) {
      const auto found = c.bySplit.find(split);
      out += "," + std::to_string(found == c.bySplit.end() ? 0 : found->second);
    }
    out += "\n";
  }
  out += "\nsplit,images,boxes,labelled,no objects,not labelled\n";
  for (const auto& [name, row] : s.splits) {
    out += quoted(name);
    for (const int64_t v : {row.images, row.boxes, row.labelled, row.negative, row.unlabelled})
      out += "," + std::to_string(v);
    out += "\n";
  }
  const auto bars = [&](const char* title, const std::vector<StatisticsBar>& all) {
    out += std::string("\n") + title + " from," + title + " to,count\n";
    for (const StatisticsBar& bar : all)
      out += number(bar.from) + "," + number(bar.to) + "," + std::to_string(bar.count) + "\n";
  };
  bars("size", s.sizes);
  bars("aspect", s.aspects);
  bars("boxes on an image", s.perImage);
  return out;
}

std::string statisticsJson(const LabelStatistics& s) {
  using Json = nlohmann::ordered_json;
  Json classes = Json::array();
  for (const auto& c : s.classes)
    classes.push_back({{"name", c.name},
                       {"boxes", c.boxes},
                       {"images", c.images},
                       {"difficult", c.difficult},
                       {"crowd", c.crowd},
                       {"by_split", c.bySplit}});
  Json splits = Json::object();
  for (const auto& [name, row] : s.splits)
    splits[name.empty() ? "none" : name] = {{"images", row.images},
                                            {"boxes", row.boxes},
                                            {"labelled", row.labelled},
                                            {"negative", row.negative},
                                            {"unlabelled", row.unlabelled}};
  const auto bars = [](const std::vector<StatisticsBar>& all) {
    Json list = Json::array();
    for (const StatisticsBar& bar : all)
      list.push_back({{"from", bar.from}, {"to", bar.to}, {"count", bar.count}});
    return list;
  };
  return Json{{"images", s.images},
              {"boxes", s.boxes},
              {"classes", classes},
              {"splits", splits},
              {"sizes", bars(s.sizes)},
              {"aspects", bars(s.aspects)},
              {"per_image", bars(s.perImage)},
              {"centres", s.centres}}
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace anchor
