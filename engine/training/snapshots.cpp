// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/snapshots.h"

#include <algorithm>
#include <cstdio>

#include "engine/inference/inference.h"

namespace anchor {

std::vector<const RunSample*> pinnedSamples(const RunSamples& samples, const RunConfig& config) {
  std::vector<const RunSample*> pinned;
  for (const RunSample& sample : samples.samples)
    if (std::ranges::count(config.pinned, sample.image) > 0) pinned.push_back(&sample);
  return pinned;
}

void writeSnapshots(TrainLoop& loop, const RunFolder& folder, const RunSamples& all,
                    const std::vector<const RunSample*>& samples, ImageSource& source, const SkipImage& skip,
                    const std::function<void(const SnapshotEvent&)>& written) {
  if (samples.empty()) return;
  FasterRcnn& network = loop.network();
  network.eval();
  std::filesystem::create_directories(folder.snapshots());
  for (const RunSample* sample : samples) {
    const auto image = readOrSkip(source, *sample, skip);
    if (!image) continue;
    ImageRecord record = recordImage(network, loop.config(), *image, loop.device());
    record.iteration = loop.iteration();
    char name[64];
    std::snprintf(name, sizeof name, "iteration-%06d-%05d.safetensors", record.iteration,
                  static_cast<int>(sample - all.samples.data()));
    writeImageRecord(folder.snapshots() / name, record);
    written({record.iteration, sample->image, std::string("snapshots/") + name});
  }
  network.train();
}

FrozenEvent frozenBatch(const TrainLoop& loop, const std::string& reason, double total, double usual) {
  // A step that failed has not been counted.
  const int iteration = loop.iteration() + (reason == "not_finite" ? 1 : 0);
  FrozenEvent event{iteration, reason, total, usual, {}, {}, {}};
  for (const BatchImage& image : loop.lastBatch()) {
    event.images.push_back(image.sample->image);
    event.flipped.push_back(image.flipped ? 1 : 0);
    event.scales.push_back(image.scale);
  }
  return event;
}

}  // namespace anchor
