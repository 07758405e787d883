// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <functional>
#include <mutex>

#include "engine/protocol/run_command.h"
#include "engine/protocol/run_event.h"

namespace anchor {

/// Paths inside a run folder. Creates nothing by itself.
class RunFolder {
 public:
  explicit RunFolder(std::filesystem::path path) : m_path(std::move(path)) {}
  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
  [[nodiscard]] std::filesystem::path config() const { return m_path / "config.json"; }
  [[nodiscard]] std::filesystem::path samples() const { return m_path / "samples.json"; }
  [[nodiscard]] std::filesystem::path events() const { return m_path / "events.jsonl"; }
  [[nodiscard]] std::filesystem::path commands() const { return m_path / "commands.jsonl"; }
  [[nodiscard]] std::filesystem::path checkpoints() const { return m_path / "checkpoints"; }
  [[nodiscard]] std::filesystem::path snapshots() const { return m_path / "snapshots"; }
  [[nodiscard]] std::filesystem::path log() const { return m_path / "log.txt"; }
  [[nodiscard]] std::filesystem::path lock() const { return m_path / "lock"; }
  /// checkpoints/iteration-000200.safetensors
  [[nodiscard]] std::filesystem::path checkpoint(int iteration) const;
  /// Finished checkpoints by rising iteration; files that are still being written are not among them.
  [[nodiscard]] std::vector<std::filesystem::path> finishedCheckpoints() const;
  /// True while an engine holds the lock.
  [[nodiscard]] bool isAlive() const;

 private:
  std::filesystem::path m_path;
};

/// Makes runs/0007-name below `runs` with the next free number. Throws UserError.
RunFolder createRunFolder(const std::filesystem::path& runs, const std::string& name);

/// Held by the engine while it works on the run; the kernel releases it however the engine ends.
class RunLock {
 public:
  /// Throws UserError when another engine works on the run.
  explicit RunLock(const RunFolder& folder);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  int m_descriptor = -1;
};

/// Appends events; each line goes out in one write. A torn line of a killed engine is closed first.
class EventWriter {
 public:
  explicit EventWriter(const std::filesystem::path& events);
  ~EventWriter();
  EventWriter(const EventWriter&) = delete;
  EventWriter& operator=(const EventWriter&) = delete;
  void write(const EventBody& body);

 private:
  std::mutex m_mutex;
  int m_descriptor = -1;
  std::filesystem::path m_path;
};

/// Every event of a run from its first, with the line that holds it; torn and unknown lines are left out.
void readEvents(const RunFolder& folder,
                const std::function<void(const std::string& line, const RunEvent& event)>& visit);

/// Gives the command the time of now when it has none.
void appendCommand(const RunFolder& folder, RunCommand command);

}  // namespace anchor
