// Label files of every format: the first byte says which, the rest is the file.
#include "datasets/formats/dataset_export.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

namespace {

constexpr const char* names[] = {
    "voc/Annotations/a.xml", "coco/a.json",        "yolo/data.yaml", "yolo/labels/a.txt",
    "createml/a.json",       "csv/labels.csv", "darknet/a.txt",
};

/// Three pixels of a PNM picture, for labels to belong to.
constexpr const char* picture = "P6\n3 1\n255\n123456789";

void prepare(const std::filesystem::path& root) {
  for (const char* image : {"voc/JPEGImages/a.ppm", "coco/a.ppm", "yolo/images/a.ppm", "createml/a.ppm",
                            "csv/a.ppm", "darknet/a.ppm"})
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
    if (const auto found = detectLabels(fuzz::place() / *name.begin())) (void)importLabels(*found, {});
  });
  std::filesystem::remove(file);
  if (name == "yolo/data.yaml" || name == "yolo/labels/a.txt") prepare(fuzz::place());
  return 0;
}
