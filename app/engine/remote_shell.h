// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/base/message.h"
#include "engine/protocol/remote_place.h"

namespace anchor {

/// 'it'\''s' : one word for a POSIX shell, whatever it holds.
std::string shellWord(const std::string& text);

/// In front of an engine's command line: threads that do not spin while they wait, unless that machine's
/// person said otherwise. Where others compute too, spinning ones make a step take ten times as long.
constexpr const char* patientThreads = "OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE} ";

/// Runs commands on another machine through OpenSSH's client, over one connection. Never asks for a password:
/// keys or an agent have to do.
class RemoteShell {
 public:
  /// `scratch`: a short-lived folder of this process, for the shared connection and outputs.
  RemoteShell(RemotePlace place, std::filesystem::path scratch);
  ~RemoteShell();
  RemoteShell(const RemoteShell&) = delete;
  RemoteShell& operator=(const RemoteShell&) = delete;
  /// The whole local command line that runs `command` there.
  [[nodiscard]] std::string line(const std::string& command) const;
  struct Answer {
    int status = 0;  ///< of the command; 255: the connection failed
    std::string output, errors;
  };
  /// `before`: a local shell command whose output it reads ("tar … |" without the bar); may be empty.
  [[nodiscard]] Answer run(const std::string& command, const std::string& before = {}) const;
  /// Throws UserError unless the command did its work: of the host, with `failed` ("… failed: %1") whose
  /// last value are the errors.
  void expectDone(const Answer& answer, const Message& failed) const;
  /// As run, but throws UserError that names host and command's errors when it fails.
  std::string require(const std::string& command, const Message& failed,
                      const std::string& before = {}) const;
  /// Copies one file of that machine here; the file is whole or not there. False when it is not there.
  [[nodiscard]] bool fetch(const std::string& file, const std::filesystem::path& to) const;
  /// Ends every command that goes on through the connection; the next one connects anew.
  void disconnect() const;
  [[nodiscard]] const RemotePlace& place() const { return m_place; }

 private:
  RemotePlace m_place;
  std::filesystem::path m_scratch;
};

}  // namespace anchor
