#pragma once
#include "datasets/problem.h"
#include "datasets/project/project_types.h"

namespace anchor {

/// What a project's rows say that no version of this program wrote.
inline DatasetError damagedProject(const std::string& reason) {
  return DatasetError({"project.anchor", 0, reason, "Restore the project from a backup"});
}

/// What a map by class ids has for a box. Throws for a class that the project does not have.
template <class ByClass>
const auto& ofItsClass(const ByClass& byClass, const LabelBox& box) {
  const auto found = byClass.find(box.classId);
  if (found == byClass.end())
    throw damagedProject("box " + std::to_string(box.id) + " has the class " + std::to_string(box.classId) +
                         ", which the project does not have");
  return found->second;
}

}  // namespace anchor
