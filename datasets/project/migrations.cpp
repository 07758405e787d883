#include "datasets/project/migrations.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "datasets/problem.h"

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
    throw DatasetError(
        {copy, 0, "the copy made before updating the project is damaged", "The project was not changed"});
}

}  // namespace

void migrate(SQLite::Database& database, const std::filesystem::path& file) {
  int version = database.execAndGet("PRAGMA user_version").getInt();
  if (version > 0 && version < projectVersion) keepCheckedCopy(database, file, version);
  for (; version < projectVersion; ++version) {
    SQLite::Transaction transaction(database);
    database.exec(steps[version]);
    database.exec("PRAGMA user_version = " + std::to_string(version + 1));
    database.exec("PRAGMA application_id = " + std::to_string(projectApplicationId));
    transaction.commit();
  }
}

}  // namespace anchor
