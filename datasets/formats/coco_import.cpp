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
  const ImageLocator locator = ImageLocator::around(path, imageFolder);
  ImportReport report;
  report.ledger.file(path.string(), FileRole::Labels);
  const bool aboutBoxes = file.aboutBoxes();
  if (!aboutBoxes) {
    report.problems.push_back({path.string(), 0, "holds no boxes",
                               "Its images were taken as they are; none became labelled by it"});
    file.annotations = {};
  }
  const std::string split = splitOfLabelFile(path);
  for (size_t i = 0; i < file.images.size(); ++i) {
    if (progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(file.images.size())))
      throw Cancelled();
    const CocoImage& picture = file.images[i];
    const fs::path found = locator.find(picture.file, split);
    if (found.empty()) {
      report.problems.push_back(
          {path.string(), 0, "its image " + picture.file + " was not found", "It was left out"});
      continue;
    }
    auto image = describeImage(found, split, report);
    if (!image) continue;
    if (picture.width > 0 && (picture.width != image->width || picture.height != image->height))
      report.problems.push_back({path.string(), 0,
                                 picture.file + " is given as " + std::to_string(picture.width) + "x" +
                                     std::to_string(picture.height) + ", the upright image has " +
                                     std::to_string(image->width) + "x" + std::to_string(image->height),
                                 "The image's own size was taken; look at its boxes"});
    image->labelled = aboutBoxes;
    image->sourceId = picture.id;
    report.images.push_back(std::move(*image));
  }
  giveCocoBoxes(file, path.string(), report);
  report.settle();
  return report;
}

}  // namespace anchor
