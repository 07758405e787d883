// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractListModel>
#include <QCache>
#include <QIcon>
#include <QSet>

#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// The images that a filter left, in the order of a sorting: name, state, thumbnail. Thumbnails are made on
/// worker threads when a row is shown, and kept in the project's cache folder.
class ImageListModel : public QAbstractListModel, public ProjectPart {
  Q_OBJECT
 public:
  enum Role { IdRole = Qt::UserRole, StateRole, SplitRole };
  ImageListModel(ProjectSession* session, QObject* parent);
  /// Ids of images, in order.
  void setImages(std::vector<int64_t> images);
  /// All images of the session, as they came.
  void setAll();
  [[nodiscard]] const std::vector<int64_t>& images() const { return m_images; }
  /// -1 when the filter left it out.
  [[nodiscard]] int rowOf(int64_t image) const { return m_rows.value(image, -1); }
  void setSide(int side);
  /// Less words under a picture than beside it.
  void setGallery(bool gallery) { m_gallery = gallery; }
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  void forgetProject() override;
  void requestThumbnail(const ImageEntry& image) const;
  [[nodiscard]] static QString stateText(const ImageEntry& image);
  [[nodiscard]] QColor stateColour(const ImageEntry& image) const;
  ProjectSession* m_session;
  std::vector<int64_t> m_images;
  QHash<int64_t, int> m_rows;
  mutable QCache<qint64, QPixmap> m_thumbnails;
  mutable QSet<qint64> m_requested;
  QPixmap m_waiting;
  int m_side = 64;
  bool m_gallery = false;
};

}  // namespace anchor
