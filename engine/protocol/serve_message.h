// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// `anchor-engine serve`: one JSON object a line, requests on standard input, answers on standard output. See
// PROTOCOL.md.

#include <optional>
#include <string>
#include <vector>

#include "engine/base/json_fields.h"
#include "engine/base/message_json.h"

namespace anchor {

/// type: record (one image through one checkpoint), autopsy (a split of a run), cancel (the request `id`).
struct ServeRequest {
  int id = 0;
  std::string type;
  std::string model;  ///< record: checkpoint or run folder; autopsy: checkpoint, empty = the newest
  std::string image;  ///< record
  std::vector<float>
      extra_boxes;         ///< record: x1 y1 x2 y2 of each further box that the head scores, image pixels
  std::string run, split;  ///< autopsy
  std::string out;         ///< file to write
};

/// type: progress, done, cancelled, failed. Every request but cancel ends with exactly one of the last three.
struct ServeAnswer {
  int id = 0;
  std::string type;
  int done = 0, all = 0;  ///< progress
  std::string file;       ///< done: what was written
  int iteration = 0;      ///< done: of the checkpoint
  Message message;        ///< failed: a sentence for a person
};

template <class V>
void describe(V& v, ServeRequest& r) {
  v("id", r.id);
  v("type", r.type);
  v("model", r.model);
  v("image", r.image);
  v("asked", r.extra_boxes);
  v("run", r.run);
  v("split", r.split);
  v("out", r.out);
}
template <class V>
void describe(V& v, ServeAnswer& a) {
  v("id", a.id);
  v("type", a.type);
  v("done", a.done);
  v("all", a.all);
  v("file", a.file);
  v("iteration", a.iteration);
  describeMessage(v, a.message);
}

/// One line without its end.
template <Described T>
std::string messageLine(const T& message) {
  return toJson(message).dump(-1, ' ', false, Json::error_handler_t::replace);
}
/// Nothing for a line that is no such message.
template <Described T>
std::optional<T> parseMessage(std::string_view line) {
  try {
    T message;
    fromJson(parseJson(line, "message"), message, "message", false);
    return message;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace anchor
