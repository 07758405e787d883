// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/message_words.h"

#include <QCoreApplication>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {

std::string valueInWords(const MessageValue& value) {
  const auto* message = std::get_if<Message>(&value);
  return message != nullptr ? inWords(*message).toStdString() : std::get<std::string>(value);
}

}  // namespace

QString inWords(const Message& message) {
  const QString sentence = QCoreApplication::translate("Sentences", message.format.c_str());
  if (message.values.empty()) return sentence;
  std::vector<std::string> values;
  values.reserve(message.values.size());
  for (const MessageValue& value : message.values) values.push_back(valueInWords(value));
  return text(filledIn(sentence.toStdString(), values));
}

QString inWords(const Problem& problem) { return inWords(problem.message()); }

QString inWords(const std::exception& error) { return inWords(messageOf(error)); }

}  // namespace anchor
