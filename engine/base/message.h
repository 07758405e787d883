// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a person is told, kept as a sentence and its values until somebody shows it: a shell in English, the
// window in its own language. The sentence is the key of its translation.

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace anchor {

struct Message {
  /// In English; %1 to %99 stand for the values. What has no values is shown as it is.
  std::string format;
  /// Texts (names, numbers, what a library said) stay as they are; messages are translated too.
  std::vector<std::variant<std::string, Message>> values;

  [[nodiscard]] bool empty() const { return format.empty(); }
  [[nodiscard]] std::string english() const;
  bool operator==(const Message& other) const;
};

using MessageValue = std::variant<std::string, Message>;

/// `format` with each %1 to %99 replaced by its value; a number beyond them is left as it is. One
/// pass: a value may hold a percent sign and a digit of its own.
std::string filledIn(std::string_view format, const std::vector<std::string>& values);

inline MessageValue messageValue(Message value) { return value; }
inline MessageValue messageValue(std::string value) { return value; }
inline MessageValue messageValue(const char* value) { return std::string(value); }
inline MessageValue messageValue(std::string_view value) { return std::string(value); }
template <std::integral T>
requires(!std::same_as<T, bool> && !std::same_as<T, char>) MessageValue messageValue(T value) {
  return std::to_string(value);
}

/// A sentence of the program and its values. The tool that collects texts for translation looks for this
/// name, so the sentence must stand here, in quotes.
template <class... Values>
Message say(const char* format, Values&&... values) {
  return {format, {messageValue(std::forward<Values>(values))...}};
}

/// A sentence that was put into words elsewhere, by a library or an older version. Shown as it is unless it
/// is one of the program's own.
inline Message asTold(std::string words) { return {std::move(words), {}}; }

/// For what is shown in a shell only, which speaks English.
inline Message inEnglish(std::string words) { return {std::move(words), {}}; }

/// Messages one after another, `between` them, as in "a; b; c". At most 99.
Message joined(const std::vector<Message>& messages, std::string_view between);

}  // namespace anchor
