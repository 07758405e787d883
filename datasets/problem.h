#pragma once
#include <stdexcept>
#include <string>

namespace anchor {

/// A fault in a person's files: which file, where in it, why, and what to do.
struct Problem {
  std::string file;
  int line = 0;  ///< 0 = the file as a whole
  std::string reason;
  std::string remedy;
  /// "file:line: reason. remedy"
  [[nodiscard]] std::string text() const;
};

/// A problem that ends the work at hand.
class DatasetError : public std::runtime_error {
 public:
  explicit DatasetError(Problem problem);
  [[nodiscard]] const Problem& problem() const { return m_problem; }

 private:
  Problem m_problem;
};

/// Thrown when the person pressed Cancel.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("Cancelled; nothing was changed") {}
};

}  // namespace anchor
