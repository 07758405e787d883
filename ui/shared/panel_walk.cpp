// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/panel_walk.h"

#include <QAbstractButton>
#include <QApplication>
#include <QButtonGroup>
#include <QWidget>
#include <algorithm>

namespace anchor {
namespace {

/// The part itself or its first control that takes the keyboard; null when none does.
QWidget* firstControl(QWidget* part) {
  const auto takes = [](const QWidget* w) {
    // Of buttons that exclude each other, Tab stops at the one that is down.
    const auto* button = qobject_cast<const QAbstractButton*>(w);
    if (button != nullptr && button->group() != nullptr && button->group()->exclusive() &&
        !button->isChecked())
      return false;
    return (w->focusPolicy() & Qt::TabFocus) != 0 && w->isEnabled() && w->isVisible();
  };
  if (takes(part)) return part;
  for (QWidget* w = part->nextInFocusChain(); w != nullptr && w != part; w = w->nextInFocusChain())
    if (part->isAncestorOf(w) && takes(w)) return w;
  return nullptr;
}

}  // namespace

void walkPanels(QList<QWidget*> parts, int by) {
  parts.removeIf([](QWidget* part) { return firstControl(part) == nullptr; });
  if (parts.isEmpty()) return;
  const QWidget* now = QApplication::focusWidget();
  const auto at = std::ranges::find_if(parts, [now](const QWidget* part) {
    return now != nullptr && (part == now || part->isAncestorOf(now));
  });
  const qsizetype count = parts.size();
  const qsizetype from = at == parts.end() ? (by > 0 ? count - 1 : 0) : at - parts.begin();
  firstControl(parts[(from + by + count) % count])
      ->setFocus(by > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

}  // namespace anchor
