// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_list_model.h"

#include <QPainter>
#include <QPixmap>

#include "datasets/images/thumbnails.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {
constexpr int storedSide = 192;  // one size on the disk serves the list and the gallery
}

ImageListModel::ImageListModel(ProjectSession* session, QObject* parent)
    : QAbstractListModel(parent), m_session(session), m_thumbnails(2000) {
  setSide(64);
  connect(session, &ProjectSession::imageChanged, this, [this](qint64 id) {
    if (const int row = rowOf(id); row >= 0) Q_EMIT dataChanged(index(row), index(row));
  });
}

void ImageListModel::forgetProject() {
  m_thumbnails.clear();
  m_requested.clear();
  setImages({});
}

void ImageListModel::setImages(std::vector<int64_t> images) {
  beginResetModel();
  m_images = std::move(images);
  m_rows.clear();
  m_rows.reserve(static_cast<qsizetype>(m_images.size()));
  for (size_t i = 0; i < m_images.size(); ++i) m_rows.insert(m_images[i], static_cast<int>(i));
  endResetModel();
}

void ImageListModel::setAll() {
  std::vector<int64_t> all;
  all.reserve(m_session->images().size());
  for (const ImageEntry& image : m_session->images()) all.push_back(image.id);
  setImages(std::move(all));
}

void ImageListModel::setSide(int side) {
  m_side = side;
  m_waiting = QPixmap(side, side);
  m_waiting.fill(Qt::transparent);
  m_thumbnails.clear();
  m_requested.clear();
  if (!m_images.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(m_images.size()) - 1));
}

int ImageListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_images.size());
}

QString ImageListModel::stateText(const ImageEntry& image) {
  if (!image.trouble.empty()) return tr("labels unreadable");
  switch (image.state) {
    case ImageState::Labelled:
      return image.boxes == 1 ? tr("1 box") : tr("%1 boxes").arg(image.boxes);
    case ImageState::Negative:
      return tr("no objects");
    default:
      return tr("not labelled");
  }
}

QColor ImageListModel::stateColour(const ImageEntry& image) const {
  if (!image.trouble.empty()) return theme::wrong();
  if (image.review == ImageReview::Verified) return theme::foreground();
  if (image.review == ImageReview::Unsure) return theme::doubtful();
  return image.state == ImageState::Unlabelled ? QColor(Qt::gray) : theme::background();
}

QVariant ImageListModel::data(const QModelIndex& index, int role) const {
  const ImageEntry* found = m_session->entry(m_images[static_cast<size_t>(index.row())]);
  if (found == nullptr) return {};
  const ImageEntry& image = *found;
  switch (role) {
    case Qt::DisplayRole: {
      const QString name = text(image.path).section(QLatin1Char('/'), -1);
      if (m_gallery) return name;
      QStringList facts{stateText(image)};
      if (!image.split.empty()) facts << text(image.split);
      if (image.review == ImageReview::Verified) facts << tr("✓ verified");
      if (image.review == ImageReview::Unsure) facts << tr("? unsure");
      return name + QLatin1Char('\n') + facts.join(QStringLiteral(" · "));
    }
    case Qt::ToolTipRole:
      return tr("%1\n%2 × %3 pixels, %4")
          .arg(text(image.path))
          .arg(image.width)
          .arg(image.height)
          .arg(stateText(image));
    case Qt::DecorationRole: {
      if (const QPixmap* ready = m_thumbnails.object(image.id)) {
        QPixmap marked = *ready;
        QPainter painter(&marked);
        painter.fillRect(QRect(0, m_side - 4, m_side, 4), stateColour(image));
        return marked;
      }
      requestThumbnail(image);
      return m_waiting;
    }
    case IdRole:
      return static_cast<qint64>(image.id);
    case StateRole:
      return static_cast<int>(image.state);
    case SplitRole:
      return text(image.split);
    default:
      return {};
  }
}

void ImageListModel::requestThumbnail(const ImageEntry& image) const {
  const qint64 id = image.id;
  if (m_requested.contains(id)) return;
  m_requested.insert(id);
  auto* self = const_cast<ImageListModel*>(this);
  runInBackground(
      projectLife(),
      [path = m_session->store().absolutePath(image), hash = image.hash, side = m_side,
       cache = m_session->store().folder() / "cache" / "thumbnails"] {
        try {
          return toQImage(keptThumbnail(path, hash, storedSide, cache))
              .scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        } catch (const std::exception&) {
          return QImage();
        }
      },
      [self, id, side = m_side](const QImage& picture) {
        if (side != self->m_side) return;
        auto* pixmap = new QPixmap(side, side);
        pixmap->fill(Qt::transparent);
        QPainter painter(pixmap);
        painter.drawImage((side - picture.width()) / 2, (side - picture.height()) / 2, picture);
        painter.end();
        self->m_thumbnails.insert(id, pixmap);
        if (const int row = self->rowOf(id); row >= 0)
          Q_EMIT self->dataChanged(self->index(row), self->index(row), {Qt::DecorationRole});
      });
}

}  // namespace anchor
