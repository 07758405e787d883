// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/import_report.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <set>
#include <unordered_map>

#include "datasets/project/imported_boxes.h"

namespace anchor {
namespace {

bool sameObject(const ImportedBox& a, const ImportedBox& b) {
  return a.className == b.className && samePlace(a.box, b.box);
}

/// The other mention's objects join the image's. Each object there stands for one at most: equal objects
/// within one mention are all kept.
void unite(ImportedImage& image, ImportedImage&& other, ImportLedger& ledger) {
  const size_t before = image.boxes.size();
  std::vector<bool> taken(before);
  for (ImportedBox& box : other.boxes) {
    size_t twin = 0;
    while (twin < before && (taken[twin] || !sameObject(image.boxes[twin], box))) ++twin;
    if (twin == before) {
      image.boxes.push_back(std::move(box));
      continue;
    }
    taken[twin] = true;
    const ImportedBox& first = image.boxes[twin];
    ledger.leave({box.file, box.line, {}}, objectWords(box.className, box.box), image.path,
                 ObjectOutcome::Merged,
                 say("is the same as one in %1",
                     std::filesystem::path(ledger.pathOf({first.file, 0, {}})).filename().string()));
  }
  image.labelled = image.labelled || other.labelled;
  image.leftOut += other.leftOut;
  if (image.split.empty()) image.split = other.split;
  if (image.trouble.empty()) image.trouble = other.trouble;
  if (image.sourceId < 0) image.sourceId = other.sourceId;
}

std::string trimmed(const std::string& text) {
  constexpr const char* blanks = " \t\r\n";
  const size_t first = text.find_first_not_of(blanks);
  return first == std::string::npos ? std::string()
                                    : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// "dog" and " dog" are one class to a person.
void trimClasses(ImportReport& report) {
  std::set<std::string> told;
  const auto trim = [&](std::string& name) {
    const std::string plain = trimmed(name);
    if (plain == name) return;
    if (told.insert(name).second)
      report.problems.push_back(
          {"", 0, say("the class \"%1\" has spaces around its name", plain), say("They were removed")});
    name = plain;
  };
  for (std::string& name : report.classes) trim(name);
  for (ImportedImage& image : report.images)
    for (ImportedBox& box : image.boxes) trim(box.className);
  std::set<std::string> seen;
  std::erase_if(report.classes,
                [&](const std::string& name) { return name.empty() || !seen.insert(name).second; });
}

Problem problemAt(const ImportLedger& ledger, const SourcePlace& where) {
  const std::string file = ledger.pathOf(where);
  return {where.item.empty() ? file : file + ", " + where.item, where.line, {}, {}};
}

bool liesInside(const LabelBox& box, int width, int height) {
  return box.x1 >= 0 && box.y1 >= 0 && box.x1 < box.x2 && box.y1 < box.y2 && box.x2 <= width &&
         box.y2 <= height;
}

}  // namespace

void ImportReport::place(ImportedImage& image, ImportedBox box, const SourcePlace& where) {
  if (trimmed(box.className).empty())
    return leaveOut(&image, where, objectWords("", box.box), say("an object has no class"),
                    say("It was left out"));
  ledger.find(where);
  box.file = where.file;
  box.line = where.line;
  if (liesInside(box.box, image.width, image.height) ||
      fitIntoImage(box.box, image.width, image.height, problemAt(ledger, where), problems)) {
    image.boxes.push_back(std::move(box));
    return;
  }
  ++image.leftOut;
  ledger.leave(where, objectWords(box.className, box.box), image.path, ObjectOutcome::LeftOut,
               problems.back().reason);
}

void ImportReport::leaveOut(ImportedImage* image, const SourcePlace& where, const std::string& object,
                            const Message& reason, const Message& remedy) {
  Problem problem = problemAt(ledger, where);
  problem.reason = reason;
  problem.remedy = remedy;
  problems.push_back(std::move(problem));
  lose(where, object, image == nullptr ? std::string() : image->path, reason);
  if (image != nullptr) ++image->leftOut;
}

void ImportReport::lose(const SourcePlace& where, const std::string& object, const std::string& image,
                        const Message& reason) {
  ledger.find(where);
  ledger.leave(where, object, image, ObjectOutcome::LeftOut, reason);
}

void ImportReport::refuseFile(FileRole role, const Problem& problem) {
  problems.push_back(problem);
  ledger.passOver(problem.file, role, problem.reason);
}

void ImportReport::absorb(ImportReport&& other) {
  const std::vector<int> numbers = ledger.absorb(std::move(other.ledger));
  for (ImportedImage& image : other.images) {
    for (ImportedBox& box : image.boxes)
      if (box.file >= 0) box.file = numbers[static_cast<size_t>(box.file)];
    images.push_back(std::move(image));
  }
  std::move(other.problems.begin(), other.problems.end(), std::back_inserter(problems));
  if (counting.empty()) counting = other.counting;
  std::move(other.classes.begin(), other.classes.end(), std::back_inserter(classes));
}

void ImportReport::settle() {
  trimClasses(*this);
  std::unordered_map<std::string, size_t> first;
  std::vector<ImportedImage> united;
  united.reserve(images.size());
  for (ImportedImage& mention : images) {
    const auto [known, fresh] = first.emplace(mention.path, united.size());
    if (fresh)
      united.push_back(std::move(mention));
    else
      unite(united[known->second], std::move(mention), ledger);
  }
  for (ImportedImage& image : united) {
    if (image.boxes.empty() && image.leftOut > 0 && image.trouble.empty())
      image.trouble = say("none of its %1 objects could be used.", image.leftOut);
    if (image.boxes.empty() && !image.trouble.empty()) image.labelled = false;
  }
  images = std::move(united);
}

size_t ImportReport::boxCount() const {
  size_t count = 0;
  for (const ImportedImage& image : images) count += image.boxes.size();
  return count;
}

bool fitIntoImage(LabelBox& box, int width, int height, const Problem& where,
                  std::vector<Problem>& problems) {
  const auto report = [&](const Message& reason, const Message& remedy) {
    problems.push_back({where.file, where.line, reason, remedy});
  };
  if (!(box.x2 > box.x1 && box.y2 > box.y1)) {
    report(say("box %1 has zero area", boxNumbers(box)), say("It was left out"));
    return false;
  }
  const LabelBox before = box;
  box.x1 = std::clamp(box.x1, 0.0, static_cast<double>(width));
  box.x2 = std::clamp(box.x2, 0.0, static_cast<double>(width));
  box.y1 = std::clamp(box.y1, 0.0, static_cast<double>(height));
  box.y2 = std::clamp(box.y2, 0.0, static_cast<double>(height));
  if (!(box.x2 > box.x1 && box.y2 > box.y1)) {
    report(say("box %1 lies outside the image", boxNumbers(before)), say("It was left out"));
    return false;
  }
  // Decimals that were cut off in a file are no mistake of a person.
  constexpr double noticed = 0.01;
  const double moved = std::max({std::abs(box.x1 - before.x1), std::abs(box.y1 - before.y1),
                                 std::abs(box.x2 - before.x2), std::abs(box.y2 - before.y2)});
  if (moved > noticed)
    report(say("box %1 reaches outside the image", boxNumbers(before)),
           say("It was cropped to %1", boxNumbers(box)));
  return true;
}

}  // namespace anchor
