// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/undo_history.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/labelling/actor_words.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {
constexpr size_t mostSteps = 500;
}  // namespace

UndoHistory::UndoHistory(ProjectSession* session, QWidget* parent)
    : QDialog(parent), m_session(session), m_list(new QTreeWidget(this)) {
  setObjectName(QStringLiteral("undoHistory"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Undo history"));
  resize(460, 420);
  m_list->setObjectName(QStringLiteral("undoSteps"));
  m_list->setAccessibleName(tr("Steps of the project, newest first"));
  m_list->setHeaderLabels({tr("Step"), tr("Image"), tr("Time")});
  m_list->setRootIsDecorated(false);
  m_list->setUniformRowHeights(true);
  m_list->header()->setStretchLastSection(false);
  m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
  auto* hint = new QLabel(tr("Click a step to return to the state after it. A new edit discards the undone "
                             "steps above it."),
                          this);
  hint->setWordWrap(true);
  hint->setForegroundRole(QPalette::PlaceholderText);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_list, 1);
  layout->addWidget(hint);
  connect(m_list, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) { go(item); });
  connect(m_list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) { go(item); });
  // Queued: several edits at once, such as an import, are read once, and a click's row is not gone in its
  // slot.
  connect(session, &ProjectSession::historyChanged, this, &UndoHistory::refresh, Qt::QueuedConnection);
  connect(session, &ProjectSession::projectChanged, this, &UndoHistory::refresh, Qt::QueuedConnection);
  refresh();
}

void UndoHistory::refresh() {
  m_list->clear();
  if (!m_session->isOpen()) return;
  std::vector<ProjectStep> steps;
  try {
    steps = projectSteps(m_session->store(), mostSteps);
  } catch (const std::exception& error) {
    auto* trouble = new QTreeWidgetItem(m_list, {inWords(error)});
    trouble->setFlags(Qt::NoItemFlags);
    return;
  }
  const auto now = std::ranges::find(steps, false, &ProjectStep::undone);
  for (const ProjectStep& step : steps) addState(step, now != steps.end() && step.id == now->id);
  if (steps.size() < mostSteps) addState({}, now == steps.end());
}

void UndoHistory::addState(const ProjectStep& step, bool current) {
  auto* item = new QTreeWidgetItem(m_list);
  item->setData(0, Qt::UserRole, static_cast<qlonglong>(step.id));
  const QDateTime when = QDateTime::fromString(text(step.time), Qt::ISODateWithMs).toLocalTime();
  const QString words = step.id == 0 ? tr("Empty project") : inWords(asTold(step.words));
  const ImageEntry* image = m_session->entry(step.image);
  item->setText(0, words);
  if (image != nullptr) item->setText(1, text(image->path).section(QLatin1Char('/'), -1));
  if (when.isValid())
    item->setText(
        2, locale().toString(when, when.date() == QDate::currentDate() ? QStringLiteral("HH:mm:ss")
                                                                       : QStringLiteral("d MMM HH:mm")));
  if (step.id != 0) item->setToolTip(0, actorInWords(step.actor));
  if (image != nullptr) item->setToolTip(1, text(image->path));
  QFont font = m_list->font();
  if (current) font.setWeight(QFont::DemiBold);
  for (int column = 0; column < 3; ++column) {
    item->setFont(column, font);
    if (step.undone) item->setForeground(column, theme::colours().dim);
  }
  if (step.undone) item->setText(0, tr("%1 (undone)").arg(words));
  if (!current) return;
  item->setText(0, tr("▸ %1").arg(words));
  item->setData(0, Qt::AccessibleTextRole, tr("%1, current state").arg(words));
  m_list->setCurrentItem(item);
}

void UndoHistory::go(const QTreeWidgetItem* item) {
  if (item != nullptr && item->flags().testFlag(Qt::ItemIsEnabled))
    m_session->goToStep(item->data(0, Qt::UserRole).toLongLong());
}

}  // namespace anchor
