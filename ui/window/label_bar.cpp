// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/label_bar.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace anchor {

LabelBar::LabelBar(const QList<Step>& steps, QWidget* parent) : QFrame(parent) {
  setObjectName(QStringLiteral("labelBar"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 6, 12, 6);
  row->setSpacing(8);
  row->addStretch(1);
  for (const Step& step : steps) {
    auto* button = new QPushButton(this);
    button->setObjectName(QStringLiteral("bar_") + step.action->objectName());
    // The canvas keeps the keyboard: every step has a key of its own.
    button->setFocusPolicy(Qt::NoFocus);
    if (step.main) button->setProperty("primary", true);
    connect(button, &QPushButton::clicked, step.action, &QAction::trigger);
    const auto follow = [button, step] {
      const QString key = step.action->shortcut().toString(QKeySequence::NativeText);
      button->setText(key.isEmpty() ? step.words : QStringLiteral("%1  %2").arg(step.words, key));
      button->setToolTip(step.action->text().remove(QLatin1Char('&')));
      button->setEnabled(step.action->isEnabled());
    };
    connect(step.action, &QAction::changed, button, follow);
    follow();
    row->addWidget(button);
  }
  row->addStretch(1);
}

}  // namespace anchor
