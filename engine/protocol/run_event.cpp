// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/run_event.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace anchor {
namespace {

constexpr const char* typeNames[] = {"started", "iteration", "evaluating", "evaluation",   "checkpoint",
                                     "paused",  "resumed",   "warning",    "failed",       "finished",
                                     "stage",   "snapshot",  "frozen",     "learning_rate"};
static_assert(std::size(typeNames) == std::variant_size_v<EventBody>);

template <size_t I = 0>
bool readBody(const Json& json, const std::string& type, EventBody& body) {
  if constexpr (I < std::variant_size_v<EventBody>) {
    if (type != typeNames[I]) return readBody<I + 1>(json, type, body);
    std::variant_alternative_t<I, EventBody> value;
    fromJson(json, value, type, false);
    body = std::move(value);
    return true;
  } else {
    return false;
  }
}

// JSON has no NaN: the writer gives null, which comes back as NaN.
void nullToNan(Json& json) {
  for (auto& [name, value] : json.items())
    if (value.is_null()) value = std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::string eventLine(const RunEvent& event) {
  Json json{{"type", typeNames[event.body.index()]}, {"time", event.time}};
  json.update(std::visit([](const auto& body) { return toJson(body); }, event.body));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<RunEvent> parseEventLine(std::string_view line) {
  try {
    Json json = parseJson(line, "event");
    nullToNan(json);
    RunEvent event;
    event.time = json.value("time", 0.0);
    if (!readBody(json, json.value("type", ""), event.body)) return std::nullopt;
    return event;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

double secondsSinceEpoch() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace anchor
