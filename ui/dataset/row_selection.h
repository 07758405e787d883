// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QItemSelectionModel>
#include <algorithm>

#include "ui/dataset/image_list_model.h"

namespace anchor {

/// The images that are chosen. By ranges: all of 100,000 may be.
inline std::vector<int64_t> chosenImages(const QItemSelectionModel& selection, const ImageListModel& model) {
  std::vector<int64_t> ids;
  for (const QItemSelectionRange& range : selection.selection())
    for (int row = std::max(0, range.top()); row <= std::min(range.bottom(), model.rowCount() - 1); ++row)
      ids.push_back(model.images()[static_cast<size_t>(row)]);
  return ids;
}

/// Rows that follow each other become one range.
inline QItemSelection selectionOf(const std::vector<int64_t>& images, const ImageListModel& model) {
  std::vector<int> rows;
  for (const int64_t id : images)
    if (const int row = model.rowOf(id); row >= 0) rows.push_back(row);
  std::ranges::sort(rows);
  QItemSelection selection;
  for (size_t first = 0, next = 0; first < rows.size(); first = next) {
    next = first + 1;
    while (next < rows.size() && rows[next] == rows[next - 1] + 1) ++next;
    selection.append(QItemSelectionRange(model.index(rows[first]), model.index(rows[next - 1])));
  }
  return selection;
}

}  // namespace anchor
