// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <map>

#include "app/engine/autopsy_html.h"
#include "app/engine/autopsy_work.h"
#include "app/engine/checked_number.h"
#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/progress_line.h"
#include "engine/inspection/label_doctor.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/trainer.h"

namespace anchor {

namespace {

struct Options {
  std::vector<std::string> runs;
  std::string checkpoint, split = "val", device = "auto", images, report;
  int pictures = 60;
  double score = 0.5;
  bool json = false;
};

AutopsyFile autopsyOf(const std::string& run, const std::string& checkpoint, const std::string& split,
                      const Options& o) {
  const auto folder = existingRun(run).path();
  const auto file = checkpointOf(folder, checkpoint);
  Detector detector(file, o.device);
  const ProgressLine line(!o.json);
  const auto progress = [&](int done, int all) {
    line.show(done, all);
    return true;
  };
  return *makeAutopsy(detector, file.string(), {folder, split, o.images}, progress);
}

void printReport(const AutopsyFile& file) {
  const AutopsyReport report = file.report();
  std::printf("%zu images of %s, iteration %d: %d objects, AP50 %.1f\n", file.images.size(),
              file.split.c_str(), file.iteration, report.objects, 100 * report.ap);
  for (size_t c = 0; c < lostStages; ++c)
    if (report.causes[c].count > 0)
      std::printf("  %-42s %5d  %5.1f %%   costs %.1f AP50\n", lostSentence(static_cast<LostAt>(c)),
                  report.causes[c].count, 100.0 * report.causes[c].count / std::max(1, report.objects),
                  100 * report.causes[c].gain);
  std::printf("TIDE dAP:");
  for (size_t e = 0; e < tideErrors; ++e)
    std::printf("  %s %.2f", tideShortName(static_cast<TideError>(e)), 100 * report.tide.gain[e]);
  std::printf("\n");
}

void autopsyCommand(const Options& o) {
  setComputeThreads(0);
  const AutopsyFile file = autopsyOf(o.runs.front(), o.checkpoint, o.split, o);
  if (!o.report.empty()) {
    DatasetImages images(std::filesystem::absolute(o.runs.front()), o.images);
    writeAutopsyReport(o.report, file, images, o.pictures);
  }
  if (o.json)
    std::printf("%s\n", autopsyJson(file).dump(1, ' ', false, Json::error_handler_t::replace).c_str());
  else
    printReport(file);
  if (!o.json && !o.report.empty())
    std::printf("%s\n", (std::filesystem::path(o.report) / "index.html").c_str());
}

/// An image's predictions come from a run that did not train on it, when one of the runs is such.
struct ImageAutopsy {
  const AutopsyFile::Image* image;
  std::string run;
};

const char* doubtName(LabelDoubt doubt) {
  switch (doubt) {
    case LabelDoubt::Missing:
      return "missing label";
    case LabelDoubt::WrongClass:
      return "wrong class";
    case LabelDoubt::LooseBox:
      return "loose box";
    case LabelDoubt::Duplicate:
      return "duplicate";
    case LabelDoubt::Spurious:
      return "unsupported";
  }
  return "";
}

void doctorCommand(const Options& o) {
  setComputeThreads(0);
  std::vector<AutopsyFile> files;
  std::vector<std::string> owners;
  for (const std::string& run : o.runs)
    for (const char* split : {"train", "val", "test"}) {
      const RunSamples samples = readRunSamples(existingRun(run).samples());
      if (samples.inSplit(split).empty()) continue;
      if (o.split != "all" && o.split != split) continue;
      files.push_back(autopsyOf(run, {}, split, o));
      owners.push_back(run);
    }
  std::map<std::filesystem::path, ImageAutopsy> autopsies;
  for (size_t f = 0; f < files.size(); ++f)
    for (const AutopsyFile::Image& image : files[f].images) {
      const auto path = (std::filesystem::absolute(owners[f]) / image.path).lexically_normal();
      const auto known = autopsies.find(path);
      if (known == autopsies.end() || (known->second.image->trained && !image.trained))
        autopsies[path] = {&image, owners[f]};
    }
  struct Line {
    Suspicion doubt;
    std::string path;
    bool trained;
  };
  std::vector<Line> lines;
  DoubtRule rule;
  rule.score = static_cast<float>(o.score);
  for (const auto& [path, autopsy] : autopsies)
    for (const Suspicion& s : doubtLabels(autopsy.image->objects, autopsy.image->findings.detections, rule))
      lines.push_back({s, path.string(), autopsy.image->trained});
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.doubt.strength > b.doubt.strength; });
  Json all = Json::array();
  for (const Line& line : lines) {
    const Suspicion& s = line.doubt;
    const std::string& name = files.front().classes[static_cast<size_t>(s.label)];
    const char* source = line.trained ? "seen in training" : "held out";
    all.push_back({{"image", line.path},
                   {"doubt", doubtName(s.kind)},
                   {"object", s.object},
                   {"class", name},
                   {"box", {s.box.x1, s.box.y1, s.box.x2, s.box.y2}},
                   {"score", s.score},
                   {"iou", s.iou},
                   {"strength", s.strength},
                   {"prediction", source}});
    if (!o.json)
      std::printf("%.2f  %-14s %-16s %s  %.0f %.0f %.0f %.0f  (%s)\n", s.strength, doubtName(s.kind),
                  name.c_str(), line.path.c_str(), s.box.x1, s.box.y1, s.box.x2, s.box.y2, source);
  }
  if (o.json) std::printf("%s\n", all.dump(1, ' ', false, Json::error_handler_t::replace).c_str());
}

}  // namespace

void addAutopsy(CLI::App& app) {
  auto* command = app.add_subcommand(
      "autopsy", "Find the stage at which each missed object was lost, and TIDE's error types");
  auto o = std::make_shared<Options>();
  command->add_option("run", o->runs, "Run folder")->required()->expected(1);
  command->add_option("--checkpoint", o->checkpoint,
                      "Checkpoint file, or \"best\" for the one with the best mAP (default: the newest)");
  command->add_option("--split", o->split, "train, val or test")->capture_default_str();
  command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
  command->add_option("--images", o->images, "Folder with the images, if the run was moved");
  command->add_option("--report", o->report,
                      "Write a report with pictures to this folder (index.html, autopsy.json)");
  command->add_option("--pictures", o->pictures, "Maximum number of objects pictured in the report")
      ->capture_default_str()
      ->check(numberFrom(0));
  command->add_flag("--json", o->json, "Print the whole autopsy as JSON");
  command->callback([o] { autopsyCommand(*o); });
}

void addDoctor(CLI::App& app) {
  auto* command = app.add_subcommand(
      "doctor",
      "List labels that are likely to be missing, wrong, loose or duplicate, the most suspicious first. With "
      "several runs (folds), each image is checked by one that was not trained on it");
  auto o = std::make_shared<Options>();
  o->split = "all";
  command->add_option("runs", o->runs, "Run folders")->required();
  command->add_option("--split", o->split, "train, val, test or all")->capture_default_str();
  command->add_option("--score", o->score, "Ignore detections with a lower score")
      ->capture_default_str()
      ->check(numberFrom(0, 1));
  command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
  command->add_option("--images", o->images, "Folder with the images, if the run was moved");
  command->add_flag("--json", o->json, "Print a JSON array");
  command->callback([o] { doctorCommand(*o); });
}

}  // namespace anchor
