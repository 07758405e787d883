#include "app/engine/child_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <thread>

#include "engine/run/atomic_file.h"
#include "engine/run/user_error.h"

namespace anchor {

ChildResult runOwnProgram(const std::vector<std::string>& arguments, const std::filesystem::path& scratch,
                          std::chrono::seconds most) {
  const std::filesystem::path output = scratch / "output";
  const std::filesystem::path errors = scratch / "errors";
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  std::vector<char*> list{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) list.push_back(const_cast<char*>(argument.c_str()));
  list.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors.c_str(), flags, 0600);
  pid_t child = 0;
  const int failure = posix_spawn(&child, program.c_str(), &files, nullptr, list.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failure != 0) throw UserError(program, std::string("cannot be started: ") + std::strerror(failure));
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
