// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/thumbnail_source.h"

#include <QPainter>
#include <algorithm>

#include "datasets/images/thumbnails.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

// Two sizes on the disk serve all lists and galleries.
constexpr int storedSides[] = {192, 384};

int storedFor(const QSize& size) {
  return std::max(size.width(), size.height()) <= storedSides[0] ? storedSides[0] : storedSides[1];
}

/// Where a few thousand boxes would only cover the picture, the largest of them are drawn.
constexpr size_t mostBoxes = 400;

}  // namespace

std::vector<LabelBox> ThumbnailSource::boxesOf(int64_t image) {
  const std::lock_guard lock(m_mutex);
  return m_reader->boxes(image);
}

QImage ThumbnailSource::make(const Wanted& wanted) {
  try {
    const std::filesystem::path cache = m_reader->folder() / "cache" / "thumbnails";
    QImage picture = toQImage(keptThumbnail(wanted.path, wanted.hash, storedFor(wanted.size), cache))
                         .scaled(wanted.size, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                         .convertToFormat(QImage::Format_RGB32);
    if (wanted.colours.isEmpty() || wanted.width <= 0 || wanted.height <= 0) return picture;
    std::vector<LabelBox> boxes = boxesOf(wanted.image);
    const auto area = [](const LabelBox& b) { return (b.x2 - b.x1) * (b.y2 - b.y1); };
    if (boxes.size() > mostBoxes) {
      std::ranges::nth_element(boxes, boxes.begin() + mostBoxes, std::ranges::greater(), area);
      boxes.resize(mostBoxes);
    }
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = static_cast<double>(picture.width()) / wanted.width;
    const double y = static_cast<double>(picture.height()) / wanted.height;
    for (const LabelBox& box : boxes) {
      painter.setPen(QPen(wanted.colours.value(box.classId, Qt::white), wanted.line));
      painter.drawRect(QRectF(QPointF(box.x1 * x, box.y1 * y), QPointF(box.x2 * x, box.y2 * y)));
    }
    return picture;
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace anchor
