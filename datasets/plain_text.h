// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace anchor {

/// ASCII letters made small, whatever the machine's locale; other bytes stay.
std::string lowerCase(std::string text);
/// The first 64 KB of a file from its first character that is no space, no line end and no byte order mark;
/// empty when there is none.
std::string fileHead(const std::filesystem::path& file);
/// All bytes of a file; none when it cannot be opened.
std::string textOf(const std::filesystem::path& file);

/// The first line (from 1) that is not UTF-8; 0 when all are.
int lineNotUtf8(std::string_view text);
/// Throws UserError that names the file and the first line that is not UTF-8; the text begins in `line`.
/// What is kept of a file has to be: names stand in JSON, and any guess at another encoding may be wrong
/// without a trace.
void requireUtf8(std::string_view text, const std::string& file, int line = 1);

}  // namespace anchor
