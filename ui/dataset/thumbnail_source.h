// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QImage>
#include <mutex>

#include "datasets/project/project_store.h"

namespace anchor {

/// Makes thumbnails with the boxes of their images, on any thread. One for each open project.
class ThumbnailSource {
 public:
  explicit ThumbnailSource(std::unique_ptr<ProjectStore> reader) : m_reader(std::move(reader)) {}
  struct Wanted {
    int64_t image = 0;
    std::filesystem::path path;
    std::string hash;
    int width = 0, height = 0;       ///< of the whole picture, in which boxes are counted
    QSize size;                      ///< to fit into, pixels of the screen
    QHash<int64_t, QColor> colours;  ///< of the classes; empty: no boxes
    double line = 1;                 ///< width of a box's outline
  };
  /// Null when the picture cannot be read.
  [[nodiscard]] QImage make(const Wanted& wanted);

 private:
  std::vector<LabelBox> boxesOf(int64_t image);
  std::mutex m_mutex;  ///< a store is of one thread at a time
  std::unique_ptr<ProjectStore> m_reader;
};

}  // namespace anchor
