// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <fuzzer/FuzzedDataProvider.h>

#include <memory>
#include <string>
#include <vector>

#include "datasets/project/project_store.h"

struct sqlite3;
struct sqlite3_stmt;

namespace anchor::fuzz {

/// An open project whose rows hold what no program of ours would write: any value in any column of any table,
/// NULL where the schema forbids it. It stays open from input to input, because opening one takes
/// milliseconds.
class SpoiledProject {
 public:
  SpoiledProject();
  ~SpoiledProject();
  SpoiledProject(const SpoiledProject&) = delete;
  SpoiledProject& operator=(const SpoiledProject&) = delete;
  /// Works on the project with up to six values of the input's choice, after which every row is what it was.
  /// Reading does so in a transaction that is rolled back; writing wants transactions of its own, and rows
  /// are copied back.
  template <class Work>
  void read(FuzzedDataProvider& input, const Work& work) {
    begin();
    spoil(input);
    work(*m_store);
    rollBack();
  }
  template <class Work>
  void write(FuzzedDataProvider& input, const Work& work) {
    begin();
    spoil(input);
    commit();
    holdKeys();
    work(*m_store);
    copyBack();
  }

 private:
  struct Column {
    sqlite3_stmt* inAll = nullptr;
    sqlite3_stmt* inOne = nullptr;  ///< null for a table that has no numbered rows
  };
  void begin();
  void commit();
  void holdKeys();
  void rollBack();
  void copyBack();
  void spoil(FuzzedDataProvider& input);
  void run(const std::string& sql);
  sqlite3_stmt* prepare(const std::string& sql);
  void keepCopy();
  /// Now and then, because a project that drifted would be tested for something else. Ends the program there.
  void wantUnchanged();

  std::unique_ptr<ProjectStore> m_store;
  sqlite3* m_database = nullptr;  ///< the store's own connection
  std::vector<Column> m_columns;
  std::vector<sqlite3_stmt*> m_refill;
  sqlite3_stmt *m_begin = nullptr, *m_commit = nullptr, *m_rollBack = nullptr, *m_keysFree = nullptr,
               *m_keysHold = nullptr;
  std::string m_fingerprint;
  int m_inputs = 0;
};

}  // namespace anchor::fuzz
