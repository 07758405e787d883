// SPDX-License-Identifier: GPL-3.0-or-later
// YOLO's label files, as text.
#include <sstream>

#include "datasets/formats/yolo_text.h"
#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/read_boxes.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  NumberedClasses classes;
  classes.names = {{0, "cat"}, {1, "dog"}};
  ImportReport report;
  ImportedImage image{"a.png", 3, 2, "", "", true, {}, {}};
  YoloLabels labels(classes, report);
  labels.read(std::istringstream(std::string(reinterpret_cast<const char*>(data), size)), "a.txt", image);
  labels.reportAll("a");
  fuzz::wantOfSeeds(!image.boxes.empty(), "no box");
  fuzz::wantAllInside(image);
  return 0;
}
