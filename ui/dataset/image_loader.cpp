// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_loader.h"

#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {
constexpr qint64 mostBytes = qint64{128} << 20;
}  // namespace

void ImageLoader::request(const QString& path) {
  m_wanted = path;
  const auto ready = m_ready.constFind(path);
  if (ready == m_ready.constEnd()) return decode(path);
  const Picture picture = *ready;
  // Trouble is asked about again: the file may have been put right.
  if (picture.image.isNull()) return decode(path);
  m_wanted.clear();
  Q_EMIT loaded(path, picture.image, picture.trouble);
}

void ImageLoader::prefetch(const QStringList& paths) {
  for (const QString& path : paths)
    if (!m_ready.contains(path)) decode(path);
}

void ImageLoader::clear() {
  m_ready.clear();
  m_order.clear();
  m_bytes = 0;
}

void ImageLoader::setRange(const QString& path, const std::optional<DeepRange>& range) {
  if (range)
    m_ranges.insert(path, *range);
  else
    m_ranges.remove(path);
  m_wanted = path;
  decode(path);
}

std::optional<DeepRange> ImageLoader::askedRange(const QString& path) const {
  const auto found = m_ranges.constFind(path);
  return found == m_ranges.constEnd() ? std::nullopt : std::optional<DeepRange>(*found);
}

void ImageLoader::decode(const QString& path) {
  if (m_working.contains(path)) return;
  m_working << path;
  const std::optional<DeepRange> range = askedRange(path);
  runInBackground(
      projectLife(),
      [path, range]() -> Picture {
        try {
          Picture picture{{}, {}, {}, range};
          picture.image = readPicture(path, range, &picture.depth);
          return picture;
        } catch (const std::exception& error) {
          return {{}, inWords(error), {}, range};
        }
      },
      [this, path](const Picture& picture) {
        m_working.removeAll(path);
        keep(path, picture);
        if (path != m_wanted) return;
        // A slider went on while this was read.
        if (picture.depth.deep && picture.range != askedRange(path)) return decode(path);
        m_wanted.clear();
        Q_EMIT loaded(path, picture.image, picture.trouble);
      });
}

void ImageLoader::keep(const QString& path, const Picture& picture) {
  if (m_ready.contains(path)) m_bytes -= m_ready.take(path).image.sizeInBytes();
  m_order.removeAll(path);
  m_ready.insert(path, picture);
  m_order << path;
  m_bytes += picture.image.sizeInBytes();
  while (m_bytes > mostBytes && m_order.size() > 1)
    m_bytes -= m_ready.take(m_order.takeFirst()).image.sizeInBytes();
}

void ImageLoader::forgetProject() {
  clear();
  m_ranges.clear();
  m_working.clear();
  m_wanted.clear();
}

}  // namespace anchor
