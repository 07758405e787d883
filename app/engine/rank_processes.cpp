// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/rank_processes.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <thread>

#include "app/engine/child_process.h"
#include "app/engine/scratch_folder.h"
#include "app/engine/stop_signal.h"
#include "engine/distributed/ranks.h"
#include "engine/inference/devices.h"

namespace anchor {
namespace {

using Variables = std::map<std::string, std::string>;
using Clock = std::chrono::steady_clock;

constexpr auto lookEvery = std::chrono::milliseconds(50);
/// For the checkpoint of those that are left after one failed.
constexpr auto patience = std::chrono::minutes(2);

Variables ownEnvironment() {
  Variables variables;
  for (char** line = environ; *line != nullptr; ++line) {
    const std::string text = *line;
    const size_t equals = text.find('=');
    variables[text.substr(0, equals)] = equals == text.npos ? "" : text.substr(equals + 1);
  }
  return variables;
}

std::vector<std::string> environmentOf(int rank, int processes, const std::string& meetingFile) {
  Variables variables = ownEnvironment();
  variables["RANK"] = variables["LOCAL_RANK"] = std::to_string(rank);
  variables["WORLD_SIZE"] = variables["LOCAL_WORLD_SIZE"] = std::to_string(processes);
  variables[meetingFileVariable] = meetingFile;
  // Those that a person set himself stay.
  variables.emplace("GLOO_SOCKET_IFNAME", "lo");
  variables.emplace("TORCH_CPP_LOG_LEVEL", "ERROR");  // c10d warns in each of them of what is meant so
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  variables.emplace("OMP_NUM_THREADS", std::to_string(std::max(1, cores / processes)));
  std::vector<std::string> lines;
  for (const auto& [name, value] : variables) lines.push_back(name + "=" + value);
  return lines;
}

/// The processes of one run. What is left of them is killed when this goes.
class Processes {
 public:
  Processes() = default;
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;
  ~Processes() {
    signalAll(SIGKILL);
    while (!m_ranks.empty()) (void)takeEnded();
  }
  void add(pid_t process) { m_ranks[process] = static_cast<int>(m_ranks.size()); }

  int wait() {
    bool stopPassed = false;
    while (!m_ranks.empty()) {
      if (stopSignalled() && !stopPassed) {
        signalAll(SIGTERM);
        stopPassed = true;
      }
      if (m_failed != 0 && Clock::now() - m_failedAt > patience) signalAll(SIGKILL);
      if (!takeEnded()) std::this_thread::sleep_for(lookEvery);
    }
    return m_failed;
  }

 private:
  void signalAll(int signal) const {
    for (const auto& [process, rank] : m_ranks) ::kill(process, signal);
  }
  /// Whether one had ended.
  bool takeEnded() {
    int status = 0;
    const pid_t process = ::waitpid(-1, &status, WNOHANG);
    const auto found = m_ranks.find(process);
    if (process <= 0 || found == m_ranks.end()) return false;
    const int rank = found->second;
    m_ranks.erase(found);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (code == 0 || m_failed != 0) return true;
    m_failed = code;
    m_failedAt = Clock::now();
    if (WIFSIGNALED(status))
      std::fprintf(stderr, "Process %d of the run was ended by signal %d (%s)\n", rank, WTERMSIG(status),
                   ::strsignal(WTERMSIG(status)));
    return true;
  }
  std::map<pid_t, int> m_ranks;
  int m_failed = 0;  ///< exit code of the first that failed
  Clock::time_point m_failedAt;
};

}  // namespace

int processesOf(const RunConfig& config) {
  if (std::getenv("WORLD_SIZE") != nullptr) return 1;
  if (config.processes > 0) return config.processes;
  int most = config.device == "cpu" ? 1 : std::clamp(gpuCount(), 1, config.solver.batch);
  while (config.solver.batch % most != 0) --most;
  return most;
}

int trainTogether(const std::vector<std::string>& arguments, int processes) {
  const ScratchFolder scratch;
  catchStopSignals();
  Processes all;
  const std::string meetingFile = (scratch.path() / "meeting").string();
  for (int rank = 0; rank < processes; ++rank)
    all.add(startOwnProgram(arguments, nullptr, environmentOf(rank, processes, meetingFile)));
  return all.wait();
}

void endWithParent() {
  if (std::getenv(meetingFileVariable) != nullptr) ::prctl(PR_SET_PDEATHSIG, SIGTERM);
}

}  // namespace anchor
