// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stage_legend.h"

#include <QEvent>
#include <QPainter>
#include <QSettings>
#include <algorithm>

#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int sign = 18;       // width of a line's sample
constexpr int rowHeight = 18;  // of an entry and of the title
const QString foldedKey = QStringLiteral("inspector/legendFolded");

QFont wordsFont() { return theme::font(tokens::type::small); }
QFont titleFont() { return theme::font(tokens::type::small, tokens::weight::semibold); }

void paintSign(QPainter& painter, const QRect& place, const LegendEntry& entry) {
  using Shape = LegendEntry::Shape;
  const QPoint middle = place.center();
  constexpr int point = 5;
  if (entry.shape == Shape::Point)
    return painter.fillRect(QRect(middle.x() - point / 2, middle.y() - point / 2, point, point),
                            entry.colour);
  if (entry.shape == Shape::Field)
    return painter.fillRect(place.adjusted(0, tokens::space::tiny, 0, -tokens::space::tiny), entry.colour);
  const Qt::PenStyle style = entry.shape == Shape::Dashes ? Qt::DashLine
                             : entry.shape == Shape::Dots ? Qt::DotLine
                                                          : Qt::SolidLine;
  painter.setPen(QPen(entry.colour, 2, style));
  painter.drawLine(place.left(), middle.y(), place.right(), middle.y());
}

}  // namespace

StageLegend::StageLegend(QWidget* parent) : QAbstractButton(parent) {
  setObjectName(QStringLiteral("stageLegend"));
  setText(Stage::tr("Legend"));
  setAccessibleName(text());
  setToolTip(Stage::tr("What the colours mean. A click folds or unfolds it."));
  setCheckable(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::ArrowCursor);
  setChecked(!QSettings().value(foldedKey, false).toBool());
  connect(this, &QAbstractButton::toggled, this, [this](bool open) {
    QSettings().setValue(foldedKey, !open);
    place();
  });
  hide();
}

void StageLegend::standOver(QWidget* canvas) {
  setParent(canvas);
  canvas->installEventFilter(this);
  place();
}

void StageLegend::showEntries(std::vector<LegendEntry> entries) {
  m_entries = std::move(entries);
  QStringList words;
  for (const LegendEntry& entry : m_entries) words << entry.words;
  setAccessibleDescription(words.join(QStringLiteral("; ")));
  setVisible(!m_entries.empty());
  place();
}

QSize StageLegend::sizeHint() const {
  constexpr int padding = tokens::space::within;
  const QFontMetrics metrics{wordsFont()};
  int width = QFontMetrics(titleFont()).horizontalAdvance(text()) + sign;
  if (!isChecked()) return {width + 2 * padding, rowHeight + tokens::space::tiny};
  for (const LegendEntry& entry : m_entries)
    width = std::max(width, sign + padding + metrics.horizontalAdvance(entry.words));
  return {width + 2 * padding, rowHeight * (static_cast<int>(m_entries.size()) + 1) + padding};
}

void StageLegend::place() {
  if (parentWidget() == nullptr) return;
  const QSize size = sizeHint();
  constexpr int away = tokens::space::around;
  setGeometry(QRect(QPoint(away, parentWidget()->height() - away - size.height()), size));
  raise();
  update();
}

bool StageLegend::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QAbstractButton::eventFilter(watched, event);
}

void StageLegend::paintEvent(QPaintEvent*) {
  // The signs are made for photographs: they need a dark ground in both themes.
  const tokens::Colours& colours = tokens::dark;
  constexpr int padding = tokens::space::within;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor ground = colours.panel;
  ground.setAlpha(225);
  painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(Qt::NoPen));
  painter.setBrush(ground);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens::corner::field,
                          tokens::corner::field);
  painter.setRenderHint(QPainter::Antialiasing, false);
  QRect row(padding, tokens::space::tiny / 2, width() - 2 * padding, rowHeight);
  painter.setFont(titleFont());
  painter.setPen(colours.text);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, text());
  painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter,
                   isChecked() ? QStringLiteral("\u2212") : QStringLiteral("+"));
  if (!isChecked()) return;
  painter.setFont(wordsFont());
  for (const LegendEntry& entry : m_entries) {
    row.translate(0, rowHeight);
    paintSign(painter, QRect(row.left(), row.top(), sign, rowHeight), entry);
    painter.setPen(colours.text);
    painter.drawText(row.adjusted(sign + padding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, entry.words);
  }
}

}  // namespace anchor
