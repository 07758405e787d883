// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/import_ledger.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "datasets/project/imported_boxes.h"
#include "engine/base/message_json.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace {

using Json = nlohmann::ordered_json;

constexpr FileRole roles[] = {FileRole::Labels, FileRole::Image, FileRole::List, FileRole::Classes,
                              FileRole::Other};

/// To scripts in English, kept in the project with its parts.
using Wording = Json (*)(const Message&);
Json inEnglish(const Message& message) { return message.english(); }
Json jsonOf(const SourceFile& file, Wording wording) {
  return {{"path", file.path},
          {"role", roleName(file.role)},
          {"read", file.read},
          {"reason", wording(file.reason)},
          {"found", file.found}};
}

Json jsonOf(const ImportLedger& ledger, const UnstoredObject& one, Wording wording) {
  return {{"file", ledger.pathOf(one.place)},
          {"line", one.place.line},
          {"object", one.object},
          {"image", one.image},
          {"outcome", outcomeName(one.outcome)},
          {"reason", wording(one.reason)}};
}

Json sums(const ImportLedger& ledger) {
  return {{"found", ledger.found()},
          {"stored", ledger.stored},
          {"merged", ledger.count(ObjectOutcome::Merged)},
          {"left_out", ledger.count(ObjectOutcome::LeftOut)},
          {"splits",
           {{"train", ledger.splits.train},
            {"val", ledger.splits.val},
            {"test", ledger.splits.test},
            {"by_chance", ledger.splits.byChance}}}};
}

std::string textOf(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

bool isKept(const UnstoredObject& one) {
  return one.outcome == ObjectOutcome::LeftOut || one.reason != inProjectAlready;
}

}  // namespace

std::string objectWords(const std::string& className, const LabelBox& box) {
  return className + " " + boxNumbers(box);
}

const char* outcomeName(ObjectOutcome outcome) {
  switch (outcome) {
    case ObjectOutcome::Merged:
      return "merged";
    case ObjectOutcome::LeftOut:
      return "left_out";
  }
  return "";
}

const char* roleName(FileRole role) {
  switch (role) {
    case FileRole::Labels:
      return "labels";
    case FileRole::Image:
      return "image";
    case FileRole::List:
      return "list";
    case FileRole::Classes:
      return "classes";
    case FileRole::Other:
      return "other";
  }
  return "";
}

void SplitCounts::add(std::string_view split) {
  train += split == "train" ? 1 : 0;
  val += split == "val" ? 1 : 0;
  test += split == "test" ? 1 : 0;
}

int ImportLedger::file(const std::string& path, FileRole role) {
  const auto [known, fresh] = m_numbers.emplace(path, static_cast<int>(m_files.size()));
  if (fresh) m_files.push_back({path, role, true, {}, 0});
  SourceFile& file = m_files[static_cast<size_t>(known->second)];
  file.read = true;
  file.reason = {};
  return known->second;
}

void ImportLedger::passOver(const std::string& path, FileRole role, const Message& reason) {
  const auto [known, fresh] = m_numbers.emplace(path, static_cast<int>(m_files.size()));
  if (fresh) m_files.push_back({path, role, false, reason, 0});
}

void ImportLedger::find(const SourcePlace& place) {
  if (place.file >= 0)
    ++m_files[static_cast<size_t>(place.file)].found;
  else
    ++m_countedFound;
}

void ImportLedger::leave(SourcePlace place, std::string object, std::string image, ObjectOutcome outcome,
                         Message reason) {
  m_objects.push_back({std::move(place), std::move(object), std::move(image), outcome, std::move(reason)});
}

std::vector<int> ImportLedger::absorb(ImportLedger&& other) {
  std::vector<int> numbers;
  numbers.reserve(other.m_files.size());
  for (SourceFile& theirs : other.m_files) {
    const auto [known, fresh] = m_numbers.emplace(theirs.path, static_cast<int>(m_files.size()));
    numbers.push_back(known->second);
    if (fresh) {
      m_files.push_back(std::move(theirs));
      continue;
    }
    SourceFile& ours = m_files[static_cast<size_t>(known->second)];
    ours.found += theirs.found;
    if (theirs.read && !ours.read) {
      ours.read = true;
      ours.role = theirs.role;
      ours.reason = {};
    }
  }
  for (UnstoredObject& one : other.m_objects) {
    if (one.place.file >= 0) one.place.file = numbers[static_cast<size_t>(one.place.file)];
    m_objects.push_back(std::move(one));
  }
  m_countedFound += other.m_countedFound;
  m_countedMerged += other.m_countedMerged;
  other = {};
  return numbers;
}

int64_t ImportLedger::found() const {
  int64_t all = m_countedFound;
  for (const SourceFile& file : m_files) all += file.found;
  return all;
}

int64_t ImportLedger::count(ObjectOutcome outcome) const {
  const auto named = std::ranges::count(m_objects, outcome, &UnstoredObject::outcome);
  return named + (outcome == ObjectOutcome::Merged ? m_countedMerged : 0);
}

bool ImportLedger::addsUp() const {
  return found() == stored + count(ObjectOutcome::Merged) + count(ObjectOutcome::LeftOut);
}

std::string ImportLedger::pathOf(const SourcePlace& place) const {
  return place.file < 0 ? std::string() : m_files[static_cast<size_t>(place.file)].path;
}

std::string ImportLedger::json(int indent) const {
  Json json = sums(*this);
  json["files"] = Json::array();
  for (const SourceFile& file : m_files) json["files"].push_back(jsonOf(file, inEnglish));
  json["objects"] = Json::array();
  for (const UnstoredObject& one : m_objects) json["objects"].push_back(jsonOf(*this, one, inEnglish));
  return textOf(json, indent);
}

std::string ImportLedger::kept() const {
  Json json = sums(*this);
  std::vector<bool> named(m_files.size());
  json["objects"] = Json::array();
  for (const UnstoredObject& one : m_objects) {
    if (!isKept(one)) continue;
    json["objects"].push_back(jsonOf(*this, one, messageJson));
    if (one.place.file >= 0) named[static_cast<size_t>(one.place.file)] = true;
  }
  json["files"] = Json::array();
  std::map<std::string, int64_t> readFiles;
  for (size_t f = 0; f < m_files.size(); ++f) {
    const SourceFile& file = m_files[f];
    if (file.read) ++readFiles[roleName(file.role)];
    if (!file.read || named[f]) json["files"].push_back(jsonOf(file, messageJson));
  }
  json["files_read"] = readFiles;
  return textOf(json, -1);
}

ImportLedger ImportLedger::fromKept(const std::string& text) try {
  const Json json = Json::parse(text);
  ImportLedger ledger;
  for (const Json& j : json.at("files")) {
    const auto role = std::ranges::find(roles, j.at("role").get<std::string>(), roleName);
    if (role == std::end(roles)) throw std::runtime_error("role");
    const auto path = j.at("path").get<std::string>();
    if (j.at("read").get<bool>())
      ledger.file(path, *role);
    else
      ledger.passOver(path, *role, messageFromJson(j.at("reason")));
    ledger.m_files.back().found = j.at("found");
  }
  for (const Json& j : json.at("objects")) {
    const auto path = j.at("file").get<std::string>();
    const auto known = ledger.m_numbers.find(path);
    const bool merged = j.at("outcome") == outcomeName(ObjectOutcome::Merged);
    ledger.leave({known == ledger.m_numbers.end() ? -1 : known->second, j.at("line"), {}}, j.at("object"),
                 j.at("image"), merged ? ObjectOutcome::Merged : ObjectOutcome::LeftOut,
                 messageFromJson(j.at("reason")));
  }
  ledger.stored = json.at("stored");
  ledger.m_countedFound = json.at("found").get<int64_t>() - ledger.found();
  ledger.m_countedMerged = json.at("merged").get<int64_t>() - ledger.count(ObjectOutcome::Merged);
  const Json& splits = json.at("splits");
  ledger.splits = {splits.at("train"), splits.at("val"), splits.at("test"), splits.at("by_chance")};
  return ledger;
} catch (const std::exception&) {
  throw UserError(
      {"", 0, say("the record of an import in the project is damaged"), say("The labels are not affected")});
}

std::string ImportLedger::table() const {
  std::string text = "what,outcome,file,line,object,image,reason\n";
  for (const UnstoredObject& one : m_objects)
    text += "object," + std::string(outcomeName(one.outcome)) + "," + quoted(pathOf(one.place)) + "," +
            (one.place.line > 0 ? std::to_string(one.place.line) : std::string()) + "," + quoted(one.object) +
            "," + quoted(one.image) + "," + quoted(one.reason.english()) + "\n";
  for (const SourceFile& file : m_files)
    text += "file," + std::string(file.read ? "read" : "not_read") + "," + quoted(file.path) + ",," +
            (file.found > 0 ? std::to_string(file.found) + " objects" : std::string()) + ",," +
            quoted(file.reason.english()) + "\n";
  return text;
}

}  // namespace anchor
