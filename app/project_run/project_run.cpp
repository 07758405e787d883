// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_run/project_run.h"

#include <algorithm>
#include <map>
#include <utility>

#include "datasets/plain_text.h"
#include "datasets/project/damaged_project.h"
#include "engine/base/atomic_file.h"
#include "engine/base/weights_file.h"

namespace anchor {
namespace fs = std::filesystem;

std::string programVersion() { return ANCHOR_VERSION; }

RunSamples samplesOf(const ProjectStore& project, bool unlabelledToo) {
  RunSamples all;
  std::map<int64_t, int> classIndex;
  for (const LabelClass& c : project.classes()) {
    classIndex[c.id] = static_cast<int>(all.classes.size());
    all.classes.push_back(c.name);
  }
  std::map<int64_t, size_t> position;
  for (const ImageEntry& image : project.images()) {
    // What its labels say is not known as a whole: neither background nor complete, until a person decides.
    if (!image.trouble.empty() || image.split.empty()) continue;
    if (image.state == ImageState::Unlabelled && !unlabelledToo) continue;
    position[image.id] = all.samples.size();
    all.samples.push_back(
        {project.absolutePath(image).string(), image.hash, image.width, image.height, image.split, {}});
  }
  project.forEachBox([&](int64_t image, const LabelBox& box) {
    const auto found = position.find(image);
    if (found == position.end()) return;
    all.samples[found->second].boxes.push_back(
        {ofItsClass(classIndex, box), {box.x1, box.y1, box.x2, box.y2}, box.difficult, box.crowd});
  });
  return all;
}

namespace {
/// Images below the project are named from the run's folder, so that both can move together.
void fill(const RunFolder& folder, const ProjectStore& project, RunConfig config, RunSamples samples) {
  const std::vector<std::string> pinned = std::exchange(config.pinned, {});
  for (RunSample& sample : samples.samples) {
    const bool recorded = std::ranges::count(pinned, sample.image) > 0;
    const fs::path below = fs::path(sample.image).lexically_relative(project.folder());
    if (!below.empty() && *below.begin() != "..")
      sample.image = fs::path(sample.image).lexically_relative(folder.path()).generic_string();
    if (recorded) config.pinned.push_back(sample.image);
  }
  writeRunSamples(folder.samples(), samples);
  writeAtomically(folder.config(), runConfigText(config));
}
}  // namespace

RunFolder prepareRun(const ProjectStore& project, RunConfig config,
                     const std::function<void(const RunConfig&)>& check) {
  RunSamples samples = samplesOf(project, config.objects.unlabelled_images);
  if (samples.inSplit("train").empty())
    throw UserError(project.folder().string(), say("no labelled image belongs to the training split"),
                    say("Label images and assign splits first"));
  config.classes = samples.classes;
  config.engine_version = programVersion();
  checkConfig(config);
  if (!config.weights.empty()) config.weights = fs::absolute(config.weights).string();
  if (lineNotUtf8(config.weights) != 0)
    throw UserError(config.weights, say("has a name that is not UTF-8"), say("Rename it"));
  if (!config.weights.empty()) refuseNoWeights(config.weights);
  if (check) check(config);
  RunFolder folder = createRunFolder(project.runsFolder(), config.preset.empty() ? "run" : config.preset);
  try {
    fill(folder, project, std::move(config), std::move(samples));
  } catch (...) {
    std::error_code error;
    fs::remove_all(folder.path(), error);  // a run without its files would be one that nobody can start
    throw;
  }
  return folder;
}

}  // namespace anchor
