// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_list.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/shared/background_task.h"
#include "ui/shared/chip.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using State = RunFollower::State;

Chip chipOf(const RunSummary& run) {
  if (run.queued) return {RunList::tr("queued"), Chip::Kind::Plain};
  switch (run.state) {
    case State::Starting:
    case State::Running:
      return {RunList::tr("running"), Chip::Kind::Good};
    case State::Evaluating:
      return {RunList::tr("evaluating"), Chip::Kind::Good};
    case State::Paused:
      return {RunList::tr("paused"), Chip::Kind::Warning};
    case State::Finished:
      return {RunList::tr("finished"), Chip::Kind::Plain};
    case State::Stopped:
      return {RunList::tr("stopped"), Chip::Kind::Plain};
    case State::Failed:
    case State::Died:
      return {RunList::tr("failed"), Chip::Kind::Bad};
    case State::Idle:
      break;
  }
  return {RunList::tr("not started"), Chip::Kind::Plain};
}

QString factsOf(const RunSummary& run) {
  const bool ended = run.state == State::Finished;
  QStringList facts{ended ? RunList::tr("%1 iterations").arg(run.done)
                          : RunList::tr("%1 of %2").arg(run.done).arg(run.all)};
  if (run.map) facts << RunList::tr("mAP %1").arg(*run.map, 0, 'f', 2);
  if (!run.about.note.isEmpty()) facts << run.about.note.section(QLatin1Char('\n'), 0, 0);
  return facts.join(QStringLiteral(" · "));
}

/// Two lines and a chip.
class RunDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
    return {100, 2 * option.fontMetrics.height() + 18};
  }
  void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override {
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QString title = option.text;
    option.text.clear();
    option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
    const QRect inner = option.rect.adjusted(10, 8, -10, -8);
    const Chip chip{index.data(RunListModel::StateRole).toString(),
                    static_cast<Chip::Kind>(index.data(RunListModel::KindRole).toInt())};
    painter->save();
    painter->setFont(option.font);
    const QSize size = chipSize(chip);
    paintChip(*painter,
              QRect(QPoint(inner.right() - size.width(), inner.center().y() - size.height() / 2), size),
              chip);
    const int room = inner.width() - size.width() - 8;
    painter->setPen(theme::colours().text);
    painter->drawText(inner.adjusted(0, 0, -inner.width() + room, 0), Qt::AlignLeft | Qt::AlignTop,
                      option.fontMetrics.elidedText(title, Qt::ElideMiddle, room));
    painter->setPen(theme::colours().dim);
    painter->drawText(
        inner.adjusted(0, 0, -inner.width() + room, 0), Qt::AlignLeft | Qt::AlignBottom,
        option.fontMetrics.elidedText(index.data(RunListModel::FactsRole).toString(), Qt::ElideRight, room));
    painter->restore();
  }
};

}  // namespace

void RunListModel::setRuns(std::vector<RunSummary> runs) {
  beginResetModel();
  m_runs = std::move(runs);
  endResetModel();
}

void RunListModel::setRun(const RunSummary& run) {
  const int row = rowOf(run.folder);
  if (row < 0) return;
  m_runs[static_cast<size_t>(row)] = run;
  Q_EMIT dataChanged(index(row), index(row));
}

int RunListModel::rowOf(const QString& folder) const {
  const auto at = std::ranges::find(m_runs, folder, &RunSummary::folder);
  return at == m_runs.end() ? -1 : static_cast<int>(at - m_runs.begin());
}

int RunListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
  const RunSummary& run = m_runs[static_cast<size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return run.title();
    case Qt::ToolTipRole:
      return QStringList{run.folder, factsOf(run), run.about.note}.join(QLatin1Char('\n')).trimmed();
    case Qt::AccessibleTextRole:
      return QStringList{run.title(), chipOf(run).words, factsOf(run)}.join(QStringLiteral(", "));
    case FolderRole:
      return run.folder;
    case FactsRole:
      return factsOf(run);
    case StateRole:
      return chipOf(run).words;
    case KindRole:
      return static_cast<int>(chipOf(run).kind);
    default:
      return {};
  }
}

RunList::RunList(QWidget* parent) : QListView(parent), m_model(new RunListModel(this)) {
  setObjectName(QStringLiteral("runList"));
  setAccessibleName(tr("Runs"));
  setModel(m_model);
  setItemDelegate(new RunDelegate(this));
  setFrameShape(QFrame::NoFrame);
  setUniformItemSizes(true);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setContextMenuPolicy(Qt::CustomContextMenu);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setToolTip(tr("Ctrl+click a second run to see where the two differ"));
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunList::chosenChanged);
  connect(m_model, &QAbstractItemModel::dataChanged, this, &RunList::chosenChanged);
  connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
    if (!m_choosing && index.isValid()) Q_EMIT runChosen(index.data(RunListModel::FolderRole).toString());
  });
  connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    const QModelIndex index = indexAt(at);
    if (index.isValid())
      Q_EMIT menuWanted(index.data(RunListModel::FolderRole).toString(), viewport()->mapToGlobal(at));
  });
}

void RunList::setRuns(const QStringList& folders, const QStringList& queued) {
  m_queued = queued;
  const QString before = chosen();
  std::vector<RunSummary> runs;
  for (const QString& folder : folders) {
    const int old = m_model->rowOf(folder);
    RunSummary run = old >= 0 ? m_model->runs()[static_cast<size_t>(old)] : RunSummary{};
    run.folder = folder;
    run.name = folder.section(QLatin1Char('/'), -1);
    run.queued = queued.contains(run.name);
    runs.push_back(run);
  }
  m_choosing = true;
  m_model->setRuns(std::move(runs));
  m_choosing = false;
  choose(before);
  for (const QString& folder : folders) refresh(folder);
}

void RunList::refresh(const QString& folder) {
  runInBackground(
      projectLife(), [path = folder.toStdString()] { return summaryOf(RunFolder(path)); },
      [this](RunSummary run) {
        run.queued = m_queued.contains(run.name);
        m_model->setRun(run);
      });
}

void RunList::choose(const QString& folder) {
  m_choosing = true;
  const int row = m_model->rowOf(folder);
  selectionModel()->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row),
                                    QItemSelectionModel::ClearAndSelect);
  m_choosing = false;
}

QString RunList::chosen() const { return currentIndex().data(RunListModel::FolderRole).toString(); }

QStringList RunList::chosenTwo() const {
  const QModelIndexList selected = selectionModel()->selectedIndexes();
  if (selected.size() != 2) return {};
  QStringList two;
  for (const QModelIndex& one : selected) two << one.data(RunListModel::FolderRole).toString();
  if (two[1] == chosen()) two.swapItemsAt(0, 1);
  return two;
}

std::optional<RunSummary> RunList::summary(const QString& folder) const {
  const int row = m_model->rowOf(folder);
  return row < 0 ? std::nullopt : std::optional(m_model->runs()[static_cast<size_t>(row)]);
}

QStringList RunList::folders() const {
  QStringList all;
  for (const RunSummary& run : m_model->runs()) all << run.folder;
  return all;
}

void RunList::follow(const RunFollower& follower) {
  if (!follower.folder()) return;
  const int row = m_model->rowOf(text(follower.folder()->path().string()));
  if (row < 0) return;
  RunSummary run = m_model->runs()[static_cast<size_t>(row)];
  updateSummary(run, follower);
  m_model->setRun(run);
}

void RunList::forgetProject() {
  m_choosing = true;
  m_model->setRuns({});
  m_choosing = false;
  m_queued.clear();
}

}  // namespace anchor
