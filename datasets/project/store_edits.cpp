#include <nlohmann/json.hpp>

#include "datasets/images/content_hash.h"
#include "datasets/problem.h"
#include "datasets/project/store_database.h"

namespace anchor {
namespace {

using Json = nlohmann::json;

/// A box as the history keeps it.
std::string boxText(const LabelBox& b) {
  return Json{{"class", b.classId},
              {"box", {b.x1, b.y1, b.x2, b.y2}},
              {"difficult", b.difficult},
              {"truncated", b.truncated},
              {"occluded", b.occluded},
              {"crowd", b.crowd},
              {"pose", b.pose}}
      .dump();
}

LabelBox boxFrom(const std::string& text, int64_t id) {
  const Json json = Json::parse(text);
  const auto c = json.at("box").get<std::array<double, 4>>();
  return {id,
          json.at("class"),
          c[0],
          c[1],
          c[2],
          c[3],
          json.at("difficult"),
          json.at("truncated"),
          json.at("occluded"),
          json.at("crowd"),
          json.at("pose")};
}

}  // namespace

/// One row of the history. box 0: the image's state; else before/after are boxes, empty = not there.
struct ProjectStore::Edit {
  int64_t image = 0, box = 0;
  std::string before, after;
};

void ProjectStore::apply(const Edit& edit, bool forward) {
  auto& db = m_database->db;
  const std::string& wanted = forward ? edit.after : edit.before;
  if (edit.box == 0) {
    SQLite::Statement update(db, "UPDATE images SET state = ? WHERE id = ?");
    update.bind(1, std::stoi(wanted));
    update.bind(2, edit.image);
    update.exec();
    return;
  }
  if (wanted.empty()) {
    SQLite::Statement remove(db, "DELETE FROM boxes WHERE id = ?");
    remove.bind(1, edit.box);
    remove.exec();
  } else {
    SQLite::Statement put(db,
                          "INSERT OR REPLACE INTO boxes(id, image, class, x1, y1, x2, y2, difficult, "
                          "truncated, occluded, crowd, pose) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
    put.bind(1, edit.box);
    put.bind(2, edit.image);
    bindBox(put, boxFrom(wanted, edit.box), 3);
    put.exec();
  }
  // Boxes make an image labelled; taking the last one away makes it unlabelled, never silently "no objects".
  SQLite::Statement state(db,
                          "UPDATE images SET state = CASE WHEN EXISTS(SELECT 1 FROM boxes WHERE image = ?1) "
                          "THEN 1 WHEN state = 1 THEN 0 ELSE state END WHERE id = ?1");
  state.bind(1, edit.image);
  state.exec();
}

void ProjectStore::perform(Edit edit) {
  auto& db = m_database->db;
  SQLite::Transaction transaction(db);
  db.exec("DELETE FROM history WHERE undone = 1");  // a new edit ends what could be redone
  apply(edit, true);
  SQLite::Statement note(
      db, "INSERT INTO history(actor, image, box, before, after) VALUES('person', ?, ?, ?, ?)");
  note.bind(1, edit.image);
  note.bind(2, edit.box);
  note.bind(3, edit.before);
  note.bind(4, edit.after);
  note.exec();
  transaction.commit();
}

int64_t ProjectStore::addBox(int64_t image, const LabelBox& box) {
  // Ids are never used twice, so that history and undo can name a box for ever.
  const int64_t id = m_database->db
                         .execAndGet(
                             "SELECT max(coalesce((SELECT max(id) FROM boxes), 0), coalesce((SELECT max(box) "
                             "FROM history), 0)) + 1")
                         .getInt64();
  perform({image, id, "", boxText(box)});
  return id;
}

void ProjectStore::changeBox(int64_t image, const LabelBox& box) {
  SQLite::Statement find(m_database->db, std::string("SELECT ") + boxColumns + " FROM boxes WHERE id = ?");
  find.bind(1, box.id);
  if (!find.executeStep())
    throw DatasetError({m_folder.string(), 0, "the box to change is not in the project", ""});
  const LabelBox before = readBox(find, 0);
  if (before == box) return;
  perform({image, box.id, boxText(before), boxText(box)});
}

void ProjectStore::removeBox(int64_t image, int64_t box) {
  SQLite::Statement find(m_database->db, std::string("SELECT ") + boxColumns + " FROM boxes WHERE id = ?");
  find.bind(1, box);
  if (!find.executeStep()) return;
  perform({image, box, boxText(readBox(find, 0)), ""});
}

void ProjectStore::setState(int64_t image, ImageState state) {
  SQLite::Statement find(m_database->db, "SELECT state FROM images WHERE id = ?");
  find.bind(1, image);
  if (!find.executeStep() || find.getColumn(0).getInt() == static_cast<int>(state)) return;
  perform({image, 0, std::to_string(find.getColumn(0).getInt()), std::to_string(static_cast<int>(state))});
}

void ProjectStore::setSplit(const std::vector<int64_t>& images, const std::string& split) {
  SQLite::Transaction transaction(m_database->db);
  SQLite::Statement update(m_database->db, "UPDATE images SET split = ? WHERE id = ?");
  for (const int64_t image : images) {
    update.reset();
    update.bind(1, split);
    update.bind(2, image);
    update.exec();
  }
  transaction.commit();
}

void ProjectStore::assignMissingSplits(double val, double test) {
  std::vector<std::pair<int64_t, std::string>> chosen;
  for (const ImageEntry& image : images()) {
    if (!image.split.empty()) continue;
    // From the id alone: adding images later never moves one to another split.
    const double position =
        static_cast<double>((static_cast<uint64_t>(image.id) * 0x9E3779B97F4A7C15ULL) >> 11) * 0x1.0p-53;
    chosen.emplace_back(image.id, position < test ? "test" : position < test + val ? "val" : "train");
  }
  for (const char* split : {"train", "val", "test"}) {
    std::vector<int64_t> ids;
    for (const auto& [id, name] : chosen)
      if (name == split) ids.push_back(id);
    setSplit(ids, split);
  }
}

bool ProjectStore::canUndo() const {
  return m_database->db.execAndGet("SELECT EXISTS(SELECT 1 FROM history WHERE undone = 0)").getInt() == 1;
}
bool ProjectStore::canRedo() const {
  return m_database->db.execAndGet("SELECT EXISTS(SELECT 1 FROM history WHERE undone = 1)").getInt() == 1;
}

namespace {
struct HistoryRow {
  int64_t id, image, box;
  std::string before, after;
};
std::optional<HistoryRow> historyRow(SQLite::Database& db, const char* where) {
  SQLite::Statement find(db, std::string("SELECT id, image, box, before, after FROM history ") + where);
  if (!find.executeStep()) return {};
  return HistoryRow{find.getColumn(0).getInt64(), find.getColumn(1).getInt64(), find.getColumn(2).getInt64(),
                    find.getColumn(3).getString(), find.getColumn(4).getString()};
}
void mark(SQLite::Database& db, int64_t id, bool undone) {
  SQLite::Statement update(db, "UPDATE history SET undone = ? WHERE id = ?");
  update.bind(1, undone ? 1 : 0);
  update.bind(2, id);
  update.exec();
}
}  // namespace

std::optional<int64_t> ProjectStore::undo() {
  auto& db = m_database->db;
  const auto row = historyRow(db, "WHERE undone = 0 ORDER BY id DESC LIMIT 1");
  if (!row) return {};
  SQLite::Transaction transaction(db);
  apply({row->image, row->box, row->before, row->after}, false);
  mark(db, row->id, true);
  transaction.commit();
  return row->image;
}

std::optional<int64_t> ProjectStore::redo() {
  auto& db = m_database->db;
  const auto row = historyRow(db, "WHERE undone = 1 ORDER BY id LIMIT 1");
  if (!row) return {};
  SQLite::Transaction transaction(db);
  apply({row->image, row->box, row->before, row->after}, true);
  mark(db, row->id, false);
  transaction.commit();
  return row->image;
}

}  // namespace anchor
