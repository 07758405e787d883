#pragma once
#include <QAbstractListModel>
#include <QCache>
#include <QIcon>
#include <QSet>

#include "ui/labeling/project_session.h"

namespace anchor {

/// The project's images for a list: name, state, thumbnail. Thumbnails are made on worker threads when a row
/// is shown.
class ImageListModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { IdRole = Qt::UserRole, StateRole, SplitRole };
  ImageListModel(ProjectSession* session, QObject* parent);
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  void requestThumbnail(int row) const;
  [[nodiscard]] static QString stateText(const ImageEntry& image);
  ProjectSession* m_session;
  mutable QCache<qint64, QPixmap> m_thumbnails;
  mutable QSet<qint64> m_requested;
  QPixmap m_waiting;
};

}  // namespace anchor
