// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/parameter_tree.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QSpinBox>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <cmath>

#include "ui/shared/parameter_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr int pathRole = Qt::UserRole;
constexpr int valueColumn = 1;

std::string pathOf(const QTreeWidgetItem* item) { return item->data(0, pathRole).toString().toStdString(); }
const Parameter& parameterOf(const QTreeWidgetItem* item) { return *parameterAt(pathOf(item)); }

QString shown(const Json& value) { return text(value.is_string() ? value.get<std::string>() : value.dump()); }

/// Numbers without the digits that a float has beyond its own.
Json tidy(const Json& value) {
  if (value.is_number_float()) return Json::parse(QByteArray::number(value.get<float>()).toStdString());
  if (!value.is_array()) return value;
  Json all = Json::array();
  for (const Json& one : value) all.push_back(tidy(one));
  return all;
}

/// "recipe.proposals" is shown as "proposals" in its section.
QString titleOf(const std::string& section) {
  const char* title = sectionTitle(section);
  if (*title != '\0') return QCoreApplication::translate("Parameters", title);
  return text(section.substr(section.rfind('.') + 1));
}

QString tipOf(const Parameter& parameter) {
  QString tip = wordsOf(parameter);
  if (const QString rule = ruleWordsOf(parameter); !rule.isEmpty())
    tip += QLatin1Char('\n') + ParameterTree::tr("Allowed: %1").arg(rule);
  if (*parameter.original != '\0')
    tip += QLatin1Char('\n') +
           ParameterTree::tr("In the original systems: %1").arg(QLatin1String(parameter.original));
  return tip;
}

/// The texts to choose from; empty where any may be written.
QStringList textsOf(const Parameter& parameter) {
  RunConfig any;
  if (std::holds_alternative<bool*>(parameter.in(any)))
    return {QStringLiteral("true"), QStringLiteral("false")};
  QStringList names;
  for (const char* name : choicesOf(parameter)) names << QLatin1String(name);
  return names;
}

/// A whole number between two bounds; null else.
const Range* countRange(const Parameter& parameter) {
  RunConfig any;
  const auto* range = std::get_if<Range>(&parameter.rule);
  const bool bounded = range != nullptr && std::isfinite(range->least) && std::isfinite(range->most);
  return bounded && std::holds_alternative<int*>(parameter.in(any)) ? range : nullptr;
}

/// A list of choices where there are only some, a number with its bounds where it has two, a line of text
/// else.
class ValueDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const override {
    const QString path = index.siblingAtColumn(0).data(pathRole).toString();
    const Parameter* parameter = parameterAt(path.toStdString());
    if (parameter == nullptr) return nullptr;
    if (const QStringList choices = textsOf(*parameter); !choices.isEmpty()) return chooser(choices, parent);
    const Range* range = countRange(*parameter);
    if (range == nullptr) return QStyledItemDelegate::createEditor(parent, option, index);
    auto* number = new QSpinBox(parent);
    number->setRange(static_cast<int>(range->least), static_cast<int>(range->most));
    return number;
  }
  void setEditorData(QWidget* editor, const QModelIndex& index) const override {
    if (auto* box = qobject_cast<QComboBox*>(editor))
      box->setCurrentText(index.data(Qt::EditRole).toString());
    else
      QStyledItemDelegate::setEditorData(editor, index);
  }
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
    if (auto* box = qobject_cast<QComboBox*>(editor))
      model->setData(index, box->currentText());
    else
      QStyledItemDelegate::setModelData(editor, model, index);
  }

 private:
  QWidget* chooser(const QStringList& choices, QWidget* parent) const {
    auto* box = new QComboBox(parent);
    box->addItems(choices);
    connect(box, &QComboBox::activated, this, [this, box] {
      Q_EMIT const_cast<ValueDelegate*>(this)->commitData(box);
      Q_EMIT const_cast<ValueDelegate*>(this)->closeEditor(box);
    });
    return box;
  }
};

}  // namespace

ParameterTree::ParameterTree(std::set<std::string> elsewhere, QWidget* parent)
    : QWidget(parent),
      m_elsewhere(std::move(elsewhere)),
      m_search(new QLineEdit(this)),
      m_tree(new QTreeWidget(this)) {
  m_search->setPlaceholderText(tr("Search parameters, also by their original names"));
  m_search->setClearButtonEnabled(true);
  m_tree->setObjectName(QStringLiteral("parameters"));
  m_tree->setHeaderLabels({tr("Parameter"), tr("Value")});
  m_tree->setAlternatingRowColors(true);
  m_tree->setUniformRowHeights(true);
  m_tree->setItemDelegateForColumn(valueColumn, new ValueDelegate(m_tree));
  m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_search);
  layout->addWidget(m_tree, 1);
  const auto edit = [this](QTreeWidgetItem* item) {
    if (item->childCount() == 0) m_tree->editItem(item, valueColumn);
  };
  connect(m_tree, &QTreeWidget::itemClicked, this, [edit](QTreeWidgetItem* item, int column) {
    if (column == valueColumn) edit(item);
  });
  connect(m_tree, &QTreeWidget::itemActivated, this, edit);
  connect(m_tree, &QTreeWidget::itemChanged, this, &ParameterTree::take);
  connect(m_search, &QLineEdit::textChanged, this, &ParameterTree::filter);
}

void ParameterTree::setBase(const RunConfig& base) {
  m_base = base;
  m_filling = true;
  if (m_tree->topLevelItemCount() == 0) {
    addRows();
    m_tree->expandAll();
  }
  for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it)
    if ((*it)->childCount() == 0) showValue(*it);
  m_filling = false;
}

void ParameterTree::addRows() {
  std::map<std::string, QTreeWidgetItem*> sections{{"", m_tree->invisibleRootItem()}};
  const auto sectionOf = [&](auto&& self, const std::string& path) -> QTreeWidgetItem* {
    const size_t point = path.rfind('.');
    const std::string name = point == std::string::npos ? "" : path.substr(0, point);
    QTreeWidgetItem*& section = sections[name];
    if (section == nullptr) {
      section = new QTreeWidgetItem(self(self, name), {titleOf(name)});
      section->setFirstColumnSpanned(true);
    }
    return section;
  };
  for (const Parameter& parameter : parameters()) {
    if (parameter.setBy == SetBy::Program || m_elsewhere.contains(parameter.path)) continue;
    const std::string path = parameter.path;
    auto* item = new QTreeWidgetItem(sectionOf(sectionOf, path), {text(path.substr(path.rfind('.') + 1))});
    item->setData(0, pathRole, text(path));
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    for (const int column : {0, valueColumn}) item->setToolTip(column, tipOf(parameter));
  }
}

void ParameterTree::showValue(QTreeWidgetItem* item) {
  const std::string path = pathOf(item);
  const auto own = m_edited.find(path);
  item->setText(valueColumn,
                shown(own != m_edited.end() ? own->second : tidy(valueOf(m_base, parameterOf(item)))));
  QFont font = item->font(valueColumn);
  font.setBold(own != m_edited.end());
  for (const int column : {0, valueColumn}) item->setFont(column, font);
}

void ParameterTree::take(QTreeWidgetItem* item, int column) {
  if (m_filling || column != valueColumn) return;
  const std::string path = pathOf(item);
  const std::string typed = item->text(valueColumn).trimmed().toStdString();
  const Json base = valueOf(m_base, parameterOf(item));
  const Json parsed = base.is_string() ? Json(typed) : Json::parse(typed, nullptr, false);
  if (typed == shown(tidy(base)).toStdString() || typed.empty())
    m_edited.erase(path);
  else
    m_edited[path] = parsed.is_discarded() ? Json(typed) : parsed;
  m_filling = true;
  showValue(item);
  m_filling = false;
  Q_EMIT edited();
}

void ParameterTree::filter(const QString& wanted) {
  for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it) {
    if ((*it)->childCount() > 0) continue;
    const bool fits = (*it)->data(0, pathRole).toString().contains(wanted, Qt::CaseInsensitive) ||
                      (*it)->toolTip(0).contains(wanted, Qt::CaseInsensitive);
    (*it)->setHidden(!fits);
  }
  for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it) {
    if ((*it)->childCount() == 0) continue;
    bool any = false;
    for (int i = 0; i < (*it)->childCount(); ++i)
      any = any || !(*it)->child(i)->isHidden() || (*it)->child(i)->childCount() > 0;
    (*it)->setHidden(!any);
  }
}

RunConfig ParameterTree::applied(const RunConfig& base) const {
  RunConfig out = base;
  for (const auto& [path, value] : m_edited) setValue(out, *parameterAt(path), value, path);
  return out;
}

void ParameterTree::edit(const RunConfig& wanted, const std::vector<std::string>& places) {
  for (const auto& [path, value] : differences(wanted, places)) m_edited[path] = value;
  Q_EMIT edited();
}

std::map<std::string, Json> ParameterTree::differences(const RunConfig& wanted,
                                                       const std::vector<std::string>& places) const {
  std::map<std::string, Json> found;
  for (const std::string& place : places)
    for (const Parameter* parameter : parametersBelow(place))
      if (const Json value = valueOf(wanted, *parameter);
          !m_elsewhere.contains(parameter->path) && value != valueOf(m_base, *parameter))
        found[parameter->path] = tidy(value);
  return found;
}

void ParameterTree::setEdited(std::map<std::string, Json> values) {
  std::erase_if(values, [](const auto& one) { return parameterAt(one.first) == nullptr; });
  m_edited = std::move(values);
  setBase(m_base);
}

void ParameterTree::reset() {
  m_edited.clear();
  Q_EMIT edited();
}

}  // namespace anchor
