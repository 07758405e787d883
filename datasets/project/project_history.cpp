// SPDX-License-Identifier: GPL-3.0-or-later
// Undo, redo and what a box has been through.
#include <algorithm>
#include <set>

#include "datasets/project/project_rows.h"
#include "datasets/project/project_store.h"

namespace anchor {
namespace {

using Json = nlohmann::json;

struct Step {
  int64_t id = 0, image = 0;
  std::string words;
};

std::optional<Step> findStep(SQLite::Database& db, const char* where) {
  ProjectStatement find(db, std::string("SELECT id, image, words FROM steps ") + where);
  if (!find.executeStep()) return std::nullopt;
  return Step{find.getColumn(0).getInt64(), find.getColumn(1).getInt64(), find.getColumn(2).getString()};
}

constexpr const char* newestDone = "WHERE undone = 0 ORDER BY id DESC LIMIT 1";
constexpr const char* oldestUndone = "WHERE undone = 1 ORDER BY id LIMIT 1";

Json jsonAt(SQLite::Statement& row, int column) {
  if (row.getColumn(column).isNull()) return {};
  return readAsKept(say("the history cannot be read: %1"),
                    [&] { return Json::parse(row.getColumn(column).getString()); });
}

/// Walks a step's changes forwards or backwards. Returns whether classes or more than one image changed.
bool walk(SQLite::Database& db, const Step& step, bool forward) {
  // Deferred until commit: a class comes back after its boxes, or before, depending on the direction.
  execute(db, "PRAGMA defer_foreign_keys = ON");
  std::set<int64_t> images;
  bool wide = false;
  ProjectStatement changes(db, std::string("SELECT kind, row, before, after FROM changes WHERE step = ? "
                                           "ORDER BY id ") +
                                   (forward ? "ASC" : "DESC"));
  changes.bind(1, step.id);
  while (changes.executeStep()) {
    const auto table = static_cast<Table>(changes.getColumn(0).getInt());
    const int64_t row = changes.getColumn(1).getInt64();
    const Json before = jsonAt(changes, 2);
    const Json after = jsonAt(changes, 3);
    if (table == Table::Boxes && images.size() < 2) {
      const Json old = readRow(db, table, row);
      const Json& known = !old.is_null() ? old : before.is_null() ? after : before;
      images.insert(wholeNumber(known, "image"));
    }
    if (table == Table::Images) {
      images.insert(row);
      wide = wide || (!after.is_null() && after.contains("trashed"));
    }
    wide = wide || table == Table::Classes;
    putRow(db, table, row, forward ? before : after, forward ? after : before);
  }
  // Steps of older programs did not note the state that followed from the boxes.
  for (const int64_t image : images) {
    ProjectStatement find(
        db, "SELECT state, EXISTS(SELECT 1 FROM boxes WHERE image = ?1) FROM images WHERE id = ?1");
    find.bind(1, image);
    if (!find.executeStep()) continue;
    const auto now = static_cast<ImageState>(find.getColumn(0).getInt());
    const ImageState wanted = followedState(now, find.getColumn(1).getInt() == 1);
    find.reset();
    if (wanted != now)
      putRow(db, Table::Images, image, Json::object(), {{"state", static_cast<int>(wanted)}});
  }
  ProjectStatement mark(db, "UPDATE steps SET undone = ? WHERE id = ?");
  mark.bind(1, forward ? 0 : 1);
  mark.bind(2, step.id);
  mark.exec();
  return wide || images.size() > 1;
}

std::optional<StepDone> takeStep(SQLite::Database& db, const char* which, bool forward) {
  const auto step = findStep(db, which);
  if (!step) return std::nullopt;
  ProjectTransaction transaction(db);
  const bool wide =
      readAsKept(say("the history cannot be read: %1"), [&] { return walk(db, *step, forward); });
  transaction.commit();
  return StepDone{step->words, step->image, wide};
}

}  // namespace

std::optional<std::string> ProjectStore::nextUndo() const {
  const auto step = findStep(m_database->db, newestDone);
  return step ? std::optional(step->words) : std::nullopt;
}
std::optional<std::string> ProjectStore::nextRedo() const {
  const auto step = findStep(m_database->db, oldestUndone);
  return step ? std::optional(step->words) : std::nullopt;
}
std::optional<StepDone> ProjectStore::undo() { return takeStep(m_database->db, newestDone, false); }
std::optional<StepDone> ProjectStore::redo() { return takeStep(m_database->db, oldestUndone, true); }

std::vector<double> ProjectStore::editTimes(double since, double until) const {
  // Days since the Julian epoch, in which 2440587.5 is 1970.
  ProjectStatement query(m_database->db,
                         "SELECT (julianday(time) - 2440587.5) * 86400 AS at FROM steps WHERE undone = 0 AND "
                         "at BETWEEN ? AND ? ORDER BY id");
  query.bind(1, since);
  query.bind(2, until);
  std::vector<double> times;
  while (query.executeStep()) times.push_back(query.getColumn(0).getDouble());
  return times;
}

std::vector<BoxVersion> ProjectStore::history(int64_t box) const {
  auto& db = m_database->db;
  struct Row {
    std::string time, actor, words;
    Json before, after;
  };
  std::vector<Row> rows;
  ProjectStatement query(db,
                         "SELECT time, actor, words, before, after FROM changes JOIN steps ON steps.id = "
                         "step WHERE kind = 3 AND row = ? AND undone = 0 ORDER BY changes.id");
  query.bind(1, box);
  while (query.executeStep())
    rows.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                    query.getColumn(2).getString(), jsonAt(query, 3), jsonAt(query, 4)});
  // Backwards from what is there now, because changes hold only the columns that differ.
  Json now = readRow(db, Table::Boxes, box);
  std::vector<BoxVersion> versions;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const bool removed = row->after.is_null();
    if (removed) now = row->before;
    if (now.is_null()) break;
    versions.push_back({row->time, row->actor, row->words, boxFromRow(now, box), removed});
    if (!removed && row->before.is_null()) {
      now = nullptr;
      continue;
    }
    if (!removed) readAsKept(say("the history cannot be read: %1"), [&] { now.update(row->before); });
  }
  // Boxes that came with a new image are not in the changes; the image's import stands for them.
  if (!now.is_null()) {
    ProjectStatement origin(db,
                            "SELECT time, actor, words FROM steps WHERE id = (SELECT imported FROM images "
                            "WHERE id = ?)");
    origin.bind(1,
                readAsKept(say("the history cannot be read: %1"), [&] { return wholeNumber(now, "image"); }));
    BoxVersion first{"", "import", say("Import").english(), boxFromRow(now, box), false};
    if (origin.executeStep()) {
      first.time = origin.getColumn(0).getString();
      first.actor = origin.getColumn(1).getString();
      first.words = origin.getColumn(2).getString();
    }
    versions.push_back(std::move(first));
  }
  std::reverse(versions.begin(), versions.end());
  return versions;
}

}  // namespace anchor
