// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/child_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <thread>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace {

/// Pointers into `texts`, with the null that the system wants at the end.
std::vector<char*> pointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

pid_t startOwnProgram(std::vector<std::string> arguments, const posix_spawn_file_actions_t* files,
                      std::vector<std::string> environment) {
  arguments.insert(arguments.begin(), std::filesystem::read_symlink("/proc/self/exe").string());
  pid_t child = 0;
  const int failure =
      ::posix_spawn(&child, arguments[0].c_str(), files, nullptr, pointersTo(arguments).data(),
                    environment.empty() ? environ : pointersTo(environment).data());
  if (failure != 0) throw UserError(arguments[0], say("cannot be started: %1", std::strerror(failure)));
  return child;
}

ChildResult runOwnProgram(const std::vector<std::string>& arguments, const std::filesystem::path& scratch,
                          std::chrono::seconds most) {
  const std::filesystem::path output = scratch / "output";
  const std::filesystem::path errors = scratch / "errors";
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.c_str(), flags, 0600);
  pid_t child = 0;
  try {
    child = startOwnProgram(arguments, &files);
  } catch (const UserError&) {
    posix_spawn_file_actions_destroy(&files);
    throw;
  }
  posix_spawn_file_actions_destroy(&files);
  int status = 0;
  const auto until = std::chrono::steady_clock::now() + most;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) ::kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ChildResult result;
  result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.output = readWholeFile(output);
  result.errors = readWholeFile(errors);
  return result;
}

}  // namespace anchor
