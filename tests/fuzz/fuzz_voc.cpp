// SPDX-License-Identifier: GPL-3.0-or-later
// Annotations of Pascal VOC: the first byte says how pixels are counted, the rest is the text.
#include "datasets/formats/voc_annotation.h"
#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/read_boxes.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [which, text] = fuzz::choose(data, size, 2);
  ImportReport report;
  ImportedImage image{"a.png", 3, 2, "", "", true, {}, {}};
  VocEvidence evidence;
  evidence.add(text);
  (void)evidence.counting();
  VocAnnotation annotation("a.xml", report);
  if (annotation.parse(std::string(text))) {
    (void)annotation.fileName();
    annotation.checkSize({3, 2});
    annotation.readBoxes(which == 0 ? VocDialect::FromOne : VocDialect::FromZero, image);
  }
  fuzz::wantOfSeeds(!image.boxes.empty(), "no box");
  fuzz::wantAllInside(image);
  return 0;
}
