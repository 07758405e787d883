// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stage_bar.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/inspector/stages/stage.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int stageHeight = 46;
constexpr int arrow = 10;
constexpr int padding = 12;

QFont titleFont() { return theme::font(tokens::type::body, tokens::weight::semibold); }

}  // namespace

StageButton::StageButton(int number, const QString& title, QWidget* parent)
    : QAbstractButton(parent), m_title(QStringLiteral("%1 %2").arg(number).arg(title)) {
  setText(title);
  setCheckable(true);
  setAttribute(Qt::WA_Hover);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StageButton::setCounts(const QString& counts) {
  if (counts == m_counts) return;
  m_counts = counts;
  setAccessibleDescription(counts);
  update();
}

QSize StageButton::sizeHint() const { return minimumSizeHint(); }

QSize StageButton::minimumSizeHint() const {
  return {QFontMetrics(titleFont()).horizontalAdvance(m_title) + padding + 2 * arrow, stageHeight};
}

void StageButton::enterEvent(QEnterEvent* event) {
  QAbstractButton::enterEvent(event);
  update();
}

void StageButton::leaveEvent(QEvent* event) {
  QAbstractButton::leaveEvent(event);
  update();
}

void StageButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const tokens::Colours& colours = theme::colours();
  painter.fillRect(rect(), isChecked()    ? colours.accentBackground
                           : underMouse() ? colours.raised
                                          : colours.panel);
  painter.setPen(colours.line);
  const double right = width() - 0.5;
  const double middle = height() / 2.0;
  painter.drawPolyline(QPolygonF{{right - arrow, 0}, {right, middle}, {right - arrow, double(height())}});
  painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
  const QRect words = rect().adjusted(padding, 5, -arrow - 4, -5);
  painter.setFont(titleFont());
  painter.setPen(isChecked() ? colours.accent : colours.text);
  painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
                   painter.fontMetrics().elidedText(m_title, Qt::ElideRight, words.width()));
  painter.setFont(theme::font(tokens::type::small));
  painter.setPen(colours.dim);
  painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                   painter.fontMetrics().elidedText(m_counts, Qt::ElideRight, words.width()));
  if (!hasFocus()) return;
  painter.setPen(QPen(colours.accent, 2));
  painter.drawRect(rect().adjusted(1, 1, -arrow, -2));
}

StageBar::StageBar(QWidget* parent) : QWidget(parent), m_buttons(new QButtonGroup(this)) {
  setObjectName(QStringLiteral("stageBar"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  int number = 0;
  for (const Stage* stage : stages()) {
    const Stage::Names names = stage->names();
    auto* button = new StageButton(++number, names.title, this);
    button->setObjectName(QLatin1String(names.button));
    button->setToolTip(Stage::tr("%1 (Alt+%2)").arg(names.tip).arg(number));
    m_buttons->addButton(button, static_cast<int>(names.view));
    row->addWidget(button, 1);
  }
  connect(m_buttons, &QButtonGroup::idClicked, this,
          [this](int id) { Q_EMIT chosen(static_cast<InspectorView>(id)); });
}

StageButton* StageBar::button(InspectorView view) const {
  return static_cast<StageButton*>(m_buttons->button(static_cast<int>(view)));
}

void StageBar::showView(InspectorView view) {
  m_buttons->setExclusive(view != InspectorView::None);
  for (QAbstractButton* button : m_buttons->buttons())
    button->setChecked(m_buttons->id(button) == static_cast<int>(view));
}

void StageBar::showCounts(const Inspection* in) {
  for (const Stage* stage : stages())
    button(stage->names().view)->setCounts(in == nullptr ? QString() : stage->counts(*in));
}

}  // namespace anchor
