// SPDX-License-Identifier: GPL-3.0-or-later
// Sub-commands on the labels of a project: lint, stats, split.
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "app/engine/checked_number.h"
#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "app/engine/progress_line.h"
#include "app/project_run/lint_rules.h"
#include "datasets/query/image_query.h"
#include "datasets/splits/split_plan.h"
#include "datasets/statistics/label_statistics.h"
#include "engine/config/run_config.h"

namespace anchor {
namespace {

using Json = nlohmann::ordered_json;

struct LintOptions {
  std::string project, preset = "mobilenet-v2-fpn";
  bool json = false, fix = false, noImages = false;
};

void lintCommand(const LintOptions& o) {
  const auto project = ProjectStore::open(o.project);
  LintRules rules = lintRulesFor(presetByName(o.preset).config);
  if (o.noImages)
    for (const LintKind kind : {LintKind::Missing, LintKind::Damaged, LintKind::SplitLeak})
      rules.kinds.erase(kind);
  std::vector<LintFinding> findings;
  {
    const ProgressLine line(!o.json);
    findings = lintProject(*project, rules, [&line](int64_t done, int64_t all) {
      line.show(done, all);
      return true;
    });
  }
  int fixed = 0;
  if (o.fix) {
    ProjectEdit edit = project->edit(say("Fix problems found by the check").english());
    for (const LintFinding& finding : findings) fixed += fixFinding(*project, edit, finding) ? 1 : 0;
    edit.commit();
  }
  std::map<int64_t, std::string> paths;
  for (const ImageEntry& image : project->images()) paths[image.id] = image.path;
  Json list = Json::array();
  for (const LintFinding& f : findings) {
    list.push_back({{"kind", lintName(f.kind)},
                    {"image", paths[f.image]},
                    {"box", f.box},
                    {"words", f.words.english()},
                    {"fix", f.fix.english()}});
    if (!o.json)
      std::printf("%s: %s: %s%s\n", f.image == 0 ? "data set" : paths[f.image].c_str(), lintName(f.kind),
                  f.words.english().c_str(),
                  f.fix.empty() ? "" : (" (fix: " + f.fix.english() + ")").c_str());
  }
  if (o.json)
    std::printf("%s\n", Json{{"findings", list}, {"fixed", fixed}}
                            .dump(2, ' ', false, Json::error_handler_t::replace)
                            .c_str());
  else
    std::printf("%zu findings%s\n", findings.size(),
                o.fix ? (", " + std::to_string(fixed) + " fixed").c_str() : "");
  // As compilers do: a script can stop on findings.
  if (static_cast<size_t>(fixed) < findings.size()) throw ExitCode{1};
}

struct StatsOptions {
  std::string project, label, where;
  bool json = false, csv = false;
};

void statsCommand(const StatsOptions& o) {
  const auto project = ProjectStore::open(o.project);
  if (!o.where.empty()) {
    const auto found = matchingImages(*project, parseImageQuery(o.where), {});
    for (const int64_t id : found) std::printf("%s\n", project->image(id)->path.c_str());
    std::fprintf(stderr, "%zu images\n", found.size());  // beside the list, which may go to another program
    return;
  }
  int64_t only = 0;
  for (const LabelClass& c : project->classes())
    if (c.name == o.label) only = c.id;
  if (!o.label.empty() && only == 0)
    throw UserError("--class", inEnglish("the project has no class " + o.label));
  const LabelStatistics statistics = labelStatistics(*project, only);
  if (o.json) return void(std::printf("%s\n", statisticsJson(statistics).c_str()));
  if (o.csv) return void(std::printf("%s", statisticsCsv(statistics).c_str()));
  std::printf("%lld images, %lld boxes\n", static_cast<long long>(statistics.images),
              static_cast<long long>(statistics.boxes));
  for (const auto& c : statistics.classes)
    std::printf("  %-20s %8lld boxes on %6lld images\n", c.name.c_str(), static_cast<long long>(c.boxes),
                static_cast<long long>(c.images));
  for (const auto& [name, row] : statistics.splits)
    std::printf("  %-20s %8lld images: %lld labelled, %lld without objects, %lld not labelled\n",
                name.empty() ? "(no split)" : name.c_str(), static_cast<long long>(row.images),
                static_cast<long long>(row.labelled), static_cast<long long>(row.negative),
                static_cast<long long>(row.unlabelled));
}

struct SplitOptions {
  std::string project, by = "stratified", list, name;
  SplitShares shares;
  bool all = false;
};

void splitCommand(const SplitOptions& o) {
  const auto project = ProjectStore::open(o.project);
  if (o.shares.val < 0 || o.shares.test < 0 || o.shares.val + o.shares.test > 1)
    throw UserError("--val, --test", inEnglish("the shares must lie between 0 and 1 together"));
  std::vector<ImageEntry> images = project->images();
  // A split that an image has is its own; only --all gives it another.
  if (!o.all && o.by != "list" &&
      std::erase_if(images, [](const ImageEntry& image) { return !image.split.empty(); }) > 0 &&
      images.empty()) {
    std::printf("Every image already has a split. Use --all to reassign all images.\n");
    return;
  }
  std::vector<Problem> problems;
  SplitPlan plan;
  if (o.by == "random")
    plan = planByChance(images, o.shares);
  else if (o.by == "stratified")
    plan = planStratified(*project, images, o.shares);
  else if (o.by == "folder")
    plan = planByFolder(images, o.shares);
  else
    plan = planByList(images, o.list, o.name, problems);
  ProjectEdit edit = project->edit(say("Split the images").english());
  applySplits(edit, plan);
  edit.commit();
  for (const auto& [split, ids] : plan) std::printf("%-6s %zu images\n", split.c_str(), ids.size());
  for (const Problem& problem : problems) std::printf("  %s\n", problem.text().c_str());
}

}  // namespace

void addLint(CLI::App& app) {
  auto* command = app.add_subcommand("lint",
                                     "Find problems that would affect training: duplicates, tiny boxes, "
                                     "boxes that no anchor fits, leaks between splits");
  auto o = std::make_shared<LintOptions>();
  command->add_option("project", o->project, "Project folder")->required();
  command
      ->add_option("--preset", o->preset, "Preset whose anchors and training scale are used for the checks")
      ->capture_default_str();
  command->add_flag("--fix", o->fix, "Apply the safe fixes; they can be undone in the studio");
  command->add_flag("--no-images", o->noImages,
                    "Do not read image files (skips the checks for leaks and missing files)");
  command->add_flag("--json", o->json, "Print one JSON object");
  command->callback([o] { lintCommand(*o); });
}

void addStats(CLI::App& app) {
  auto* command =
      app.add_subcommand("stats", "Show statistics of a project, or list the images that match a query");
  auto o = std::make_shared<StatsOptions>();
  command->add_option("project", o->project, "Project folder")->required();
  command->add_option("--class", o->label, "Show box sizes, aspect ratios and positions of this class only");
  command->add_option(
      "--where", o->where,
      "Print the images that match a query, such as \"class:RBC size:[0,30] -review:verified\"");
  command->add_flag("--csv", o->csv, "Print CSV tables");
  command->add_flag("--json", o->json, "Print one JSON object");
  command->callback([o] { statsCommand(*o); });
}

void addSplit(CLI::App& app) {
  auto* command = app.add_subcommand("split", "Assign images to train, val and test");
  auto o = std::make_shared<SplitOptions>();
  command->add_option("project", o->project, "Project folder")->required();
  command->add_option("--by", o->by, "Method: random, stratified (by class), folder or list")
      ->check(CLI::IsMember({"random", "stratified", "folder", "list"}))
      ->capture_default_str();
  command->add_option("--val", o->shares.val, "Fraction of images for validation")
      ->capture_default_str()
      ->check(numberFrom(0, 1));
  command->add_option("--test", o->shares.test, "Fraction of images for testing")
      ->capture_default_str()
      ->check(numberFrom(0, 1));
  command->add_option("--list", o->list, "Text file with one image per line, for --by list");
  command->add_option("--name", o->name, "Split for the images in the list: train, val or test")
      ->check(CLI::IsMember({"train", "val", "test"}));
  command->add_flag("--all", o->all, "Also reassign images that already have a split");
  command->callback([o] { splitCommand(*o); });
}

}  // namespace anchor
