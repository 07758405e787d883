#pragma once
#include <QIcon>
#include <QImage>
#include <QString>

#include "datasets/images/pixel_buffer.h"

namespace anchor {

/// Copies a decoded picture into Qt's 32-bit form.
QImage toQImage(const PixelBuffer& pixels);
/// A square of one colour, for lists of classes and curves.
QIcon colourPatch(const QColor& colour, int side = 12);
inline QString text(const std::string& utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

}  // namespace anchor
