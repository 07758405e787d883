// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/saved_filters.h"

#include <QCryptographicHash>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QShortcut>

#include "ui/dataset/facet_row.h"

namespace anchor {
namespace {

/// Settings have no slashes in their keys to spare.
QString keyOf(const QString& folder) {
  const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Md5).toHex();
  return QStringLiteral("filters/") + QString::fromLatin1(hash);
}

}  // namespace

SavedFilters::SavedFilters(QWidget* parent)
    : QWidget(parent), m_star(new QToolButton(this)), m_name(new QLineEdit(this)), m_rows(new QVBoxLayout) {
  setObjectName(QStringLiteral("savedFilters"));
  auto* title = new QLabel(tr("Saved filters"), this);
  QFont bold = title->font();
  bold.setWeight(QFont::DemiBold);
  title->setFont(bold);
  m_star->setObjectName(QStringLiteral("saveFilter"));
  m_star->setText(tr("☆"));
  m_star->setAutoRaise(true);
  m_star->setToolTip(tr("Save the present search as a filter"));
  m_star->setAccessibleName(tr("Save the present search as a filter"));
  m_name->setObjectName(QStringLiteral("filterName"));
  m_name->setAccessibleName(tr("Name of the filter"));
  m_name->setPlaceholderText(tr("Name of the filter"));
  m_name->hide();
  auto* top = new QHBoxLayout;
  top->addWidget(title, 1);
  top->addWidget(m_star);
  m_rows->setSpacing(1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addLayout(top);
  layout->addWidget(m_name);
  layout->addLayout(m_rows);
  connect(m_star, &QToolButton::clicked, this, [this] { askName(-1); });
  connect(m_name, &QLineEdit::returnPressed, this, &SavedFilters::takeName);
  auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_name);
  escape->setContext(Qt::WidgetShortcut);
  connect(escape, &QShortcut::activated, m_name, &QWidget::hide);
  setQuery({});
}

void SavedFilters::setProject(const QString& folder) {
  m_folder = folder;
  m_name->hide();
  load();
  show();
}

void SavedFilters::setQuery(const QString& query) {
  m_query = query;
  m_star->setEnabled(!query.isEmpty());
  for (int i = 0; i < m_rows->count(); ++i)
    if (auto* row = qobject_cast<FacetRow*>(m_rows->itemAt(i)->widget()))
      row->setChecked(m_filters[i].query == query);
}

void SavedFilters::load() {
  m_filters.clear();
  if (m_folder.isEmpty()) return;
  QSettings settings;
  const int count = settings.beginReadArray(keyOf(m_folder));
  for (int i = 0; i < count; ++i) {
    settings.setArrayIndex(i);
    m_filters.append({settings.value(QStringLiteral("name")).toString(),
                      settings.value(QStringLiteral("query")).toString()});
  }
  settings.endArray();
}

void SavedFilters::store() const {
  if (m_folder.isEmpty()) return;
  QSettings settings;
  settings.remove(keyOf(m_folder));
  settings.beginWriteArray(keyOf(m_folder));
  for (int i = 0; i < m_filters.size(); ++i) {
    settings.setArrayIndex(i);
    settings.setValue(QStringLiteral("name"), m_filters[i].name);
    settings.setValue(QStringLiteral("query"), m_filters[i].query);
  }
  settings.endArray();
}

void SavedFilters::show() {
  while (QLayoutItem* item = m_rows->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be the one whose menu was used
    delete item;
  }
  for (int i = 0; i < m_filters.size(); ++i) {
    auto* row = new FacetRow(QStringLiteral("★  ") + m_filters[i].name, this);
    row->setObjectName(QStringLiteral("filter_") + m_filters[i].name);
    row->setToolTip(m_filters[i].query);
    row->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(row, &FacetRow::clicked, this, [this, i, row](bool on) {
      row->setChecked(!on);  // what is active the query says
      Q_EMIT queryWanted(on ? m_filters[i].query : QString());
    });
    connect(row, &QWidget::customContextMenuRequested, this,
            [this, i, row](const QPoint& at) { showMenu(i, row->mapToGlobal(at)); });
    m_rows->addWidget(row);
  }
  setQuery(m_query);
}

void SavedFilters::askName(int row) {
  m_naming = row;
  m_name->setText(row < 0 ? m_query : m_filters[row].name);
  m_name->show();
  m_name->selectAll();
  m_name->setFocus();
}

void SavedFilters::takeName() {
  const QString name = m_name->text().trimmed();
  if (name.isEmpty()) return;
  if (m_naming >= 0 && m_naming < m_filters.size())
    m_filters[m_naming].name = name;
  else
    m_filters.append({name, m_query});
  m_name->hide();
  store();
  show();
}

void SavedFilters::showMenu(int row, const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("filterMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(tr("Rename"), this, [this, row] { askName(row); })
      ->setObjectName(QStringLiteral("renameFilter"));
  menu->addAction(tr("Delete"), this,
                  [this, row] {
                    m_filters.removeAt(row);
                    store();
                    show();
                  })
      ->setObjectName(QStringLiteral("deleteFilter"));
  menu->popup(at);
}

}  // namespace anchor
