#pragma once
#include <QString>
#include <optional>

#include "engine/run/run_event.h"

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
  /// What the run recorded of pinned images and guilty batches.
  [[nodiscard]] const std::vector<SnapshotEvent>& snapshots() const { return m_snapshots; }
  [[nodiscard]] const std::vector<FrozenEvent>& frozen() const { return m_frozen; }
  [[nodiscard]] const std::optional<StartedEvent>& started() const { return m_started; }
  [[nodiscard]] const QString& newestCheckpoint() const { return m_checkpoint; }
  [[nodiscard]] const std::optional<FailedEvent>& failure() const { return m_failure; }
  [[nodiscard]] const std::optional<FinishedEvent>& finished() const { return m_finished; }
  /// The newest word about the stages of an alternating run; none for other recipes.
  [[nodiscard]] const std::optional<StageEvent>& stage() const { return m_stage; }
  [[nodiscard]] const std::optional<EvaluatingEvent>& evaluating() const { return m_evaluating; }
  [[nodiscard]] bool paused() const { return m_paused; }
  /// Seconds left, from the median of the newest 200 steps; nothing before the first ten.
  [[nodiscard]] std::optional<double> secondsLeft() const;
  /// How many points add() has dropped so far: a chart that sees it change starts afresh.
  [[nodiscard]] int rewinds() const { return m_rewinds; }

 private:
  std::vector<IterationEvent> m_iterations;
  std::vector<EvaluationEvent> m_evaluations;
  std::vector<SnapshotEvent> m_snapshots;
  std::vector<FrozenEvent> m_frozen;
  std::optional<StartedEvent> m_started;
  std::optional<FailedEvent> m_failure;
  std::optional<FinishedEvent> m_finished;
  std::optional<StageEvent> m_stage;
  std::optional<EvaluatingEvent> m_evaluating;
  QString m_checkpoint;
  bool m_paused = false;
  int m_rewinds = 0;
};

}  // namespace anchor
