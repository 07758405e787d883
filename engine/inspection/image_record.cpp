// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/image_record.h"

#include <cstring>

#include "engine/base/float_file.h"

namespace anchor {
namespace {

constexpr const char* formatName = "anchor-studio-image-record";

template <class T>
FloatFile::Array arrayOf(const std::vector<T>& values, int64_t columns) {
  FloatFile::Array array{
      {static_cast<int64_t>(values.size()) * static_cast<int64_t>(sizeof(T) / 4) / columns, columns},
      std::vector<float>(values.size() * sizeof(T) / sizeof(float))};
  if (!values.empty())
    std::memcpy(array.values.data(), static_cast<const void*>(values.data()), values.size() * sizeof(T));
  return array;
}

template <class T>
std::vector<T> valuesOf(const FloatFile& file, const char* name, const std::string& place) {
  const auto found = file.arrays.find(name);
  if (found == file.arrays.end() || found->second.values.size() * sizeof(float) % sizeof(T) != 0)
    throw UserError(place, say("contains no valid array %1", name),
                    say("Delete it; it will be created again"));
  std::vector<T> values(found->second.values.size() * sizeof(float) / sizeof(T));
  if (!values.empty())
    std::memcpy(static_cast<void*>(values.data()), found->second.values.data(), values.size() * sizeof(T));
  return values;
}

}  // namespace

HeadOutput ImageRecord::head() const {
  const size_t count = static_cast<size_t>(proposals);
  const size_t entries = count * static_cast<size_t>(labels);
  return {std::span(rois).first(count), labels, std::span(headScores).first(entries),
          std::span(headDeltas).first(entries)};
}

DetectionRule detectionRule(const TestConfig& test) {
  return {test.score, test.nms, test.most, test.min_size};
}

ProposalSteps proposalStepsOf(const ImageRecord& record, const ProposalRule& rule) {
  const InputGeometry geometry = record.geometry();
  const auto levels = gridLevels(record.config, geometry.padded);
  return proposalSteps(gridAnchors(levels), record.rpnScores, record.rpnDeltas, geometry.size, geometry.scale,
                       rule, record.config.convention(), levelStarts(levels));
}

DetectionSteps detectionStepsOf(const ImageRecord& record, const TestConfig& test) {
  return detectionSteps(record.head(), record.config.rois, detectionRule(test), record.geometry().size,
                        record.config.convention());
}

std::vector<Detection> detectionsOf(const ImageRecord& record, const DetectionSteps& steps) {
  const InputGeometry geometry = record.geometry();
  std::vector<Detection> found;
  found.reserve(steps.kept.size());
  for (const int i : steps.kept) {
    const DetectionCandidate& c = steps.candidates[static_cast<size_t>(i)];
    found.push_back({0, c.label - 1, fromNetwork(c.box, geometry, record.config.convention()), c.score});
  }
  return found;
}

Boxes proposalsOf(const ImageRecord& record, int most) {
  const InputGeometry geometry = record.geometry();
  Boxes proposals;
  for (const Box& roi : std::span(record.rois).first(static_cast<size_t>(std::min(record.proposals, most))))
    proposals.push_back(fromNetwork(roi, geometry, record.config.convention()));
  return proposals;
}

Findings findingsOf(const ImageRecord& record) {
  return {proposalsOf(record), detectionsOf(record, detectionStepsOf(record, record.config.test))};
}

void writeImageRecord(const std::filesystem::path& path, const ImageRecord& record) {
  FloatFile file;
  file.arrays["rpn_scores"] = arrayOf(record.rpnScores, 1);
  file.arrays["rpn_deltas"] = arrayOf(record.rpnDeltas, 4);
  file.arrays["rois"] = arrayOf(record.rois, 4);
  file.arrays["head_scores"] = arrayOf(record.headScores, std::max(1, record.labels));
  file.arrays["head_deltas"] = arrayOf(record.headDeltas, std::max(1, record.labels) * 4);
  file.metadata = {{"format", formatName},
                   {"iteration", std::to_string(record.iteration)},
                   {"image_height", std::to_string(static_cast<int>(record.image.height))},
                   {"image_width", std::to_string(static_cast<int>(record.image.width))},
                   {"proposals", std::to_string(record.proposals)},
                   {"labels", std::to_string(record.labels)},
                   {"config", runConfigText(record.config)}};
  writeFloatFile(path, file);
}

ImageRecord readImageRecord(const std::filesystem::path& path) {
  FloatFile file = readFloatFile(path);
  const std::string place = path.string();
  if (file.metadata["format"] != formatName)
    throw UserError(place, say("is not an image record"),
                    say("Choose a file that anchor-engine inspect wrote"));
  const auto number = [&](const char* name) { return std::atoi(file.metadata[name].c_str()); };
  ImageRecord record;
  fromJson(parseJson(file.metadata["config"], place), record.config, place, false);
  record.iteration = number("iteration");
  record.image = {static_cast<float>(number("image_height")), static_cast<float>(number("image_width"))};
  record.proposals = number("proposals");
  record.labels = number("labels");
  record.rpnScores = valuesOf<float>(file, "rpn_scores", place);
  record.rpnDeltas = valuesOf<BoxDelta>(file, "rpn_deltas", place);
  record.rois = valuesOf<Box>(file, "rois", place);
  record.headScores = valuesOf<float>(file, "head_scores", place);
  record.headDeltas = valuesOf<BoxDelta>(file, "head_deltas", place);
  checkConfig(record.config);
  if (record.image.height < 1 || record.image.width < 1 ||
      record.labels != static_cast<int>(record.config.classes.size()) + 1)
    throw UserError(place, say("has an invalid image size or number of classes"),
                    say("Delete it; it will be created again"));
  const size_t anchors = gridAnchors(gridLevels(record.config, record.geometry().padded)).size();
  const size_t entries = record.rois.size() * static_cast<size_t>(record.labels);
  if (record.rpnScores.size() != anchors || record.rpnDeltas.size() != anchors ||
      record.headScores.size() != entries || record.headDeltas.size() != entries || record.proposals < 0 ||
      static_cast<size_t>(record.proposals) > record.rois.size())
    throw UserError(place, say("contains arrays whose sizes do not match"),
                    say("Delete it; it will be created again"));
  return record;
}

}  // namespace anchor
