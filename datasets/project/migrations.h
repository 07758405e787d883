// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>

namespace SQLite {
class Database;
}

namespace anchor {

inline constexpr int projectApplicationId = 0x414E4348;  // "ANCH"
inline constexpr int projectVersion = 4;

/// Brings an open project database from its user_version to projectVersion, one numbered step after the
/// other, each in a transaction; a checked copy of the file (project.anchor.before-vN) is kept before the
/// first step of an old project.
void migrate(SQLite::Database& database, const std::filesystem::path& file);

/// Throws UserError that names the first thing in the schema that runs by itself: a trigger, a view, a
/// virtual table, a CHECK, a computed column, default or index. None is ours; one of a stranger could take
/// labels away at the next edit or never end. Asked before anything else is read. Changes nothing.
void refuseCode(SQLite::Database& database, const std::filesystem::path& file);

/// Throws UserError where a table of a project of the newest version lacks a column of those that
/// migrate() makes: else it would be missed in the midst of work. Changes nothing.
void checkColumns(SQLite::Database& database, const std::filesystem::path& file);

}  // namespace anchor
