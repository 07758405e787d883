// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/splits/split_plan.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "datasets/formats/image_locator.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr std::array<const char*, 3> splits{"train", "val", "test"};

std::array<double, 3> sharesOf(const SplitShares& s) {
  return {std::max(0.0, 1 - s.val - s.test), s.val, s.test};
}

/// The split that lacks most of something; of equals the one that lacks most images.
size_t neediest(const std::array<double, 3>& wanted, const std::array<double, 3>& images) {
  size_t best = 0;
  for (size_t s = 1; s < 3; ++s)
    if (wanted[s] > wanted[best] + 1e-9 ||
        (wanted[s] > wanted[best] - 1e-9 && images[s] > images[best] + 1e-9))
      best = s;
  return best;
}

}  // namespace

SplitPlan planByChance(const std::vector<ImageEntry>& images, const SplitShares& shares) {
  SplitPlan plan;
  for (const ImageEntry& image : images) plan[splitByChance(image.id, shares)].push_back(image.id);
  return plan;
}

SplitPlan planStratified(const ProjectStore& project, const std::vector<ImageEntry>& images,
                         const SplitShares& shares) {
  constexpr int64_t noObjects = 0;
  std::map<int64_t, std::map<int64_t, int>> classesOf;  // image → class → boxes
  for (const ImageEntry& image : images) classesOf[image.id];
  project.forEachBox([&](int64_t image, const LabelBox& box) {
    if (const auto found = classesOf.find(image); found != classesOf.end()) ++found->second[box.classId];
  });
  std::map<int64_t, std::vector<int64_t>> imagesOf;
  std::map<int64_t, double> boxesOf;
  for (auto& [image, counts] : classesOf) {
    if (counts.empty()) counts[noObjects] = 1;
    for (const auto& [label, count] : counts) {
      imagesOf[label].push_back(image);
      boxesOf[label] += count;
    }
  }
  const auto share = sharesOf(shares);
  std::array<double, 3> wantedImages{};
  std::map<int64_t, std::array<double, 3>> wanted;
  for (size_t s = 0; s < 3; ++s) wantedImages[s] = share[s] * static_cast<double>(images.size());
  for (const auto& [label, boxes] : boxesOf)
    for (size_t s = 0; s < 3; ++s) wanted[label][s] = share[s] * boxes;

  std::vector<int64_t> order;
  for (const auto& [label, boxes] : boxesOf) order.push_back(label);
  std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return boxesOf[a] < boxesOf[b]; });
  SplitPlan plan;
  std::set<int64_t> placed;
  for (const int64_t label : order) {
    auto& candidates = imagesOf[label];
    std::sort(candidates.begin(), candidates.end(),
              [](int64_t a, int64_t b) { return hashOfImage(a) < hashOfImage(b); });
    for (const int64_t image : candidates) {
      if (!placed.insert(image).second) continue;
      const size_t split = neediest(wanted[label], wantedImages);
      plan[splits[split]].push_back(image);
      wantedImages[split] -= 1;
      for (const auto& [other, count] : classesOf[image]) wanted[other][split] -= count;
    }
  }
  return plan;
}

SplitPlan planByFolder(const std::vector<ImageEntry>& images, const SplitShares& shares) {
  SplitPlan plan;
  std::map<std::string, std::vector<int64_t>> folders;
  for (const ImageEntry& image : images) {
    const fs::path folder = fs::path(image.path).parent_path();
    std::string named;
    for (const fs::path& part : folder)
      if (const std::string split = splitNamedIn(part.string()); !split.empty()) named = split;
    if (named.empty())
      folders[folder.generic_string()].push_back(image.id);
    else
      plan[named].push_back(image.id);
  }
  std::vector<const std::vector<int64_t>*> bySize;
  double all = 0;
  for (const auto& [folder, ids] : folders) {
    bySize.push_back(&ids);
    all += static_cast<double>(ids.size());
  }
  std::stable_sort(bySize.begin(), bySize.end(), [](auto* a, auto* b) { return a->size() > b->size(); });
  std::array<double, 3> wanted = sharesOf(shares);
  for (double& w : wanted) w *= all;
  for (const auto* ids : bySize) {
    const size_t split = neediest(wanted, wanted);
    auto& chosen = plan[splits[split]];
    chosen.insert(chosen.end(), ids->begin(), ids->end());
    wanted[split] -= static_cast<double>(ids->size());
  }
  return plan;
}

SplitPlan planByList(const std::vector<ImageEntry>& images, const fs::path& list, const std::string& split,
                     std::vector<Problem>& problems) {
  std::error_code unknown;
  if (fs::is_directory(list, unknown))
    throw UserError({list.string(), 0, say("is a folder, not a list of images"), say("Choose a text file")});
  std::ifstream file(list);
  if (!file) throw UserError({list.string(), 0, say("the list cannot be read"), say("Choose a text file")});
  std::map<std::string, std::vector<int64_t>> byName;
  for (const ImageEntry& image : images) {
    const fs::path path = image.path;
    for (const std::string& key :
         std::set<std::string>{path.generic_string(), path.filename().string(), path.stem().string()})
      byName[key].push_back(image.id);
    // Every tail of the path: a list may be made from another root.
    fs::path tail = path.filename();
    for (fs::path parent = path.parent_path(); parent.has_filename(); parent = parent.parent_path()) {
      tail = parent.filename() / tail;
      auto& ids = byName[tail.generic_string()];
      if (ids.empty() || ids.back() != image.id) ids.push_back(image.id);
    }
  }
  SplitPlan plan;
  std::set<int64_t> chosen;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (line.empty()) continue;
    std::string name = fs::path(line).lexically_normal().generic_string();
    auto found = byName.find(name);
    if (found == byName.end()) found = byName.find(fs::path(name).filename().string());
    if (found == byName.end()) {
      problems.push_back(
          {list.string(), number, say("no image is called %1", line), say("The line was left out")});
    } else if (found->second.size() > 1) {
      problems.push_back({list.string(), number, say("%1 images are called %2", found->second.size(), line),
                          say("Add more of the path; the line was left out")});
    } else if (chosen.insert(found->second.front()).second) {
      plan[split].push_back(found->second.front());
    }
  }
  return plan;
}

void applySplits(ProjectEdit& edit, const SplitPlan& plan) {
  for (const auto& [split, images] : plan) edit.setSplit(images, split);
}

}  // namespace anchor
