// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/message_json.h"

namespace anchor {
namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 16;  ///< a message within a message; the program's own go eight deep

Message read(const Json& json, int depth) {
  if (json.is_string()) return asTold(json.get<std::string>());
  if (depth == deepest) throw Json::type_error::create(302, "is nested too deeply", &json);
  Message message{json.at("format").get<std::string>(), {}};
  for (const Json& value : json.at("values")) {
    if (value.is_string())
      message.values.emplace_back(value.get<std::string>());
    else
      message.values.emplace_back(read(value, depth + 1));
  }
  return message;
}

Json objectOf(const Message& message);

Json valueOf(const MessageValue& value) {
  const auto* inner = std::get_if<Message>(&value);
  return inner == nullptr ? Json(std::get<std::string>(value)) : objectOf(*inner);
}

Json objectOf(const Message& message) {
  Json values = Json::array();
  for (const MessageValue& value : message.values) values.push_back(valueOf(value));
  return {{"format", message.format}, {"values", std::move(values)}};
}

}  // namespace

Json messageJson(const Message& message) {
  return message.values.empty() ? Json(message.format) : objectOf(message);
}

Message messageFromJson(const Json& json) { return read(json, 0); }

std::string messageText(const Message& message) {
  if (message.values.empty()) return message.format;
  return objectOf(message).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Message messageFromText(const std::string& text) {
  if (!text.starts_with("{\"format\"")) return asTold(text);
  try {
    return messageFromJson(Json::parse(text));
  } catch (const std::exception&) {  // a text of another kind that begins so
    return asTold(text);
  }
}

Message messageOfParts(const Json& parts, const std::string& english) {
  try {
    Message message = messageFromJson(parts);
    if (message.english() == english) return message;
  } catch (const nlohmann::json::exception&) {  // parts of another kind: the text tells it all
  }
  return asTold(english);
}

}  // namespace anchor
