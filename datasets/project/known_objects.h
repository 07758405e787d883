// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>

#include "datasets/project/project_rows.h"
#include "datasets/project/project_store.h"

namespace anchor {

/// What the project has, or had until a person deleted it, at the place of an imported object.
class KnownObjects {
 public:
  explicit KnownObjects(SQLite::Database& db);
  /// Why the project needs none of the objects again; empty for those that it does not know. Each box of the
  /// project stands for one at most. Throws UserError where the history cannot be read.
  std::vector<Message> reasons(int64_t image, const std::vector<ImportedBox>& objects);

 private:
  std::vector<LabelBox> deletedFrom(int64_t image);

  SQLite::Database& m_db;
  ProjectStatement m_boxes;
  bool m_read = false;
  std::map<int64_t, std::vector<LabelBox>> m_deleted;
};

}  // namespace anchor
