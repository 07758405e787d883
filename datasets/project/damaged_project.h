// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/project/project_types.h"
#include "engine/base/user_error.h"

namespace anchor {

/// What a project's rows say that no version of this program wrote.
inline UserError damagedProject(const Message& reason) {
  return UserError({"project.anchor", 0, reason, say("Restore the project from a backup")});
}

/// What a map by class ids has for a box. Throws for a class that the project does not have.
template <class ByClass>
const auto& ofItsClass(const ByClass& byClass, const LabelBox& box) {
  const auto found = byClass.find(box.classId);
  if (found == byClass.end())
    throw damagedProject(
        say("box %1 has the class %2, which the project does not have", box.id, box.classId));
  return found->second;
}

}  // namespace anchor
