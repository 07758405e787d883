#include "datasets/problem.h"

namespace anchor {

std::string Problem::text() const {
  std::string whole = file;
  if (line > 0) whole.append(":").append(std::to_string(line));
  whole.append(": ").append(reason);
  if (!remedy.empty()) whole.append(". ").append(remedy);
  return whole;
}

DatasetError::DatasetError(Problem problem)
    : std::runtime_error(problem.text()), m_problem(std::move(problem)) {}

}  // namespace anchor
