#include "datasets/project/project_sql.h"

#include <sqlite3.h>

namespace anchor {

DatasetError projectError(const std::string& file, const SQLite::Exception& error) {
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      return DatasetError({file, 0, "the disk is full", "Free some space and try again"});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return DatasetError(
          {file, 0, "another program is writing into the project", "Try again when it is done"});
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return DatasetError({file, 0, std::string("the project cannot be read or written: ") + error.what(),
                           "Check the disk and permissions"});
    default:
      return DatasetError(
          {file, 0, std::string("the project is damaged: ") + error.what(), "Restore it from a backup"});
  }
}

}  // namespace anchor
