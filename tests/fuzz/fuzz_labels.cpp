// SPDX-License-Identifier: GPL-3.0-or-later
// Label files of every format: the first byte says which, the rest is the file.
#include "datasets/formats/label_import.h"
#include "engine/base/user_error.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

struct Kind {
  LabelFormat format;
  const char* file;
  const char* source;  ///< what the importer is given; nullptr where only the content tells how to read it
};
constexpr Kind kinds[] = {
    {LabelFormat::Voc, "voc/Annotations/a.xml", "voc"},
    {LabelFormat::Coco, "coco/a.json", "coco/a.json"},
    {LabelFormat::Yolo, "yolo/data.yaml", "yolo"},
    {LabelFormat::Yolo, "yolo/labels/a.txt", "yolo"},
    {LabelFormat::CreateMl, "createml/a.json", "createml/a.json"},
    {LabelFormat::Csv, "csv/labels.csv", nullptr},
    {LabelFormat::YoloFlat, "darknet/a.txt", "darknet"},
};

/// For labels to belong to: as much of a PNG of 3 x 2 pixels as says its size.
constexpr std::string_view picture{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2", 24};

void prepare(const fs::path& root) {
  for (const char* image : {"voc/JPEGImages/a.png", "coco/a.png", "yolo/images/a.png", "createml/a.png",
                            "csv/a.png", "darknet/a.png"})
    fuzz::put(root / image, picture);
  fuzz::put(root / "yolo/data.yaml", "names: [cat, dog]\ntrain: images\n");
  fuzz::put(root / "yolo/labels/a.txt", "0 .5 .5 .2 .2\n");
  fuzz::put(root / "darknet/obj.names", "cat\ndog\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool prepared = (prepare(fuzz::place()), true);
  (void)prepared;
  constexpr int count = std::size(kinds);
  // One input of four is asked what it is first, which takes twice the time of reading it.
  const auto [choice, bytes] = fuzz::choose(data, size, 4 * count);
  const Kind& kind = kinds[choice % count];
  const fs::path file = fuzz::place() / kind.file;
  fuzz::put(file, bytes);
  fuzz::mayRefuse<UserError>([&, choice = choice] {
    const bool asked = choice < count || kind.source == nullptr;
    const auto found = asked ? detectLabels(fuzz::place() / *fs::path(kind.file).begin())
                             : DetectedLabels{kind.format, {fuzz::place() / kind.source}, {}, {}};
    fuzz::wantOfSeeds(found.has_value(), "no format fits");
    if (found) fuzz::wantOfSeeds(importLabels(*found, {}).boxCount() > 0, "no box");
  });
  fs::remove(file);
  if (kind.format == LabelFormat::Yolo) prepare(fuzz::place());
  return 0;
}
