#include "datasets/formats/import_report.h"

#include <algorithm>
#include <cmath>

#include "datasets/formats/plain_numbers.h"

namespace anchor {
namespace {

std::string numbers(const LabelBox& b) {
  return plainText(b.x1) + " " + plainText(b.y1) + " " + plainText(b.x2) + " " + plainText(b.y2);
}

}  // namespace

size_t ImportReport::boxCount() const {
  size_t count = 0;
  for (const ImportedImage& image : images) count += image.boxes.size();
  return count;
}

bool fitIntoImage(LabelBox& box, int width, int height, const Problem& where,
                  std::vector<Problem>& problems) {
  const auto report = [&](const std::string& reason, const std::string& remedy) {
    problems.push_back({where.file, where.line, reason, remedy});
  };
  if (!(box.x2 > box.x1 && box.y2 > box.y1)) {
    report("box " + numbers(box) + " has no area", "It was left out");
    return false;
  }
  const LabelBox before = box;
  box.x1 = std::clamp(box.x1, 0.0, static_cast<double>(width));
  box.x2 = std::clamp(box.x2, 0.0, static_cast<double>(width));
  box.y1 = std::clamp(box.y1, 0.0, static_cast<double>(height));
  box.y2 = std::clamp(box.y2, 0.0, static_cast<double>(height));
  if (!(box.x2 > box.x1 && box.y2 > box.y1)) {
    report("box " + numbers(before) + " lies outside the image", "It was left out");
    return false;
  }
  // Decimals that were cut off in a file are no mistake of a person.
  constexpr double noticed = 0.01;
  const double moved = std::max({std::abs(box.x1 - before.x1), std::abs(box.y1 - before.y1),
                                 std::abs(box.x2 - before.x2), std::abs(box.y2 - before.y2)});
  if (moved > noticed)
    report("box " + numbers(before) + " reaches over the image's edge", "It was cut to " + numbers(box));
  return true;
}

}  // namespace anchor
