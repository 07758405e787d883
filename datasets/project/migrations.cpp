// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/migrations.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <set>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

constexpr const char* steps[] = {R"sql(
CREATE TABLE classes (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, colour TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE images (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, width INTEGER NOT NULL, height INTEGER NOT NULL,
  split TEXT NOT NULL DEFAULT '', state INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT '');
CREATE TABLE boxes (
  id INTEGER PRIMARY KEY, image INTEGER NOT NULL REFERENCES images(id), class INTEGER NOT NULL REFERENCES classes(id),
  x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL,
  difficult INTEGER NOT NULL, truncated INTEGER NOT NULL, occluded INTEGER NOT NULL, crowd INTEGER NOT NULL,
  pose TEXT NOT NULL);
CREATE INDEX boxes_of_image ON boxes(image);
-- Every edit: what it made of what, when and by whom. Undo walks it backwards: 'undone' rows are those taken back.
CREATE TABLE history (
  id INTEGER PRIMARY KEY, time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), actor TEXT NOT NULL,
  image INTEGER NOT NULL, box INTEGER NOT NULL, before TEXT, after TEXT, undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE imports (
  id INTEGER PRIMARY KEY, time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), source TEXT NOT NULL,
  images INTEGER NOT NULL, boxes INTEGER NOT NULL);
)sql",
                                 R"sql(
ALTER TABLE classes ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE images ADD COLUMN review INTEGER NOT NULL DEFAULT 0;
ALTER TABLE images ADD COLUMN trashed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE images ADD COLUMN trouble TEXT NOT NULL DEFAULT '';
-- The step that brought the image, 0 = an older program.
ALTER TABLE images ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;
ALTER TABLE boxes ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
ALTER TABLE boxes ADD COLUMN score REAL NOT NULL DEFAULT -1.0;
ALTER TABLE boxes ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
CREATE INDEX boxes_of_class ON boxes(class);
CREATE TABLE predictions (
  id INTEGER PRIMARY KEY, image INTEGER NOT NULL REFERENCES images(id), class TEXT NOT NULL,
  x1 REAL NOT NULL, y1 REAL NOT NULL, x2 REAL NOT NULL, y2 REAL NOT NULL, score REAL NOT NULL, source TEXT NOT NULL);
CREATE INDEX images_of_hash ON images(hash);
CREATE INDEX predictions_of_image ON predictions(image);
-- A step is what one undo takes back; its changes are rows before and after (null = not there, else the columns
-- that differ).
CREATE TABLE steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  actor TEXT NOT NULL, words TEXT NOT NULL, image INTEGER NOT NULL DEFAULT 0, undone INTEGER NOT NULL DEFAULT 0);
CREATE TABLE changes (
  id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES steps(id), kind INTEGER NOT NULL, row INTEGER NOT NULL,
  before TEXT, after TEXT);
CREATE INDEX changes_of_row ON changes(kind, row);
CREATE INDEX changes_of_step ON changes(step);
INSERT INTO steps(id, time, actor, words, image, undone)
  SELECT id, time, actor, CASE WHEN box = 0 THEN 'Change the state' WHEN coalesce(before, '') = '' THEN 'Draw a box'
    WHEN coalesce(after, '') = '' THEN 'Delete a box' ELSE 'Change a box' END, image, undone FROM history;
INSERT INTO changes(step, kind, row, before, after)
  SELECT id, 2, image, json_object('state', CAST(before AS INTEGER)), json_object('state', CAST(after AS INTEGER))
  FROM history WHERE box = 0;
-- The arrow keeps numbers as they are written, to the last digit.
CREATE TEMP VIEW old_boxes AS SELECT id, image, box,
  CASE WHEN coalesce(before, '') = '' THEN NULL ELSE before END AS b, CASE WHEN coalesce(after, '') = '' THEN NULL ELSE after END AS a
  FROM history WHERE box != 0;
INSERT INTO changes(step, kind, row, before, after) SELECT id, 3, box,
  CASE WHEN b IS NULL THEN NULL ELSE '{"image":' || image || ',"class":' || (b -> '$.class') || ',"x1":' || (b -> '$.box[0]')
    || ',"y1":' || (b -> '$.box[1]') || ',"x2":' || (b -> '$.box[2]') || ',"y2":' || (b -> '$.box[3]') || ',"difficult":'
    || (b ->> '$.difficult') || ',"truncated":' || (b ->> '$.truncated') || ',"occluded":' || (b ->> '$.occluded')
    || ',"crowd":' || (b ->> '$.crowd') || ',"pose":' || (b -> '$.pose') || ',"origin":0,"score":-1.0,"attributes":"{}"}' END,
  CASE WHEN a IS NULL THEN NULL ELSE '{"image":' || image || ',"class":' || (a -> '$.class') || ',"x1":' || (a -> '$.box[0]')
    || ',"y1":' || (a -> '$.box[1]') || ',"x2":' || (a -> '$.box[2]') || ',"y2":' || (a -> '$.box[3]') || ',"difficult":'
    || (a ->> '$.difficult') || ',"truncated":' || (a ->> '$.truncated') || ',"occluded":' || (a ->> '$.occluded')
    || ',"crowd":' || (a ->> '$.crowd') || ',"pose":' || (a -> '$.pose') || ',"origin":0,"score":-1.0,"attributes":"{}"}' END
  FROM old_boxes;
DROP VIEW old_boxes;
DROP TABLE history;
)sql",
                                 R"sql(
-- The ids that classes (1), images (2) and boxes (3) had in the COCO file they came from, for its evaluation server.
CREATE TABLE source_ids (
  kind INTEGER NOT NULL, row INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY(kind, row)) WITHOUT ROWID;
)sql",
                                 R"sql(
-- What an import found and what became of it, as ImportLedger::kept() writes it.
ALTER TABLE imports ADD COLUMN ledger TEXT NOT NULL DEFAULT '';
)sql"};
static_assert(std::size(steps) == projectVersion);

void keepCheckedCopy(SQLite::Database& database, const std::filesystem::path& file, int version) {
  const std::string copy = file.string() + ".before-v" + std::to_string(version + 1);
  if (std::filesystem::exists(copy)) return;
  SQLite::Statement vacuum(database, "VACUUM INTO ?");
  vacuum.bind(1, copy);
  vacuum.exec();
  SQLite::Database check(copy, SQLite::OPEN_READONLY);
  if (check.execAndGet("PRAGMA integrity_check").getString() != "ok")
    throw UserError({copy, 0, say("the copy made before updating the project is damaged"),
                     say("The project was not changed")});
}

std::set<std::pair<std::string, std::string>> columnsOf(SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
                          "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'");
  std::set<std::pair<std::string, std::string>> columns;
  while (query.executeStep()) columns.emplace(query.getColumn(0).getString(), query.getColumn(1).getString());
  return columns;
}

/// What migrate() makes of an empty file.
const std::set<std::pair<std::string, std::string>>& soundColumns() {
  static const auto columns = [] {
    SQLite::Database sound(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const char* step : steps) sound.exec(step);
    return columnsOf(sound);
  }();
  return columns;
}

/// Each query finds what SQLite would run, for as long as its author liked, when rows are read or written.
/// The first comes first because the others ask the tables, which wakes the modules of virtual ones.
constexpr const char* codeInSchema[] = {
    "SELECT type || ' ' || name FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
    " OR (type = 'table' AND (coalesce(rootpage, 0) = 0 OR instr(upper(sql), 'CHECK')))",
    "SELECT 'column ' || m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c"
    " WHERE m.type = 'table' AND (c.hidden OR (instr(c.dflt_value, '(')"
    " AND c.dflt_value != 'strftime(''%Y-%m-%dT%H:%M:%fZ'',''now'')'))",
    "SELECT 'index ' || i.name FROM sqlite_schema m JOIN pragma_index_list(m.name) i"
    " WHERE m.type = 'table' AND (i.partial OR EXISTS(SELECT 1 FROM pragma_index_xinfo(i.name) WHERE cid = "
    "-2))"};

}  // namespace

void migrate(SQLite::Database& database, const std::filesystem::path& file) {
  int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version == projectVersion) return;
  if (version > 0) keepCheckedCopy(database, file, version);
  for (; version < projectVersion; ++version) {
    SQLite::Transaction transaction(database);
    database.exec(steps[version]);
    database.exec("PRAGMA user_version = " + std::to_string(version + 1));
    database.exec("PRAGMA application_id = " + std::to_string(projectApplicationId));
    transaction.commit();
  }
  // The file's own header must say what it is, even when the program dies before it is closed.
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

void refuseCode(SQLite::Database& database, const std::filesystem::path& file) {
  for (const char* query : codeInSchema) {
    SQLite::Statement find(database, query);
    if (!find.executeStep()) continue;
    throw UserError(
        {file.string(), 0,
         say("the project contains SQL code that Anchor Studio did not create: %1",
             find.getColumn(0).getString()),
         say("Remove it with the SQLite shell, or restore the file from a backup; it was not changed")});
  }
}

void checkColumns(SQLite::Database& database, const std::filesystem::path& file) {
  if (database.execAndGet("PRAGMA user_version").getInt() != projectVersion) return;
  const auto found = columnsOf(database);
  for (const auto& [table, column] : soundColumns())
    if (!found.contains({table, column}))
      throw UserError({file.string(), 0,
                       say("the project is damaged: its table %1 has no column %2", table, column),
                       say("Restore it from a backup; it was not changed")});
}

}  // namespace anchor
