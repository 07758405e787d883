// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractListModel>
#include <QCache>
#include <QIcon>
#include <QSet>

#include "ui/dataset/image_delegate.h"
#include "ui/dataset/thumbnail_source.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/chip.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// The images that a filter left, in the order of a sorting: name, state, thumbnail with the boxes.
/// Thumbnails are made on worker threads when a row is shown, and kept in the project's cache folder.
class ImageListModel : public QAbstractListModel, public ProjectPart {
  Q_OBJECT
 public:
  enum Role { IdRole = Qt::UserRole, StateRole, SplitRole, NameRole, FactsRole, ChipRole, ChipKindRole };
  ImageListModel(ProjectSession* session, QObject* parent);
  /// Ids of images, in order.
  void setImages(std::vector<int64_t> images);
  /// All images of the session, as they came.
  void setAll();
  [[nodiscard]] const std::vector<int64_t>& images() const { return m_images; }
  /// -1 when the filter left it out.
  [[nodiscard]] int rowOf(int64_t image) const { return m_rows.value(image, -1); }
  /// How large thumbnails are, and whether they show boxes.
  void setLook(ImageLook look, int side);
  /// Images that have predictions.
  void setPredicted(QSet<qint64> images);
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

 private:
  void forgetProject() override;
  void requestThumbnail(const ImageEntry& image) const;
  /// Their pictures are made again when they are shown next; the old ones stay until then.
  void renewThumbnails();
  [[nodiscard]] ThumbnailSource::Wanted wantedOf(const ImageEntry& image) const;
  [[nodiscard]] static QString stateText(const ImageEntry& image);
  [[nodiscard]] Chip chipOf(const ImageEntry& image) const;
  [[nodiscard]] QVariant facts(const ImageEntry& image, int role) const;
  ProjectSession* m_session;
  std::vector<int64_t> m_images;
  QHash<int64_t, int> m_rows;
  QSet<qint64> m_predicted;
  QHash<int64_t, QColor> m_colours;  ///< of the classes
  mutable QCache<qint64, QPixmap> m_thumbnails;
  /// The newest request of each image: what is shown is, or will be, as the image is now.
  mutable QHash<qint64, int> m_requested;
  mutable int m_requests = 0;
  mutable std::shared_ptr<ThumbnailSource> m_source;
  QPixmap m_waiting;
  ImageLook m_look = ImageLook::List;
  int m_side = 64;
};

}  // namespace anchor
