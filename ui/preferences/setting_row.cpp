// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/setting_row.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QSpinBox>

#include "ui/style/theme.h"

namespace anchor {
namespace {

using namespace tokens;

/// Rich text in which every place of `typed` is marked.
QString marked(const QString& words, const QString& typed) {
  if (typed.isEmpty()) return words.toHtmlEscaped();
  const QString open = QStringLiteral("<span style='background:%1; color:%2; font-weight:600'>")
                           .arg(theme::colours().accentBackground.name(), theme::colours().accent.name());
  QString rich;
  qsizetype from = 0;
  for (qsizetype at = 0; (at = words.indexOf(typed, from, Qt::CaseInsensitive)) >= 0;
       from = at + typed.size())
    rich += words.mid(from, at - from).toHtmlEscaped() + open + words.mid(at, typed.size()).toHtmlEscaped() +
            QStringLiteral("</span>");
  return rich + words.mid(from).toHtmlEscaped();
}

}  // namespace

SettingRow::SettingRow(Settings::Row row, QWidget* parent)
    : QWidget(parent), m_row(std::move(row)), m_words(new QLabel(this)), m_hint(new QLabel(this)) {
  setObjectName(QStringLiteral("row_") + m_row.key);
  m_control = makeControl();
  m_control->setObjectName(m_row.key);
  m_control->setAccessibleName(m_row.words);
  m_control->setAccessibleDescription(m_row.hint);
  m_words->setWordWrap(true);
  m_words->setBuddy(m_control);
  m_words->installEventFilter(this);  // a click on the words is one on the box
  m_hint->setWordWrap(true);
  m_hint->setFont(theme::font(type::small));
  m_hint->setForegroundRole(QPalette::PlaceholderText);
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(space::around, space::within, space::around, space::within);
  layout->setHorizontalSpacing(space::between);
  layout->setVerticalSpacing(2);
  layout->addWidget(m_words, 0, 0);
  layout->addWidget(m_hint, 1, 0);
  layout->addWidget(m_control, 0, 1, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
  layout->setColumnStretch(0, 1);
  show();
  write();
  connect(&Settings::shared(), &Settings::changed, this, [this](const QString& key) {
    if (key == m_row.key) show();
  });
}

QWidget* SettingRow::makeControl() {
  const auto set = [key = m_row.key](const QVariant& value) { Settings::shared().set(key, value); };
  switch (m_row.kind) {
    case Settings::Kind::YesNo: {
      auto* box = new QCheckBox(this);
      connect(box, &QCheckBox::toggled, this, set);
      return box;
    }
    case Settings::Kind::Choice: {
      auto* choice = new QComboBox(this);
      for (const Settings::Option& option : m_row.options) choice->addItem(option.words, option.value);
      connect(choice, &QComboBox::activated, this, [choice, set] { set(choice->currentData().toString()); });
      return choice;
    }
    case Settings::Kind::Number:
      break;
  }
  auto* number = new QSpinBox(this);
  number->setRange(m_row.least, m_row.most);
  number->setSingleStep(m_row.step);
  number->setSuffix(m_row.unit);
  connect(number, &QSpinBox::valueChanged, this, set);
  return number;
}

void SettingRow::show() {
  const QSignalBlocker quiet(m_control);
  if (auto* box = qobject_cast<QCheckBox*>(m_control)) box->setChecked(Settings::yes(m_row.key));
  if (auto* choice = qobject_cast<QComboBox*>(m_control))
    choice->setCurrentIndex(std::max(0, choice->findData(Settings::value(m_row.key).toString())));
  if (auto* number = qobject_cast<QSpinBox*>(m_control)) number->setValue(Settings::number(m_row.key));
}

void SettingRow::write() {
  m_words->setText(marked(m_row.words, m_pointed ? m_row.words : m_typed));
  m_hint->setText(marked(m_row.hint, m_typed));
}

bool SettingRow::search(const QString& typed) {
  m_typed = typed;
  m_pointed = false;
  write();
  return m_row.words.contains(typed, Qt::CaseInsensitive) || m_row.hint.contains(typed, Qt::CaseInsensitive);
}

void SettingRow::pointOut() {
  m_pointed = true;
  write();
  m_control->setFocus(Qt::ShortcutFocusReason);
}

bool SettingRow::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_words && event->type() == QEvent::MouseButtonRelease) {
    m_control->setFocus(Qt::MouseFocusReason);
    if (auto* box = qobject_cast<QCheckBox*>(m_control)) box->toggle();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void SettingRow::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) write();
}

}  // namespace anchor
