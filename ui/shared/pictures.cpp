#include "ui/shared/pictures.h"

namespace anchor {

QImage toQImage(const PixelBuffer& pixels) {
  const QImage view(pixels.rgb.data(), pixels.width, pixels.height, 3 * pixels.width, QImage::Format_RGB888);
  return view.convertToFormat(QImage::Format_RGB32);
}

QIcon colourPatch(const QColor& colour, int side) {
  QPixmap patch(side, side);
  patch.fill(colour);
  return {patch};
}

}  // namespace anchor
