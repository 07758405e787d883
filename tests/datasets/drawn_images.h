// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Labels that nobody drew, to fill projects with.
#include <string>
#include <vector>

#include "datasets/project/project_store.h"

namespace anchor {

inline LabelBox boxOf(int64_t label, double x1, double y1, double x2, double y2) {
  LabelBox box;
  box.classId = label;
  box.x1 = x1;
  box.y1 = y1;
  box.x2 = x2;
  box.y2 = y2;
  return box;
}

/// One step of work.
template <class Work>
void edit(ProjectStore& store, Work work) {
  ProjectEdit step = store.edit("test");
  work(step);
  step.commit();
}

inline std::vector<ImportedImage> drawnImages(int count, int boxesEach) {
  std::vector<ImportedImage> images;
  for (int i = 0; i < count; ++i) {
    ImportedImage image{"/n/" + std::to_string(i % 5) + "/" + std::to_string(i) + ".jpg",
                        640,
                        480,
                        "",
                        "",
                        boxesEach > 0,
                        {},
                        ""};
    for (int b = 0; b < boxesEach; ++b)
      image.boxes.push_back({b % 3 == 0 ? "a" : b % 3 == 1 ? "b" : "c", boxOf(0, b, b, b + 20, b + 30)});
    images.push_back(std::move(image));
  }
  return images;
}

}  // namespace anchor
