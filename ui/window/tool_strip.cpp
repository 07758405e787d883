// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tool_strip.h"

#include <QFrame>
#include <QToolButton>
#include <QVBoxLayout>

namespace anchor {

ToolStrip::ToolStrip(const QList<QAction*>& actions, QWidget* parent) : QWidget(parent) {
  constexpr int side = 32;
  setObjectName(QStringLiteral("toolStrip"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 8, 4, 8);
  column->setSpacing(4);
  for (QAction* action : actions) {
    if (action == nullptr) {
      auto* line = new QFrame(this);
      line->setFrameShape(QFrame::HLine);
      line->setForegroundRole(QPalette::Mid);
      column->addWidget(line);
      continue;
    }
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("tool_") + action->objectName());
    button->setDefaultAction(action);
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setIconSize({18, 18});
    button->setFixedSize(side, side);
    button->setFocusPolicy(Qt::NoFocus);  // each has a key and an entry in the menus
    const auto follow = [button, action] {
      const QString words = action->text().remove(QLatin1Char('&'));
      const QString key = action->shortcut().toString(QKeySequence::NativeText);
      button->setAccessibleName(words);
      button->setToolTip(key.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, key));
    };
    connect(action, &QAction::changed, button, follow);
    follow();
    column->addWidget(button);
  }
  column->addStretch(1);
}

}  // namespace anchor
