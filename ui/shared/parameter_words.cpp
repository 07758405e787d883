// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/parameter_words.h"

#include <QCoreApplication>

#include "ui/shared/message_words.h"

namespace anchor {

QString wordsOf(const Parameter& parameter) {
  return QCoreApplication::translate("Parameters", parameter.says);
}

QString ruleWordsOf(const Parameter& parameter) {
  const Message rule = ruleWords(parameter);
  return rule.empty() ? QString() : inWords(rule);
}

}  // namespace anchor
