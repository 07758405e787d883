// SPDX-License-Identifier: GPL-3.0-or-later
// COCO files, read as if each image they name were there.
#include <sstream>

#include "datasets/formats/coco_file.h"
#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/read_boxes.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::istringstream json(std::string(reinterpret_cast<const char*>(data), size));
  fuzz::mayRefuse<UserError>([&] {
    CocoFile file = readCocoFile(json, "a.json", {});
    ImportReport report;
    for (const CocoImage& image : file.images) {
      report.images.push_back({image.file, 3, 2, "", "", true, {}, {}});
      report.images.back().sourceId = image.id;
    }
    giveCocoBoxes(file, "a.json", report);
    fuzz::wantOfSeeds(report.boxCount() > 0, "no box");
    for (const ImportedImage& image : report.images) fuzz::wantAllInside(image);
  });
  return 0;
}
