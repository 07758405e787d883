// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/tensorboard_file.h"

#include <array>
#include <cmath>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/base/wire_writer.h"

namespace anchor {
namespace {

/// CRC-32C (Castagnoli), as TFRecord files carry it: of each length and of each record.
uint32_t checksum(std::string_view bytes) {
  static const std::array<uint32_t, 256> table = [] {
    std::array<uint32_t, 256> made{};
    for (uint32_t i = 0; i < made.size(); ++i) {
      uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ ((value & 1U) != 0 ? 0x82F63B78U : 0U);
      made[i] = value;
    }
    return made;
  }();
  uint32_t sum = ~0U;
  for (const char c : bytes) sum = table[(sum ^ static_cast<uint8_t>(c)) & 0xFFU] ^ sum >> 8;
  return ~sum;
}

/// The rotation and constant that TFRecord masks its checksums with.
uint32_t masked(uint32_t sum) { return (sum >> 15 | sum << 17) + 0xA282EAD8U; }

void appendRecord(std::string& file, std::string_view record) {
  std::string length;
  WireWriter::append(length, record.size(), 8);
  file += length;
  WireWriter::append(file, masked(checksum(length)), 4);
  file += record;
  WireWriter::append(file, masked(checksum(record)), 4);
}

/// The values of one moment.
struct Point {
  double time = 0;
  int iteration = 0;
  std::vector<std::pair<std::string, double>> values;
};

Point pointOf(double time, const IterationEvent& e) {
  Point point{time,
              e.iteration,
              {{"loss/total", e.losses.total},
               {"loss/rpn_cls", e.losses.rpn_cls},
               {"loss/rpn_box", e.losses.rpn_box},
               {"loss/roi_cls", e.losses.roi_cls},
               {"loss/roi_box", e.losses.roi_box},
               {"train/learning_rate", e.learning_rate},
               {"train/gradient_norm", e.gradient_norm},
               {"speed/images_per_second", e.images_per_second},
               {"speed/wait_share", e.wait_share},
               {"speed/memory_mb", e.memory_mb},
               {"speed/cpu_share", e.cpu_share},
               {"samples/rpn_fg", e.rpn_fg},
               {"samples/rpn_bg", e.rpn_bg},
               {"samples/roi_fg", e.roi_fg},
               {"samples/roi_bg", e.roi_bg}}};
  // No charts of a GPU where there is none.
  for (const auto& [name, value] : {std::pair{"speed/gpu_share", e.gpu_share},
                                    {"speed/gpu_memory_mb", e.gpu_memory_mb},
                                    {"speed/gpu_celsius", e.gpu_celsius}})
    if (!std::isnan(value)) point.values.emplace_back(name, value);
  return point;
}

Point pointOf(double time, const EvaluationEvent& e) {
  Point point{time,
              e.iteration,
              {{e.split + "/mAP_voc", e.voc12},
               {e.split + "/mAP_voc07", e.voc07},
               {e.split + "/mAP_coco", e.coco},
               {e.split + "/mAP_coco50", e.coco50}}};
  for (const auto& [name, ap] : e.ap) point.values.emplace_back(e.split + "/AP/" + name, ap);
  if (!std::isnan(e.rpn_recall)) point.values.emplace_back(e.split + "/rpn_recall", e.rpn_recall);
  if (std::isnan(e.losses.total)) return point;
  for (const auto& [name, loss] : {std::pair{"total", e.losses.total},
                                   {"rpn_cls", e.losses.rpn_cls},
                                   {"rpn_box", e.losses.rpn_box},
                                   {"roi_cls", e.losses.roi_cls},
                                   {"roi_box", e.losses.roi_box}})
    point.values.emplace_back(e.split + "/loss/" + name, loss);
  return point;
}

std::vector<Point> pointsOf(const RunFolder& folder) {
  std::vector<Point> points;
  readEvents(folder, [&](const std::string&, const RunEvent& event) {
    if (const auto* started = std::get_if<StartedEvent>(&event.body))
      std::erase_if(points, [&](const Point& p) { return p.iteration > started->iteration; });
    if (const auto* step = std::get_if<IterationEvent>(&event.body))
      points.push_back(pointOf(event.time, *step));
    if (const auto* evaluation = std::get_if<EvaluationEvent>(&event.body))
      points.push_back(pointOf(event.time, *evaluation));
  });
  return points;
}

std::string recordOf(const Point& point) {
  WireWriter summary;
  for (const auto& [tag, value] : point.values)
    summary.message(1, WireWriter().text(1, tag).real(2, static_cast<float>(value)));
  return WireWriter()
      .wide(1, point.time)
      .number(2, static_cast<uint64_t>(point.iteration))
      .message(5, summary)
      .bytes();
}

}  // namespace

std::filesystem::path writeTensorBoardFile(const RunFolder& folder) {
  const std::vector<Point> points = pointsOf(folder);
  if (points.empty())
    throw UserError(folder.path().string(), say("this run has no losses yet"),
                    say("Wait for its first iteration"));
  std::string file;
  appendRecord(file, WireWriter().wide(1, points.front().time).text(3, "brain.Event:2").bytes());
  for (const Point& point : points) appendRecord(file, recordOf(point));
  const auto start = static_cast<long long>(points.front().time);
  const std::filesystem::path path =
      folder.path() / ("events.out.tfevents." + std::to_string(start) + ".anchor-studio");
  writeAtomically(path, file);
  return path;
}

}  // namespace anchor
