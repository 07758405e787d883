// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <functional>

#include "app/engine/checked_number.h"
#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/dataset_images.h"
#include "app/engine/failure.h"
#include "app/engine/found_objects.h"
#include "datasets/images/image_file.h"
#include "engine/base/atomic_file.h"
#include "engine/export/exported_model.h"
#include "engine/export/parity.h"
#include "engine/inference/detector.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/trainer.h"

namespace anchor {

namespace {

struct Options {
  std::string model, device = "auto", against;
  std::vector<std::string> images;
  double score = -1;
  bool json = false;
};

/// A run, a checkpoint, or a file that was exported.
struct Finder {
  std::vector<std::string> classes;
  int iteration = -1;  ///< of the checkpoint; exported files do not say
  std::function<std::vector<Detection>(const RgbImage&)> detect;
};

Finder finderOf(const Options& o) {
  const std::filesystem::path model = checkpointOf(o.model);
  const bool ofRun = model != o.model;  // no exported file, and large: it is not looked into for that
  if (std::shared_ptr<ExportedModel> exported = ofRun ? nullptr : openExportedModel(model))
    return {exported->classes(), -1, [exported, least = o.score](const RgbImage& image) {
              auto found = exported->detect(image);
              std::erase_if(found, [&](const Detection& d) { return d.score < least; });
              return found;
            }};
  auto detector = std::make_shared<Detector>(model, o.device);
  return {detector->config().classes, detector->iteration(),
          [detector, least = static_cast<float>(o.score)](const RgbImage& image) {
            return detector->detect(image, least);
          }};
}

struct Picture {
  std::string path;
  bool named = true;  ///< by the person; else found in a folder
};

/// The images asked for; a folder stands for those in it. What is not there is told before any work.
std::vector<Picture> picturesOf(const Options& o) {
  std::vector<Picture> all;
  for (const std::string& given : o.images) {
    if (!std::filesystem::is_directory(given)) {
      checkImageFile(given);
      all.push_back({given});
      continue;
    }
    const auto found = imagesBelow(given);
    if (found.empty())
      throw UserError(given, say("contains no images"),
                      say("Choose a folder with .jpg, .png, .bmp, .tif or .webp files"));
    for (const auto& path : found) all.push_back({path.string(), false});
  }
  return all;
}

/// Nothing for an image of a folder that cannot be read, which is named: the others are still looked at.
std::optional<RgbImage> readPicture(const Picture& picture) {
  try {
    return readRgb(picture.path);
  } catch (const UserError& error) {
    if (picture.named) throw;
    std::fprintf(stderr, "%s\n", error.what());
    return std::nullopt;
  }
}

void detectCommand(const Options& o) {
  setComputeThreads(0);
  const std::vector<Picture> pictures = picturesOf(o);
  const Finder finder = finderOf(o);
  Json all = Json::array();
  for (const Picture& picture : pictures) {
    const std::string& path = picture.path;
    const auto image = readPicture(picture);
    if (!image) continue;
    const auto found = finder.detect(*image);
    Json list = Json::array();
    if (!o.json) std::printf("%s: %zu objects\n", path.c_str(), found.size());
    for (const Detection& d : found) {
      const std::string& name = finder.classes.at(static_cast<size_t>(d.label));
      list.push_back(
          {{"class", name}, {"score", d.score}, {"box", {d.box.x1, d.box.y1, d.box.x2, d.box.y2}}});
      if (!o.json)
        std::printf("  %-20s %.3f  %.1f %.1f %.1f %.1f\n", name.c_str(), d.score, d.box.x1, d.box.y1,
                    d.box.x2, d.box.y2);
    }
    Json entry{{"image", path}, {"detections", list}};
    if (finder.iteration >= 0) entry["iteration"] = finder.iteration;
    all.push_back(entry);
  }
  if (o.json) std::printf("%s\n", all.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
  if (const size_t missed = pictures.size() - all.size(); missed > 0) {
    std::fprintf(stderr, "%zu of %zu images could not be read\n", missed, pictures.size());
    throw ExitCode{2};
  }
}

/// Compares what another program found with the network itself.
void compareCommand(const Options& o) {
  setComputeThreads(0);
  const std::vector<Picture> pictures = picturesOf(o);
  Detector detector(checkpointOf(o.model), "cpu");
  const FoundObjects found = readFoundObjects(readWholeFile(o.against), detector.config().classes, o.against);
  if (found.size() != pictures.size())
    throw UserError(o.against,
                    inEnglish("tells of " + std::to_string(found.size()) + " images, not of " +
                              std::to_string(pictures.size())),
                    inEnglish("Name the images in the order of the file"));
  ParityResult parity;
  for (size_t i = 0; i < found.size(); ++i) {
    const RgbImage image = readRgb(pictures[i].path);
    addToParity(parity, detector.detect(image), found[i], perturbedBy(detector, image));
  }
  std::printf("%s: %s\n", parity.passed() ? "equal" : "NOT EQUAL", parityText(parity).c_str());
  if (!parity.passed()) throw ExitCode{1};
}

}  // namespace

void addDetect(CLI::App& app) {
  auto* command = app.add_subcommand("detect", "Find objects in images");
  auto o = std::make_shared<Options>();
  command
      ->add_option("model", o->model,
                   std::string(checkpointHelp) + ", or exported .pt, .onnx or .safetensors file")
      ->required();
  command->add_option("images", o->images, "Image files or folders (searched recursively)")->required();
  auto* score =
      command
          ->add_option("--score", o->score,
                       "Minimum score (default: the run's own; an exported file cannot go below that)")
          ->check(numberFrom(0, 1));
  auto* device = command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
  auto* json =
      command->add_flag("--json", o->json, "Print one JSON array; boxes are x1, y1, x2, y2 in pixels");
  command
      ->add_option("--against", o->against,
                   "Compare with the detections of another program, a JSON file in the format of --json")
      ->excludes(score)
      ->excludes(device)
      ->excludes(json);
  command->callback([o] { o->against.empty() ? detectCommand(*o) : compareCommand(*o); });
}

}  // namespace anchor
