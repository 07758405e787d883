#include "ui/dataset/image_list_model.h"

#include <QPainter>
#include <QPixmap>

#include "datasets/images/thumbnails.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {
constexpr int side = 64;
}

ImageListModel::ImageListModel(ProjectSession* session, QObject* parent)
    : QAbstractListModel(parent), m_session(session), m_thumbnails(4000), m_waiting(side, side) {
  m_waiting.fill(Qt::transparent);
  connect(session, &ProjectSession::imagesChanged, this, [this] {
    beginResetModel();
    endResetModel();
  });
  connect(session, &ProjectSession::projectChanged, this, [this] {
    m_thumbnails.clear();
    m_requested.clear();
  });
  connect(session, &ProjectSession::imageChanged, this, [this](qint64 id) {
    const auto& images = m_session->images();
    for (int row = 0; row < static_cast<int>(images.size()); ++row)
      if (images[row].id == id) Q_EMIT dataChanged(index(row), index(row));
  });
}

int ImageListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_session->images().size());
}

QString ImageListModel::stateText(const ImageEntry& image) {
  switch (image.state) {
    case ImageState::Labelled:
      return image.boxes == 1 ? tr("1 box") : tr("%1 boxes").arg(image.boxes);
    case ImageState::Negative:
      return tr("no objects");
    default:
      return tr("not labelled");
  }
}

QVariant ImageListModel::data(const QModelIndex& index, int role) const {
  const ImageEntry& image = m_session->images()[static_cast<size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole: {
      const QString name = text(image.path).section(QLatin1Char('/'), -1);
      return name + QLatin1Char('\n') + stateText(image) +
             (image.split.empty() ? QString() : QStringLiteral(" · ") + text(image.split));
    }
    case Qt::ToolTipRole:
      return tr("%1\n%2 × %3 pixels").arg(text(image.path)).arg(image.width).arg(image.height);
    case Qt::DecorationRole: {
      if (const QPixmap* ready = m_thumbnails.object(image.id)) return *ready;
      requestThumbnail(index.row());
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

void ImageListModel::requestThumbnail(int row) const {
  const ImageEntry& image = m_session->images()[static_cast<size_t>(row)];
  const qint64 id = image.id;
  if (m_requested.contains(id)) return;
  m_requested.insert(id);
  auto* self = const_cast<ImageListModel*>(this);
  const auto path = m_session->store().absolutePath(image);
  runInBackground(
      self,
      [path] {
        try {
          return toQImage(thumbnail(path, side));
        } catch (const std::exception&) {
          return QImage();
        }
      },
      [self, id](const QImage& picture) {
        auto* pixmap = new QPixmap(side, side);
        pixmap->fill(Qt::transparent);
        QPainter painter(pixmap);
        painter.drawImage((side - picture.width()) / 2, (side - picture.height()) / 2, picture);
        painter.end();
        self->m_thumbnails.insert(id, pixmap);
        const auto& images = self->m_session->images();
        for (int r = 0; r < static_cast<int>(images.size()); ++r)
          if (images[r].id == id)
            Q_EMIT self->dataChanged(self->index(r), self->index(r), {Qt::DecorationRole});
      });
}

}  // namespace anchor
