// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/box_panel.h"

#include <QDateTime>
#include <QDoubleValidator>
#include <QGridLayout>
#include <QLineEdit>
#include <algorithm>
#include <cmath>

#include "ui/labelling/anchor_lens.h"
#include "ui/labelling/box_history.h"
#include "ui/shared/pictures.h"

namespace anchor {

BoxPanel::BoxPanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_class(new QComboBox(this)),
      m_difficult(new QCheckBox(tr("difficult"), this)),
      m_truncated(new QCheckBox(tr("truncated"), this)),
      m_occluded(new QCheckBox(tr("occluded"), this)),
      m_crowd(new QCheckBox(tr("crowd / ignore"), this)),
      m_size(new QLabel(this)),
      m_fit(new QLabel(this)),
      m_origin(new QLabel(this)),
      m_attributes(new QWidget(this)),
      m_attributeForm(new QFormLayout(m_attributes)),
      m_history(new QPushButton(tr("History…"), this)) {
  m_class->setObjectName(QStringLiteral("boxClass"));
  m_difficult->setToolTip(tr("Not trained on; ignored by the VOC metric."));
  m_crowd->setToolTip(
      tr("A group whose objects are not labelled one by one; not trained on (COCO's iscrowd)."));
  m_fit->setObjectName(QStringLiteral("boxFit"));
  m_truncated->setToolTip(tr("A part of the object lies outside the image."));
  m_occluded->setToolTip(tr("Part of the object is hidden by something else."));
  m_size->setObjectName(QStringLiteral("boxPlace"));
  m_origin->setObjectName(QStringLiteral("boxOrigin"));
  m_history->setObjectName(QStringLiteral("boxHistory"));
  m_history->setToolTip(
      tr("Shows when and by whom the box was created and changed; any state can be restored."));
  m_attributes->setObjectName(QStringLiteral("boxAttributes"));
  m_attributeForm->setContentsMargins(0, 0, 0, 0);
  for (QLabel* label : {m_size, m_fit, m_origin}) label->setWordWrap(true);
  auto* form = new QFormLayout(this);
  form->setContentsMargins(12, 4, 12, 8);
  form->setHorizontalSpacing(12);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Class"), m_class);
  form->addRow(tr("Box"), m_size);
  auto* flags = new QGridLayout;
  flags->addWidget(m_difficult, 0, 0);
  flags->addWidget(m_truncated, 0, 1);
  flags->addWidget(m_occluded, 1, 0);
  flags->addWidget(m_crowd, 1, 1);
  form->addRow(tr("Flags"), flags);
  form->addRow(m_attributes);
  form->addRow(tr("Anchors"), m_fit);
  form->addRow(tr("Source"), m_origin);
  form->addRow(QString(), m_history);
  form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
  for (int row = 0; row < form->rowCount(); ++row)
    if (QLayoutItem* title = form->itemAt(row, QFormLayout::LabelRole); title != nullptr && title->widget())
      title->widget()->setForegroundRole(QPalette::PlaceholderText);
  connect(m_history, &QPushButton::clicked, this, [this] {
    auto* dialog = new BoxHistory(m_session, m_box, window());
    dialog->open();
  });
  connect(m_class, &QComboBox::activated, this, [this] {
    commit([label = m_class->currentData().toLongLong()](LabelBox& box) { box.classId = label; });
  });
  const auto flag = [this](QCheckBox* check, bool LabelBox::*member) {
    connect(check, &QCheckBox::clicked, this,
            [this, member](bool on) { commit([member, on](LabelBox& box) { box.*member = on; }); });
  };
  flag(m_difficult, &LabelBox::difficult);
  flag(m_truncated, &LabelBox::truncated);
  flag(m_occluded, &LabelBox::occluded);
  flag(m_crowd, &LabelBox::crowd);
  connect(session, &ProjectSession::boxesChanged, this, &BoxPanel::refreshBox);
  connect(session, &ProjectSession::classesChanged, this, &BoxPanel::refreshClasses);
  refreshBox();
}

void BoxPanel::refreshClasses() {
  m_class->clear();
  for (const LabelClass& c : m_session->classes()) {
    const QIcon patch = colourPatch(QColor(text(c.colour)));
    m_class->addItem(patch, text(c.name), static_cast<qint64>(c.id));
  }
  refreshBox();
}

void BoxPanel::showBox(int64_t id) {
  m_box = id;
  refreshBox();
}

void BoxPanel::refreshBox() {
  const LabelBox* box = m_session->box(m_box);
  for (QWidget* widget :
       std::initializer_list<QWidget*>{m_class, m_difficult, m_truncated, m_occluded, m_crowd, m_attributes})
    widget->setEnabled(box != nullptr && m_session->editable());
  m_history->setEnabled(box != nullptr);
  m_origin->setText(box == nullptr ? QStringLiteral("–") : source(*box));
  refreshAttributes();
  const std::vector<LabelBox> boxes = chosen();
  const auto set = [&](QCheckBox* flag, bool LabelBox::*member) {
    const auto on = std::ranges::count_if(boxes, [member](const LabelBox& b) { return b.*member; });
    const bool mixed = on > 0 && on < std::ssize(boxes);
    flag->setTristate(mixed);
    flag->setCheckState(mixed ? Qt::PartiallyChecked : on > 0 ? Qt::Checked : Qt::Unchecked);
  };
  set(m_difficult, &LabelBox::difficult);
  set(m_truncated, &LabelBox::truncated);
  set(m_occluded, &LabelBox::occluded);
  set(m_crowd, &LabelBox::crowd);
  const bool sameClass =
      std::ranges::all_of(boxes, [&](const LabelBox& b) { return b.classId == boxes.front().classId; });
  m_class->setCurrentIndex(
      box == nullptr || !sameClass ? -1 : m_class->findData(static_cast<qint64>(box->classId)));
  showPlace(boxes);
  m_fit->setText(boxFit());
}

QString BoxPanel::source(const LabelBox& box) const {
  QString words = box.origin == BoxOrigin::Import     ? tr("imported")
                  : box.origin == BoxOrigin::Model    ? tr("model, score %1").arg(box.score, 0, 'f', 2)
                  : box.origin == BoxOrigin::Proposal ? tr("drawn from a proposal")
                                                      : tr("drawn");
  std::vector<BoxVersion> versions;
  try {
    versions = m_session->store().history(box.id);
  } catch (const std::exception&) {
    return words;  // the file is busy; who made the box is known without it
  }
  const auto when = [this](const BoxVersion& version) -> QString {
    const QDateTime time = QDateTime::fromString(text(version.time), Qt::ISODateWithMs).toLocalTime();
    if (!time.isValid()) return {};
    return time.date() == QDate::currentDate() ? locale().toString(time.time(), QLocale::ShortFormat)
                                               : locale().toString(time, QLocale::ShortFormat);
  };
  if (!versions.empty()) words += QLatin1Char(' ') + when(versions.front());
  words = words.trimmed();
  return versions.size() < 2 ? words : tr("%1, edited %2").arg(words, when(versions.back()));
}

QString BoxPanel::boxFit() const {
  if (m_box == 0 || !m_scene) return QStringLiteral("–");
  for (size_t g = 0; g < m_scene->gtIds.size(); ++g) {
    if (m_scene->gtIds[g] != m_box) continue;
    return AnchorLens::fitWords(m_scene->assignment.bestIou[g], m_scene->foregroundOf(static_cast<int>(g)),
                                m_scene->config.assignment);
  }
  return m_session->box(m_box) != nullptr ? AnchorLens::notTrained() : QStringLiteral("–");
}

std::vector<LabelBox> BoxPanel::chosen() const {
  std::vector<LabelBox> boxes;
  if (m_session->box(m_box) == nullptr) return boxes;
  for (const int64_t id : m_selection ? m_selection() : std::vector{m_box})
    if (const LabelBox* box = m_session->box(id)) boxes.push_back(*box);
  if (boxes.empty()) boxes.push_back(*m_session->box(m_box));
  return boxes;
}

void BoxPanel::commit(const std::function<void(LabelBox&)>& change) {
  std::vector<LabelBox> boxes = chosen();
  for (LabelBox& box : boxes) change(box);
  m_session->changeBoxes(boxes, boxes.size() == 1 ? tr("Change a box") : tr("Change boxes"));
}

void BoxPanel::showPlace(const std::vector<LabelBox>& boxes) {
  if (boxes.empty()) return m_size->setText(tr("Select a box to see it here"));
  if (boxes.size() > 1)
    return m_size->setText(tr("%1 boxes selected; class and flags apply to all").arg(boxes.size()));
  const LabelBox& box = boxes.front();
  const auto number = [](double v) { return QString::number(v, 'f', v == std::floor(v) ? 0 : 1); };
  m_size->setText(tr("%1, %2 – %3, %4 (%5 × %6 px)")
                      .arg(number(box.x1), number(box.y1), number(box.x2), number(box.y2),
                           number(box.x2 - box.x1), number(box.y2 - box.y1)));
}

void BoxPanel::refreshAttributes() {
  const LabelBox* box = m_session->box(m_box);
  const LabelClass* label = box == nullptr ? nullptr : m_session->labelClass(box->classId);
  QString key = QString::number(m_box);
  if (label != nullptr)
    for (const AttributeRule& rule : label->attributes) key += QLatin1Char('|') + text(rule.name);
  if (box != nullptr)
    for (const auto& [name, value] : box->attributes) key += QLatin1Char('|') + text(name) + text(value);
  if (key == m_attributesShown) return;
  m_attributesShown = key;
  while (m_attributeForm->rowCount() > 0) m_attributeForm->removeRow(0);
  if (box == nullptr) return;
  auto left = box->attributes;
  if (label != nullptr)
    for (const AttributeRule& rule : label->attributes) {
      m_attributeForm->addRow(text(rule.name), attributeEditor(rule, text(left[rule.name])));
      left.erase(rule.name);
    }
  // Values that no rule names came with an import, or their rule was removed.
  for (const auto& [name, value] : left)
    m_attributeForm->addRow(text(name), attributeEditor({name, AttributeRule::Kind::Text, {}}, text(value)));
}

QWidget* BoxPanel::attributeEditor(const AttributeRule& rule, const QString& value) {
  const std::string name = rule.name;
  if (rule.kind == AttributeRule::Kind::Text || rule.kind == AttributeRule::Kind::Number) {
    auto* edit = new QLineEdit(value, m_attributes);
    if (rule.kind == AttributeRule::Kind::Number) {
      auto* numbers = new QDoubleValidator(edit);
      numbers->setLocale(QLocale::c());
      edit->setValidator(numbers);
    }
    connect(edit, &QLineEdit::editingFinished, this,
            [this, edit, name] { setAttribute(name, edit->text()); });
    return edit;
  }
  auto* choice = new QComboBox(m_attributes);
  choice->addItem(QString());
  if (rule.kind == AttributeRule::Kind::YesNo) choice->addItems({tr("yes"), tr("no")});
  const QStringList yesNo{QString(), QStringLiteral("yes"), QStringLiteral("no")};
  for (const std::string& one : rule.choices) choice->addItem(text(one));
  const bool plain = rule.kind == AttributeRule::Kind::Choice;
  if (plain && choice->findText(value) < 0) choice->addItem(value);
  choice->setCurrentIndex(plain ? choice->findText(value)
                                : std::max<int>(0, static_cast<int>(yesNo.indexOf(value))));
  connect(choice, &QComboBox::activated, this, [this, choice, name, plain, yesNo](int index) {
    setAttribute(name, plain ? choice->currentText() : yesNo[index]);
  });
  return choice;
}

void BoxPanel::setAttribute(const std::string& name, const QString& value) {
  const LabelBox* box = m_session->box(m_box);
  if (box == nullptr) return;
  LabelBox changed = *box;
  if (value.isEmpty())
    changed.attributes.erase(name);
  else
    changed.attributes[name] = value.toStdString();
  m_session->changeBoxes({changed}, tr("Change an attribute"));
}

void BoxPanel::showScene(std::shared_ptr<const AnchorScene> scene) {
  m_scene = std::move(scene);
  m_fit->setText(boxFit());
  Q_EMIT sceneShown(m_scene);
}

void BoxPanel::forgetProject() {
  m_box = 0;
  m_scene.reset();
  refreshClasses();
}

}  // namespace anchor
