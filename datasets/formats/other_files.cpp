// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/other_files.h"

#include <algorithm>
#include <map>

#include "datasets/formats/foreign_labels.h"
#include "datasets/formats/label_format.h"
#include "datasets/images/image_reader.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

bool holdsLabels(const LabelFormatRow& row, const fs::path& file) {
  if (!row.hasEnding(file)) return false;
  return row.detectFile != nullptr ? row.detectFile(file).has_value()
                                   : row.isLabelFile != nullptr && row.isLabelFile(file);
}

/// The kind of labels that a file holds, to a person; null when it holds none.
const LabelFormatRow* labelKindOf(const fs::path& file) {
  for (const LabelFormatRow& row : labelFormats())
    if (holdsLabels(row, file)) return &row;
  return nullptr;
}

}  // namespace

void nameOtherFiles(ImportReport& report, const fs::path& root) {
  std::error_code error;
  if (!fs::is_directory(root, error)) return;
  std::vector<fs::path> files;
  const auto options = fs::directory_options::skip_permission_denied;
  for (auto entry = fs::recursive_directory_iterator(root, options, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error))
    if (entry->is_regular_file(error) && !report.ledger.knows(entry->path().string()))
      files.push_back(entry->path());
  std::sort(files.begin(), files.end());
  std::map<LabelFormat, std::vector<fs::path>> otherLabels;
  std::map<std::string, std::vector<Problem>> foreign;
  for (const fs::path& file : files) {
    if (looksLikeImage(file)) {
      report.ledger.passOver(file.string(), FileRole::Image, say("none of the labels refers to this image"));
    } else if (const LabelFormatRow* kind = labelKindOf(file)) {
      report.ledger.passOver(file.string(), FileRole::Labels,
                             say("contains labels in another format: %1", kind->words));
      otherLabels[kind->format].push_back(file);
    } else if (auto known = foreignLabels(file)) {
      report.ledger.passOver(file.string(), FileRole::Labels, known->reason);
      foreign[known->reason.english()].push_back(std::move(*known));
    } else {
      report.ledger.passOver(file.string(), FileRole::Other, say("is neither an image nor labels"));
    }
  }
  for (const auto& [kind, of] : otherLabels)
    report.problems.push_back(
        {of.front().string(), 0,
         say("%1 files contain labels in another format: %2", of.size(), rowOf(kind).words),
         say("They were not read; import them separately")});
  for (const auto& [reason, of] : foreign) {
    report.problems.push_back(of.front());
    if (of.size() > 1)
      report.problems.push_back(
          {of.front().file, 0, say("%1 files are in this format", of.size()), say("None of them was read")});
  }
}

}  // namespace anchor
