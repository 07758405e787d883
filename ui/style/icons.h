// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>
#include <QStringList>

namespace anchor {

/// A sign by its name: Breeze's, or one of resources/icons. It takes the palette's text colour each time it
/// is painted (dim where disabled, the accent where switched on), so that it follows a change of the theme.
QIcon icon(const char* name);
QIcon icon(const QString& name);
/// For a button that is filled with the accent while it is switched on: white there.
QIcon iconOnAccent(const char* name);
/// The names of all signs.
QStringList iconNames();

/// The sign of a menu's action, by the action's object name; null for those that have none.
QIcon actionIcon(const QString& action);
/// The actions that have a sign.
QStringList actionsWithIcon();

/// The program's own, in its colours.
QIcon programIcon();

}  // namespace anchor
