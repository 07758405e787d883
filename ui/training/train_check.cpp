// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/train_check.h"

#include <QCoreApplication>
#include <QLocale>
#include <set>
#include <unordered_set>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr qsizetype mostNamed = 3;

QString named(const QStringList& first, int all) {
  const QString some = first.join(QStringLiteral(", "));
  return all > first.size() ? some + QStringLiteral(", …") : some;
}

}  // namespace

TrainCheck checkProject(const ProjectStore& project) {
  TrainCheck check;
  std::unordered_set<int64_t> inTrain;
  for (const ImageEntry& image : project.images()) {
    const bool train = image.split == "train";
    if (image.state == ImageState::Unlabelled || (!train && image.split != "val")) continue;
    if (train) inTrain.insert(image.id);
    std::error_code error;
    if (std::filesystem::exists(project.absolutePath(image), error)) continue;
    ++check.missing;
    check.missingInTrain += train;
    if (check.firstMissing.size() < mostNamed)
      check.firstMissing << text(std::filesystem::path(image.path).filename().string());
  }
  check.images = static_cast<int>(inTrain.size());
  std::set<int64_t> seen;
  project.forEachBox([&](int64_t image, const LabelBox& box) {
    if (!inTrain.contains(image)) return;
    ++check.boxes;
    seen.insert(box.classId);
  });
  for (const LabelClass& one : project.classes())
    if (!seen.contains(one.id)) check.classesWithoutBoxes << text(one.name);
  return check;
}

QString wordsOf(const TrainCheck& check, int valImages, bool& fatal) {
  fatal = true;
  if (check.images > 0 && check.missingInTrain == check.images)
    return QCoreApplication::translate(
        "TrainCheck", "No image file of the training split was found. Use File › Find moved images.");
  if (check.boxes == 0)
    return QCoreApplication::translate(
        "TrainCheck",
        "No box in the training split. Label some of its images, or use Labels › Split the images.");
  fatal = false;
  QStringList words;
  if (check.missing > 0)
    words << QCoreApplication::translate(
                 "TrainCheck",
                 "Image files not found: %1 (%2). They will be skipped. Use File › Find moved images.")
                 .arg(QLocale().toString(check.missing), named(check.firstMissing, check.missing));
  if (!check.classesWithoutBoxes.isEmpty())
    words << QCoreApplication::translate(
                 "TrainCheck",
                 "No box in the training split for: %1. Label some, or use Labels › Split the images.")
                 .arg(named(check.classesWithoutBoxes.mid(0, mostNamed),
                            static_cast<int>(check.classesWithoutBoxes.size())));
  if (valImages == 0)
    words << QCoreApplication::translate(
        "TrainCheck",
        "The validation split is empty, so no mAP will be measured. Use Labels › Split the images.");
  return words.join(QLatin1Char(' '));
}

}  // namespace anchor
