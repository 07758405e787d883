// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>
#include <QImage>
#include <QString>

#include "datasets/images/image_reader.h"

namespace anchor {

/// A file as the screen shows it. `range` as in readForScreen; `depth` (may be null) gets what became of deep
/// pixels. Throws UserError.
QImage readPicture(const QString& path, const std::optional<DeepRange>& range = {},
                   PixelDepth* depth = nullptr);
/// Copies a decoded picture into Qt's 32-bit form.
QImage toQImage(const PixelBuffer& pixels);
/// A square of one colour, for lists of classes and curves.
QIcon colourPatch(const QColor& colour, int side = 12);
inline QString text(const std::string& utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

}  // namespace anchor
