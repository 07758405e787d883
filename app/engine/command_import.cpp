#include <cstdio>

#include "app/engine/commands.h"
#include "app/engine/progress_line.h"
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
  std::string project, voc, folder;
  bool json = false;
};

void importCommand(const Options& o) {
  if (o.voc.empty() == o.folder.empty()) throw UserError("import", "needs either --voc or --images");
  ImportReport report;
  {
    const ProgressLine line(!o.json);
    report = o.voc.empty() ? readImageFolder(o.folder, shownOn(line)) : readVoc(o.voc, shownOn(line));
  }
  const auto project =
      ProjectStore::isProject(o.project) ? ProjectStore::open(o.project) : ProjectStore::create(o.project);
  const int changed = project->addImported(report.images, o.voc.empty() ? o.folder : o.voc, {});
  project->assignMissingSplits(0.15, 0.15);
  if (o.json) {
    Json problems = Json::array();
    for (const Problem& p : report.problems)
      problems.push_back({{"file", p.file}, {"line", p.line}, {"reason", p.reason}, {"remedy", p.remedy}});
    std::printf("%s\n", Json{{"images", report.images.size()},
                             {"added", changed},
                             {"boxes", report.boxCount()},
                             {"problems", problems}}
                            .dump(2)
                            .c_str());
    return;
  }
  std::printf("%zu images, %zu boxes; %d images added\n", report.images.size(), report.boxCount(), changed);
  for (const Problem& problem : report.problems) std::printf("  %s\n", problem.text().c_str());
}

}  // namespace

void addImport(CLI::App& app) {
  auto* command = app.add_subcommand(
      "import", "Bring images and labels into a project, which is made when it does not exist");
  auto o = std::make_shared<Options>();
  command->add_option("project", o->project, "Project folder")->required();
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
