// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Inside of datasets/project: SQLiteCpp whose errors are a UserError that names the project's file, the
// reason and a remedy.
#include <SQLiteCpp/SQLiteCpp.h>

#include "engine/base/user_error.h"

namespace anchor {

/// What SQLite threw, in our words.
UserError projectError(const std::string& file, const SQLite::Exception& error);

/// The work's result. What SQLite throws in it comes out as projectError().
template <class Work>
auto toldOfProject(const SQLite::Database& db, const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw projectError(db.getFilename(), error);
  }
}

class ProjectStatement : public SQLite::Statement {
 public:
  ProjectStatement(const SQLite::Database& db, const std::string& sql)
      : SQLite::Statement(toldOfProject(db, [&] { return SQLite::Statement(db, sql); })), m_db(db) {}
  bool executeStep() {
    return toldOfProject(m_db, [this] { return SQLite::Statement::executeStep(); });
  }
  int exec() {
    return toldOfProject(m_db, [this] { return SQLite::Statement::exec(); });
  }

 private:
  const SQLite::Database& m_db;
};

class ProjectTransaction {
 public:
  explicit ProjectTransaction(SQLite::Database& db)
      : m_db(db),
        m_transaction(toldOfProject(db, [&] { return std::make_unique<SQLite::Transaction>(db); })) {}
  void commit() {
    toldOfProject(m_db, [this] { m_transaction->commit(); });
  }

 private:
  SQLite::Database& m_db;
  std::unique_ptr<SQLite::Transaction> m_transaction;
};

inline void execute(SQLite::Database& db, const char* sql) {
  toldOfProject(db, [&] { db.exec(sql); });
}

}  // namespace anchor
