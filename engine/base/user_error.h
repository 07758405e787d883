// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <stdexcept>
#include <string>

#include "engine/base/message.h"

namespace anchor {

/// A fault that a person can act on: where it is, what is wrong, and what to do.
struct Problem {
  std::string file;  ///< file, field or image; empty = the reason says it all
  int line = 0;      ///< of that file, from 1; 0 = as a whole
  Message reason;
  Message remedy;  ///< may be empty
  /// "file:line: reason. remedy"
  [[nodiscard]] Message message() const;
  [[nodiscard]] std::string text() const { return message().english(); }
};

/// A problem that ends the work at hand, the one error of engine and datasets. Caught once per program, which
/// shows what() or, in the window's language, problem().
class UserError : public std::runtime_error {
 public:
  explicit UserError(Problem problem);
  UserError(std::string place, Message reason, Message remedy = {});
  [[nodiscard]] const Problem& problem() const { return m_problem; }

 private:
  Problem m_problem;
};

/// What a person is told of any exception: a UserError's message, else the exception's own words.
Message messageOf(const std::exception& error);

}  // namespace anchor
