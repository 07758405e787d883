// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/run_folder.h"

#include "engine/base/line_reader.h"
#include "engine/protocol/lock_holder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace anchor {
namespace fs = std::filesystem;
namespace {

int openToAppend(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) throw UserError(path.string(), say("cannot be opened for writing: %1", std::strerror(errno)));
  const off_t size = ::lseek(file, 0, SEEK_END);
  char last = '\n';
  if (size > 0 && ::pread(file, &last, 1, size - 1) == 1 && last != '\n') (void)!::write(file, "\n", 1);
  return file;
}

void appendLine(int file, const fs::path& path, std::string line) {
  line += '\n';
  if (::write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
    throw UserError(path.string(), say("cannot be written: %1", std::strerror(errno)),
                    say("Check free space"));
}

}  // namespace

fs::path RunFolder::checkpoint(int iteration) const {
  char name[40];
  std::snprintf(name, sizeof name, "iteration-%06d.safetensors", iteration);
  return checkpoints() / name;
}

std::vector<fs::path> RunFolder::finishedCheckpoints() const {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(checkpoints(), error))
    if (entry.path().extension() == ".safetensors") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

bool RunFolder::isAlive() const {
  const int file = ::open(lock().c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool free = ::flock(file, LOCK_SH | LOCK_NB) == 0;
  ::close(file);
  return !free;
}

RunFolder createRunFolder(const fs::path& runs, const std::string& name) {
  std::error_code error;
  fs::create_directories(runs, error);
  int highest = 0;
  for (const auto& entry : fs::directory_iterator(runs, error))
    highest = std::max(highest, std::atoi(entry.path().filename().c_str()));
  for (int number = highest + 1; number < highest + 100; ++number) {
    char prefix[16];
    std::snprintf(prefix, sizeof prefix, "%04d-", number);
    const RunFolder folder(runs / (prefix + name));
    if (fs::create_directory(folder.path(), error)) {
      fs::create_directory(folder.checkpoints());
      return folder;
    }
  }
  throw UserError(runs.string(), say("a run folder cannot be created here"),
                  say("Check free space and permissions"));
}

RunLock::RunLock(const RunFolder& folder) {
  m_descriptor = ::open(folder.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (m_descriptor < 0)
    throw UserError(folder.lock().string(), say("cannot be created: %1", std::strerror(errno)));
  // isAlive() of a watching studio holds the lock for an instant, so one refusal proves nothing.
  int refused = 0;
  while (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 && ++refused < 20) ::usleep(20'000);
  if (refused == 20) {
    ::close(m_descriptor);
    throw UserError(folder.path().string(), say("another engine is already working on this run"),
                    say("Stop it first"));
  }
  // Who it is, for the one who must end it. On a full disk the lock holds all the same.
  const std::string holder = holderText(ownHolder());
  if (::ftruncate(m_descriptor, 0) == 0) (void)!::pwrite(m_descriptor, holder.data(), holder.size(), 0);
}

RunLock::~RunLock() { ::close(m_descriptor); }

EventWriter::EventWriter(const fs::path& events) : m_descriptor(openToAppend(events)), m_path(events) {}
EventWriter::~EventWriter() { ::close(m_descriptor); }

void EventWriter::write(const EventBody& body) {
  const std::lock_guard guard(m_mutex);
  appendLine(m_descriptor, m_path, eventLine({secondsSinceEpoch(), body}));
}

void readEvents(const RunFolder& folder,
                const std::function<void(const std::string& line, const RunEvent& event)>& visit) {
  LineReader reader(folder.events());
  do {
    for (const std::string& line : reader.readNew())
      if (const auto event = parseEventLine(line)) visit(line, *event);
  } while (reader.hasMore());
}

void appendCommand(const RunFolder& folder, RunCommand command) {
  if (command.time == 0) command.time = secondsSinceEpoch();
  const int file = openToAppend(folder.commands());
  try {
    appendLine(file, folder.commands(), commandLine(command));
  } catch (...) {
    ::close(file);
    throw;
  }
  ::close(file);
}

}  // namespace anchor
