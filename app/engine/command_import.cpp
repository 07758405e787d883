#include <cstdio>

#include "app/engine/commands.h"
#include "app/engine/progress_line.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/voc.h"
#include "datasets/sample/sample_project.h"
#include "engine/run/json_fields.h"

namespace anchor {
namespace {

Progress shownOn(const ProgressLine& line) {
  return [&line](int64_t done, int64_t all) {
    line.show(done, all);
    return true;
  };
}

struct Options {
  std::string project, voc, labels, folder;
  bool json = false;
};

void importCommand(const Options& o) {
  const std::string source = !o.labels.empty() ? o.labels : !o.voc.empty() ? o.voc : o.folder;
  if ((o.labels.empty() ? 0 : 1) + (o.voc.empty() ? 0 : 1) + (o.folder.empty() ? 0 : 1) != 1)
    throw UserError("import", "needs one of --labels, --voc and --images");
  ImportReport report;
  std::string dialect;
  {
    const ProgressLine line(!o.json);
    if (!o.labels.empty()) {
      const auto found = detectLabels(o.labels);
      if (!found)
        throw UserError(o.labels, "holds no labels that can be read",
                        "Give a Pascal VOC folder, a COCO .json or its folder, or use --images");
      dialect = found->words;
      report = importLabels(*found, shownOn(line));
    } else {
      report = o.voc.empty() ? readImageFolder(o.folder, shownOn(line)) : readVoc(o.voc, shownOn(line));
    }
  }
  const auto project =
      ProjectStore::isProject(o.project) ? ProjectStore::open(o.project) : ProjectStore::create(o.project);
  const int changed = project->addImported(report.images, source, {}, SplitShares{});
  if (o.json) {
    Json problems = Json::array();
    for (const Problem& p : report.problems)
      problems.push_back({{"file", p.file}, {"line", p.line}, {"reason", p.reason}, {"remedy", p.remedy}});
    std::printf("%s\n", Json{{"images", report.images.size()},
                             {"added", changed},
                             {"boxes", report.boxCount()},
                             {"dialect", dialect},
                             {"problems", problems}}
                            .dump(2)
                            .c_str());
    return;
  }
  if (!dialect.empty()) std::printf("%s\n", dialect.c_str());
  std::printf("%zu images, %zu boxes; %d images added\n", report.images.size(), report.boxCount(), changed);
  for (const Problem& problem : report.problems) std::printf("  %s\n", problem.text().c_str());
}

}  // namespace

void addImport(CLI::App& app) {
  auto* command = app.add_subcommand(
      "import", "Bring images and labels into a project, which is made when it does not exist");
  auto o = std::make_shared<Options>();
  command->add_option("project", o->project, "Project folder")->required();
  command->add_option("--labels", o->labels,
                      "Labels of any format that is known: a Pascal VOC folder, a COCO .json or its folder");
  command->add_option("--voc", o->voc, "Pascal VOC tree: JPEGImages, Annotations, ImageSets/Main");
  command->add_option("--images", o->folder, "Folder of images without labels");
  command->add_flag("--json", o->json, "Print one JSON object with the problems");
  command->callback([o] { importCommand(*o); });
}

void addSample(CLI::App& app) {
  auto* command = app.add_subcommand("sample", "Make the sample project of generated pictures");
  auto project = std::make_shared<std::string>();
  auto images = std::make_shared<int>(240);
  command->add_option("project", *project, "Folder for the project")->required();
  command->add_option("--images", *images, "How many pictures")->capture_default_str();
  command->callback([project, images] {
    {
      const ProgressLine line(true);
      createSampleProject(*project, {*images}, shownOn(line));
    }
    std::printf("%s\n", project->c_str());
  });
}

}  // namespace anchor
