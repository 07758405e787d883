// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_finder.h"

#include <algorithm>
#include <unordered_map>

#include "datasets/images/image_file.h"
#include "ui/shared/message_words.h"

namespace anchor {
namespace {

void sortBy(ImageSorting sorting, std::vector<int64_t>& images, const ProjectStore& reader) {
  if (sorting == ImageSorting::Useful) {
    const std::map<int64_t, double> gain = labellingGain(reader);
    const auto rank = [&gain](int64_t id) {
      const auto found = gain.find(id);
      return found == gain.end() ? -1.0 : found->second;
    };
    std::ranges::stable_sort(images, std::ranges::greater(), rank);
    return;
  }
  std::unordered_map<int64_t, ImageEntry> entries;
  for (ImageEntry& image : reader.images()) entries.emplace(image.id, std::move(image));
  if (sorting == ImageSorting::Name)
    std::ranges::stable_sort(images, [&entries](int64_t a, int64_t b) {
      return naturallyBefore(entries[a].path, entries[b].path);
    });
  if (sorting == ImageSorting::Boxes)
    std::ranges::stable_sort(images, std::ranges::greater(),
                             [&entries](int64_t id) { return entries[id].boxes; });
}

}  // namespace

FoundImages findImages(const ProjectStore& reader, const ImageQuery& query, const ImageMarks& marks,
                       ImageSorting sorting) {
  try {
    FoundImages found{matchingImages(reader, query, marks), {}};
    if (sorting != ImageSorting::Imported) sortBy(sorting, found.images, reader);
    return found;
  } catch (const std::exception& error) {
    return {{}, inWords(error)};
  }
}

}  // namespace anchor
