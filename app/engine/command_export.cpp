// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <cstdio>

#include "app/engine/checked_number.h"
#include "app/engine/checkpoint_choice.h"
#include "app/engine/commands.h"
#include "app/engine/failure.h"
#include "app/engine/publish_model.h"
#include "datasets/formats/dataset_export.h"
#include "engine/export/weights_export.h"
#include "engine/protocol/run_folder.h"
#include "engine/training/trainer.h"

namespace anchor {

namespace {

struct ExportOptions {
  std::string source;  ///< of a network: resolved to a checkpoint file
  std::string target, format, formats, split = "val", images;
  std::vector<std::string> compare;
  int most = 8;
  bool json = false, noBlank = false, turnUpright = false;
};

volatile std::sig_atomic_t cancelled = 0;

/// A few pictures of the run, spread over the split; of the whole data set when the split is empty.
std::vector<std::filesystem::path> comparedImages(const ExportOptions& o) {
  for (const std::string& image : o.compare) checkImageFile(image);
  if (!o.compare.empty()) return {o.compare.begin(), o.compare.end()};
  const std::filesystem::path run = std::filesystem::path(o.source).parent_path().parent_path();
  const RunFolder folder(run);
  if (!std::filesystem::exists(folder.samples())) return {};
  const RunSamples samples = readRunSamples(folder.samples());
  std::vector<const RunSample*> from = samples.inSplit(o.split);
  if (from.empty()) from = samples.all();
  const DatasetImages images(run, o.images);
  std::vector<std::filesystem::path> paths;
  const size_t count = std::min(from.size(), static_cast<size_t>(std::max(0, o.most)));
  for (size_t i = 0; i < count; ++i) paths.push_back(images.find(*from[i * from.size() / count]));
  return paths;
}

std::vector<ModelFormat> wantedFormats(const std::string& list) {
  std::vector<ModelFormat> formats;
  if (list.empty())
    for (const ModelFormatRow& name : modelFormats()) formats.push_back(name.format);
  for (size_t from = 0; from < list.size();) {
    const size_t to = std::min(list.find(',', from), list.size());
    formats.push_back(modelFormatByName(list.substr(from, to - from)).format);
    from = to + 1;
  }
  return formats;
}

void printLine(const Json& line) {
  std::printf("%s\n", line.dump().c_str());
  std::fflush(stdout);
}

void exportModel(const ExportOptions& o) {
  setComputeThreads(0);
  std::signal(SIGTERM, [](int) { cancelled = 1; });
  std::signal(SIGINT, [](int) { cancelled = 1; });
  const PublishTask task{o.source, o.target, wantedFormats(o.formats), comparedImages(o), !o.noBlank};
  const auto files = publishModel(task, [&](const Message& text, int done, int of) {
    if (o.json)
      printLine(
          {{"progress", text.english()}, {"progress_parts", messageJson(text)}, {"done", done}, {"of", of}});
    else
      std::fprintf(stderr, "[%d/%d] %s\n", done + 1, of, text.english().c_str());
    return cancelled == 0;
  });
  if (files.empty()) throw ExitCode{1};
  if (o.json)
    printLine(
        {{"folder", o.target}, {"text", certificateText(files)}, {"certificate", certificateJson(files)}});
  else
    std::printf("%s\n%s", o.target.c_str(), certificateText(files).c_str());
  for (const PublishedFile& file : files)
    if (!file.problem.empty() && file.parity.images > 0) throw ExitCode{1};
}

/// A failure is a line of JSON too, so that a window can say it in its language.
void exportAndTell(const ExportOptions& o) {
  try {
    exportModel(o);
  } catch (const UserError& error) {
    const Message message = messageOf(error);
    if (o.json) printLine({{"failed", message.english()}, {"failed_parts", messageJson(message)}});
    throw;
  }
}

void exportLabels(const ExportOptions& o, const std::string& known) {
  const auto format = formatByName(o.format);
  if (!format)
    throw UserError("--format " + o.format, say("is not known"), inEnglish("Use one of: " + known));
  const auto certificate =
      exportDataset(*format, *ProjectStore::open(o.source), o.target, {}, {o.turnUpright});
  std::printf("%s\n%s\n", o.target.c_str(), certificate.text().c_str());
}

}  // namespace

void addExport(CLI::App& app) {
  auto* command = app.add_subcommand(
      "export",
      "Export a trained network as TorchScript, ONNX and weights, each compared with the network before it "
      "is saved; or only its weights (a target ending in .safetensors); or the labels of a project "
      "(--format), read back and compared before they are saved");
  auto o = std::make_shared<ExportOptions>();
  std::string labels;
  for (const LabelFormatRow& format : writableFormats())
    labels += (labels.empty() ? "" : ", ") + std::string(format.name);
  std::string models;
  for (const ModelFormatRow& format : modelFormats())
    models += (models.empty() ? "" : ",") + std::string(format.name);
  command->add_option("source", o->source, std::string(checkpointHelp) + "; or project folder")->required();
  command->add_option("target", o->target, "New folder, or a .safetensors file")->required();
  command->add_option("--format", o->format, "Label format: " + labels);
  command->add_option("--formats", o->formats,
                      "Model formats, separated by commas: " + models + " (default: all)");
  command->add_option("--split", o->split, "Split whose images are used for the comparison")
      ->capture_default_str();
  command->add_option("--most", o->most, "Number of images used for the comparison, besides a blank one")
      ->capture_default_str()
      ->check(numberFrom(0, 1000));
  command->add_option("--compare", o->compare, "Use these images for the comparison instead of the run's");
  command->add_flag("--no-blank", o->noBlank, "Leave out the comparison on a blank image");
  command->add_option("--images", o->images, "Folder with the images, if the run was moved");
  command->add_flag("--turn-upright", o->turnUpright,
                    "With --format: rewrite images that carry an EXIF rotation upright");
  command->add_flag("--json", o->json, "Print progress and certificate as JSON lines");
  command->callback([o, labels] {
    if (!o->format.empty()) return exportLabels(*o, labels);
    o->source = checkpointOf(o->source).string();
    if (std::filesystem::path(o->target).extension() != ".safetensors") return exportAndTell(*o);
    exportWeights(o->source, o->target);
    std::printf("%s\n", o->target.c_str());
  });
}

}  // namespace anchor
