// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>

#include "engine/protocol/run_event.h"

namespace anchor {

/// Everything a run has said, kept whole: every point stays. Feeds charts, status and report.
class RunHistory {
 public:
  /// Takes one event. A started event drops what a killed engine had said beyond the iteration it resumes at,
  /// so a curve has neither gap nor double.
  void add(const RunEvent& event);
  void clear() { *this = RunHistory(); }
  /// A new engine was launched on the run: how the last one ended no longer says how this one is.
  void forgetEnd();
  [[nodiscard]] const std::vector<IterationEvent>& iterations() const { return m_iterations; }
  [[nodiscard]] const std::vector<EvaluationEvent>& evaluations() const { return m_evaluations; }
  /// When each of them was said, seconds since 1970; as long as the lists.
  [[nodiscard]] const std::vector<double>& iterationTimes() const { return m_iterationTimes; }
  [[nodiscard]] const std::vector<double>& evaluationTimes() const { return m_evaluationTimes; }
  /// When the first step began; 0 before it ended.
  [[nodiscard]] double firstTime() const;
  /// What else happened while the run went on, in its order: restarts, frozen batches, label edits.
  struct Mark {
    enum class Kind { Resumed, Frozen, Edited };
    Kind kind = Kind::Resumed;
    int iteration = 0;
    double time = 0;
    int count = 1;  ///< of edits
  };
  [[nodiscard]] std::vector<Mark> marks() const;
  /// Labels were edited at these times (seconds since 1970); those before the first and after the last step
  /// are left out.
  void setEdits(const std::vector<double>& times);
  /// What the run recorded of pinned images and guilty batches.
  [[nodiscard]] const std::vector<SnapshotEvent>& snapshots() const { return m_snapshots; }
  [[nodiscard]] const std::vector<FrozenEvent>& frozen() const { return m_frozen; }
  /// What the engine warned of, each once.
  [[nodiscard]] const std::vector<Message>& warnings() const { return m_warnings; }
  [[nodiscard]] const std::optional<StartedEvent>& started() const { return m_started; }
  [[nodiscard]] const QString& newestCheckpoint() const { return m_checkpoint; }
  [[nodiscard]] const std::optional<FailedEvent>& failure() const { return m_failure; }
  [[nodiscard]] const std::optional<FinishedEvent>& finished() const { return m_finished; }
  /// The newest word about the stages of an alternating run; none for other recipes.
  [[nodiscard]] const std::optional<StageEvent>& stage() const { return m_stage; }
  [[nodiscard]] const std::optional<EvaluatingEvent>& evaluating() const { return m_evaluating; }
  [[nodiscard]] bool paused() const { return m_paused; }
  /// What warm-up and schedule start from now; nothing when no engine told it yet.
  [[nodiscard]] const std::optional<double>& baseRate() const { return m_baseRate; }
  /// Seconds left, from the median of the newest 200 steps; nothing before the first ten.
  [[nodiscard]] std::optional<double> secondsLeft() const;
  /// How many points add() has dropped so far: a chart that sees it change starts afresh.
  [[nodiscard]] int rewinds() const { return m_rewinds; }

 private:
  std::vector<IterationEvent> m_iterations;
  std::vector<EvaluationEvent> m_evaluations;
  std::vector<double> m_iterationTimes, m_evaluationTimes;
  std::vector<Mark> m_marks, m_edits;
  std::vector<SnapshotEvent> m_snapshots;
  std::vector<FrozenEvent> m_frozen;
  std::vector<Message> m_warnings;
  std::optional<StartedEvent> m_started;
  std::optional<FailedEvent> m_failure;
  std::optional<FinishedEvent> m_finished;
  std::optional<StageEvent> m_stage;
  std::optional<EvaluatingEvent> m_evaluating;
  std::optional<double> m_baseRate;
  QString m_checkpoint;
  bool m_paused = false;
  int m_rewinds = 0;
};

}  // namespace anchor
