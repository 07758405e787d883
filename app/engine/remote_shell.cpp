// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/remote_shell.h"

#include <sys/wait.h>

#include <cstdlib>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

constexpr int connectionFailed = 255;

}  // namespace

std::string shellWord(const std::string& text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'')
      word += "'\\''";
    else
      word += c;
  }
  return word + "'";
}

RemoteShell::RemoteShell(RemotePlace place, fs::path scratch)
    : m_place(std::move(place)), m_scratch(std::move(scratch)) {
  // "-oProxyCommand=…" in a host's place would be an option.
  if (m_place.host.starts_with("-"))
    throw UserError("host " + m_place.host, say("cannot start with a minus sign"));
}

RemoteShell::~RemoteShell() { disconnect(); }

void RemoteShell::disconnect() const {
  const std::string control = (m_scratch / "c").string();
  if (!fs::exists(control)) return;
  const std::string exit =
      "ssh -o ControlPath=" + shellWord(control) + " -O exit " + shellWord(m_place.host) + " >/dev/null 2>&1";
  [[maybe_unused]] const int done = std::system(exit.c_str());
}

std::string RemoteShell::line(const std::string& command) const {
  std::string ssh =
      "ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"
      " -o ControlMaster=auto -o ControlPersist=60 -o ControlPath=" +
      shellWord((m_scratch / "c").string());
  if (!m_place.ssh_config.empty()) ssh += " -F " + shellWord(m_place.ssh_config);
  return ssh + " -- " + shellWord(m_place.host) + " " + shellWord(command);
}

RemoteShell::Answer RemoteShell::run(const std::string& command, const std::string& before) const {
  const fs::path output = m_scratch / "output", errors = m_scratch / "errors";
  std::string whole = before;
  if (!before.empty()) whole += " | ";
  whole += line(command);
  if (before.empty()) whole += " </dev/null";
  whole += " >" + shellWord(output.string()) + " 2>" + shellWord(errors.string());
  const int status = std::system(whole.c_str());
  Answer answer;
  answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : connectionFailed;
  answer.output = readWholeFile(output);
  answer.errors = readWholeFile(errors);
  return answer;
}

std::string RemoteShell::require(const std::string& command, const Message& failed,
                                 const std::string& before) const {
  Answer answer = run(command, before);
  expectDone(answer, failed);
  return answer.output;
}

void RemoteShell::expectDone(const Answer& answer, const Message& failed) const {
  if (answer.status == 0) return;
  const std::string said = answer.errors.substr(0, answer.errors.find_last_not_of("\r\n ") + 1);
  if (answer.status == connectionFailed)
    throw UserError(m_place.host, say("cannot be reached: %1", said),
                    say("Try ssh %1 in a terminal; it must log in without a password, with a key or an agent",
                        m_place.host));
  Message reason = failed;
  reason.values.emplace_back(said);
  throw UserError(m_place.host, reason);
}

bool RemoteShell::fetch(const std::string& file, const fs::path& to) const {
  fs::create_directories(to.parent_path());
  const fs::path part = to.string() + ".part";
  const std::string whole =
      line("cat " + shellWord(file)) + " </dev/null >" + shellWord(part.string()) + " 2>/dev/null";
  const bool done = std::system(whole.c_str()) == 0;
  if (done)
    fs::rename(part, to);
  else
    fs::remove(part);
  return done;
}

}  // namespace anchor
