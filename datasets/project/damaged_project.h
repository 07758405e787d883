#pragma once
#include "datasets/problem.h"

namespace anchor {

/// What a project's rows say that no version of this program wrote.
inline DatasetError damagedProject(const std::string& reason) {
  return DatasetError({"project.anchor", 0, reason, "Restore the project from a backup"});
}

}  // namespace anchor
