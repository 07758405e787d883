// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The steps of a project as a list, for whoever wants to go to one of them.
#include "datasets/project/project_store.h"

namespace anchor {

struct ProjectStep {
  int64_t id = 0;
  std::string time;     ///< ISO 8601, UTC
  std::string actor;    ///< as BoxVersion::actor
  std::string words;    ///< what it was called
  int64_t image = 0;    ///< where it happened; 0 = on no single image
  bool undone = false;  ///< redo would take it again
};

/// The newest steps, the newest first; undone ones are among them. Reads what is on the disk.
std::vector<ProjectStep> projectSteps(const ProjectStore& project, size_t most);

/// Undoes or redoes until the step with this id is the last one done (0: none is). Says what was done last;
/// nothing when it was so already.
std::optional<StepDone> goToStep(ProjectStore& project, int64_t step);

}  // namespace anchor
