// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QImage>
#include <QObject>
#include <QStringList>

#include "datasets/images/image_reader.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Decodes images on worker threads and keeps the last few, so that the next image is there when its key is
/// pressed. At most 128 MiB of pixels stay.
class ImageLoader : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  explicit ImageLoader(QObject* parent) : QObject(parent) {}
  /// Answers with loaded(), at once when it is known. Only the newest request is answered.
  void request(const QString& path);
  /// Decoded ahead, without an answer.
  void prefetch(const QStringList& paths);
  [[nodiscard]] bool isReady(const QString& path) const { return m_ready.contains(path); }
  void clear();
  /// Deep pixels of this image are shown in this range from now on (none: in their own); read again when they
  /// are the ones wanted.
  void setRange(const QString& path, const std::optional<DeepRange>& range);
  /// Of an image that was read; not deep for others.
  [[nodiscard]] PixelDepth depth(const QString& path) const { return m_ready.value(path).depth; }

 Q_SIGNALS:
  /// `trouble` says why there is no picture.
  void loaded(const QString& path, const QImage& picture, const QString& trouble);

 private:
  void forgetProject() override;
  struct Picture {
    QImage image;
    QString trouble;
    PixelDepth depth;
    std::optional<DeepRange> range;  ///< that was asked for
  };
  [[nodiscard]] std::optional<DeepRange> askedRange(const QString& path) const;
  void decode(const QString& path);
  void keep(const QString& path, const Picture& picture);
  QHash<QString, Picture> m_ready;
  QHash<QString, DeepRange> m_ranges;
  QStringList m_order, m_working;
  QString m_wanted;
  qint64 m_bytes = 0;
};

}  // namespace anchor
