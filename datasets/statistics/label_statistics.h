// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <map>

#include "datasets/project/project_store.h"

namespace anchor {

/// A bar of a histogram: values in [from, to).
struct StatisticsBar {
  double from = 0, to = 0;
  int64_t count = 0;
};

/// What a data set holds, for tables and charts.
struct LabelStatistics {
  static constexpr int heatSide = 32;
  struct ClassRow {
    int64_t id = 0;
    std::string name, colour;
    int64_t boxes = 0, images = 0, difficult = 0, crowd = 0;
    std::map<std::string, int64_t> bySplit;
  };
  struct SplitRow {
    int64_t images = 0, boxes = 0, labelled = 0, negative = 0, unlabelled = 0;
  };
  int64_t images = 0, boxes = 0;
  std::vector<ClassRow> classes;
  std::map<std::string, SplitRow> splits;  ///< "" = no split
  std::vector<StatisticsBar> sizes;        ///< square root of the area, pixels, in steps of half an octave
  std::vector<StatisticsBar> aspects;      ///< width / height, in steps of half an octave
  std::vector<StatisticsBar> perImage;     ///< boxes on labelled images
  std::array<int64_t, heatSide * heatSide> centres{};  ///< of boxes, in parts of the image's sides
};

/// `onlyClass` 0 = all; it narrows sizes, aspects and centres.
LabelStatistics labelStatistics(const ProjectStore& project, int64_t onlyClass = 0);

/// Tables one after the other, with a header each.
std::string statisticsCsv(const LabelStatistics& statistics);
std::string statisticsJson(const LabelStatistics& statistics);

}  // namespace anchor
