// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "engine/base/user_error.h"

namespace anchor {

/// What a file is that holds labels of a program whose files are not read, and what to export there instead;
/// nothing for any other file. `head` is the file's beginning, as fileHead() gives it.
std::optional<Problem> foreignLabels(const std::filesystem::path& file, const std::string& head);
/// The same, reading the beginning where the file's ending makes it worth it.
std::optional<Problem> foreignLabels(const std::filesystem::path& file);
/// The first such file below a folder, in the order of their paths; a few thousand are looked at.
std::optional<Problem> firstForeignLabels(const std::filesystem::path& folder);

}  // namespace anchor
