// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/column_menu.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSettings>

namespace anchor {
namespace {

const QString hiddenName = QStringLiteral("hidden");
const QString columnName = QStringLiteral("column");
const QString orderName = QStringLiteral("order");

}  // namespace

ColumnMenu* ColumnMenu::install(QTableView* table) { return new ColumnMenu(table); }

ColumnMenu::ColumnMenu(QTableView* table) : QObject(table), m_table(table) {
  QHeaderView* header = table->horizontalHeader();
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
    const int column = header->logicalIndexAt(at);
    if (column < 0) return;
    QMenu* shown = menu(column).release();
    shown->setAttribute(Qt::WA_DeleteOnClose);
    shown->popup(header->mapToGlobal(at));
  });
  // Some tables get their columns with their content.
  connect(header, &QHeaderView::sectionCountChanged, this, &ColumnMenu::restore);
  connect(header, &QHeaderView::sortIndicatorChanged, this, [this] {
    if (m_restored > 0) keep();
  });
  restore();
}

QString ColumnMenu::settingsKey() const { return QStringLiteral("columns/") + m_table->objectName(); }

QString ColumnMenu::nameOf(int column) const {
  const QAbstractItemModel* model = m_table->model();
  // A column of marks has its words in the tool tip.
  for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(Qt::AccessibleTextRole),
                         static_cast<int>(Qt::ToolTipRole)})
    if (const QString words = model->headerData(column, Qt::Horizontal, role).toString(); !words.isEmpty())
      return words.section(QLatin1Char('\n'), 0, 0);
  return tr("Column %1").arg(column + 1);
}

int ColumnMenu::shownCount() const {
  int count = 0;
  for (int column = 0; column < m_table->horizontalHeader()->count(); ++column)
    count += !m_table->isColumnHidden(column);
  return count;
}

std::unique_ptr<QMenu> ColumnMenu::menu(int column) {
  auto made = std::make_unique<QMenu>(m_table);
  made->setObjectName(QStringLiteral("columnMenu"));
  const auto add = [&](const QString& words, const char* name, std::function<void()> work) {
    QAction* action = made->addAction(words, this, std::move(work));
    action->setObjectName(QLatin1String(name));
    return action;
  };
  if (m_table->isSortingEnabled()) {
    add(tr("Sort ascending"), "columnAscending", [this, column] { sort(column, Qt::AscendingOrder); });
    add(tr("Sort descending"), "columnDescending", [this, column] { sort(column, Qt::DescendingOrder); });
    made->addSeparator();
  }
  add(tr("Copy column"), "columnCopy", [this, column] { copy(column); });
  add(tr("Hide “%1”").arg(nameOf(column)), "columnHide", [this, column] {
    show(column, false);
  })->setEnabled(shownCount() > 1);
  auto* all = made->addMenu(tr("Columns"));
  all->setObjectName(QStringLiteral("columnList"));
  for (int one = 0; one < m_table->horizontalHeader()->count(); ++one) {
    QAction* action = all->addAction(nameOf(one), this, [this, one](bool on) { show(one, on); });
    action->setCheckable(true);
    action->setChecked(!m_table->isColumnHidden(one));
    action->setEnabled(!action->isChecked() || shownCount() > 1);
  }
  add(tr("Reset columns"), "columnReset", [this] { reset(); });
  return made;
}

void ColumnMenu::show(int column, bool shown) {
  m_table->setColumnHidden(column, !shown);
  keep();
}

void ColumnMenu::sort(int column, Qt::SortOrder order) { m_table->sortByColumn(column, order); }

void ColumnMenu::copy(int column) const {
  const QAbstractItemModel* model = m_table->model();
  QStringList lines{nameOf(column)};
  for (int row = 0; row < model->rowCount(); ++row)
    if (!m_table->isRowHidden(row)) lines << model->index(row, column).data().toString();
  QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ColumnMenu::reset() {
  for (int column = 0; column < m_table->horizontalHeader()->count(); ++column)
    m_table->setColumnHidden(column, false);
  if (m_table->isSortingEnabled()) m_table->sortByColumn(-1, Qt::AscendingOrder);
  QSettings().remove(settingsKey());
}

void ColumnMenu::keep() const {
  const QHeaderView* header = m_table->horizontalHeader();
  QVariantList hidden;
  for (int column = 0; column < header->count(); ++column)
    if (m_table->isColumnHidden(column)) hidden << column;
  QVariantMap kept{{hiddenName, hidden}};
  if (m_table->isSortingEnabled()) {
    kept.insert(columnName, header->sortIndicatorSection());
    kept.insert(orderName, static_cast<int>(header->sortIndicatorOrder()));
  }
  QSettings().setValue(settingsKey(), kept);
}

void ColumnMenu::restore() {
  const int count = m_table->horizontalHeader()->count();
  if (count == m_restored) return;
  m_restored = 0;  // nothing is kept meanwhile
  const QVariantMap kept = QSettings().value(settingsKey()).toMap();
  for (const QVariant& column : kept.value(hiddenName).toList())
    if (column.toInt() < count) m_table->setColumnHidden(column.toInt(), true);
  const int sorted = kept.value(columnName, -1).toInt();
  if (m_table->isSortingEnabled() && sorted >= 0 && sorted < count)
    m_table->sortByColumn(sorted, static_cast<Qt::SortOrder>(kept.value(orderName).toInt()));
  m_restored = count;
}

}  // namespace anchor
