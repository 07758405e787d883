// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/chip.h"

#include <QFontMetrics>
#include <QPainter>

#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int sides = 8;

struct Colours {
  QColor ground, words;
};

/// A tenth of the colour on the panel is ground enough; the word keeps the full one.
QColor tint(const QColor& colour, const QColor& panel) {
  constexpr double share = 0.14;
  const auto mix = [&](int a, int b) { return static_cast<int>(a + (b - a) * share); };
  return {mix(panel.red(), colour.red()), mix(panel.green(), colour.green()),
          mix(panel.blue(), colour.blue())};
}

Colours coloursOf(Chip::Kind kind) {
  const tokens::Colours& all = theme::colours();
  switch (kind) {
    case Chip::Kind::Good:
      return {tint(all.good, all.panel), all.good};
    case Chip::Kind::Warning:
      return {tint(all.warning, all.panel), all.warning};
    case Chip::Kind::Bad:
      return {tint(all.bad, all.panel), all.bad};
    default:
      return {all.raised, all.text};
  }
}

}  // namespace

QSize chipSize(const Chip& chip) {
  const QFontMetrics metrics(theme::font(tokens::type::small));
  return {metrics.horizontalAdvance(chip.words) + 2 * sides, metrics.height() + 4};
}

void paintChip(QPainter& painter, const QRect& place, const Chip& chip) {
  const Colours colours = coloursOf(chip.kind);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.ground);
  painter.drawRoundedRect(place, place.height() / 2.0, place.height() / 2.0);
  painter.setFont(theme::font(tokens::type::small));
  painter.setPen(colours.words);
  painter.drawText(place, Qt::AlignCenter, chip.words);
  painter.restore();
}

}  // namespace anchor
