// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "app/engine/autopsy_work.h"
#include "app/engine/checked_number.h"
#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/dataset_images.h"
#include "app/project_run/project_run.h"
#include "datasets/images/image_reader.h"
#include "engine/inspection/recall.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/trainer.h"

namespace anchor {

namespace {

struct Options {
  std::string image, preset, model, project, record, device = "auto";
  std::vector<int> cell;
  int seed = 1;
  bool json = false;
};

Json boxJson(const Box& b) { return {b.x1, b.y1, b.x2, b.y2}; }

const char* reasonName(LabelReason reason) {
  switch (reason) {
    case LabelReason::Outside:
      return "outside";
    case LabelReason::PositiveIou:
      return "positive_iou";
    case LabelReason::BestForGt:
      return "best_for_gt";
    case LabelReason::NegativeIou:
      return "negative_iou";
    case LabelReason::BetweenIou:
      return "between_iou";
    case LabelReason::DroppedByBudget:
      return "dropped_by_budget";
    case LabelReason::IgnoreRegion:
      return "ignore_region";
  }
  return "";
}

/// The labels of the image: from the project, or from the run that the model belongs to.
RunSamples labelsFor(const Options& o) {
  if (!o.project.empty()) return samplesOf(*ProjectStore::open(o.project));
  if (o.model.empty() || !std::filesystem::is_directory(o.model)) return {};
  RunSamples samples = readRunSamples(RunFolder(o.model).samples());
  for (RunSample& s : samples.samples)
    s.image = (std::filesystem::absolute(o.model) / s.image).lexically_normal().string();
  return samples;
}

Json levelsJson(const AnchorStage& stage) {
  Json levels = Json::array();
  for (const GridLevel& level : stage.levels) {
    Json base = Json::array();
    for (const Box& box : level.base) base.push_back(boxJson(box));
    levels.push_back({{"stride", level.stride},
                      {"cells", {level.featureWidth, level.featureHeight}},
                      {"base_anchors", base}});
  }
  return levels;
}

Json labelCounts(const AnchorStage& stage, const LabelAssignment& sampled) {
  const auto because = [&](LabelReason reason) {
    return std::count(stage.assignment.reasons.begin(), stage.assignment.reasons.end(), reason);
  };
  return {{"all", stage.anchors.size()},
          {"inside", stage.insideCount()},
          {"fg_by_iou", because(LabelReason::PositiveIou)},
          {"fg_best_for_gt", because(LabelReason::BestForGt)},
          {"bg", stage.assignment.count(0)},
          {"ignored", because(LabelReason::BetweenIou)},
          {"ignored_in_region", because(LabelReason::IgnoreRegion)},
          {"sampled_fg", sampled.count(1)},
          {"sampled_bg", sampled.count(0)}};
}

Json objectsJson(const AnchorStage& stage, const std::vector<SampleBox>& objects, const RunSamples& labels) {
  Json list = Json::array();
  const BoxConvention convention = stage.config.convention();
  for (size_t g = 0; g < stage.gtBoxes.size(); ++g) {
    const SampleBox& object = objects[static_cast<size_t>(stage.gtObject[g])];
    const Box& box = stage.gtBoxes[g];
    list.push_back({{"class", labels.classes[static_cast<size_t>(object.class_index)]},
                    {"box", boxJson(object.box)},
                    {"network_box", boxJson(box)},
                    {"cells",
                     {width(box, convention) / stage.levels.front().stride,
                      height(box, convention) / stage.levels.front().stride}},
                    {"best_iou", stage.assignment.bestIou[g]},
                    {"best_anchor", stage.assignment.bestAnchor[g]},
                    {"fg_anchors", stage.foregroundOf(static_cast<int>(g))},
                    {"chance_of_sampling", chanceOfSampling(stage, static_cast<int>(g))}});
  }
  return list;
}

Json cellJson(const AnchorStage& stage, const LabelAssignment& sampled, int x, int y) {
  const GridLevel& level = stage.levels.front();
  if (x < 0 || y < 0 || x >= level.featureWidth || y >= level.featureHeight)
    throw UserError("--cell", inEnglish("lies outside the grid of " + std::to_string(level.featureWidth) +
                                        " x " + std::to_string(level.featureHeight) + " cells"));
  Json list = Json::array();
  const int shapes = static_cast<int>(level.base.size());
  for (int a = 0; a < shapes; ++a) {
    const AnchorReport r = reportAnchor(stage, sampled, (y * level.featureWidth + x) * shapes + a);
    list.push_back({{"anchor", r.anchor},
                    {"box", boxJson(r.box)},
                    {"inside", r.inside},
                    {"ious", r.ious},
                    {"object", r.gt},
                    {"label", r.label},
                    {"reason", reasonName(r.reason)},
                    {"sampled", r.sampled},
                    {"target", {r.target.dx, r.target.dy, r.target.dw, r.target.dh}}});
  }
  return list;
}

Json networkJson(const ImageRecord& record, const AnchorStage& stage, const std::vector<SampleBox>& objects,
                 int seed) {
  const RunConfig& config = record.config;
  const ProposalSteps steps = proposalStepsOf(record, config.test_proposals);
  const std::vector<int> counts{50, 100, 300, 1000, 2000};
  const std::vector<float> ious{0.5F, 0.7F};
  const ProposalSteps training = proposalStepsOf(record, config.train_proposals);
  Boxes trained;
  for (const int i : training.rois) trained.push_back(training.clipped[static_cast<size_t>(i)]);
  RandomSource random(static_cast<uint64_t>(seed));
  const RoiSample sample = sampleRois(trained, stage.gtBoxes, stage.gtLabels, config.rois,
                                      config.convention(), random, stage.ignoreRegions());
  Json recall = Json::object();
  const auto table = recallTable(stage.gtBoxes, trained, counts, ious, config.convention());
  for (size_t n = 0; n < counts.size(); ++n)
    recall[std::to_string(counts[n])] = {{"0.5", table[n][0]}, {"0.7", table[n][1]}};
  const ImageAutopsy autopsy = autopsyImage(record, objects);
  Json detections = Json::array();
  for (const Detection& d : autopsy.detections)
    detections.push_back({{"class", config.classes[static_cast<size_t>(d.label)]},
                          {"score", d.score},
                          {"box", boxJson(d.box)}});
  Json lost = Json::array();
  for (const ObjectTrace& t : autopsy.objects) lost.push_back(lostName(t.lost));
  return {{"iteration", record.iteration},
          {"proposals",
           {{"scored", record.rpnScores.size()},
            {"large_enough", steps.largeEnough.size()},
            {"before_nms", steps.preNms.size()},
            {"after_nms", steps.nms.size()},
            {"rois", steps.rois.size()}}},
          {"recall_of_training_proposals", recall},
          {"rois", {{"fg", sample.fg}, {"bg", static_cast<int>(sample.index.size()) - sample.fg}}},
          {"objects_lost_at", lost},
          {"detections", detections}};
}

void print(const Json& facts) {
  std::printf("%s: %d x %d, input %d x %d, scale %.4f\n", facts["image"].get<std::string>().c_str(),
              facts["width"].get<int>(), facts["height"].get<int>(), facts["input"]["width"].get<int>(),
              facts["input"]["height"].get<int>(), facts["input"]["scale"].get<double>());
  for (const Json& level : facts["levels"])
    std::printf("  stride %.0f: %d x %d cells\n", level["stride"].get<double>(), level["cells"][0].get<int>(),
                level["cells"][1].get<int>());
  for (const auto& [name, value] : facts["anchors"].items())
    std::printf("  %-16s %s\n", name.c_str(), value.dump().c_str());
  for (const Json& o : facts["objects"])
    std::printf("  %-16s best IoU %.3f, %d fg anchors, %.1f x %.1f cells\n",
                o["class"].get<std::string>().c_str(), o["best_iou"].get<double>(),
                o["fg_anchors"].get<int>(), o["cells"][0].get<double>(), o["cells"][1].get<double>());
  if (facts.contains("network")) std::printf("%s\n", facts["network"].dump(1).c_str());
}

void inspectCommand(const Options& o) {
  if (o.preset.empty() == o.model.empty())
    throw UserError("inspect", inEnglish("needs either --preset or --model"));
  setComputeThreads(0);
  const RgbImage image = readRgb(o.image);
  RunSamples labels = labelsFor(o);
  std::vector<SampleBox> objects;
  for (const RunSample& s : labels.samples)
    if (std::filesystem::absolute(s.image).lexically_normal() ==
        std::filesystem::absolute(o.image).lexically_normal())
      objects = s.boxes;
  std::optional<Detector> detector;
  if (!o.model.empty()) detector.emplace(checkpointOf(o.model), o.device);
  RunConfig config = detector ? asTested(detector->config()) : presetByName(o.preset).config;
  const AnchorStage stage =
      anchorStage(config, {static_cast<float>(image.height), static_cast<float>(image.width)}, objects);
  const LabelAssignment sampled = sampledLabels(stage, static_cast<uint64_t>(o.seed));
  Json facts{{"image", o.image},
             {"width", image.width},
             {"height", image.height},
             {"preset", config.preset},
             {"convention", config.anchors.convention},
             {"input",
              {{"width", stage.geometry.size.width},
               {"height", stage.geometry.size.height},
               {"scale", stage.geometry.scale}}},
             {"levels", levelsJson(stage)},
             {"anchors", labelCounts(stage, sampled)},
             {"objects", objectsJson(stage, objects, labels)}};
  if (o.cell.size() == 2) facts["cell"] = cellJson(stage, sampled, o.cell[0], o.cell[1]);
  if (detector) {
    const ImageRecord record = detector->record(image, trainedBoxes(objects));
    if (!o.record.empty()) writeImageRecord(o.record, record);
    facts["network"] = networkJson(record, stage, objects, o.seed);
  }
  if (o.json)
    std::printf("%s\n", facts.dump(1, ' ', false, Json::error_handler_t::replace).c_str());
  else
    print(facts);
}

}  // namespace

void addInspect(CLI::App& app) {
  auto* command = app.add_subcommand(
      "inspect", "Show how Faster R-CNN processes an image: anchors, labels, proposals, RoIs");
  auto o = std::make_shared<Options>();
  command->add_option("--image", o->image, "Image file")->required();
  command->add_option("--preset", o->preset,
                      "Use the settings of a preset: anchors and labels only, without a network");
  command->add_option("--model", o->model, checkpointHelp);
  command->add_option("--project", o->project,
                      "Project that holds the image's labels; a run folder has its own");
  command
      ->add_option("--cell", o->cell,
                   "Also list every anchor of this cell of the finest feature map, given as x y")
      ->expected(2)
      ->check(numberFrom(0));
  command->add_option("--seed", o->seed, "Seed for sampling")->capture_default_str()->check(numberFrom(0));
  command->add_option("--record", o->record, "Save the network's outputs to this file (safetensors)");
  command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
  command->add_flag("--json", o->json, "Print one JSON object");
  command->callback([o] { inspectCommand(*o); });
}

}  // namespace anchor
