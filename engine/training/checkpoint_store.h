// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <optional>

#include "engine/protocol/run_event.h"
#include "engine/protocol/run_folder.h"

namespace anchor {

/// Which checkpoints a run keeps: the newest five, and that of the best mAP, which may be older.
class CheckpointStore {
 public:
  /// `iteration`: where the run goes on; evaluations after it do not count.
  CheckpointStore(RunFolder folder, int iteration);
  /// Has `write` write the file of this iteration, drops what is not kept, and returns the file.
  std::filesystem::path write(int iteration, const std::function<void(const std::filesystem::path&)>& write);
  /// Whether the file of this iteration is written and says all.
  [[nodiscard]] bool has(int iteration) const { return m_written == iteration; }
  /// What was written last does not say all any more.
  void outdate() { m_written = -1; }
  /// Keeps the checkpoint of this evaluation when it has the best mAP so far.
  void consider(const EvaluationEvent& event);

 private:
  void dropOld() const;
  RunFolder m_folder;
  int m_written = -1;
  std::optional<EvaluationEvent> m_best;  ///< the first of the highest mAP whose checkpoint is there
};

}  // namespace anchor
