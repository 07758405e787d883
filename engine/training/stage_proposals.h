// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/networks/faster_rcnn.h"
#include "engine/preprocess/image_source.h"

namespace anchor {

/// The proposals that one stage of the alternating recipe leaves to the next, kept on disk in between.
class StageProposals {
 public:
  explicit StageProposals(std::vector<Boxes> boxes) : m_boxes(std::move(boxes)) {}
  /// Image pixels, Continuous, best first.
  [[nodiscard]] const Boxes& of(size_t sample) const { return m_boxes.at(sample); }
  [[nodiscard]] size_t size() const { return m_boxes.size(); }

 private:
  std::vector<Boxes> m_boxes;
};

/// Runs trunk and RPN over all samples with config.recipe.proposals. progress(done, images) may return false
/// to stop: then there is no result. An image that cannot be read is told to `skip`, where there is one, and
/// gets the whole of it for its only proposal.
std::optional<StageProposals> computeProposals(FasterRcnn& network, const RunConfig& config,
                                               const std::vector<const RunSample*>& samples,
                                               ImageSource& source, const at::Device& device,
                                               const std::function<bool(int, int)>& progress,
                                               const SkipImage& skip = {});

/// One [R,4] tensor per sample, named by its number. Written atomically.
void writeProposals(const std::filesystem::path& path, const StageProposals& proposals);
/// Throws UserError when the file does not hold `samples` images.
StageProposals readProposals(const std::filesystem::path& path, size_t samples);

/// Mean and deviation of the regression targets of each class over all proposals and gt_boxes with an IoU of
/// at least config.rois.fgIou, flipped copies included when config.solver.flip (py-faster-rcnn without
/// precomputed normalisation). A class with fewer than two such rois keeps config.rois.normalisation.
std::vector<DeltaNormalisation> targetStatistics(const RunConfig& config, const StageProposals& proposals,
                                                 const std::vector<const RunSample*>& samples);

}  // namespace anchor
