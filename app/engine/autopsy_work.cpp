// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/autopsy_work.h"

#include "app/engine/dataset_images.h"
#include "engine/protocol/run_folder.h"

namespace anchor {

Boxes trainedBoxes(const std::vector<SampleBox>& objects) {
  Boxes boxes;
  for (const SampleBox& o : objects)
    if (!o.difficult && !o.crowd) boxes.push_back(o.box);
  return boxes;
}

std::optional<AutopsyFile> makeAutopsy(Detector& detector, const std::string& checkpoint,
                                       const AutopsyTask& task,
                                       const std::function<bool(int, int)>& progress) {
  const RunFolder folder(task.run);
  const RunSamples samples = readRunSamples(folder.samples());
  const auto chosen = samples.inSplit(task.split);
  if (chosen.empty())
    throw UserError(folder.samples().string(), say("no image belongs to %1", task.split),
                    say("Choose train, val or test"));
  DatasetImages images(folder.path(), task.images);
  images.check(chosen);
  AutopsyFile file{checkpoint, detector.iteration(), task.split, samples.classes, {}};
  const int all = static_cast<int>(chosen.size());
  for (int i = 0; i < all; ++i) {
    if (!progress(i, all)) return std::nullopt;
    const RunSample& sample = *chosen[static_cast<size_t>(i)];
    const ImageRecord record = detector.record(images.read(sample), trainedBoxes(sample.boxes));
    file.images.push_back({sample.image, sample.width, sample.height, sample.split == "train", sample.boxes,
                           autopsyImage(record, sample.boxes)});
  }
  return file;
}

}  // namespace anchor
