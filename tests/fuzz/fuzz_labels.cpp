// Label files of every format: the first byte says which, the rest is the file.
#include "datasets/formats/dataset_export.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

namespace {

constexpr const char* names[] = {
    "voc/Annotations/a.xml", "coco/a.json",        "yolo/data.yaml", "yolo/labels/a.txt",
    "createml/a.json",       "csv/labels.csv", "darknet/a.txt",
};

/// For labels to belong to: as much of a PNG of 3 x 2 pixels as says its size.
constexpr std::string_view picture{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\3\0\0\0\2", 24};

void prepare(const std::filesystem::path& root) {
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
  const auto [which, bytes] = fuzz::choose(data, size, std::size(names));
  const std::filesystem::path name = names[which];
  const std::filesystem::path file = fuzz::place() / name;
  fuzz::put(file, bytes);
  fuzz::mayRefuse([&] {
    const auto found = detectLabels(fuzz::place() / *name.begin());
    fuzz::wantOfSeeds(found.has_value(), "no format fits");
    if (found) fuzz::wantOfSeeds(importLabels(*found, {}).boxCount() > 0, "no box");
  });
  std::filesystem::remove(file);
  if (name == "yolo/data.yaml" || name == "yolo/labels/a.txt") prepare(fuzz::place());
  return 0;
}
