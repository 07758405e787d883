// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/remote_run.h"

#include <poll.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "app/engine/scratch_folder.h"
#include "engine/base/atomic_file.h"
#include "engine/base/line_reader.h"
#include "engine/config/run_config.h"
#include "engine/protocol/run_samples.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

constexpr int pollMilliseconds = 300;
constexpr auto reconnectAfter = std::chrono::seconds(5);
constexpr int mostReconnects = 720;  // an hour without the network

/// An image's place there. The name keeps its end, which says the kind of file.
std::string remoteImage(size_t index, const std::string& image) {
  char number[24];
  std::snprintf(number, sizeof number, "%06zu", index);
  return std::string("../images/").append(number).append(fs::path(image).extension().string());
}

std::set<std::string> linesOf(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

class RemoteRun {
 public:
  RemoteRun(const RunFolder& folder, const RemotePlace& place)
      : m_folder(folder), m_shell(place, m_scratch.path()), m_samples(readRunSamples(folder.samples())) {
    for (size_t i = 0; i < m_samples.samples.size(); ++i)
      m_localNames[remoteImage(i, m_samples.samples[i].image)] = m_samples.samples[i].image;
  }

  void train(const std::function<bool()>& stopListening) {
    countLines();
    m_home = m_shell.require("mkdir -p " + shellWord(m_shell.place().folder) + " && cd " +
                                 shellWord(m_shell.place().folder) + " && pwd",
                             say("creating the folder failed: %1"));
    m_home.erase(m_home.find_last_not_of('\n') + 1);
    if (!working()) {
      drain();
      if (m_ended) return;  // it came to its end while nobody listened
      upload();
      start();
    }
    listen(stopListening);
  }

 private:
  [[nodiscard]] std::string there(const std::string& file) const { return m_home + "/" + file; }

  /// Each line of the events here is a line of the events there. A half one is cut off: it comes again.
  void countLines() {
    if (!fs::exists(m_folder.events())) return;
    const std::string all = readWholeFile(m_folder.events());
    fs::resize_file(m_folder.events(), all.find_last_of('\n') + 1);
    m_lines = static_cast<size_t>(std::ranges::count(all, '\n'));
  }

  /// The engine holds its run's lock while it lives; a number in a file could be another process's by now.
  [[nodiscard]] bool working() const {
    const std::string lock = shellWord(there("run/lock"));
    return m_shell.run("test -e " + lock + " && ! flock -n " + lock + " true").status == 0;
  }

  /// What an engine said before it ended while nobody listened.
  void drain() {
    const auto answer =
        m_shell.run("tail -n +" + std::to_string(m_lines + 1) + " " + shellWord(there("run/events.jsonl")));
    std::istringstream lines(answer.output);
    for (std::string line; answer.status == 0 && std::getline(lines, line) && !lines.eof();) take(line);
  }

  void upload() const {
    print("Copying the run to " + m_shell.place().host + ":" + m_home);
    const fs::path stage = m_scratch.path() / "stage";
    fs::create_directories(stage / "run");
    RunConfig config = readRunConfig(m_folder.config());
    if (!config.weights.empty() && fs::exists(config.weights)) {
      fs::create_directories(stage / "weights");
      const fs::path name = fs::path(config.weights).filename();
      fs::create_symlink(fs::absolute(config.weights), stage / "weights" / name);
      config.weights = there("weights/" + name.string());
    }
    for (std::string& pinned : config.pinned) pinned = remoteName(pinned);
    writeAtomically(stage / "run" / "config.json", runConfigText(config));
    for (const char* part : {"events.jsonl", "checkpoints", "proposals"})
      if (fs::exists(m_folder.path() / part))
        fs::create_symlink(m_folder.path() / part, stage / "run" / part);
    stageImages(stage);
    m_shell.require("tar -xf - -C " + shellWord(m_home), say("copying the run failed: %1"),
                    "tar -chf - -C " + shellWord(stage.string()) + " .");
    fs::remove_all(stage);
  }

  /// Images that lie there already, from an earlier part of the run, are not sent again.
  void stageImages(const fs::path& stage) const {
    RunSamples renamed = m_samples;
    const std::set<std::string> known = linesOf(m_shell.run("ls " + shellWord(there("images"))).output);
    fs::create_directories(stage / "images");
    for (size_t i = 0; i < renamed.samples.size(); ++i) {
      const std::string& image = m_samples.samples[i].image;
      renamed.samples[i].image = remoteImage(i, image);
      const fs::path name = fs::path(renamed.samples[i].image).filename();
      const fs::path own = (m_folder.path() / image).lexically_normal();
      if (!fs::exists(own)) throw UserError(own.string(), say("is missing"), say("Restore the image"));
      if (!known.contains(name.string())) fs::create_symlink(fs::absolute(own), stage / "images" / name);
    }
    writeRunSamples(stage / "run" / "samples.json", renamed);
  }

  [[nodiscard]] std::string remoteName(const std::string& image) const {
    for (const auto& [remote, local] : m_localNames)
      if (local == image) return remote;
    return image;
  }

  void start() const {
    const std::string engine = shellWord(m_shell.place().engine);
    m_shell.require(engine + " --version",
                    say("starting %1 on the other machine failed: %2", m_shell.place().engine));
    // A session of its own: the engine lives on when the connection ends. Its number is its name afterwards.
    m_shell.require("cd " + shellWord(m_home) + " && { " + patientThreads + "setsid nohup " + engine +
                        " train run </dev/null >/dev/null 2>>run/log.txt & echo $! >run/engine.pid; }",
                    say("starting the engine failed: %1"));
    print("Training on " + m_shell.place().host);
  }

  void listen(const std::function<bool()>& stopListening) {
    LineReader commands(m_folder.commands());
    commands.skipToEnd();
    int failures = 0;
    while (!m_ended) {
      const size_t before = m_lines;
      const int status = follow(commands, stopListening);
      if (m_ended || stopListening()) return;
      if (status != 255) break;  // the engine is gone
      failures = m_lines > before ? 0 : failures + 1;
      if (failures > mostReconnects)
        throw UserError(m_shell.place().host, say("cannot be reached any more"), say("Resume later"));
      std::this_thread::sleep_for(reconnectAfter);
    }
    const std::string log = m_shell.run("tail -c 2000 " + shellWord(there("run/log.txt"))).output;
    throw UserError(m_shell.place().host,
                    say("the engine on the other machine ended without an error message: %1", log),
                    say("Resume to continue from the last checkpoint"));
  }

  /// One connection that follows the events. Returns its status: 255 when it broke.
  int follow(LineReader& commands, const std::function<bool()>& stopListening) {
    const std::string tail = "tail -n +" + std::to_string(m_lines + 1) + " -F --pid=$(cat " +
                             shellWord(there("run/engine.pid")) + ") " + shellWord(there("run/events.jsonl"));
    FILE* pipe = ::popen((m_shell.line(tail) + " </dev/null 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) throw UserError("ssh", say("cannot be started"), say("Install the OpenSSH client"));
    std::string text;
    pollfd wait{::fileno(pipe), POLLIN, 0};
    while (!m_ended && !stopListening()) {
      for (const std::string& command : commands.readNew()) pass(command);
      if (::poll(&wait, 1, pollMilliseconds) <= 0) continue;
      char part[65536];
      const ssize_t got = ::read(wait.fd, part, sizeof part);
      if (got <= 0) break;
      text.append(part, static_cast<size_t>(got));
      for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
        take(text.substr(0, end));
        text.erase(0, end + 1);
      }
    }
    if (stopListening()) m_shell.disconnect();  // else the answer would wait for the next event
    const int status = ::pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
  }

  void pass(const std::string& command) const {
    const auto answer = m_shell.run("cat >>" + shellWord(there("run/commands.jsonl")),
                                    "printf '%s\\n' " + shellWord(command));
    if (answer.status != 0) print("Not passed on: " + command);
  }

  void take(const std::string& line) {
    auto event = parseEventLine(line);
    if (!event) return append(line);  // of a newer engine: kept as it is
    if (auto* checkpoint = std::get_if<CheckpointEvent>(&event->body)) {
      fetch(checkpoint->file);
      dropOldCheckpoints();
    } else if (auto* snapshot = std::get_if<SnapshotEvent>(&event->body)) {
      fetch(snapshot->file);
      snapshot->image = localName(snapshot->image);
    } else if (auto* frozen = std::get_if<FrozenEvent>(&event->body)) {
      for (std::string& image : frozen->images) image = localName(image);
    }
    append(eventLine(*event));
    m_ended = std::holds_alternative<FinishedEvent>(event->body) ||
              std::holds_alternative<FailedEvent>(event->body);
  }

  /// The event must not name what is not here. A file that is gone there (an old checkpoint) is left out.
  void fetch(const std::string& file) const {
    const fs::path to = m_folder.path() / file;
    if (fs::path(file).is_absolute() || file.find("..") != std::string::npos) return;  // not within the run
    if (!m_shell.fetch(there("run/" + file), to)) print("Not fetched: " + file);
  }

  void dropOldCheckpoints() const {
    const std::set<std::string> known =
        linesOf(m_shell.run("ls " + shellWord(there("run/checkpoints"))).output);
    if (known.empty()) return;
    for (const fs::path& file : m_folder.finishedCheckpoints())
      if (!known.contains(file.filename().string())) fs::remove(file);
  }

  [[nodiscard]] std::string localName(const std::string& image) const {
    const auto found = m_localNames.find(image);
    return found == m_localNames.end() ? image : found->second;
  }

  void append(const std::string& line) {
    std::ofstream events(m_folder.events(), std::ios::app | std::ios::binary);
    events << (line + "\n");
    events.flush();
    if (!events)
      throw UserError(m_folder.events().string(), say("cannot be written"), say("Check free space"));
    ++m_lines;
  }

  static void print(const std::string& words) {
    std::fprintf(stderr, "%s\n", words.c_str());
    std::fflush(stderr);
  }

  const RunFolder& m_folder;
  ScratchFolder m_scratch;
  RemoteShell m_shell;
  RunSamples m_samples;
  std::map<std::string, std::string> m_localNames;  ///< by the name there
  std::string m_home;                               ///< the run's folder there
  size_t m_lines = 0;                               ///< events here
  bool m_ended = false;
};

}  // namespace

void trainRemotely(const RunFolder& folder, const RemotePlace& place,
                   const std::function<bool()>& stopListening) {
  const RunLock lock(folder);
  RemoteRun(folder, place).train(stopListening);
}

}  // namespace anchor
