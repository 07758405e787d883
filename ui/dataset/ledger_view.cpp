// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/ledger_view.h"
#include "ui/shared/column_menu.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include "datasets/formats/export_walk.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

QString outcomeWords(ObjectOutcome outcome) {
  switch (outcome) {
    case ObjectOutcome::Merged:
      return LedgerView::tr("merged");
    case ObjectOutcome::LeftOut:
      return LedgerView::tr("left out");
  }
  return {};
}

/// The end of a path says which file it is; the whole path is the tool tip.
QString shortPath(const QString& path) {
  const qsizetype last = path.lastIndexOf(QLatin1Char('/'));
  const qsizetype before = last > 0 ? path.lastIndexOf(QLatin1Char('/'), last - 1) : -1;
  return before > 0 ? path.mid(before + 1) : path;
}

}  // namespace

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
  if (role == Qt::DisplayRole) return shortPath(m_cell(index.row(), index.column()));
  if (role == Qt::ToolTipRole) return m_cell(index.row(), index.column());
  return {};
}

QVariant TextTableModel::headerData(int section, Qt::Orientation direction, int role) const {
  if (role != Qt::DisplayRole) return {};
  return direction == Qt::Horizontal ? QVariant(m_headings[section]) : QVariant(section + 1);
}

LedgerView::LedgerView(QWidget* parent)
    : QWidget(parent), m_sums(new QLabel(this)), m_splits(new QLabel(this)), m_tables(new QTabWidget(this)) {
  m_sums->setObjectName(QStringLiteral("ledgerSums"));
  m_splits->setObjectName(QStringLiteral("ledgerSplits"));
  m_tables->setObjectName(QStringLiteral("ledgerTables"));
  for (QLabel* label : {m_sums, m_splits}) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_sums);
  layout->addWidget(m_splits);
  layout->addWidget(m_tables, 1);
  layout->addStretch(0);
}

QString LedgerView::sums(const ImportLedger& ledger, When when) {
  const QString found = when == When::Before
                            ? tr("Objects found: %1. To be stored: %2, merged: %3, left out: %4.")
                            : tr("Objects found: %1. Stored: %2, merged: %3, left out: %4.");
  QString words = found.arg(ledger.found())
                      .arg(ledger.stored)
                      .arg(ledger.count(ObjectOutcome::Merged))
                      .arg(ledger.count(ObjectOutcome::LeftOut));
  if (!ledger.addsUp())
    words += QLatin1Char(' ') + tr("These numbers do not add up; please report this with the table.");
  return words;
}

void LedgerView::show(const ImportLedger& ledger, const std::vector<Problem>& problems, When when) {
  m_ledger = ledger;
  m_problems = problems;
  m_unread.clear();
  for (const SourceFile& file : m_ledger.files())
    if (!file.read) m_unread.push_back(&file);
  m_sums->setText(sums(m_ledger, when));
  const SplitCounts& splits = m_ledger.splits;
  QString words =
      tr("Images in train: %1, in val: %2, in test: %3.").arg(splits.train).arg(splits.val).arg(splits.test);
  if (splits.byChance > 0)
    words += QLatin1Char(' ') +
             tr("%1 of them have no split in the source and are assigned at random.").arg(splits.byChance);
  m_splits->setText(words);
  m_splits->setVisible(splits.train + splits.val + splits.test > 0);
  while (m_tables->count() > 0) delete m_tables->widget(0);
  addTable(tr("Not stored"), "ledgerObjects",
           {tr("Outcome"), tr("Reason"), tr("Object"), tr("File"), tr("Line"), tr("Image")},
           static_cast<int>(m_ledger.objects().size()), [this](int row, int column) -> QString {
             const UnstoredObject& one = m_ledger.objects()[static_cast<size_t>(row)];
             switch (column) {
               case 0:
                 return outcomeWords(one.outcome);
               case 1:
                 return inWords(one.reason);
               case 2:
                 return text(one.object);
               case 3:
                 return text(m_ledger.pathOf(one.place));
               case 4:
                 return one.place.line > 0 ? QString::number(one.place.line) : text(one.place.item);
               default:
                 return text(one.image);
             }
           });
  addTable(tr("Files not read"), "ledgerFiles", {tr("File"), tr("Reason")}, static_cast<int>(m_unread.size()),
           [this](int row, int column) {
             const SourceFile& file = *m_unread[static_cast<size_t>(row)];
             return column == 0 ? text(file.path) : inWords(file.reason);
           });
  addTable(tr("Remarks"), "ledgerProblems", {tr("File"), tr("Line"), tr("What"), tr("What was done")},
           static_cast<int>(m_problems.size()), [this](int row, int column) -> QString {
             const Problem& problem = m_problems[static_cast<size_t>(row)];
             switch (column) {
               case 0:
                 return text(problem.file);
               case 1:
                 return problem.line > 0 ? QString::number(problem.line) : QString();
               case 2:
                 return inWords(problem.reason);
               default:
                 return inWords(problem.remedy);
             }
           });
  m_tables->setVisible(m_tables->count() > 0);
}

void LedgerView::showNothing(const QString& why) {
  m_ledger = {};
  m_problems.clear();
  m_unread.clear();
  while (m_tables->count() > 0) delete m_tables->widget(0);
  m_tables->hide();
  m_splits->hide();
  m_sums->setText(why);
}

void LedgerView::addTable(const QString& title, const char* name, QStringList headings, int rows,
                          TextTableModel::Cell cell) {
  if (rows == 0) return;
  auto* table = new QTableView(m_tables);
  table->setObjectName(QLatin1String(name));
  table->setAccessibleName(title);
  const auto last = static_cast<int>(headings.size()) - 1;
  table->setModel(new TextTableModel(std::move(headings), rows, std::move(cell), table));
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setAlternatingRowColors(true);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->verticalHeader()->hide();
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->horizontalHeader()->setStretchLastSection(true);
  for (int column = 0; column < last; ++column) {
    table->resizeColumnToContents(column);  // of the rows in view
    constexpr int widest = 260;
    if (table->columnWidth(column) > widest) table->setColumnWidth(column, widest);
  }
  ColumnMenu::install(table);
  m_tables->addTab(table, tr("%1 (%2)").arg(title).arg(rows));
}

void LedgerView::saveTable() {
  const QString file = dialogs::chooseNewFile(this, tr("Save as a table"), tr("Table (*.csv)"));
  if (file.isEmpty()) return;
  try {
    writeWholeFile(file.toStdString(), m_ledger.table());
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("The table was not saved"), inWords(error));
  }
}

}  // namespace anchor
