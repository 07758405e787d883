// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/project_steps.h"

#include <limits>

#include "datasets/project/project_rows.h"

namespace anchor {

std::vector<ProjectStep> projectSteps(const ProjectStore& project, size_t most) {
  // A connection of its own: every edit is on the disk when it is done.
  const ProjectDatabase own((project.folder() / "project.anchor").string(), SQLite::OPEN_READONLY);
  ProjectStatement query(own.db,
                         "SELECT id, time, actor, words, image, undone FROM steps ORDER BY id DESC LIMIT ?");
  query.bind(1, static_cast<int64_t>(most));
  std::vector<ProjectStep> found;
  while (query.executeStep())
    found.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                     query.getColumn(2).getString(), query.getColumn(3).getString(),
                     query.getColumn(4).getInt64(), query.getColumn(5).getInt() == 1});
  return found;
}

std::optional<StepDone> goToStep(ProjectStore& project, int64_t step) {
  const auto steps = projectSteps(project, static_cast<size_t>(std::numeric_limits<int64_t>::max()));
  int back = 0;
  int forth = 0;
  for (const ProjectStep& one : steps) {
    back += !one.undone && one.id > step ? 1 : 0;
    forth += one.undone && one.id <= step ? 1 : 0;
  }
  std::optional<StepDone> last;
  for (; back > 0; --back) last = project.undo();
  for (; forth > 0; --forth) last = project.redo();
  return last;
}

}  // namespace anchor
