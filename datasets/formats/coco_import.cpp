#include "datasets/formats/coco.h"
#include "datasets/formats/coco_file.h"
#include "datasets/formats/guarded_text.h"
#include "datasets/formats/image_locator.h"

namespace anchor {
namespace fs = std::filesystem;

ImportReport readCoco(const fs::path& path, const fs::path& imageFolder, const Progress& progress) {
  GuardedJson bytes(path);
  std::istream stream(&bytes);
  CocoFile file = readCocoFile(stream, path.string(), [&] { return !progress || progress(0, 0); });
  const fs::path home = fs::absolute(path).parent_path();
  std::vector<fs::path> folders;
  if (!imageFolder.empty()) folders.push_back(imageFolder);
  for (const fs::path& base : {home, home.parent_path()})
    for (const char* sub : {"", "images", "train2017", "val2017", "train", "val", "valid", "test"})
      folders.push_back(base / sub);
  const ImageLocator locator(folders);
  ImportReport report;
  const std::string split = splitNamedIn(path.stem().string());
  for (size_t i = 0; i < file.images.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(file.images.size())))
      throw Cancelled();
    const CocoImage& picture = file.images[i];
    const fs::path found = locator.find(picture.file);
    if (found.empty()) {
      report.problems.push_back(
          {path.string(), 0, "its image " + picture.file + " was not found", "It was left out"});
      continue;
    }
    auto image = describeImage(found, split, report.problems);
    if (!image) continue;
    if (picture.width > 0 && (picture.width != image->width || picture.height != image->height))
      report.problems.push_back({path.string(), 0,
                                 picture.file + " is given as " + std::to_string(picture.width) + "x" +
                                     std::to_string(picture.height) + ", the upright image has " +
                                     std::to_string(image->width) + "x" + std::to_string(image->height),
                                 "The image's own size was taken; look at its boxes"});
    image->labelled = true;
    image->sourceId = picture.id;
    report.images.push_back(std::move(*image));
  }
  giveCocoBoxes(file, path.string(), report);
  return report;
}

}  // namespace anchor
