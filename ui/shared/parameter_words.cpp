#include "ui/shared/parameter_words.h"

#include <QCoreApplication>

#include "ui/shared/pictures.h"

namespace anchor {

QString wordsOf(const Parameter& parameter) {
  return QCoreApplication::translate("Parameters", parameter.says);
}

QString ruleWordsOf(const Parameter& parameter) {
  const RuleWords rule = ruleWords(parameter);
  if (rule.format.empty()) return {};
  // Formats are marked for translation beside what checkConfig() says, in lower_sentences.cpp.
  const QString words = QCoreApplication::translate("Rules", rule.format.c_str());
  switch (rule.values.size()) {
    case 0:
      return words;
    case 1:
      return words.arg(text(rule.values[0]));
    default:
      return words.arg(text(rule.values[0]), text(rule.values[1]));
  }
}

}  // namespace anchor
