#include "ui/training/parameter_tree.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "engine/config/parameter_guide.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr int pathRole = Qt::UserRole;
constexpr int valueColumn = 1;

/// "rpn_budget.fraction" -> the JSON pointer "/rpn_budget/fraction".
Json::json_pointer pointerTo(std::string path) {
  std::ranges::replace(path, '.', '/');
  return Json::json_pointer("/" + path);
}

std::string pathOf(const QTreeWidgetItem* item) { return item->data(0, pathRole).toString().toStdString(); }

QString shown(const Json& value) { return text(value.is_string() ? value.get<std::string>() : value.dump()); }

/// Numbers without the digits that a float has beyond its own.
Json tidy(const Json& value) {
  if (value.is_number_float()) return Json::parse(QByteArray::number(value.get<float>()).toStdString());
  if (!value.is_array()) return value;
  Json all = Json::array();
  for (const Json& one : value) all.push_back(tidy(one));
  return all;
}

QString sectionTitle(const std::string& name) {
  static const std::map<std::string, const char*> titles = {
      {"network", QT_TRANSLATE_NOOP("Parameters", "Network")},
      {"anchors", QT_TRANSLATE_NOOP("Parameters", "Anchors")},
      {"input", QT_TRANSLATE_NOOP("Parameters", "Input")},
      {"assignment", QT_TRANSLATE_NOOP("Parameters", "Labels of anchors")},
      {"rpn_budget", QT_TRANSLATE_NOOP("Parameters", "Anchors that are trained")},
      {"train_proposals", QT_TRANSLATE_NOOP("Parameters", "Proposals, training")},
      {"test_proposals", QT_TRANSLATE_NOOP("Parameters", "Proposals, detecting")},
      {"rois", QT_TRANSLATE_NOOP("Parameters", "Sampled RoIs")},
      {"losses", QT_TRANSLATE_NOOP("Parameters", "Losses")},
      {"recipe", QT_TRANSLATE_NOOP("Parameters", "Recipe")},
      {"solver", QT_TRANSLATE_NOOP("Parameters", "Solver")},
      {"test", QT_TRANSLATE_NOOP("Parameters", "Detections")}};
  const auto found = titles.find(name);
  return found == titles.end() ? text(name) : QCoreApplication::translate("Parameters", found->second);
}

QString tipOf(const ParameterGuide& guide) {
  QString tip = QCoreApplication::translate("Parameters", guide.says);
  if (*guide.original != '\0')
    tip += QLatin1Char('\n') +
           ParameterTree::tr("In the original systems: %1").arg(QLatin1String(guide.original));
  return tip;
}

/// A list of choices where there are only some, a line of text else.
class ValueDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const override {
    const QString path = index.siblingAtColumn(0).data(pathRole).toString();
    const ParameterGuide* guide = guideOf(path.toStdString());
    QString choices = guide != nullptr ? QLatin1String(guide->choices) : QString();
    const QString now = index.data(Qt::EditRole).toString();
    if (now == QLatin1String("true") || now == QLatin1String("false")) choices = QStringLiteral("true|false");
    if (choices.isEmpty()) return QStyledItemDelegate::createEditor(parent, option, index);
    auto* box = new QComboBox(parent);
    box->addItems(choices.split(QLatin1Char('|')));
    connect(box, &QComboBox::activated, this, [this, box] {
      Q_EMIT const_cast<ValueDelegate*>(this)->commitData(box);
      Q_EMIT const_cast<ValueDelegate*>(this)->closeEditor(box);
    });
    return box;
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
  m_base = toJson(base);
  m_filling = true;
  if (m_tree->topLevelItemCount() == 0) {
    addLeaves(m_base, "", m_tree->invisibleRootItem());
    m_tree->expandAll();
  }
  for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it)
    if ((*it)->childCount() == 0) showValue(*it);
  m_filling = false;
}

void ParameterTree::addLeaves(const Json& json, const std::string& path, QTreeWidgetItem* parent) {
  for (const auto& [name, value] : json.items()) {
    const std::string full = path.empty() ? name : path + "." + name;
    if (value.is_object()) {
      auto* section = new QTreeWidgetItem(parent, {path.empty() ? sectionTitle(name) : text(name)});
      section->setFirstColumnSpanned(true);
      addLeaves(value, full, section);
    } else if (const ParameterGuide* guide = guideOf(full); guide != nullptr && !m_elsewhere.contains(full)) {
      auto* item = new QTreeWidgetItem(parent, {text(name)});
      item->setData(0, pathRole, text(full));
      item->setFlags(item->flags() | Qt::ItemIsEditable);
      for (const int column : {0, valueColumn}) item->setToolTip(column, tipOf(*guide));
    }
  }
}

void ParameterTree::showValue(QTreeWidgetItem* item) {
  const std::string path = pathOf(item);
  const auto own = m_edited.find(path);
  item->setText(valueColumn, shown(own != m_edited.end() ? own->second : tidy(m_base.at(pointerTo(path)))));
  QFont font = item->font(valueColumn);
  font.setBold(own != m_edited.end());
  for (const int column : {0, valueColumn}) item->setFont(column, font);
}

void ParameterTree::take(QTreeWidgetItem* item, int column) {
  if (m_filling || column != valueColumn) return;
  const std::string path = pathOf(item);
  const std::string typed = item->text(valueColumn).trimmed().toStdString();
  const Json& base = m_base.at(pointerTo(path));
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
  if (m_edited.empty()) return base;
  Json json = toJson(base);
  for (const auto& [path, value] : m_edited) json[pointerTo(path)] = value;
  RunConfig out;
  fromJson(json, out, "", true);
  return out;
}

void ParameterTree::edit(const RunConfig& wanted, const std::vector<std::string>& places) {
  const Json json = toJson(wanted);
  const auto take = [&](const std::string& path) {
    const Json& value = json.at(pointerTo(path));
    if (value != m_base.at(pointerTo(path))) m_edited[path] = tidy(value);
  };
  for (const std::string& place : places) {
    const Json& there = json.at(pointerTo(place));
    if (!there.is_object()) take(place);
    if (there.is_object())
      for (const auto& [name, value] : there.items()) take(place + "." + name);
  }
  Q_EMIT edited();
}

void ParameterTree::reset() {
  m_edited.clear();
  Q_EMIT edited();
}

}  // namespace anchor
