// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/lock_holder.h"

#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "engine/base/json_fields.h"
#include "engine/base/user_error.h"
#include "engine/protocol/remote_place.h"

namespace anchor {
namespace {

std::string firstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::string hostName() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : std::string();
}

/// Field 22 of /proc/PID/stat (proc(5)); the name before it may hold anything. 0: no such process.
uint64_t startOf(int pid) {
  const std::string stat = firstLine("/proc/" + std::to_string(pid) + "/stat");
  const size_t name = stat.rfind(')');
  if (name == std::string::npos) return 0;
  std::istringstream fields(stat.substr(name + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  uint64_t start = 0;
  fields >> start;
  return start;
}

LockHolder describeProcess(int pid) {
  return {pid, hostName(), firstLine("/proc/sys/kernel/random/boot_id"), startOf(pid)};
}

}  // namespace

LockHolder ownHolder() { return describeProcess(::getpid()); }

std::string holderText(const LockHolder& holder) {
  return Json{{"pid", holder.pid}, {"host", holder.host}, {"boot", holder.boot}, {"started", holder.started}}
             .dump(-1, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

std::optional<LockHolder> lockHolder(const RunFolder& folder) {
  if (!folder.isAlive()) return std::nullopt;
  try {
    const Json json = parseJson(firstLine(folder.lock().string()), "lock");
    return LockHolder{json.at("pid"), json.at("host"), json.at("boot"), json.at("started")};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::optional<std::string> otherMachine(const RunFolder& folder) {
  if (!folder.isAlive()) return std::nullopt;
  if (std::filesystem::exists(folder.path() / "remote.json")) {
    try {
      return readRemotePlace(folder.path()).host;
    } catch (const UserError&) {
      return std::string();
    }
  }
  const auto holder = lockHolder(folder);
  return holder && holder->host != hostName() ? std::optional(holder->host) : std::nullopt;
}

void killEngine(const RunFolder& folder) {
  if (!folder.isAlive()) return;
  if (std::filesystem::exists(folder.path() / "remote.json")) readRemotePlace(folder.path());
  if (const auto host = otherMachine(folder))
    throw UserError(*host,
                    say("is training this run, and processes on another machine cannot be ended from here"),
                    say("Log in there, end anchor-engine, then resume"));
  const auto holder = lockHolder(folder);
  if (!holder)
    throw UserError(folder.lock().string(), say("does not say which process is working on this run"),
                    say("End anchor-engine yourself"));
  if (describeProcess(holder->pid) != *holder)
    throw UserError(folder.lock().string(), say("refers to a process that no longer exists"),
                    say("End anchor-engine yourself"));
  ::kill(holder->pid, SIGKILL);
}

}  // namespace anchor
