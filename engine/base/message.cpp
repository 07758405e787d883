// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/message.h"

#include <algorithm>
#include <cctype>

namespace anchor {
namespace {

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string englishOf(const MessageValue& value) {
  const auto* message = std::get_if<Message>(&value);
  return message != nullptr ? message->english() : std::get<std::string>(value);
}

}  // namespace

std::string filledIn(std::string_view format, const std::vector<std::string>& values) {
  std::string whole;
  for (size_t i = 0; i < format.size(); ++i) {
    size_t number = 0, end = i + 1;
    for (; format[i] == '%' && end < std::min(i + 3, format.size()) && isDigit(format[end]); ++end)
      number = number * 10 + static_cast<size_t>(format[end] - '0');
    if (number == 0 || number > values.size()) {
      whole += format[i];
      continue;
    }
    whole += values[number - 1];
    i = end - 1;
  }
  return whole;
}

std::string Message::english() const {
  if (values.empty()) return format;
  std::vector<std::string> words;
  words.reserve(values.size());
  for (const MessageValue& value : values) words.push_back(englishOf(value));
  return filledIn(format, words);
}

bool Message::operator==(const Message& other) const = default;

Message joined(const std::vector<Message>& messages, std::string_view between) {
  if (messages.size() == 1) return messages.front();
  Message whole;
  for (const Message& message : messages) {
    if (whole.values.size() == 99) break;
    if (!whole.empty()) whole.format += between;
    whole.values.emplace_back(message);
    whole.format.append("%").append(std::to_string(whole.values.size()));
  }
  return whole;
}

}  // namespace anchor
