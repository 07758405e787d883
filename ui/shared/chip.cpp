// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/chip.h"

#include <QPainter>
#include <QPalette>

namespace anchor {
namespace {

constexpr int sides = 8;

QFont small(const QFont& font) {
  QFont made = font;
  if (font.pixelSize() > 0)
    made.setPixelSize(std::max(10, font.pixelSize() - 2));
  else
    made.setPointSizeF(font.pointSizeF() * 0.85);
  return made;
}

struct Colours {
  QColor ground, words;
};

Colours coloursOf(Chip::Kind kind, const QPalette& palette) {
  const bool dark = palette.color(QPalette::Window).lightness() < 128;
  switch (kind) {
    case Chip::Kind::Good:
      return dark ? Colours{QColor(0x12, 0x3B, 0x24), QColor(0x86, 0xEF, 0xAC)}
                  : Colours{QColor(0xDC, 0xFC, 0xE7), QColor(0x14, 0x53, 0x2D)};
    case Chip::Kind::Warning:
      return dark ? Colours{QColor(0x45, 0x2F, 0x0B), QColor(0xFC, 0xD3, 0x4D)}
                  : Colours{QColor(0xFE, 0xF3, 0xC7), QColor(0x78, 0x35, 0x0F)};
    case Chip::Kind::Bad:
      return dark ? Colours{QColor(0x4A, 0x17, 0x33), QColor(0xF9, 0xA8, 0xD4)}
                  : Colours{QColor(0xFC, 0xE7, 0xF3), QColor(0x83, 0x18, 0x43)};
    default:
      return {palette.color(QPalette::AlternateBase), palette.color(QPalette::Text)};
  }
}

}  // namespace

QSize chipSize(const Chip& chip, const QFont& font) {
  const QFontMetrics metrics(small(font));
  return {metrics.horizontalAdvance(chip.words) + 2 * sides, metrics.height() + 4};
}

void paintChip(QPainter& painter, const QRect& place, const Chip& chip, const QPalette& palette) {
  const Colours colours = coloursOf(chip.kind, palette);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.ground);
  painter.drawRoundedRect(place, place.height() / 2.0, place.height() / 2.0);
  painter.setFont(small(painter.font()));
  painter.setPen(colours.words);
  painter.drawText(place, Qt::AlignCenter, chip.words);
  painter.restore();
}

}  // namespace anchor
