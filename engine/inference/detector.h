// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A trained network that finds objects. Its header is free of torch.

#include <functional>
#include <memory>

#include "engine/config/run_config.h"
#include "engine/inspection/image_record.h"
#include "engine/preprocess/image_source.h"
#include "engine/protocol/run_event.h"

namespace anchor {

class Detector {
 public:
  /// Loads a checkpoint. device: auto, cpu, cuda. Throws UserError.
  Detector(const std::filesystem::path& checkpoint, const std::string& device);
  ~Detector();
  [[nodiscard]] const RunConfig& config() const;
  [[nodiscard]] int iteration() const;
  /// Boxes in image pixels, Continuous, best first; label is the 0-based class. scoreThreshold < 0 = the
  /// configuration's.
  std::vector<Detection> detect(const RgbImage& image, float scoreThreshold = -1);
  /// The same with the proposals, at the configuration's threshold.
  Findings find(const RgbImage& image);
  /// The same with the prepared pixels changed in about their sixth digit, and for even seeds in the other
  /// memory layout: what of the answer hangs on rounding. Seed 0 changes the layout alone.
  std::vector<Detection> detectPerturbed(const RgbImage& image, int seed);
  /// What the network says of the image, and of `extraBoxes` boxes (image pixels), to replay every later
  /// step.
  ImageRecord record(const RgbImage& image, std::span<const Box> extraBoxes = {});

 private:
  struct Parts;
  std::unique_ptr<Parts> m_parts;
};

}  // namespace anchor
