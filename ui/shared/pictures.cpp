// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/pictures.h"

#include "engine/base/user_error.h"

namespace anchor {

QImage readPicture(const QString& path, const std::optional<DeepRange>& range, PixelDepth* depth) {
  QImage picture;
  const auto rows = [&](int width, int height) {
    picture = QImage(width, height, QImage::Format_RGB32);
    if (picture.isNull())
      throw UserError({path.toStdString(), 0, say("there is not enough memory for the image"),
                       say("Close other programs or make the image smaller")});
    return ScreenRows{picture.bits(), static_cast<size_t>(picture.bytesPerLine())};
  };
  const PixelDepth seen = readForScreen(path.toStdString(), rows, range);
  if (depth != nullptr) *depth = seen;
  return picture;
}

QImage toQImage(const PixelBuffer& pixels) {
  const QImage view(pixels.rgb.data(), pixels.width, pixels.height, 3 * pixels.width, QImage::Format_RGB888);
  return view.convertToFormat(QImage::Format_RGB32);
}

QIcon colourPatch(const QColor& colour, int side) {
  QPixmap patch(side, side);
  patch.fill(colour);
  QIcon icon(patch);
  icon.addPixmap(patch, QIcon::Selected);  // else the style tints it, and it looks like another class
  return icon;
}

}  // namespace anchor
