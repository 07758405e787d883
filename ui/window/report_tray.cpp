// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/report_tray.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace anchor {

ReportTray::ReportTray(QWidget* parent)
    : QFrame(parent), m_area(new QScrollArea(this)), m_title(new QLabel(this)) {
  setObjectName(QStringLiteral("reportTray"));
  setAutoFillBackground(true);
  m_title->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  auto* back = new QPushButton(tr("Back to the report"), this);
  back->setObjectName(QStringLiteral("trayBack"));
  back->setToolTip(tr("Shows the whole report at its place"));
  connect(back, &QPushButton::clicked, this, &ReportTray::pageWanted);
  auto* close = new QToolButton(this);
  close->setObjectName(QStringLiteral("trayClose"));
  close->setIcon(icon("window-close"));
  close->setAutoRaise(true);
  close->setAccessibleName(tr("Close"));
  close->setToolTip(tr("Closes this report here; it goes back to its place"));
  connect(close, &QToolButton::clicked, this, &ReportTray::giveBack);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(tokens::space::around, tokens::space::tiny, tokens::space::tiny, 0);
  row->addWidget(m_title);
  row->addStretch(1);
  row->addWidget(back);
  row->addWidget(close);
  m_area->setWidgetResizable(true);
  m_area->setFrameShape(QFrame::NoFrame);
  m_area->setFocusPolicy(Qt::NoFocus);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(m_area, 1);
  auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
  escape->setContext(Qt::WidgetWithChildrenShortcut);
  connect(escape, &QShortcut::activated, this, &ReportTray::giveBack);
  constexpr int lowest = 140;
  setMinimumHeight(lowest);
  hide();
}

void ReportTray::take(QScrollArea* page, const QString& title, QWidget* list) {
  if (page == nullptr || m_page == page) return;
  giveBack();
  m_page = page;
  m_title->setText(title);
  m_area->setWidget(page->takeWidget());
  m_area->widget()->show();
  show();
  if (list != nullptr) list->setFocus();  // the next object is one arrow key away
}

void ReportTray::giveBack() {
  hide();
  QWidget* report = m_area->takeWidget();
  if (m_page != nullptr && report != nullptr) {
    m_page->setWidget(report);
    report->show();
  }
  m_page.clear();
}

}  // namespace anchor
