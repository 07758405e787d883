// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a network said of one image: enough to replay every later step without the network.

#include <limits>

#include "engine/evaluation/detections.h"
#include "engine/geometry/detection_steps.h"
#include "engine/geometry/proposal_steps.h"
#include "engine/preprocess/input_geometry.h"

namespace anchor {

struct ImageRecord {
  RunConfig config;               ///< as tested (see asTested), with the target statistics of the run
  int iteration = 0;              ///< of the checkpoint
  ImageSize image;                ///< upright image pixels
  std::vector<float> rpnScores;   ///< [N] fg probability of each anchor
  BoxDeltas rpnDeltas;            ///< [N]
  Boxes rois;                     ///< [R] network pixels: the proposals, then boxes that were asked about
  int proposals = 0;              ///< how many of the rois are proposals
  int labels = 0;                 ///< classes and background
  std::vector<float> headScores;  ///< [R * labels]
  BoxDeltas headDeltas;           ///< [R * labels] normalised
  /// The head's output for the proposals, without the boxes asked about.
  [[nodiscard]] HeadOutput head() const;
  [[nodiscard]] InputGeometry geometry() const { return inputGeometry(config, image); }
};

DetectionRule detectionRule(const TestConfig& test);

/// Every step of the Proposal layer under `rule`, with the whole result of NMS.
ProposalSteps proposalStepsOf(const ImageRecord& record, const ProposalRule& rule);

/// The last steps of detection under `test`.
DetectionSteps detectionStepsOf(const ImageRecord& record, const TestConfig& test);

/// The detections of those steps: image pixels, Continuous, best first, label = 0-based class.
std::vector<Detection> detectionsOf(const ImageRecord& record, const DetectionSteps& steps);

/// The first `most` proposals: image pixels, Continuous, best first.
Boxes proposalsOf(const ImageRecord& record, int most = std::numeric_limits<int>::max());

Findings findingsOf(const ImageRecord& record);

/// A safetensors file; written atomically. Reading throws UserError.
void writeImageRecord(const std::filesystem::path& path, const ImageRecord& record);
ImageRecord readImageRecord(const std::filesystem::path& path);

}  // namespace anchor
