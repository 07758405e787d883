// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/saved_filters.h"

#include <QCryptographicHash>
#include <QDir>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QSaveFile>
#include <QSettings>
#include <QShortcut>

#include "ui/dataset/facet_row.h"
#include "ui/shared/dialogs.h"

namespace anchor {
namespace {

/// The filters of a project, beside its labels.
QString fileOf(const QString& folder) { return QDir(folder).filePath(QStringLiteral("filters.json")); }

/// Where versions before kept them: in the settings of the person.
QString oldKeyOf(const QString& folder) {
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
  QFile file(fileOf(m_folder));
  if (!file.open(QIODevice::ReadOnly)) return loadOld();
  constexpr qint64 most = 1 << 20;
  for (const QJsonValue& value : QJsonDocument::fromJson(file.read(most)).array()) {
    const QJsonObject one = value.toObject();
    m_filters.append({one[QStringLiteral("name")].toString(), one[QStringLiteral("query")].toString()});
  }
}

void SavedFilters::loadOld() {
  QSettings settings;
  const int count = settings.beginReadArray(oldKeyOf(m_folder));
  for (int i = 0; i < count; ++i) {
    settings.setArrayIndex(i);
    m_filters.append({settings.value(QStringLiteral("name")).toString(),
                      settings.value(QStringLiteral("query")).toString()});
  }
  settings.endArray();
  if (!m_filters.isEmpty()) store();
}

void SavedFilters::store() {
  if (m_folder.isEmpty()) return;
  QJsonArray all;
  for (const Filter& filter : m_filters)
    all.append(QJsonObject{{QStringLiteral("name"), filter.name}, {QStringLiteral("query"), filter.query}});
  const QByteArray bytes = QJsonDocument(all).toJson();
  QSaveFile file(fileOf(m_folder));
  if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
    return QSettings().remove(oldKeyOf(m_folder));
  dialogs::tell(this, QMessageBox::Warning, tr("Saved filters"),
                tr("%1 cannot be written: %2. Check free space and permissions.")
                    .arg(QDir::toNativeSeparators(fileOf(m_folder)), file.errorString()));
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
