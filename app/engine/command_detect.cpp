#include <cstdio>

#include "app/engine/commands.h"
#include "app/engine/dataset_images.h"
#include "datasets/formats/dataset_export.h"
#include "engine/export/weights_export.h"
#include "engine/run/run_folder.h"
#include "engine/training/detector.h"
#include "engine/training/trainer.h"

namespace anchor {

std::filesystem::path checkpointOf(const std::filesystem::path& given);

namespace {

struct Options {
  std::string model, device = "auto";
  std::vector<std::string> images;
  double score = -1;
  bool json = false;
};

void detectCommand(const Options& o) {
  setComputeThreads(0);
  Detector detector(checkpointOf(o.model), o.device);
  const auto& classes = detector.config().classes;
  Json all = Json::array();
  for (const std::string& path : o.images) {
    const auto found = detector.detect(readRgb(path), static_cast<float>(o.score));
    Json list = Json::array();
    if (!o.json) std::printf("%s: %zu objects\n", path.c_str(), found.size());
    for (const Detection& d : found) {
      const std::string& name = classes[static_cast<size_t>(d.label)];
      list.push_back(
          {{"class", name}, {"score", d.score}, {"box", {d.box.x1, d.box.y1, d.box.x2, d.box.y2}}});
      if (!o.json)
        std::printf("  %-20s %.3f  %.1f %.1f %.1f %.1f\n", name.c_str(), d.score, d.box.x1, d.box.y1,
                    d.box.x2, d.box.y2);
    }
    all.push_back({{"image", path}, {"iteration", detector.iteration()}, {"detections", list}});
  }
  if (o.json) std::printf("%s\n", all.dump().c_str());
}

}  // namespace

void addDetect(CLI::App& app) {
  auto* command = app.add_subcommand("detect", "Find objects in images");
  auto o = std::make_shared<Options>();
  command->add_option("model", o->model, "Run folder (its newest checkpoint) or checkpoint file")->required();
  command->add_option("images", o->images, "Image files")->required();
  command->add_option("--score", o->score, "Lowest score; the run's own when not given");
  command->add_option("--device", o->device, "auto, cpu or cuda")->capture_default_str();
  command->add_flag("--json", o->json, "Print one JSON array; boxes are x1, y1, x2, y2 in pixels");
  command->callback([o] { detectCommand(*o); });
}

void addExport(CLI::App& app) {
  auto* command =
      app.add_subcommand("export",
                         "Write the weights of a run as safetensors, with classes and input rules as "
                         "metadata; or the labels of a "
                         "project (--format), read back and compared before they are published");
  struct ExportOptions {
    std::string source, target, format;
  };
  auto o = std::make_shared<ExportOptions>();
  std::string known;
  for (const FormatName& format : formatNames())
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  command
      ->add_option("source", o->source,
                   "Run folder (its newest checkpoint), checkpoint file or project folder")
      ->required();
  command->add_option("target", o->target, "File to write, or new folder for labels")->required();
  command->add_option("--format", o->format, "Of labels: " + known);
  command->callback([o, known] {
    if (o->format.empty()) {
      exportWeights(checkpointOf(o->source), o->target);
      std::printf("%s\n", o->target.c_str());
      return;
    }
    const auto format = formatByName(o->format);
    if (!format) throw UserError("--format " + o->format, "is not known", "Use one of: " + known);
    const auto certificate = exportDataset(*format, *ProjectStore::open(o->source), o->target, {});
    std::printf("%s\n%s\n", o->target.c_str(), certificate.text().c_str());
  });
}

}  // namespace anchor
