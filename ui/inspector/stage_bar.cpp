// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stage_bar.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/inspector/inspector_texts.h"
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
  struct Entry {
    InspectorView view;
    QString words;
    const char* name;
    QString tip;
  };
  const Entry entries[] = {
      {InspectorView::Input, tr("Input"), "viewInput", tr("The network's input image (Alt+1)")},
      {InspectorView::Anchors, tr("Anchors"), "viewAnchors", tr("Where anchors lie (Alt+2)")},
      {InspectorView::Assignment, tr("Assignment"), "viewAssignment",
       tr("Which anchors are fg, bg, ignored, and why (Alt+3)")},
      {InspectorView::Proposals, tr("Proposals"), "viewProposals",
       tr("What the RPN proposes, step by step (Alt+4)")},
      {InspectorView::Rois, tr("RoIs"), "viewRois", tr("The boxes that train the head (Alt+5)")},
      {InspectorView::Detections, tr("Detections"), "viewDetections",
       tr("Detections, and where missed objects were lost (Alt+6)")}};
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  for (const Entry& entry : entries) {
    const int id = static_cast<int>(entry.view);
    auto* button = new StageButton(id, entry.words, this);
    button->setObjectName(QLatin1String(entry.name));
    button->setToolTip(entry.tip);
    m_buttons->addButton(button, id);
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
  for (QAbstractButton* button : m_buttons->buttons()) {
    const auto view = static_cast<InspectorView>(m_buttons->id(button));
    static_cast<StageButton*>(button)->setCounts(in == nullptr ? QString()
                                                               : InspectorTexts::counts(*in, view));
  }
}

}  // namespace anchor
