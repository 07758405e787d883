// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <spawn.h>

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

/// Starts this very program again. `files` and `environment` are posix_spawn's: null for none to open, and
/// for this process's own variables. Throws UserError when it cannot be started.
pid_t startOwnProgram(std::vector<std::string> arguments, const posix_spawn_file_actions_t* files = nullptr,
                      std::vector<std::string> environment = {});

/// Runs this very program again with other arguments and waits. `scratch` is a folder for its output while it
/// runs; after `most` it is killed. Throws UserError when it cannot be started.
ChildResult runOwnProgram(const std::vector<std::string>& arguments, const std::filesystem::path& scratch,
                          std::chrono::seconds most = std::chrono::hours(24));

}  // namespace anchor
