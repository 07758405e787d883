// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/user_error.h"

namespace anchor {

Message Problem::message() const {
  const std::string place = line > 0 ? file + ":" + std::to_string(line) : file;
  if (file.empty()) return remedy.empty() ? reason : say("%1. %2", reason, remedy);
  return remedy.empty() ? say("%1: %2", place, reason) : say("%1: %2. %3", place, reason, remedy);
}

UserError::UserError(Problem problem) : std::runtime_error(problem.text()), m_problem(std::move(problem)) {}

UserError::UserError(std::string place, Message reason, Message remedy)
    : UserError(Problem{std::move(place), 0, std::move(reason), std::move(remedy)}) {}

Message messageOf(const std::exception& error) {
  const auto* known = dynamic_cast<const UserError*>(&error);
  return known != nullptr ? known->problem().message() : asTold(error.what());
}

}  // namespace anchor
