// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Messages in files and between processes: a text where there are no values, else
// {"format": "box %1 has zero area", "values": ["12"]}. Called by name: a message that is put into JSON by
// itself would be a text to some readers and an object to others.

#include <nlohmann/json.hpp>

#include "engine/base/message.h"

namespace anchor {

nlohmann::ordered_json messageJson(const Message& message);
/// Also takes the plain text that older versions wrote. Throws the library's exceptions.
Message messageFromJson(const nlohmann::ordered_json& json);

/// The same as one text, for a column of a table or a line.
std::string messageText(const Message& message);
/// What messageText wrote, or any other text as it is.
Message messageFromText(const std::string& text);

/// The message whose parts these are, if they still say the same; else the text as it is.
Message messageOfParts(const nlohmann::ordered_json& parts, const std::string& english);

/// A field that readers of old know as a text, and beside it what a window needs to translate it.
template <class Visitor>
void describeMessage(Visitor& v, Message& message) {
  std::string english = message.english();
  nlohmann::ordered_json parts = messageJson(message);
  v("message", english);
  v("message_parts", parts);
  message = messageOfParts(parts, english);
}

}  // namespace anchor
