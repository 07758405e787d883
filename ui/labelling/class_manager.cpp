// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/class_manager.h"

#include <QColorDialog>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "ui/shared/dialogs.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

QTableWidget* table(QWidget* parent, const char* name, const QStringList& headers) {
  auto* made = new QTableWidget(0, static_cast<int>(headers.size()), parent);
  made->setObjectName(QLatin1String(name));
  made->setHorizontalHeaderLabels(headers);
  made->verticalHeader()->hide();
  made->setSelectionBehavior(QAbstractItemView::SelectRows);
  made->setSelectionMode(QAbstractItemView::SingleSelection);
  made->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  return made;
}

QString kindText(AttributeRule::Kind kind) {
  switch (kind) {
    case AttributeRule::Kind::Text:
      return ClassManager::tr("text");
    case AttributeRule::Kind::Number:
      return ClassManager::tr("number");
    case AttributeRule::Kind::YesNo:
      return ClassManager::tr("yes or no");
    case AttributeRule::Kind::Choice:
      return ClassManager::tr("choice");
  }
  return {};
}

}  // namespace

ClassManager::ClassManager(ProjectSession* session, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_list(table(this, "classTable", {tr("Class"), tr("Colour"), tr("Boxes"), tr("Number")})),
      m_attributes(table(this, "attributeTable", {tr("Attribute"), tr("Kind"), tr("Choices")})),
      m_newName(new QLineEdit(this)),
      m_attributeName(new QLineEdit(this)),
      m_choices(new QLineEdit(this)),
      m_mergeInto(new QComboBox(this)),
      m_kind(new QComboBox(this)),
      m_merge(new QPushButton(tr("Merge into"), this)),
      m_remove(new QPushButton(tr("Delete…"), this)),
      m_colour(new QPushButton(tr("Colour…"), this)),
      m_up(new QPushButton(tr("Up"), this)),
      m_down(new QPushButton(tr("Down"), this)),
      m_attributeWords(new QLabel(this)) {
  setObjectName(QStringLiteral("classManager"));
  setWindowTitle(tr("Classes"));
  resize(620, 620);
  m_newName->setObjectName(QStringLiteral("newClassName"));
  m_newName->setPlaceholderText(tr("New class"));
  m_merge->setObjectName(QStringLiteral("mergeClass"));
  m_mergeInto->setObjectName(QStringLiteral("mergeInto"));
  m_mergeInto->setAccessibleName(tr("Class to merge into"));
  m_remove->setObjectName(QStringLiteral("removeClass"));
  m_colour->setObjectName(QStringLiteral("classColour"));
  m_up->setObjectName(QStringLiteral("classUp"));
  m_down->setObjectName(QStringLiteral("classDown"));
  m_attributeName->setObjectName(QStringLiteral("attributeName"));
  m_attributeName->setPlaceholderText(tr("Name"));
  m_choices->setObjectName(QStringLiteral("attributeChoices"));
  m_choices->setPlaceholderText(tr("Choices, separated by commas"));
  for (const auto kind : {AttributeRule::Kind::Text, AttributeRule::Kind::Number, AttributeRule::Kind::YesNo,
                          AttributeRule::Kind::Choice})
    m_kind->addItem(kindText(kind), static_cast<int>(kind));
  m_attributes->setEditTriggers(QAbstractItemView::NoEditTriggers);
  auto* add = new QPushButton(tr("Add"), this);
  add->setObjectName(QStringLiteral("addClass"));
  auto* addRule = new QPushButton(tr("Add"), this);
  addRule->setObjectName(QStringLiteral("addAttribute"));
  auto* removeRule = new QPushButton(tr("Remove"), this);
  removeRule->setObjectName(QStringLiteral("removeAttribute"));
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);

  auto* fresh = new QHBoxLayout;
  fresh->addWidget(m_newName, 1);
  fresh->addWidget(add);
  auto* tools = new QHBoxLayout;
  for (QPushButton* button : {m_up, m_down, m_colour}) tools->addWidget(button);
  tools->addStretch(1);
  tools->addWidget(m_merge);
  tools->addWidget(m_mergeInto);
  tools->addWidget(m_remove);
  auto* group = new QGroupBox(tr("Attributes of its boxes"), this);
  auto* rules = new QVBoxLayout(group);
  rules->addWidget(m_attributes);
  auto* rule = new QHBoxLayout;
  rule->addWidget(m_attributeName, 2);
  rule->addWidget(m_kind);
  rule->addWidget(m_choices, 3);
  rule->addWidget(addRule);
  rule->addWidget(removeRule);
  rules->addLayout(rule);
  rules->addWidget(m_attributeWords);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(fresh);
  layout->addWidget(m_list, 3);
  layout->addLayout(tools);
  layout->addWidget(group, 2);

  connect(add, &QPushButton::clicked, this, [this] {
    if (m_newName->text().trimmed().isEmpty()) return;
    m_session->ensureClass(m_newName->text());
    m_newName->clear();
  });
  connect(m_newName, &QLineEdit::returnPressed, add, &QPushButton::click);
  connect(m_list, &QTableWidget::itemChanged, this, &ClassManager::rename);
  connect(m_list, &QTableWidget::currentCellChanged, this, &ClassManager::refreshAttributes);
  connect(m_colour, &QPushButton::clicked, this, &ClassManager::recolour);
  connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
  connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
  connect(m_merge, &QPushButton::clicked, this, &ClassManager::merge);
  connect(m_remove, &QPushButton::clicked, this, &ClassManager::remove);
  connect(addRule, &QPushButton::clicked, this, &ClassManager::addAttribute);
  connect(removeRule, &QPushButton::clicked, this, &ClassManager::removeAttribute);
  connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
    m_choices->setEnabled(m_kind->currentData().toInt() == static_cast<int>(AttributeRule::Kind::Choice));
  });
  m_choices->setEnabled(false);
  connect(session, &ProjectSession::classesChanged, this, &ClassManager::refresh);
  connect(session, &ProjectSession::projectChanged, this, &QDialog::close);
  refresh();
}

const LabelClass* ClassManager::chosen() const {
  const QTableWidgetItem* item = m_list->item(m_list->currentRow(), 0);
  return item == nullptr ? nullptr : m_session->labelClass(item->data(Qt::UserRole).toLongLong());
}

void ClassManager::refresh() {
  if (!m_session->isOpen()) return;
  const qint64 before = chosen() == nullptr ? 0 : chosen()->id;
  auto counts = m_session->store().boxCounts();
  m_filling = true;
  // The rows stay: in one of them a name may have been typed just now.
  m_list->setRowCount(static_cast<int>(m_session->classes().size()));
  m_mergeInto->clear();
  int row = -1;
  for (const LabelClass& c : m_session->classes()) {
    ++row;
    auto* name = new QTableWidgetItem(text(c.name));
    name->setData(Qt::UserRole, static_cast<qint64>(c.id));
    m_list->setItem(row, 0, name);
    const QStringList cells{text(c.colour), QString::number(counts[c.id]), QString::number(row + 1)};
    for (int i = 0; i < 3; ++i) {
      auto* item = new QTableWidgetItem(cells[i]);
      item->setFlags(item->flags() & ~Qt::ItemIsEditable);
      m_list->setItem(row, i + 1, item);
    }
    const QIcon patch = colourPatch(QColor(text(c.colour)), 14);
    m_list->item(row, 1)->setIcon(patch);
    m_mergeInto->addItem(patch, text(c.name), static_cast<qint64>(c.id));
    if (c.id == before) m_list->setCurrentCell(row, 0);
  }
  m_filling = false;
  if (m_list->currentRow() < 0 && m_list->rowCount() > 0) m_list->setCurrentCell(0, 0);
  refreshAttributes();
}

void ClassManager::refreshAttributes() {
  if (m_filling) return;
  const LabelClass* label = chosen();
  for (QPushButton* button : {m_up, m_down, m_colour, m_merge, m_remove})
    button->setEnabled(label != nullptr);
  m_merge->setEnabled(label != nullptr && m_session->classes().size() > 1);
  m_attributes->setRowCount(0);
  if (label == nullptr) return;
  for (const AttributeRule& rule : label->attributes) {
    const int row = m_attributes->rowCount();
    m_attributes->insertRow(row);
    QStringList choices;
    for (const std::string& choice : rule.choices) choices << text(choice);
    const QStringList cells{text(rule.name), kindText(rule.kind), choices.join(QStringLiteral(", "))};
    for (int i = 0; i < 3; ++i) m_attributes->setItem(row, i, new QTableWidgetItem(cells[i]));
  }
  m_attributeWords->setText(
      label->attributes.empty()
          ? tr("No attributes yet (for example colour, make, condition).")
          : tr("Removing an attribute here does not delete the values that boxes already have."));
}

void ClassManager::rename(QTableWidgetItem* item) {
  if (m_filling || item->column() != 0) return;
  if (!renameClass(m_session, this, item->data(Qt::UserRole).toLongLong(), item->text())) refresh();
}

bool ClassManager::renameClass(ProjectSession* session, QWidget* parent, int64_t id, const QString& typed) {
  const QString name = typed.trimmed();
  const LabelClass* label = session->labelClass(id);
  if (label == nullptr || text(label->name) == name) return true;
  if (name.isEmpty() || session->labelClass(name.toStdString()) != nullptr) {
    dialogs::tell(parent, QMessageBox::Information, tr("Classes"),
                  name.isEmpty()
                      ? tr("A class needs a name.")
                      : tr("A class named \"%1\" already exists. Merge the two instead.").arg(name));
    return false;
  }
  return session->perform(tr("Rename a class"),
                          [id, name](ProjectEdit& edit) { edit.renameClass(id, name.toStdString()); });
}

void ClassManager::recolour() {
  if (const LabelClass* label = chosen()) recolourClass(m_session, this, label->id);
}

void ClassManager::recolourClass(ProjectSession* session, QWidget* parent, int64_t id) {
  const LabelClass* label = session->labelClass(id);
  if (label == nullptr) return;
  auto* dialog = new QColorDialog(QColor(text(label->colour)), parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QColorDialog::colorSelected, session, [session, id](const QColor& colour) {
    session->perform(tr("Recolour a class"), [id, colour](ProjectEdit& edit) {
      edit.recolourClass(id, colour.name().toStdString());
    });
  });
  dialog->open();
}

void ClassManager::move(int by) {
  const int row = m_list->currentRow();
  std::vector<int64_t> order;
  for (const LabelClass& c : m_session->classes()) order.push_back(c.id);
  const int to = row + by;
  if (row < 0 || to < 0 || to >= static_cast<int>(order.size())) return;
  std::swap(order[static_cast<size_t>(row)], order[static_cast<size_t>(to)]);
  m_session->perform(tr("Reorder classes"), [order](ProjectEdit& edit) { edit.orderClasses(order); });
}

void ClassManager::merge() {
  const LabelClass* from = chosen();
  const LabelClass* into = m_session->labelClass(m_mergeInto->currentData().toLongLong());
  if (from == nullptr || into == nullptr || from->id == into->id) return;
  const int64_t gone = from->id;
  const int64_t stays = into->id;
  m_session->perform(tr("Merge classes"), [gone, stays](ProjectEdit& edit) { edit.mergeClass(gone, stays); });
}

void ClassManager::remove() {
  const LabelClass* label = chosen();
  if (label == nullptr) return;
  const int boxes = m_list->item(m_list->currentRow(), 2)->text().toInt();
  const auto go = [this, id = label->id] {
    m_session->perform(tr("Delete a class"), [id](ProjectEdit& edit) { edit.removeClass(id); });
  };
  if (boxes == 0) return go();
  dialogs::ask(this, tr("Delete a class"),
               tr("Delete %1 and its %2 boxes? This can be undone.").arg(text(label->name)).arg(boxes),
               QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel,
               [go](QMessageBox::StandardButton answer) {
                 if (answer == QMessageBox::Yes) go();
               });
}

void ClassManager::addAttribute() {
  const LabelClass* label = chosen();
  const QString name = m_attributeName->text().trimmed();
  if (label == nullptr || name.isEmpty()) return;
  AttributeRule rule{name.toStdString(), static_cast<AttributeRule::Kind>(m_kind->currentData().toInt()), {}};
  if (rule.kind == AttributeRule::Kind::Choice)
    for (const QString& choice : m_choices->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
      rule.choices.push_back(choice.trimmed().toStdString());
  auto rules = label->attributes;
  std::erase_if(rules, [&](const AttributeRule& r) { return r.name == rule.name; });
  rules.push_back(std::move(rule));
  m_attributeName->clear();
  m_choices->clear();
  m_session->perform(tr("Add an attribute"),
                     [id = label->id, rules](ProjectEdit& edit) { edit.setClassAttributes(id, rules); });
}

void ClassManager::removeAttribute() {
  const LabelClass* label = chosen();
  const int row = m_attributes->currentRow();
  if (label == nullptr || row < 0) return;
  auto rules = label->attributes;
  rules.erase(rules.begin() + row);
  m_session->perform(tr("Remove an attribute"),
                     [id = label->id, rules](ProjectEdit& edit) { edit.setClassAttributes(id, rules); });
}

}  // namespace anchor
