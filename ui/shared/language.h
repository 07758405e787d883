// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>

/// The language of the interface. Texts come from :/i18n, Qt's own (buttons, file dialogs) too.
namespace anchor::language {

struct Choice {
  QString name;   ///< "zh_CN"; empty = as the system
  QString words;  ///< in that language itself, so that everybody finds his own
};
QList<Choice> choices();

/// What the person chose; empty = as the system.
QString chosen();
void remember(const QString& name);

/// Takes the language for every text that is made from now on; "" = as the system, English where it has none.
/// Windows made before keep their texts: make them anew.
void use(const QString& name);

}  // namespace anchor::language
