// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_list_model.h"

#include <QGuiApplication>
#include <QPixmap>

#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"

namespace anchor {

ImageListModel::ImageListModel(ProjectSession* session, QObject* parent)
    : QAbstractListModel(parent), m_session(session), m_thumbnails(2000) {
  setLook(m_look, m_side);
  connect(session, &ProjectSession::imageChanged, this, [this](qint64 id) {
    if (m_look != ImageLook::List) m_requested.remove(id);  // its boxes may be others
    if (const int row = rowOf(id); row >= 0) Q_EMIT dataChanged(index(row), index(row));
  });
  connect(session, &ProjectSession::classesChanged, this, [this] {
    QHash<int64_t, QColor> colours;
    for (const LabelClass& label : m_session->classes()) colours.insert(label.id, QColor(text(label.colour)));
    if (colours == m_colours) return;
    m_colours = std::move(colours);
    renewThumbnails();
  });
  // An edit of many images, as undo makes it.
  connect(session, &ProjectSession::imagesChanged, this, &ImageListModel::renewThumbnails);
}

void ImageListModel::forgetProject() {
  m_thumbnails.clear();
  m_requested.clear();
  m_predicted.clear();
  m_colours.clear();
  m_source.reset();
  setImages({});
}

void ImageListModel::renewThumbnails() {
  m_requested.clear();
  if (!m_images.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(m_images.size()) - 1));
}

void ImageListModel::setPredicted(QSet<qint64> images) {
  if (images == m_predicted) return;
  m_predicted = std::move(images);
  if (!m_images.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(m_images.size()) - 1));
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

void ImageListModel::setLook(ImageLook look, int side) {
  m_look = look;
  m_side = side;
  m_waiting = QPixmap(side, look == ImageLook::List ? side : side * 3 / 4);
  m_waiting.fill(Qt::transparent);
  // The old pictures, scaled, stand in until those of the new size are made.
  renewThumbnails();
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

Chip ImageListModel::chipOf(const ImageEntry& image) const {
  if (!image.trouble.empty()) return {tr("unreadable"), Chip::Kind::Bad};
  if (image.review == ImageReview::Verified) return {tr("verified"), Chip::Kind::Good};
  if (image.review == ImageReview::Unsure) return {tr("unsure"), Chip::Kind::Warning};
  if (image.state == ImageState::Labelled) return {tr("labelled"), Chip::Kind::Plain};
  if (image.state == ImageState::Negative) return {tr("no objects"), Chip::Kind::Plain};
  return {m_predicted.contains(image.id) ? tr("predicted") : tr("to do"), Chip::Kind::Plain};
}

QVariant ImageListModel::facts(const ImageEntry& image, int role) const {
  QStringList facts{stateText(image)};
  if (!image.split.empty()) facts << text(image.split);
  if (role == FactsRole) return facts.join(QStringLiteral(" · "));
  if (image.review == ImageReview::Verified) facts << tr("✓ verified");
  if (image.review == ImageReview::Unsure) facts << tr("? unsure");
  const QString name = text(image.path).section(QLatin1Char('/'), -1);
  return m_look == ImageLook::List ? name + QLatin1Char('\n') + facts.join(QStringLiteral(" · ")) : name;
}

QVariant ImageListModel::data(const QModelIndex& index, int role) const {
  const ImageEntry* found = m_session->entry(m_images[static_cast<size_t>(index.row())]);
  if (found == nullptr) return {};
  const ImageEntry& image = *found;
  switch (role) {
    case Qt::DisplayRole:
    case FactsRole:
      return facts(image, role);
    case NameRole:
      return text(image.path).section(QLatin1Char('/'), -1);
    case ChipRole:
      return chipOf(image).words;
    case ChipKindRole:
      return static_cast<int>(chipOf(image).kind);
    case Qt::ToolTipRole:
      return tr("%1\n%2 × %3 pixels, %4")
          .arg(text(image.path))
          .arg(image.width)
          .arg(image.height)
          .arg(stateText(image));
    case Qt::DecorationRole: {
      requestThumbnail(image);
      const QPixmap* ready = m_thumbnails.object(image.id);
      return ready == nullptr ? m_waiting : *ready;
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

ThumbnailSource::Wanted ImageListModel::wantedOf(const ImageEntry& image) const {
  const double scale = qGuiApp->devicePixelRatio();
  const bool row = m_look == ImageLook::List;
  return {image.id,
          m_session->store().absolutePath(image),
          image.hash,
          image.width,
          image.height,
          QSizeF(m_side * scale, (row ? m_side : m_side * 3 / 4) * scale).toSize(),
          row ? QHash<int64_t, QColor>() : m_colours,
          1.5 * scale};
}

void ImageListModel::requestThumbnail(const ImageEntry& image) const {
  const qint64 id = image.id;
  if (m_requested.contains(id)) return;
  const int request = ++m_requests;
  m_requested.insert(id, request);
  if (!m_source) m_source = std::make_shared<ThumbnailSource>(m_session->store().reader());
  auto* self = const_cast<ImageListModel*>(this);
  runInBackground(
      projectLife(), [source = m_source, wanted = wantedOf(image)] { return source->make(wanted); },
      [self, id, request](const QImage& picture) {
        if (self->m_requested.value(id) != request) return;  // a newer one is on its way
        auto* pixmap = new QPixmap(QPixmap::fromImage(picture));
        pixmap->setDevicePixelRatio(qGuiApp->devicePixelRatio());
        self->m_thumbnails.insert(id, pixmap);
        if (const int row = self->rowOf(id); row >= 0)
          Q_EMIT self->dataChanged(self->index(row), self->index(row), {Qt::DecorationRole});
      });
}

}  // namespace anchor
