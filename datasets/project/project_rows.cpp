// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/project_rows.h"

#include <cmath>

#include "datasets/project/project_store.h"
#include "engine/base/user_error.h"

namespace anchor {

using Json = nlohmann::json;

const char* tableName(Table table) {
  switch (table) {
    case Table::Classes:
      return "classes";
    case Table::Images:
      return "images";
    case Table::Boxes:
      return "boxes";
    case Table::Predictions:
      return "predictions";
  }
  return "";
}

UserError changedElsewhere(const std::string& file, Table table) {
  const auto told = [&](const Message& reason) {
    return UserError({file, 0, reason, say("Reload the project")});
  };
  switch (table) {
    case Table::Classes:
      return told(say("this class was changed in another window"));
    case Table::Images:
      return told(say("this image was changed in another window"));
    case Table::Boxes:
      return told(say("this box was changed in another window"));
    case Table::Predictions:
      return told(say("this prediction was changed in another window"));
  }
  return told({});
}

namespace {

/// No picture is so large: such a number was not written by this program, and would overflow what is computed
/// of it.
constexpr double farthest = 1e9;

/// Throws UserError for a place that no picture has. Words are made only then: this is asked of every box.
template <class Placed>
void checkPlace(const char* kind, const Placed& placed) {
  for (const double value : {placed.x1, placed.y1, placed.x2, placed.y2})
    if (!(std::abs(value) <= farthest))
      throw damagedProject(say("%1 has the coordinate %2, which is outside any image",
                               std::string(kind) + " " + std::to_string(placed.id), jsonText(value)));
}

}  // namespace

std::string jsonText(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

int64_t wholeNumber(const Json& row, const char* column) {
  const Json& value = row.at(column);
  if (!value.is_number_integer())
    throw damagedProject(say("%1 is not a whole number: %2", column, jsonText(value).substr(0, 40)));
  return value.get<int64_t>();
}

LabelBox readBox(SQLite::Statement& row, int first) {
  const auto at = [&](int i) { return row.getColumn(first + i); };
  LabelBox box;
  box.id = at(0).getInt64();
  box.classId = at(1).getInt64();
  box.x1 = at(2).getDouble();
  box.y1 = at(3).getDouble();
  box.x2 = at(4).getDouble();
  box.y2 = at(5).getDouble();
  checkPlace("box", box);
  box.difficult = at(6).getInt() != 0;
  box.truncated = at(7).getInt() != 0;
  box.occluded = at(8).getInt() != 0;
  box.crowd = at(9).getInt() != 0;
  box.pose = at(10).getString();
  box.origin = static_cast<BoxOrigin>(at(11).getInt());
  box.score = at(12).getDouble();
  if (const std::string text = at(13).getString(); text != "{}")
    readAsKept(say("a box's attributes cannot be read: %1"), [&] { box.attributes = Json::parse(text); });
  return box;
}

Json boxRow(int64_t image, const LabelBox& b) {
  return {{"image", image},
          {"class", b.classId},
          {"x1", b.x1},
          {"y1", b.y1},
          {"x2", b.x2},
          {"y2", b.y2},
          {"difficult", b.difficult ? 1 : 0},
          {"truncated", b.truncated ? 1 : 0},
          {"occluded", b.occluded ? 1 : 0},
          {"crowd", b.crowd ? 1 : 0},
          {"pose", b.pose},
          {"origin", static_cast<int>(b.origin)},
          {"score", b.score},
          {"attributes", Json(b.attributes).dump()}};
}

namespace {
LabelBox boxOfRow(const Json& row, int64_t id) {
  LabelBox box;
  box.id = id;
  box.classId = wholeNumber(row, "class");
  box.x1 = row.at("x1");
  box.y1 = row.at("y1");
  box.x2 = row.at("x2");
  box.y2 = row.at("y2");
  checkPlace("box", box);
  box.difficult = row.at("difficult") != 0;
  box.truncated = row.at("truncated") != 0;
  box.occluded = row.at("occluded") != 0;
  box.crowd = row.at("crowd") != 0;
  box.pose = row.at("pose");
  box.origin = static_cast<BoxOrigin>(row.contains("origin") ? wholeNumber(row, "origin") : 0);
  box.score = row.value("score", -1.0);
  box.attributes = Json::parse(row.value("attributes", "{}"));
  return box;
}
}  // namespace

LabelBox boxFromRow(const Json& row, int64_t id) {
  return readAsKept(say("a box in the history cannot be read: %1"), [&] { return boxOfRow(row, id); });
}

std::string attributeText(const std::vector<AttributeRule>& rules) {
  Json all = Json::array();
  for (const AttributeRule& rule : rules)
    all.push_back({{"name", rule.name}, {"kind", static_cast<int>(rule.kind)}, {"choices", rule.choices}});
  return all.dump();
}

std::vector<AttributeRule> attributeRules(const std::string& text) {
  return readAsKept(say("a class's attributes cannot be read: %1"), [&] {
    std::vector<AttributeRule> rules;
    for (const Json& rule : Json::parse(text))
      rules.push_back(
          {rule.at("name"), static_cast<AttributeRule::Kind>(wholeNumber(rule, "kind")), rule.at("choices")});
    return rules;
  });
}

Json newClassRow(SQLite::Database& db, int64_t id, const std::string& name) {
  ProjectStatement last(db, "SELECT coalesce(max(position), -1) + 1 FROM classes");
  last.executeStep();
  const int position = last.getColumn(0).getInt();
  return {{"name", name},
          {"colour", classColour(static_cast<size_t>(id) - 1)},
          {"position", position},
          {"attributes", "[]"}};
}

Prediction readPrediction(SQLite::Statement& row, int first) {
  const auto at = [&](int i) { return row.getColumn(first + i); };
  const Prediction prediction{at(0).getInt64(),  at(1).getString(), at(2).getDouble(), at(3).getDouble(),
                              at(4).getDouble(), at(5).getDouble(), at(6).getDouble(), at(7).getString()};
  checkPlace("prediction", prediction);
  return prediction;
}

Json predictionRow(int64_t image, const Prediction& p) {
  return {{"image", image}, {"class", p.className}, {"x1", p.x1},       {"y1", p.y1},
          {"x2", p.x2},     {"y2", p.y2},           {"score", p.score}, {"source", p.source}};
}

Json readRow(SQLite::Database& db, Table table, int64_t id) {
  ProjectStatement query(db, std::string("SELECT * FROM ") + tableName(table) + " WHERE id = ?");
  query.bind(1, id);
  if (!query.executeStep()) return nullptr;
  Json row = Json::object();
  for (int i = 0; i < query.getColumnCount(); ++i) {
    const SQLite::Column column = query.getColumn(i);
    const std::string name = column.getName();
    if (name == "id") continue;
    if (column.isInteger())
      row[name] = column.getInt64();
    else if (column.isFloat())
      row[name] = column.getDouble();
    else
      row[name] = column.getString();
  }
  return row;
}

namespace {
void bindAll(SQLite::Statement& statement, const Json& row) {
  int at = 0;
  for (const auto& [name, value] : row.items()) {
    ++at;
    if (value.is_number_integer())
      statement.bind(at, value.get<int64_t>());
    else if (value.is_number())
      statement.bind(at, value.get<double>());
    else
      statement.bind(at, value.get<std::string>());
  }
}
}  // namespace

void putRow(SQLite::Database& db, Table table, int64_t id, const Json& from, const Json& to) {
  const std::string name = tableName(table);
  if (to.is_null()) {
    ProjectStatement remove(db, "DELETE FROM " + name + " WHERE id = ?");
    remove.bind(1, id);
    remove.exec();
    return;
  }
  const bool fresh = from.is_null();
  if (!fresh && to.empty()) return;
  std::string columns;
  std::string marks;
  for (const auto& [column, value] : to.items()) {
    // The history's names come from a file: one that is no name must not become a piece of the statement.
    if (column.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string::npos)
      throw damagedProject(say("the history refers to an unknown column: %1", column.substr(0, 40)));
    columns += (columns.empty() ? "" : ", ") + column + (fresh ? "" : " = ?");
    marks += "?, ";
  }
  ProjectStatement put(db, fresh ? "INSERT INTO " + name + "(" + columns + ", id) VALUES(" + marks + "?)"
                                 : "UPDATE " + name + " SET " + columns + " WHERE id = ?");
  bindAll(put, to);
  put.bind(static_cast<int>(to.size()) + 1, id);
  put.exec();
}

std::pair<Json, Json> difference(const Json& before, const Json& after) {
  Json from = Json::object();
  Json to = Json::object();
  for (const auto& [name, value] : after.items()) {
    // 2 in a REAL column comes back as 2.0, so numbers are compared by value.
    const Json& old = before.at(name);
    if (old == value) continue;
    from[name] = old;
    to[name] = value;
  }
  return {from, to};
}

int64_t freshId(SQLite::Database& db, Table table) {
  ProjectStatement query(db, std::string("SELECT max(coalesce((SELECT max(id) FROM ") + tableName(table) +
                                 "), 0), coalesce((SELECT max(row) FROM changes WHERE kind = ?), 0)) + 1");
  query.bind(1, static_cast<int>(table));
  query.executeStep();
  const int64_t id = query.getColumn(0).getInt64();
  if (id > INT64_MAX / 2)  // no program counts so far; callers count on from it
    throw damagedProject(say("a row of %1 has an id too large for new rows to follow", tableName(table)));
  return id;
}

ImageState followedState(ImageState now, bool hasBoxes) {
  if (hasBoxes) return ImageState::Labelled;
  return now == ImageState::Labelled ? ImageState::Unlabelled : now;
}

}  // namespace anchor
