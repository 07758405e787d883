// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/run_samples.h"

#include "engine/base/atomic_file.h"

namespace anchor {
namespace {

Json boxJson(const SampleBox& b) {
  Json json{{"class", b.class_index}, {"box", {b.box.x1, b.box.y1, b.box.x2, b.box.y2}}};
  if (b.difficult) json["difficult"] = true;
  if (b.crowd) json["crowd"] = true;
  return json;
}

SampleBox readBox(const Json& json, size_t classes, const std::string& place) {
  SampleBox b;
  b.class_index = wholeNumber<int>(json.at("class"));
  const auto c = json.at("box").get<std::array<double, 4>>();
  b.box = {c[0], c[1], c[2], c[3]};
  b.difficult = json.value("difficult", false);
  b.crowd = json.value("crowd", false);
  if (b.class_index < 0 || static_cast<size_t>(b.class_index) >= classes)
    throw UserError(place,
                    say("has a box of class %1, but there are only %2 classes", b.class_index, classes));
  if (!(b.box.x2 > b.box.x1 && b.box.y2 > b.box.y1)) throw UserError(place, say("has a box with zero area"));
  return b;
}

/// JSON holds no other text; a name in another encoding comes out of projects that took it in once.
void requireUtf8(const std::filesystem::path& path, Message has, const std::string& name) {
  const Json text = name;
  try {
    (void)text.dump();
  } catch (const nlohmann::json::type_error&) {
    has.values.emplace_back(text.dump(-1, ' ', false, Json::error_handler_t::replace));
    throw UserError(path.string(), has, say("Rename it"));
  }
}

}  // namespace

std::vector<const RunSample*> RunSamples::inSplit(const std::string& split) const {
  std::vector<const RunSample*> chosen;
  for (const RunSample& sample : samples)
    if (sample.split == split) chosen.push_back(&sample);
  return chosen;
}

std::vector<const RunSample*> RunSamples::all() const {
  std::vector<const RunSample*> every;
  for (const RunSample& sample : samples) every.push_back(&sample);
  return every;
}

RunSamples readRunSamples(const std::filesystem::path& path) {
  const Json json = parseJson(readWholeFile(path), path.string());
  RunSamples all;
  try {
    all.classes = json.at("classes").get<std::vector<std::string>>();
    for (const Json& item : json.at("samples")) {
      RunSample sample;
      sample.image = item.at("image").get<std::string>();
      sample.hash = item.value("hash", "");
      sample.width = wholeNumber<int>(item.at("width"));
      sample.height = wholeNumber<int>(item.at("height"));
      sample.split = item.at("split").get<std::string>();
      for (const Json& box : item.at("boxes"))
        sample.boxes.push_back(readBox(box, all.classes.size(), path.string() + ": " + sample.image));
      all.samples.push_back(std::move(sample));
    }
  } catch (const nlohmann::json::exception& error) {
    throw UserError(path.string(), say("is not a samples file: %1", error.what()));
  }
  return all;
}

void writeRunSamples(const std::filesystem::path& path, const RunSamples& all) {
  for (const std::string& name : all.classes)
    requireUtf8(path, say("a class has a name that is not UTF-8: %1"), name);
  Json json{{"schema", 1}, {"classes", all.classes}, {"samples", Json::array()}};
  for (const RunSample& sample : all.samples) {
    requireUtf8(path, say("an image has a name that is not UTF-8: %1"), sample.image);
    Json boxes = Json::array();
    for (const SampleBox& box : sample.boxes) boxes.push_back(boxJson(box));
    json["samples"].push_back({{"image", sample.image},
                               {"hash", sample.hash},
                               {"width", sample.width},
                               {"height", sample.height},
                               {"split", sample.split},
                               {"boxes", boxes}});
  }
  writeAtomically(path, json.dump() + "\n");
}

}  // namespace anchor
