// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/class_bars.h"

#include <QLocale>
#include <QPainter>

#include "ui/shared/pictures.h"
#include "ui/shared/row_ground.h"

namespace anchor {

ClassBar::ClassBar(const LabelStatistics::ClassRow& row, int64_t most, QWidget* parent)
    : QAbstractButton(parent), m_colour(anchor::text(row.colour)), m_boxes(row.boxes), m_most(most) {
  setText(anchor::text(row.name));
  setObjectName(QStringLiteral("classBar_") + anchor::text(row.name));
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  QStringList facts{
      tr("%1: %2 boxes on %3 images").arg(anchor::text(row.name)).arg(row.boxes).arg(row.images)};
  for (const auto& [split, boxes] : row.bySplit)
    facts << QStringLiteral("%1: %2").arg(split.empty() ? tr("no split") : anchor::text(split)).arg(boxes);
  setAccessibleName(facts.front());
  setToolTip(facts.join(QLatin1Char('\n')));
}

QSize ClassBar::sizeHint() const { return {120, fontMetrics().height() + 12}; }

void ClassBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QPalette& colours = palette();
  paintRowGround(painter, *this, underMouse() ? 22 : 0);
  const QRect inside = rect().adjusted(6, 0, -6, 0);
  const int middle = inside.center().y();
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_colour);
  painter.drawRoundedRect(QRect(inside.left(), middle - 5, 10, 10), 3, 3);
  // The name, the bar, and room for the largest count: bars of all rows begin
  // and end alike.
  const QString widest = QLocale().toString(static_cast<qlonglong>(m_most));
  const int numbers = fontMetrics().horizontalAdvance(widest) + 10;
  const int left = inside.left() + 18;
  const int name = (inside.width() - 18 - numbers) * 2 / 5;
  const int room = inside.width() - 18 - numbers - name - 8;
  const double share = static_cast<double>(m_boxes) / static_cast<double>(std::max<int64_t>(1, m_most));
  const int length = m_boxes > 0 ? std::max(3, static_cast<int>(room * share)) : 0;
  painter.drawRoundedRect(QRect(left + name + 8, middle - 4, length, 9), 4, 4);
  painter.setPen(colours.color(QPalette::WindowText));
  painter.drawText(QRect(left, inside.top(), name, inside.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   fontMetrics().elidedText(text(), Qt::ElideRight, name));
  painter.setPen(colours.color(QPalette::PlaceholderText));
  painter.drawText(inside, Qt::AlignRight | Qt::AlignVCenter,
                   QLocale().toString(static_cast<qlonglong>(m_boxes)));
}

ClassBars::ClassBars(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("statisticsClasses"));
  setAccessibleName(tr("Boxes of each class"));
  m_layout->setContentsMargins(0, 0, 0, 0);
  m_layout->setSpacing(0);
}

void ClassBars::setRows(const std::vector<LabelStatistics::ClassRow>& rows) {
  for (ClassBar* bar : m_bars) {
    bar->hide();
    bar->deleteLater();
  }
  m_bars.clear();
  int64_t most = 0;
  for (const auto& row : rows) most = std::max(most, row.boxes);
  for (const auto& row : rows) {
    auto* bar = new ClassBar(row, most, this);
    connect(bar, &ClassBar::clicked, this, [this, bar] { Q_EMIT picked(bar->text()); });
    m_layout->addWidget(bar);
    m_bars.append(bar);
  }
}

}  // namespace anchor
