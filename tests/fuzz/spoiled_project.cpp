// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/spoiled_project.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/odd_value.h"

namespace anchor::fuzz {
namespace fs = std::filesystem;
namespace {

void fill(ProjectStore& store, const fs::path& folder) {
  std::vector<ImportedImage> images;
  for (const char* name : {"a.ppm", "b.ppm", "c.ppm"}) {
    put(folder / name, "P6\n3 1\n255\n123456789");
    ImportedImage image{(folder / name).string(), 3, 1, "train", "", true, {}, "", -1};
    for (const char* label : {"cat", "dog"}) {
      LabelBox box;
      box.x2 = 2;
      box.y2 = 1;
      image.boxes.push_back({label, box});
    }
    images.push_back(image);
  }
  store.addImported(images, "fuzz", {}, std::nullopt);
  const int64_t image = store.images().front().id;
  LabelBox box = store.boxes(image).front();
  {
    ProjectEdit edit = store.edit("change");
    box.x2 = 3;
    box.attributes = {{"colour", "red"}};
    edit.changeBox(box);
    edit.setClassAttributes(box.classId, {{"colour", AttributeRule::Kind::Choice, {"red", "blue"}}});
    edit.commit();
  }
  {
    ProjectEdit edit = store.edit("remove");
    edit.removeBox(box.id);
    edit.setTrashed({store.images().back().id}, true);
    edit.commit();
  }
  store.undo();
  store.replacePredictions(image, {{0, "cat", 0, 0, 2, 1, 0.5, "run"}, {0, "bird", 1, 0, 2, 1, 0.25, "run"}});
}

/// As a stranger's program may have made the tables.
void allowNulls(const fs::path& file) {
  SQLite::Database db(file.string(), SQLite::OPEN_READWRITE);
  db.exec("PRAGMA writable_schema = ON");
  db.exec(
      "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') "
      "WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'");
  db.exec("PRAGMA writable_schema = RESET");
  if (db.execAndGet("PRAGMA integrity_check").getString() != "ok") __builtin_trap();
}

sqlite3* g_newest = nullptr;  // what SQLite tells its extensions: the connection that was just opened
int noteConnection(sqlite3* database, char**, const sqlite3_api_routines*) {
  g_newest = database;
  return SQLITE_OK;
}

void bindValue(sqlite3_stmt* statement, int at, const OddValue& value) {
  if (const auto* real = std::get_if<double>(&value))
    sqlite3_bind_double(statement, at, *real);
  else if (const auto* whole = std::get_if<int64_t>(&value))
    sqlite3_bind_int64(statement, at, *whole);
  else if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text(statement, at, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
  else if (const auto* blob = std::get_if<Blob>(&value))
    sqlite3_bind_blob(statement, at, blob->bytes.data(), static_cast<int>(blob->bytes.size()),
                      SQLITE_TRANSIENT);
  else
    sqlite3_bind_null(statement, at);
}

void step(sqlite3_stmt* statement) {
  sqlite3_step(statement);  // a constraint that is left may refuse the value
  sqlite3_reset(statement);
}

}  // namespace

SpoiledProject::SpoiledProject() {
  const fs::path folder = place() / "p";
  {
    const auto store = ProjectStore::create(folder);
    fill(*store, folder);
  }
  allowNulls(folder / "project.anchor");
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(noteConnection));
  m_store = ProjectStore::open(folder);
  sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(noteConnection));
  m_database = g_newest;
  run("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE");
  m_fingerprint = m_store->fingerprint();
  keepCopy();
  m_begin = prepare("BEGIN");
  m_commit = prepare("COMMIT");
  m_rollBack = prepare("ROLLBACK");
  m_keysFree = prepare("PRAGMA foreign_keys = OFF");
  m_keysHold = prepare("PRAGMA foreign_keys = ON");
  step(m_keysFree);
}

SpoiledProject::~SpoiledProject() {
  while (sqlite3_stmt* statement = sqlite3_next_stmt(m_database, nullptr)) sqlite3_finalize(statement);
}

void SpoiledProject::run(const std::string& sql) {
  if (sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) __builtin_trap();
}

sqlite3_stmt* SpoiledProject::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(m_database, sql.c_str(), -1, &statement, nullptr);
  return statement;
}

void SpoiledProject::keepCopy() {
  std::vector<std::string> tables;
  sqlite3_stmt* columns = prepare(
      "SELECT m.name, c.name, c.cid, c.pk FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
      "WHERE m.type = 'table'");
  while (sqlite3_step(columns) == SQLITE_ROW) {
    const auto text = [&](int at) {
      return std::string(reinterpret_cast<const char*>(sqlite3_column_text(columns, at)));
    };
    const std::string table = text(0);
    if (sqlite3_column_int(columns, 2) == 0) tables.push_back(table);
    if (sqlite3_column_int(columns, 3) != 0 || table.starts_with("sqlite_")) continue;
    const std::string update = "UPDATE \"" + table + "\" SET \"" + text(1) + "\" = ?1";
    m_columns.push_back({prepare(update), prepare(update + " WHERE rowid IN (SELECT rowid FROM \"" + table +
                                                  "\" LIMIT 1 OFFSET ?2)")});
  }
  sqlite3_finalize(columns);
  if (m_columns.size() < 40) __builtin_trap();
  run("ATTACH ':memory:' AS sound");
  for (const std::string& table : tables) {
    run("CREATE TABLE sound.\"copy_" + table + "\" AS SELECT * FROM \"" + table + "\"");
    m_refill.push_back(prepare("DELETE FROM \"" + table + "\""));
    m_refill.push_back(prepare("INSERT INTO \"" + table + "\" SELECT * FROM \"copy_" + table + "\""));
  }
}

void SpoiledProject::begin() { step(m_begin); }
void SpoiledProject::commit() { step(m_commit); }
void SpoiledProject::holdKeys() { step(m_keysHold); }

void SpoiledProject::spoil(FuzzedDataProvider& input) {
  for (int change = 0; change < 6 && input.remaining_bytes() > 2; ++change) {
    const Column& column = m_columns[input.ConsumeIntegralInRange<size_t>(0, m_columns.size() - 1)];
    const int row = input.ConsumeIntegralInRange(-1, 3);  // -1: all
    sqlite3_stmt* update = row < 0 ? column.inAll : column.inOne;
    if (update == nullptr) continue;
    if (row >= 0) sqlite3_bind_int(update, 2, row);
    bindValue(update, 1, oddValue(input));
    step(update);
  }
}

void SpoiledProject::rollBack() {
  step(m_rollBack);
  wantUnchanged();
}

void SpoiledProject::copyBack() {
  step(m_keysFree);
  begin();
  for (sqlite3_stmt* statement : m_refill) step(statement);
  commit();
  wantUnchanged();
}

void SpoiledProject::wantUnchanged() {
  if (sqlite3_get_autocommit(m_database) == 0) __builtin_trap();  // somebody left a transaction open
  if (m_inputs++ % 4096 == 0 && m_store->fingerprint() != m_fingerprint) __builtin_trap();
}

}  // namespace anchor::fuzz
