// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>

#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/dataset_images.h"
#include "app/engine/progress_line.h"
#include "engine/evaluation/evaluate_samples.h"
#include "engine/inference/detector.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/trainer.h"

namespace anchor {

namespace {

struct Options {
  std::string run, checkpoint, split = "test", device = "auto", images, detections;
  bool json = false;
};

Json resultJson(const EvaluationResult& result, const std::string& split) {
  return {{"split", split},
          {"images", result.event.images},
          {"voc07_map", result.event.voc07},
          {"voc_map", result.event.voc12},
          {"coco_map", result.event.coco},
          {"coco_stats", result.cocoStats},
          {"rpn_recall", result.event.rpn_recall},
          {"ap", result.event.ap},
          {"seconds", result.event.seconds}};
}

void printTable(const EvaluationResult& result, const std::string& split) {
  std::printf("%d images of %s, %.1f s\n", result.event.images, split.c_str(), result.event.seconds);
  std::printf(
      "  VOC mAP@0.5 (all points)  %.4f\n  VOC07 mAP@0.5 (11 points) %.4f\n  COCO mAP@[.50:.95]        "
      "%.4f\n",
      result.event.voc12, result.event.voc07, result.event.coco);
  if (!std::isnan(result.event.rpn_recall))
    std::printf("  RPN recall@0.5            %.4f\n", result.event.rpn_recall);
  for (const auto& [name, ap] : result.event.ap) std::printf("  %-24s  %.4f\n", name.c_str(), ap);
}

void evaluateCommand(const Options& o) {
  setComputeThreads(0);
  const RunFolder folder = existingRun(o.run);
  const RunSamples samples = readRunSamples(folder.samples());
  Detector detector(checkpointOf(folder.path(), o.checkpoint), o.device);
  const auto chosen = samples.inSplit(o.split);
  if (chosen.empty())
    throw UserError(folder.samples().string(), say("no image belongs to %1", o.split),
                    inEnglish("Choose --split train, val or test"));
  DatasetImages images(folder.path(), o.images);
  images.check(chosen);
  std::optional<ProgressLine> line(!o.json);
  const auto progress = [&](int done, int all) {
    line->show(done, all);
    return true;
  };
  const EvaluationResult result =
      evaluate([&](const RgbImage& image, const RunSample&) { return detector.find(image); }, samples.classes,
               chosen, images, progress);
  line.reset();
  Json json = resultJson(result, o.split);
  json["iteration"] = detector.iteration();
  if (o.json)
    std::printf("%s\n", json.dump(2).c_str());
  else
    printTable(result, o.split);
}

}  // namespace

void addEvaluate(CLI::App& app) {
  auto* command =
      app.add_subcommand("evaluate", "Compute VOC and COCO metrics of a run on one of its splits");
  auto o = std::make_shared<Options>();
  command->add_option("run", o->run, "Run folder")->required();
  command->add_option("--checkpoint", o->checkpoint,
                      "Checkpoint file, or \"best\" for the one with the best mAP (default: the newest)");
  command->add_option("--split", o->split, "train, val or test")->capture_default_str();
  command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
  command->add_option("--images", o->images, "Folder with the images, if the run was moved");
  command->add_flag("--json", o->json, "Print one JSON object");
  command->callback([o] { evaluateCommand(*o); });
}

}  // namespace anchor
