#pragma once
// Shared by the two halves of ProjectStore: reading and importing, and edits with their history.
#include <SQLiteCpp/SQLiteCpp.h>

#include "datasets/project/project_store.h"

namespace anchor {

struct ProjectStore::Database {
  explicit Database(const std::string& file, int flags) : db(file, flags) {}
  mutable SQLite::Database db;
};

/// Columns of a box in the order readBox expects.
inline constexpr const char* boxColumns =
    "id, class, x1, y1, x2, y2, difficult, truncated, occluded, crowd, pose";
LabelBox readBox(SQLite::Statement& row, int first);
/// Binds class … pose from parameter `first` on.
void bindBox(SQLite::Statement& statement, const LabelBox& box, int first);

}  // namespace anchor
