#pragma once
#include <filesystem>
#include <string>

namespace anchor {

/// ASCII letters made small, whatever the machine's locale; other bytes stay.
std::string lowerCase(std::string text);
/// The first 64 KB of a file from its first character that is no space, no line end and no byte order mark;
/// empty when there is none.
std::string fileHead(const std::filesystem::path& file);

}  // namespace anchor
