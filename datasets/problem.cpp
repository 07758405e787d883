#include "datasets/problem.h"

namespace anchor {

std::string Problem::text() const {
  return file + (line > 0 ? ":" + std::to_string(line) : "") + ": " + reason + (remedy.empty() ? "" : ". " + remedy);
}

DatasetError::DatasetError(Problem problem) : std::runtime_error(problem.text()), m_problem(std::move(problem)) {}

}  // namespace anchor
