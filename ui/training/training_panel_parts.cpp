// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of Train: the column of runs, the line over the pages, the reports.
#include <QHBoxLayout>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/shared/scroll_column.h"
#include "ui/style/theme.h"
#include "ui/training/training_panel.h"

namespace anchor {

void TrainingPanel::showRun(const QString& folder) {
  m_run->choose(folder);
  follow(folder);
}

QWidget* TrainingPanel::buildRunsColumn() {
  auto* column = new QWidget(this);
  column->setObjectName(QStringLiteral("runsColumn"));
  column->setMinimumWidth(190);
  column->setAutoFillBackground(true);
  column->setBackgroundRole(QPalette::Base);
  auto* title = new QLabel(tr("Runs"), column);
  title->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  m_runCount->setForegroundRole(QPalette::PlaceholderText);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 8, 12, 0);
  row->addWidget(title);
  row->addStretch(1);
  row->addWidget(m_runCount);
  m_train->setProperty("primary", true);
  auto* button = new QHBoxLayout;
  button->setContentsMargins(12, 4, 12, 8);
  button->addWidget(m_train);
  auto* lines = new QVBoxLayout(column);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(0);
  lines->addLayout(row);
  lines->addLayout(button);
  lines->addWidget(m_run, 1);
  lines->addWidget(m_difference);
  m_queueWords->setContentsMargins(12, 6, 12, 6);
  m_queueWords->setWordWrap(true);
  lines->addWidget(m_queueWords);
  return column;
}

QWidget* TrainingPanel::buildTop() {
  auto* top = new QWidget(this);
  auto* row = new QHBoxLayout(top);
  row->setContentsMargins(0, 0, 0, 0);
  m_name->setObjectName(QStringLiteral("runName"));
  m_name->setFont(theme::font(tokens::type::large, tokens::weight::semibold));
  row->addWidget(m_name);
  row->addWidget(m_progress, 1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_eta, m_pause, m_stop, m_resume, m_more})
    row->addWidget(widget);
  return top;
}

QWidget* TrainingPanel::buildCharts() {
  auto* page = new QWidget(m_pages);
  auto* lines = new QVBoxLayout(page);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->setSpacing(0);
  lines->addWidget(m_charts, 1);
  lines->addWidget(m_pinned);
  connect(m_charts, &RunCharts::iterationHovered, m_pinned, &PinnedStrip::showIteration);
  return page;
}

void TrainingPanel::showPinned() {
  const auto& folder = m_follower->folder();
  m_pinned->setRun(folder ? folder->path() : std::filesystem::path(), m_follower->history().snapshots());
}

void TrainingPanel::showDifference() {
  // Two runs of the list, or the one that is shown and the one laid over it.
  QStringList two = m_run->chosenTwo();
  if (two.isEmpty() && m_follower->folder()) two = m_compare->shown();
  m_difference->show(two.size() == 2 ? m_run->summary(two[0]) : std::nullopt,
                     two.size() == 2 ? m_run->summary(two[1]) : std::nullopt);
}

void TrainingPanel::addReport(QWidget* report, const QString& title) {
  auto* page = new ScrollColumn(report, m_pages);
  m_pages->insertTab(m_pages->count() - 1, page, title);  // the log stays the last
  m_reports.emplace_back(report, page);
}

bool TrainingPanel::showReport(QWidget* report) {
  QScrollArea* page = pageOf(report);
  if (page != nullptr) m_pages->setCurrentWidget(page);
  return page != nullptr;
}

QScrollArea* TrainingPanel::pageOf(const QWidget* report) const {
  for (const auto& [own, page] : m_reports)
    if (own == report) return page;
  return nullptr;
}

QString TrainingPanel::titleOf(const QWidget* report) const {
  const int at = m_pages->indexOf(pageOf(report));
  return at < 0 ? QString() : m_pages->tabText(at);
}

}  // namespace anchor
