// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/checkpoint_store.h"

#include <utility>

#include "engine/protocol/best_checkpoint.h"

namespace anchor {

CheckpointStore::CheckpointStore(RunFolder folder, int iteration)
    : m_folder(std::move(folder)), m_best(bestEvaluation(m_folder, iteration)) {}

std::filesystem::path CheckpointStore::write(int iteration,
                                             const std::function<void(const std::filesystem::path&)>& write) {
  const auto path = m_folder.checkpoint(iteration);
  // A folder that somebody cleared away must not cost the weights.
  std::filesystem::create_directories(path.parent_path());
  write(path);
  m_written = iteration;
  dropOld();
  return path;
}

void CheckpointStore::dropOld() const {
  constexpr size_t kept = 5;
  const auto files = m_folder.finishedCheckpoints();
  std::error_code ignored;
  for (size_t i = 0; i + kept < files.size(); ++i)
    if (!m_best || files[i] != m_folder.checkpoint(m_best->iteration))
      std::filesystem::remove(files[i], ignored);
}

void CheckpointStore::consider(const EvaluationEvent& event) {
  if (outdoes(event, m_best) && std::filesystem::exists(m_folder.checkpoint(event.iteration))) m_best = event;
}

}  // namespace anchor
