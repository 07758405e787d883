// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/publish_model.h"

#include "app/engine/child_process.h"
#include "app/engine/export_examples.h"
#include "app/engine/found_objects.h"
#include "engine/base/atomic_file.h"
#include "engine/export/weights_export.h"
#include "engine/inference/detector.h"

namespace anchor {
namespace {

/// A folder beside the wanted one that vanishes unless it is given the wanted name.
class Staging {
 public:
  explicit Staging(const std::filesystem::path& wanted) : m_wanted(wanted) {
    if (std::filesystem::exists(wanted))
      throw UserError(wanted.string(), say("already exists"), say("Name a new folder, or remove this one"));
    m_folder = wanted.string() + ".part";
    std::filesystem::remove_all(m_folder);
    std::error_code failure;
    std::filesystem::create_directories(scratch(), failure);
    if (failure) throw UserError(m_folder.string(), say("cannot be created: %1", failure.message()));
  }
  ~Staging() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  [[nodiscard]] std::filesystem::path scratch() const { return m_folder / "scratch"; }
  void publish() {
    std::filesystem::remove_all(scratch());
    std::error_code failure;
    std::filesystem::rename(m_folder, m_wanted, failure);
    if (failure) throw UserError(m_wanted.string(), say("cannot be renamed: %1", failure.message()));
  }

 private:
  std::filesystem::path m_wanted, m_folder;
};

/// An even grey picture: a network should say of it what its exports say, be that nothing.
std::filesystem::path writeBlankImage(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "blank.ppm";
  std::string bytes = "P6\n640 480\n255\n";
  bytes.append(size_t{640} * 480 * 3, '\x80');
  writeAtomically(path, bytes);
  return path;
}

/// For programs that read pictures themselves; read_picture.py beside the model does it.
Json howPicturesAreRead() {
  return {{"turned", "upright, as the orientation in the Exif data of a JPEG, PNG, WebP or TIFF file says"},
          {"channels", "three; one grey channel stands for all three, alpha is dropped"},
          {"deeper_than_8_bits",
           {{"black", 0.001},
            {"white", 0.999},
            {"rule",
             "sort the finite values v of all three channels; black and white are those at places "
             "floor(share * (count - 1)), the shares as here; 8 bits = round(255 * (v - black) / (white - "
             "black)), halves to even, kept within 0 and 255; what is no number becomes 0"}}}};
}

/// What the file finds, told by a process that has seen nothing but the file.
FoundObjects foundAfresh(const std::filesystem::path& file, const std::vector<std::filesystem::path>& images,
                         const std::vector<std::string>& classes, const std::filesystem::path& scratch) {
  std::vector<std::string> arguments{"detect", "--json", file.string()};
  for (const std::filesystem::path& image : images) arguments.push_back(image.string());
  const ChildResult child = runOwnProgram(arguments, scratch);
  if (child.exitCode != 0)
    throw UserError(file.filename().string(), say("could not be run in a fresh process: %1", child.errors));
  return readFoundObjects(child.output, classes, file.string());
}

uint64_t sizeOf(ModelFormat format, const std::filesystem::path& folder) {
  uint64_t bytes = 0;
  for (const char* name : rowOf(format).files) bytes += std::filesystem::file_size(folder / name);
  return bytes;
}

Message problemOf(const ParityResult& parity) {
  if (parity.passed()) return {};
  if (parity.unmatched > 0) return say("%1 detections differ from the network's", parity.unmatched);
  return say("the detections differ from the network's by more than the tolerance");
}

/// Removes the files of a format that is not published.
void withdraw(ModelFormat format, const std::filesystem::path& folder) {
  for (const char* name : rowOf(format).files) std::filesystem::remove(folder / name);
}

class Publication {
 public:
  Publication(const PublishTask& task, const PublishProgress& progress)
      : m_task(task),
        m_progress(progress),
        m_staging(task.folder),
        m_detector(task.checkpoint, "cpu"),
        m_writer(task.checkpoint),
        m_images(task.images),
        m_steps(static_cast<int>(task.images.size()) + (task.blank ? 1 : 0) +
                2 * static_cast<int>(task.formats.size())) {
    if (task.blank) m_images.push_back(writeBlankImage(m_staging.scratch()));
    if (m_images.empty())
      throw UserError(task.checkpoint.string(), say("no image to compare with"),
                      say("Name some with --compare"));
  }
  std::vector<PublishedFile> run() {
    FoundObjects live;
    for (const std::filesystem::path& image : m_images) {
      if (!step(say("Finding objects with the network"))) return {};
      live.push_back(m_detector.detect(readRgb(image)));
    }
    std::vector<PublishedFile> files;
    for (const ModelFormat format : m_task.formats) {
      files.push_back({.format = format, .problem = rowOf(format).whyNot(m_detector.config())});
      const std::string file = rowOf(format).file();
      if (!step(say("Writing %1", file))) return {};
      if (files.back().problem.empty()) m_writer.write(format, m_staging.folder());
      if (!step(say("Comparing %1 with the network", file))) return {};
      if (files.back().problem.empty()) compare(live, files.back());
    }
    finish(files);
    return files;
  }

 private:
  bool step(const Message& text) { return m_progress(text, m_done++, m_steps); }
  void compare(const FoundObjects& live, PublishedFile& file) {
    file.bytes = sizeOf(file.format, m_staging.folder());
    const FoundObjects found = foundAfresh(m_staging.folder() / rowOf(file.format).file(), m_images,
                                           m_detector.config().classes, m_staging.scratch());
    for (size_t i = 0; i < live.size(); ++i) {
      addToParity(file.parity, live[i], found.at(i), [&] {
        const RgbImage image = readRgb(m_images[i]);
        return perturbedBy(m_detector, image)();
      });
    }
    file.problem = problemOf(file.parity);
    if (!file.problem.empty()) withdraw(file.format, m_staging.folder());
  }
  void finish(const std::vector<PublishedFile>& files) {
    if (std::ranges::none_of(files, [](const PublishedFile& file) { return file.problem.empty(); })) {
      std::vector<Message> reasons;
      for (const PublishedFile& file : files)
        reasons.push_back(say("%1: %2", rowOf(file.format).file(), file.problem));
      throw UserError(
          m_task.folder.string(),
          say("was not written, because no file matched the network:\n  %1", joined(reasons, "\n  ")));
    }
    Json certificate = certificateJson(files);
    certificate["checkpoint"] = m_task.checkpoint.filename().string();
    certificate["iteration"] = m_detector.iteration();
    writeAtomically(m_staging.folder() / "certificate.json", certificate.dump(2) + "\n");
    Json model = toJson(exportedConfig(m_detector.config()));
    model["pictures"] = howPicturesAreRead();
    writeAtomically(m_staging.folder() / "model.json", model.dump(2) + "\n");
    writeAtomically(m_staging.folder() / "certificate.txt", certificateText(files));
    std::vector<ModelFormat> published;
    for (const PublishedFile& file : files)
      if (file.problem.empty()) published.push_back(file.format);
    writeExamples(m_staging.folder(), published);
    m_staging.publish();
  }
  const PublishTask& m_task;
  const PublishProgress& m_progress;
  Staging m_staging;
  Detector m_detector;
  ModelWriter m_writer;
  std::vector<std::filesystem::path> m_images;
  int m_done = 0, m_steps;
};

}  // namespace

std::vector<PublishedFile> publishModel(const PublishTask& task, const PublishProgress& progress) {
  return Publication(task, progress).run();
}

std::string certificateText(const std::vector<PublishedFile>& files) {
  std::string out =
      "Each file was loaded in a fresh process and compared with the trained network on the same images.\n"
      "Allowed: " +
      Json(ParityResult::mostBoxDifference).dump() + " pixels, " +
      Json(ParityResult::mostScoreDifference).dump() +
      " of score; no detection missing or extra, except those that the network itself gains or\nloses when "
      "its pixels are rounded (\"borderline\").\n\n";
  char line[400];
  for (const PublishedFile& file : files) {
    const char* name = rowOf(file.format).file();
    if (file.parity.images == 0)
      std::snprintf(line, sizeof line, "%-22s not written: %s\n", name, file.problem.english().c_str());
    else
      std::snprintf(line, sizeof line, "%-22s %s: %s; %.1f MB\n", name,
                    file.problem.empty() ? "equal" : "NOT SAVED", parityText(file.parity).c_str(),
                    static_cast<double>(file.bytes) / 1e6);
    out += line;
  }
  return out;
}

Json certificateJson(const std::vector<PublishedFile>& files) {
  Json list = Json::array();
  for (const PublishedFile& file : files) {
    const ModelFormatRow& row = rowOf(file.format);
    list.push_back({{"format", row.name},
                    {"file", row.file()},
                    {"published", file.problem.empty()},
                    {"problem", file.problem.english()},
                    {"problem_parts", messageJson(file.problem)},
                    {"bytes", file.bytes},
                    {"images", file.parity.images},
                    {"detections", file.parity.detections},
                    {"undecided", file.parity.undecided},
                    {"unmatched", file.parity.unmatched},
                    {"box_difference", file.parity.boxDifference},
                    {"score_difference", file.parity.scoreDifference}});
  }
  return {{"allowed_box_difference", ParityResult::mostBoxDifference},
          {"allowed_score_difference", ParityResult::mostScoreDifference},
          {"files", list}};
}

}  // namespace anchor
