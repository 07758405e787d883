// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the engine says while it works: one JSON object a line in events.jsonl. See PROTOCOL.md.

#include <limits>
#include <map>
#include <variant>
#include <vector>

#include "engine/base/json_fields.h"
#include "engine/base/message_json.h"
#include "engine/protocol/loss_values.h"

namespace anchor {

constexpr double notMeasured = std::numeric_limits<double>::quiet_NaN();

/// The first event of every process that works on the run; iteration = where it begins.
struct StartedEvent {
  int iteration = 0, iterations = 0, pid = 0, images = 0;
  std::string device, engine_version;
};
struct IterationEvent {
  int iteration = 0;
  LossValues losses;  ///< NaN is written as null
  double learning_rate = 0, images_per_second = 0, gradient_norm = 0;
  /// What warm-up and schedule made learning_rate of; NaN (null) in runs of before it was told.
  double base_rate = notMeasured;
  double seconds = 0;     ///< of this step
  double wait_share = 0;  ///< share of the step's time spent waiting for data, 0..1
  double memory_mb = 0;   ///< resident memory of the engine
  double cpu_share = 0;   ///< of all cores, this process, 0..1
  /// Of the GPU's time, 0..1, and memory held there; NaN (null) without a GPU, or where it does not say.
  double gpu_share = notMeasured;
  double gpu_memory_mb = notMeasured;
  double gpu_celsius = notMeasured;  ///< its temperature, the same
  int rpn_fg = 0, rpn_bg = 0, roi_fg = 0, roi_bg = 0;
};
/// A stage of the alternating recipe begins, or its proposals are being computed: `done` of `images`, 0 of 0
/// when its steps begin.
struct StageEvent {
  int iteration = 0;
  std::string name;
  int number = 1, stages = 1, done = 0, images = 0;
};
/// Starts an evaluation and reports its progress; `done` of `images`.
struct EvaluatingEvent {
  int iteration = 0, done = 0, images = 0;
};
struct EvaluationEvent {
  int iteration = 0, images = 0;
  std::string split;
  double voc07 = 0, voc12 = 0, coco = 0, coco50 = 0;  ///< mAP, 0..1; voc at IoU 0.5
  std::map<std::string, double> ap;                   ///< VOC10+ AP at 0.5 of each class that has a gt
  double seconds = 0;
  /// What tells why a mAP is 0: objects that count, detections, how many of these lie on an object of any
  /// class.
  int objects = 0, detections = 0, on_objects = 0;
  /// Share of these objects that a proposal covers with an IoU of at least 0.5, 0..1: what the RPN hands to
  /// the head. NaN (null) without objects, and in runs of before it was measured.
  double rpn_recall = notMeasured;
  /// The losses of training on these images, as their mean, without dropout; NaN (null) where they were not
  /// measured.
  LossValues losses = LossValues::of({notMeasured, notMeasured, notMeasured, notMeasured});
};
/// What the network said of one image at this iteration is in `file` (see engine/inspection/image_record.h).
struct SnapshotEvent {
  int iteration = 0;
  std::string image;  ///< as in samples.json
  std::string file;   ///< relative to the run folder
};
/// A batch that is kept for inspection. reason: not_finite (the run fails) or jump (the loss is far above
/// what it was).
struct FrozenEvent {
  int iteration = 0;
  std::string reason;
  double total = 0, usual = 0;      ///< loss of the step, median of the steps before it
  std::vector<std::string> images;  ///< as in samples.json; equally long:
  std::vector<int> flipped;         ///< 1: mirrored
  std::vector<float> scales;        ///< network pixels per image pixel
};
struct CheckpointEvent {
  int iteration = 0;
  std::string file;  ///< relative to the run folder
};
struct PausedEvent {
  int iteration = 0;
};
struct ResumedEvent {
  int iteration = 0;
};
struct WarningEvent {
  int iteration = 0;
  Message message;
};
/// Another base learning rate holds from the step after `iteration` on, because a person asked for it.
struct LearningRateEvent {
  int iteration = 0;
  double base_rate = 0;
  double requested = 0;  ///< when, seconds since 1970: the command's own time
};
struct FailedEvent {
  int iteration = 0;
  Message message;
  std::string detail;
  std::string kind;  ///< "memory": there was not enough; empty: anything else
};
/// reason: done or stopped.
struct FinishedEvent {
  int iteration = 0;
  std::string reason;
};

template <class V>
void describe(V& v, StartedEvent& e) {
  v("iteration", e.iteration);
  v("iterations", e.iterations);
  v("pid", e.pid);
  v("images", e.images);
  v("device", e.device);
  v("engine_version", e.engine_version);
}
template <class V>
void describe(V& v, IterationEvent& e) {
  v("iteration", e.iteration);
  describe(v, e.losses);  // beside the others, not within an object
  v("learning_rate", e.learning_rate);
  v("base_rate", e.base_rate);
  v("images_per_second", e.images_per_second);
  v("gradient_norm", e.gradient_norm);
  v("seconds", e.seconds);
  v("wait_share", e.wait_share);
  v("memory_mb", e.memory_mb);
  v("cpu_share", e.cpu_share);
  v("gpu_share", e.gpu_share);
  v("gpu_memory_mb", e.gpu_memory_mb);
  v("gpu_celsius", e.gpu_celsius);
  v("rpn_fg", e.rpn_fg);
  v("rpn_bg", e.rpn_bg);
  v("roi_fg", e.roi_fg);
  v("roi_bg", e.roi_bg);
}
template <class V>
void describe(V& v, StageEvent& e) {
  v("iteration", e.iteration);
  v("name", e.name);
  v("number", e.number);
  v("stages", e.stages);
  v("done", e.done);
  v("images", e.images);
}
template <class V>
void describe(V& v, EvaluatingEvent& e) {
  v("iteration", e.iteration);
  v("done", e.done);
  v("images", e.images);
}
template <class V>
void describe(V& v, EvaluationEvent& e) {
  v("iteration", e.iteration);
  v("images", e.images);
  v("split", e.split);
  v("voc07", e.voc07);
  v("voc12", e.voc12);
  v("coco", e.coco);
  v("coco50", e.coco50);
  v("ap", e.ap);
  v("seconds", e.seconds);
  v("objects", e.objects);
  v("detections", e.detections);
  v("on_objects", e.on_objects);
  v("rpn_recall", e.rpn_recall);
  describe(v, e.losses);  // beside the others, not within an object
}
template <class V>
void describe(V& v, SnapshotEvent& e) {
  v("iteration", e.iteration);
  v("image", e.image);
  v("file", e.file);
}
template <class V>
void describe(V& v, FrozenEvent& e) {
  v("iteration", e.iteration);
  v("reason", e.reason);
  v("total", e.total);
  v("usual", e.usual);
  v("images", e.images);
  v("flipped", e.flipped);
  v("scales", e.scales);
}
template <class V>
void describe(V& v, CheckpointEvent& e) {
  v("iteration", e.iteration);
  v("file", e.file);
}
template <class V>
void describe(V& v, PausedEvent& e) {
  v("iteration", e.iteration);
}
template <class V>
void describe(V& v, ResumedEvent& e) {
  v("iteration", e.iteration);
}
template <class V>
void describe(V& v, WarningEvent& e) {
  v("iteration", e.iteration);
  describeMessage(v, e.message);
}
template <class V>
void describe(V& v, LearningRateEvent& e) {
  v("iteration", e.iteration);
  v("base_rate", e.base_rate);
  v("asked", e.requested);
}
template <class V>
void describe(V& v, FailedEvent& e) {
  v("iteration", e.iteration);
  describeMessage(v, e.message);
  v("detail", e.detail);
  v("kind", e.kind);
}
template <class V>
void describe(V& v, FinishedEvent& e) {
  v("iteration", e.iteration);
  v("reason", e.reason);
}

using EventBody = std::variant<StartedEvent, IterationEvent, EvaluatingEvent, EvaluationEvent,
                               CheckpointEvent, PausedEvent, ResumedEvent, WarningEvent, FailedEvent,
                               FinishedEvent, StageEvent, SnapshotEvent, FrozenEvent, LearningRateEvent>;
struct RunEvent {
  double time = 0;  ///< seconds since 1970, UTC
  EventBody body;
};

/// One line without its end.
std::string eventLine(const RunEvent& event);
/// Nothing for a type this reader does not know and for a line that is no event (a torn one).
std::optional<RunEvent> parseEventLine(std::string_view line);
double secondsSinceEpoch();

}  // namespace anchor
