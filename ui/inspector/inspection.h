// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything the inspector shows of one image, computed at once by the functions that training and detection
// call. Plain values: made on a worker thread, read by the views.

#include "engine/inspection/autopsy.h"
#include "ui/canvas/anchor_scene.h"

namespace anchor {

enum class InspectorView { None, Input, Anchors, Assignment, Proposals, Rois, Detections };

/// What a computation starts from.
struct InspectionRequest {
  RunConfig config;  ///< with the sliders' values
  QImage image;      ///< as shown; its size counts, its pixels only for the Input view
  std::vector<LabelBox> boxes;
  std::vector<LabelClass> classes;
  bool flipped = false;
  bool wantsInput = false;                    ///< make the network's input as a picture
  uint64_t draw = 1;                          ///< seed of the samplings
  bool trainingRule = false;                  ///< proposals by train_proposals
  std::shared_ptr<const ImageRecord> record;  ///< null: no network
};

struct Inspection {
  InspectionRequest request;
  std::shared_ptr<const AnchorScene> scene;
  LabelAssignment sampled;
  QImage input;

  /// The rest exists only with a record. Boxes in network pixels of the record's own input.
  bool hasNetwork = false;
  RunConfig networkConfig;  ///< the record's geometry with the sliders' rules
  InputGeometry networkGeometry;
  std::vector<SampleBox> objects;  ///< classes as the network counts them; unknown ones are left out
  std::vector<int64_t> objectIds;  ///< of their boxes in the project
  AnchorStage networkStage;
  ProposalSteps proposals;
  Boxes trainingRois;  ///< what train_proposals passes on; then the gt_boxes
  RoiSample rois;
  DetectionSteps detections;
  ImageAutopsy autopsy;

  [[nodiscard]] QRectF imageRect(const Box& networkBox) const;  ///< of the record's input
  [[nodiscard]] QString className(int label) const;             ///< 0-based class of the network
};

std::shared_ptr<const Inspection> inspect(InspectionRequest request);

/// The steps of the Proposal layer that the slider walks through.
enum class ProposalStep { Scored, Decoded, Clipped, LargeEnough, BeforeNms, AfterNms, Final };
inline constexpr int proposalStepCount = static_cast<int>(ProposalStep::Final) + 1;
/// Anchors whose boxes are there after a step, best score first.
std::vector<int> proposalsAfter(const Inspection& inspection, ProposalStep step);
/// The box that an anchor's proposal has at a step, network pixels.
Box proposalBox(const Inspection& inspection, ProposalStep step, int anchor);

/// The anchors that a filter shows, for the Anchors view.
struct AnchorFilter {
  int scale = -1, ratio = -1;  ///< -1: all
  bool outside = true;         ///< those that leave the image
};
bool passes(const AnchorScene& scene, const AnchorFilter& filter, int anchor);

}  // namespace anchor
