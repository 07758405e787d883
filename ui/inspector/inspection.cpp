// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspection.h"

#include <numeric>

#include "engine/geometry/suppression.h"
#include "engine/inspection/input_picture.h"
#include "ui/canvas/box_rect.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

RgbImage pixelsOf(const QImage& image) {
  const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
  RgbImage out{rgb.width(), rgb.height(), {}};
  out.pixels.reserve(3 * static_cast<size_t>(rgb.width()) * static_cast<size_t>(rgb.height()));
  for (int y = 0; y < rgb.height(); ++y)
    out.pixels.insert(out.pixels.end(), rgb.constScanLine(y), rgb.constScanLine(y) + 3 * rgb.width());
  return out;
}

QImage pictureOf(const RgbImage& image) {
  return QImage(image.pixels.data(), image.width, image.height, 3 * image.width, QImage::Format_RGB888)
      .copy();
}

/// The network's names decide the classes; a label of a class it does not know cannot be matched.
void addObjects(Inspection& out, const RunConfig& network) {
  const InspectionRequest& request = out.request;
  const std::vector<SampleBox> objects = sampleBoxes(request.boxes, request.classes);
  for (size_t i = 0; i < objects.size(); ++i) {
    const std::string& name = request.classes[static_cast<size_t>(objects[i].class_index)].name;
    const auto at = std::ranges::find(network.classes, name);
    if (at == network.classes.end()) continue;
    out.objects.push_back(objects[i]);
    out.objects.back().class_index = static_cast<int>(at - network.classes.begin());
    out.objectIds.push_back(request.boxes[i].id);
  }
}

void addNetwork(Inspection& out) {
  const InspectionRequest& r = out.request;
  const ImageRecord& record = *r.record;
  if (record.image.width != static_cast<float>(r.image.width()) ||
      record.image.height != static_cast<float>(r.image.height()))
    return;
  out.hasNetwork = true;
  out.networkConfig = record.config;
  out.networkConfig.assignment = r.config.assignment;
  out.networkConfig.rpn_budget = r.config.rpn_budget;
  out.networkConfig.train_proposals = r.config.train_proposals;
  out.networkConfig.test_proposals = r.config.test_proposals;
  out.networkConfig.test = r.config.test;
  const RoiRule& trained = record.config.rois;
  out.networkConfig.rois = r.config.rois;
  // The head was trained to these; a slider cannot change what its numbers mean.
  out.networkConfig.rois.normalisation = trained.normalisation;
  out.networkConfig.rois.perClass = trained.perClass;
  out.networkGeometry = record.geometry();
  addObjects(out, record.config);
  out.networkStage = anchorStage(out.networkConfig, record.image, out.objects);
  out.proposals = proposalStepsOf(
      record, r.trainingRule ? out.networkConfig.train_proposals : out.networkConfig.test_proposals);
  const ProposalSteps training =
      r.trainingRule ? out.proposals : proposalStepsOf(record, out.networkConfig.train_proposals);
  for (const int i : training.rois) out.trainingRois.push_back(training.clipped[static_cast<size_t>(i)]);
  RandomSource random(r.draw);
  out.rois = sampleRois(out.trainingRois, out.networkStage.gtBoxes, out.networkStage.gtLabels,
                        out.networkConfig.rois, out.networkConfig.convention(), random,
                        out.networkStage.ignoreRegions());
  out.trainingRois.insert(out.trainingRois.end(), out.networkStage.gtBoxes.begin(),
                          out.networkStage.gtBoxes.end());
  out.detections = detectionStepsOf(record, out.networkConfig.test);
  ImageRecord judged = record;
  judged.config.assignment = out.networkConfig.assignment;
  judged.config.test = out.networkConfig.test;
  out.autopsy = autopsyImage(judged, out.objects);
}

}  // namespace

QRectF Inspection::imageRect(const Box& networkBox) const {
  const Box box = fromNetwork(networkBox, networkGeometry, networkConfig.convention());
  return boxRect(box);
}

QString Inspection::className(int label) const {
  const auto& names = networkConfig.classes;
  return label >= 0 && label < static_cast<int>(names.size()) ? text(names[static_cast<size_t>(label)])
                                                              : QStringLiteral("?");
}

std::shared_ptr<const Inspection> inspect(InspectionRequest request) {
  auto out = std::make_shared<Inspection>();
  out->request = std::move(request);
  const InspectionRequest& r = out->request;
  auto scene = std::make_shared<AnchorScene>();
  static_cast<AnchorStage&>(*scene) =
      anchorStage(r.config, {static_cast<float>(r.image.height()), static_cast<float>(r.image.width())},
                  sampleBoxes(r.boxes, r.classes), r.flipped);
  for (const int object : scene->gtObject) scene->gtIds.push_back(r.boxes[static_cast<size_t>(object)].id);
  scene->density = densityPicture(scene->anchors, scene->geometry.size);
  out->sampled = sampledLabels(*scene, r.draw);
  out->scene = std::move(scene);
  if (r.wantsInput) out->input = pictureOf(inputPicture(pixelsOf(r.image), r.config, r.flipped));
  if (r.record) addNetwork(*out);
  return out;
}

std::vector<int> proposalsAfter(const Inspection& inspection, ProposalStep step) {
  const ProposalSteps& p = inspection.proposals;
  switch (step) {
    case ProposalStep::Scored:
    case ProposalStep::Decoded:
    case ProposalStep::Clipped:
      return orderByScore(inspection.request.record->rpnScores);
    case ProposalStep::LargeEnough: {
      std::vector<int> large = p.largeEnough;
      const auto& scores = inspection.request.record->rpnScores;
      std::stable_sort(large.begin(), large.end(), [&](int a, int b) {
        return scores[static_cast<size_t>(a)] > scores[static_cast<size_t>(b)];
      });
      return large;
    }
    case ProposalStep::BeforeNms:
      return p.preNms;
    case ProposalStep::AfterNms:
      return p.nms;
    case ProposalStep::Final:
      return p.rois;
  }
  return {};
}

Box proposalBox(const Inspection& inspection, ProposalStep step, int anchor) {
  const auto i = static_cast<size_t>(anchor);
  if (step == ProposalStep::Scored) return inspection.networkStage.anchors[i];
  return step == ProposalStep::Decoded ? inspection.proposals.decoded[i] : inspection.proposals.clipped[i];
}

bool passes(const AnchorScene& scene, const AnchorFilter& filter, int anchor) {
  if (!filter.outside && scene.inside[static_cast<size_t>(anchor)] == 0) return false;
  const int shape = scene.placeOf(anchor).shape;
  const int scales = static_cast<int>(scene.config.anchors.scales.size());
  return (filter.scale < 0 || shape % scales == filter.scale) &&
         (filter.ratio < 0 || shape / scales == filter.ratio);
}

}  // namespace anchor
