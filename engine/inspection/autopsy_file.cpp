// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspection/autopsy_file.h"

#include "engine/base/atomic_file.h"

namespace anchor {
namespace {

Json boxJson(const ExactBox& b) { return {b.x1, b.y1, b.x2, b.y2}; }
ExactBox boxOf(const Json& json) {
  const auto v = json.get<std::array<double, 4>>();
  return {v[0], v[1], v[2], v[3]};
}

TideError errorOf(const std::string& name) {
  for (size_t e = 0; e < tideErrors; ++e)
    if (name == tideName(static_cast<TideError>(e))) return static_cast<TideError>(e);
  throw UserError("error type " + name, say("is not known"));
}

Json traceJson(const ObjectTrace& t) {
  return {{"object", t.object},
          {"class", t.label},
          {"lost", lostName(t.lost)},
          {"best_anchor_iou", t.bestAnchorIou},
          {"fg_anchors", t.foreground},
          {"sampled", t.sampled},
          {"proposal_iou", t.proposalIou},
          {"rpn_score", t.rpnScore},
          {"rank", t.rank},
          {"roi_iou", t.roiIou},
          {"class_score", t.classScore},
          {"other_class", t.otherLabel},
          {"other_score", t.otherScore},
          {"by", boxJson(t.by)},
          {"detection", t.detection},
          {"loss", t.loss}};
}

ObjectTrace traceOf(const Json& j) {
  ObjectTrace t;
  t.object = j.at("object");
  t.label = j.at("class");
  const std::string name = j.at("lost");
  size_t stage = 0;
  while (stage < lostStages && name != lostName(static_cast<LostAt>(stage))) ++stage;
  if (stage == lostStages) throw UserError("stage " + name, say("is not known"));
  t.lost = static_cast<LostAt>(stage);
  t.bestAnchorIou = j.at("best_anchor_iou");
  t.foreground = j.at("fg_anchors");
  t.sampled = j.at("sampled");
  t.proposalIou = j.at("proposal_iou");
  t.rpnScore = j.at("rpn_score");
  t.rank = j.at("rank");
  t.roiIou = j.at("roi_iou");
  t.classScore = j.at("class_score");
  t.otherLabel = j.at("other_class");
  t.otherScore = j.at("other_score");
  t.by = boxOf(j.at("by"));
  t.detection = j.at("detection");
  t.loss = j.at("loss");
  return t;
}

Json imageJson(const AutopsyFile::Image& image) {
  Json objects = Json::array();
  for (const SampleBox& o : image.objects)
    objects.push_back(
        {{"class", o.class_index}, {"box", boxJson(o.box)}, {"difficult", o.difficult}, {"crowd", o.crowd}});
  Json traces = Json::array();
  for (const ObjectTrace& t : image.findings.objects) traces.push_back(traceJson(t));
  Json found = Json::array();
  for (size_t d = 0; d < image.findings.detections.size(); ++d) {
    const Detection& one = image.findings.detections[d];
    const TideVerdict& v = image.findings.verdicts[d];
    found.push_back({{"class", one.label},
                     {"score", one.score},
                     {"box", boxJson(one.box)},
                     {"correct", v.correct},
                     {"counted", v.counted},
                     {"error", v.error ? Json(tideName(*v.error)) : Json()},
                     {"object", v.gt}});
  }
  return {{"image", image.path}, {"width", image.width}, {"height", image.height}, {"trained", image.trained},
          {"objects", objects},  {"traces", traces},     {"detections", found}};
}

AutopsyFile::Image imageOf(const Json& j) {
  AutopsyFile::Image image{j.at("image"), j.at("width"), j.at("height"), j.at("trained"), {}, {}};
  for (const Json& o : j.at("objects"))
    image.objects.push_back({o.at("class"), boxOf(o.at("box")), o.at("difficult"), o.at("crowd")});
  for (const Json& t : j.at("traces")) image.findings.objects.push_back(traceOf(t));
  for (const Json& d : j.at("detections")) {
    image.findings.detections.push_back({0, d.at("class"), boxOf(d.at("box")), d.at("score")});
    TideVerdict v;
    v.correct = d.at("correct");
    v.counted = d.at("counted");
    if (!d.at("error").is_null()) v.error = errorOf(d.at("error").get<std::string>());
    v.gt = d.at("object");
    image.findings.verdicts.push_back(v);
  }
  return image;
}

Json reportJson(const AutopsyReport& report) {
  Json causes = Json::object();
  for (size_t c = 0; c < lostStages; ++c)
    causes[lostName(static_cast<LostAt>(c))] = {{"objects", report.causes[c].count},
                                                {"gain", report.causes[c].gain}};
  Json tide = Json::object();
  for (size_t e = 0; e < tideErrors; ++e)
    tide[tideName(static_cast<TideError>(e))] = {{"count", report.tide.count[e]},
                                                 {"gain", report.tide.gain[e]}};
  return {{"objects", report.objects},
          {"ap50", report.ap},
          {"causes", causes},
          {"tide", tide},
          {"tide_false_positives", report.tide.gainFalsePositives},
          {"tide_false_negatives", report.tide.gainFalseNegatives}};
}

}  // namespace

AutopsyReport AutopsyFile::report() const {
  std::vector<ImageAutopsy> findings;
  std::vector<std::vector<SampleBox>> objects;
  for (const Image& image : images) {
    findings.push_back(image.findings);
    objects.push_back(image.objects);
  }
  return autopsyReport(findings, objects);
}

Json autopsyJson(const AutopsyFile& file) {
  Json images = Json::array();
  for (const AutopsyFile::Image& image : file.images) images.push_back(imageJson(image));
  return {{"schema", 1},         {"checkpoint", file.checkpoint}, {"iteration", file.iteration},
          {"split", file.split}, {"classes", file.classes},       {"report", reportJson(file.report())},
          {"images", images}};
}

void writeAutopsy(const std::filesystem::path& path, const AutopsyFile& file) {
  writeAtomically(path, autopsyJson(file).dump(1, ' ', false, Json::error_handler_t::replace));
}

AutopsyFile readAutopsy(const std::filesystem::path& path) {
  const Json json = parseJson(readWholeFile(path), path.string());
  try {
    AutopsyFile file{json.at("checkpoint"), json.at("iteration"), json.at("split"), json.at("classes"), {}};
    for (const Json& image : json.at("images")) file.images.push_back(imageOf(image));
    return file;
  } catch (const nlohmann::json::exception& error) {
    throw UserError(path.string(), say("is not a valid autopsy file: %1", error.what()),
                    say("Run the autopsy again"));
  }
}

}  // namespace anchor
