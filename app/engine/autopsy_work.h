// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <optional>

#include "engine/inference/detector.h"
#include "engine/inspection/autopsy_file.h"

namespace anchor {

struct AutopsyTask {
  std::filesystem::path run;
  std::string split = "val";
  std::filesystem::path images;  ///< of a run that was moved; may be empty
};

/// Runs the network over the split and follows every object. progress(done, all) may return false: then
/// nothing is returned. Throws UserError when the split is empty.
std::optional<AutopsyFile> makeAutopsy(Detector& detector, const std::string& checkpoint,
                                       const AutopsyTask& task,
                                       const std::function<bool(int, int)>& progress);

/// The boxes of the objects that training learns, in image pixels.
Boxes trainedBoxes(const std::vector<SampleBox>& objects);

}  // namespace anchor
