#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace anchor {

struct ChildResult {
  int exitCode = 0;    ///< 128 + number when a signal ended it
  std::string output;  ///< its standard output
  std::string errors;  ///< its standard error output
};

/// Runs this very program again with other arguments and waits. `scratch` is a folder for its output while it
/// runs; after `most` it is killed. Throws UserError when it cannot be started.
ChildResult runOwnProgram(const std::vector<std::string>& arguments, const std::filesystem::path& scratch,
                          std::chrono::seconds most = std::chrono::hours(24));

}  // namespace anchor
