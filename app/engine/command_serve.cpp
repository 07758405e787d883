// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <iostream>
#include <set>
#include <thread>

#include "app/engine/autopsy_work.h"
#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/dataset_images.h"
#include "app/engine/failure.h"
#include "engine/protocol/serve_message.h"
#include "engine/training/trainer.h"

namespace anchor {

namespace {

constexpr size_t longestRequest = 1 << 20;

/// What arrives on standard input, read by a thread of its own so that cancel reaches a request at work.
class Inbox {
 public:
  void read() {
    std::string line;
    while (std::getline(std::cin, line)) {
      if (line.size() > longestRequest) continue;
      const auto request = parseMessage<ServeRequest>(line);
      if (!request) continue;
      const std::lock_guard lock(m_mutex);
      if (request->type == "cancel")
        m_cancelled.insert(request->id);
      else
        m_waiting.push_back(*request);
      m_arrived.notify_one();
    }
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_arrived.notify_one();
  }
  /// The next request; nothing when the input has ended.
  std::optional<ServeRequest> next() {
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [&] { return m_closed || !m_waiting.empty(); });
    if (m_waiting.empty()) return std::nullopt;
    ServeRequest request = std::move(m_waiting.front());
    m_waiting.pop_front();
    return request;
  }
  /// Nobody waits for the answer any more: cancelled, or the studio is gone.
  bool unwanted(int id) {
    const std::lock_guard lock(m_mutex);
    return m_closed || m_cancelled.contains(id);
  }
  bool cancelled(int id) {
    const std::lock_guard lock(m_mutex);
    return m_cancelled.contains(id);
  }

 private:
  std::mutex m_mutex;
  std::condition_variable m_arrived;
  std::deque<ServeRequest> m_waiting;
  std::set<int> m_cancelled;
  bool m_closed = false;
};

class Server {
 public:
  explicit Server(std::string device) : m_device(std::move(device)) {}

  void work(Inbox& inbox) {
    while (const auto request = inbox.next()) {
      ServeAnswer answer{request->id, "cancelled", 0, 0, {}, 0, {}};
      try {
        if (!inbox.cancelled(request->id)) answer = this->answer(*request, inbox);
      } catch (const std::exception& error) {
        answer = {request->id, "failed", 0, 0, {}, 0, describeFailure(error).message};
      }
      print(answer);
    }
  }

 private:
  static void print(const ServeAnswer& answer) {
    std::printf("%s\n", messageLine(answer).c_str());
    std::fflush(stdout);
  }

  /// The checkpoint's detector; a run folder stands for its newest one.
  Detector& detector(const std::filesystem::path& model) {
    const auto file = checkpointOf(model);
    const auto written = std::filesystem::last_write_time(file);
    if (!m_detector || file != m_loaded || written != m_written) {
      m_detector.reset();
      m_detector = std::make_unique<Detector>(file, m_device);
      m_loaded = file;
      m_written = written;
    }
    return *m_detector;
  }

  ServeAnswer answer(const ServeRequest& r, Inbox& inbox) {
    if (r.type == "record") return record(r);
    if (r.type == "autopsy") return autopsy(r, inbox);
    throw UserError("request " + r.type, say("is not known"), inEnglish("Use record, autopsy or cancel"));
  }

  ServeAnswer record(const ServeRequest& r) {
    if (r.extra_boxes.size() % 4 != 0)
      throw UserError("asked", inEnglish("must hold four numbers for each box"));
    Boxes extraBoxes;
    for (size_t i = 0; i < r.extra_boxes.size(); i += 4)
      extraBoxes.push_back(
          {r.extra_boxes[i], r.extra_boxes[i + 1], r.extra_boxes[i + 2], r.extra_boxes[i + 3]});
    const ImageRecord record = detector(r.model).record(readRgb(r.image), extraBoxes);
    writeImageRecord(r.out, record);
    return {r.id, "done", 0, 0, r.out, record.iteration, {}};
  }

  ServeAnswer autopsy(const ServeRequest& r, Inbox& inbox) {
    Detector& network = detector(r.model.empty() ? r.run : r.model);
    const auto progress = [&](int done, int all) {
      print({r.id, "progress", done, all, {}, 0, {}});
      return !inbox.unwanted(r.id);
    };
    const auto file = makeAutopsy(network, m_loaded.string(), {r.run, r.split, {}}, progress);
    if (!file) return {r.id, "cancelled", 0, 0, {}, 0, {}};
    writeAutopsy(r.out, *file);
    return {r.id, "done", 0, 0, r.out, file->iteration, {}};
  }

  std::string m_device;
  std::unique_ptr<Detector> m_detector;
  std::filesystem::path m_loaded;
  std::filesystem::file_time_type m_written;
};

}  // namespace

void addServe(CLI::App& app) {
  auto* command = app.add_subcommand(
      "serve", "Answer requests about networks: reads and writes JSON lines until the input ends");
  auto device = std::make_shared<std::string>("auto");
  command->add_option("--device", *device, "auto, cpu or cuda")->capture_default_str();
  command->callback([device] {
    setComputeThreads(0);
    Inbox inbox;
    std::thread reader([&] { inbox.read(); });
    Server(*device).work(inbox);
    reader.join();
  });
}

}  // namespace anchor
