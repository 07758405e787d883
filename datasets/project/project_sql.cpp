// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/project_sql.h"

#include <sqlite3.h>

namespace anchor {

UserError projectError(const std::string& file, const SQLite::Exception& error) {
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      return UserError({file, 0, say("the disk is full"), say("Free some space and try again")});
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return UserError(
          {file, 0, say("another program is writing to the project"), say("Try again when it has finished")});
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return UserError({file, 0, say("the project cannot be read or written: %1", error.what()),
                        say("Check the disk and permissions")});
    default:
      return UserError(
          {file, 0, say("the project is damaged: %1", error.what()), say("Restore it from a backup")});
  }
}

}  // namespace anchor
