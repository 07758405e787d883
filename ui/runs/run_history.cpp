// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_history.h"

#include <algorithm>
#include <cmath>

namespace anchor {
namespace {

template <class Event>
bool dropAfter(std::vector<Event>& events, int iteration) {
  const auto first =
      std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.iteration > iteration; });
  const bool any = first != events.end();
  events.erase(first, events.end());
  return any;
}

}  // namespace

void RunHistory::add(const RunEvent& event) {
  if (const auto* started = std::get_if<StartedEvent>(&event.body)) {
    const bool a = dropAfter(m_iterations, started->iteration);
    const bool b = dropAfter(m_evaluations, started->iteration);
    m_iterationTimes.resize(m_iterations.size());
    m_evaluationTimes.resize(m_evaluations.size());
    dropAfter(m_marks, started->iteration);
    if (m_started) m_marks.push_back({Mark::Kind::Resumed, started->iteration, event.time});
    dropAfter(m_snapshots, started->iteration);
    if (a || b) ++m_rewinds;
    m_started = *started;
    forgetEnd();
  } else if (const auto* iteration = std::get_if<IterationEvent>(&event.body)) {
    m_iterations.push_back(*iteration);
    m_iterationTimes.push_back(event.time);
    m_evaluating.reset();
    if (std::isfinite(iteration->base_rate)) m_baseRate = iteration->base_rate;
  } else if (const auto* rate = std::get_if<LearningRateEvent>(&event.body)) {
    m_baseRate = rate->base_rate;
  } else if (const auto* stage = std::get_if<StageEvent>(&event.body)) {
    m_stage = *stage;
  } else if (const auto* evaluating = std::get_if<EvaluatingEvent>(&event.body)) {
    m_evaluating = *evaluating;
  } else if (const auto* evaluation = std::get_if<EvaluationEvent>(&event.body)) {
    m_evaluations.push_back(*evaluation);
    m_evaluationTimes.push_back(event.time);
    m_evaluating.reset();
  } else if (const auto* snapshot = std::get_if<SnapshotEvent>(&event.body)) {
    m_snapshots.push_back(*snapshot);
  } else if (const auto* frozen = std::get_if<FrozenEvent>(&event.body)) {
    m_frozen.push_back(*frozen);
    m_marks.push_back({Mark::Kind::Frozen, frozen->iteration, event.time});
  } else if (const auto* checkpoint = std::get_if<CheckpointEvent>(&event.body)) {
    m_checkpoint = QString::fromStdString(checkpoint->file);
  } else if (std::holds_alternative<PausedEvent>(event.body)) {
    m_paused = true;
  } else if (std::holds_alternative<ResumedEvent>(event.body)) {
    m_paused = false;
  } else if (const auto* warning = std::get_if<WarningEvent>(&event.body)) {
    if (std::ranges::count(m_warnings, warning->message) == 0) m_warnings.push_back(warning->message);
  } else if (const auto* failed = std::get_if<FailedEvent>(&event.body)) {
    m_failure = *failed;
  } else if (const auto* finished = std::get_if<FinishedEvent>(&event.body)) {
    m_finished = *finished;
  }
}

double RunHistory::firstTime() const {
  return m_iterations.empty() ? 0 : m_iterationTimes.front() - m_iterations.front().seconds;
}

void RunHistory::setEdits(const std::vector<double>& times) {
  m_edits.clear();
  for (const double time : times) {
    const auto after = std::ranges::upper_bound(m_iterationTimes, time);
    if (time < firstTime() || after == m_iterationTimes.end()) continue;
    const int iteration = m_iterations[static_cast<size_t>(after - m_iterationTimes.begin())].iteration;
    if (!m_edits.empty() && m_edits.back().iteration == iteration)
      ++m_edits.back().count;
    else
      m_edits.push_back({Mark::Kind::Edited, iteration, *after});
  }
}

std::vector<RunHistory::Mark> RunHistory::marks() const {
  std::vector<Mark> all = m_marks;
  all.insert(all.end(), m_edits.begin(), m_edits.end());
  return all;
}

void RunHistory::forgetEnd() {
  m_failure.reset();
  m_finished.reset();
  m_evaluating.reset();
  m_paused = false;
}

std::optional<double> RunHistory::secondsLeft() const {
  if (!m_started || m_iterations.size() < 10) return {};
  const size_t count = std::min<size_t>(m_iterations.size(), 200);
  std::vector<double> speeds;
  for (size_t i = m_iterations.size() - count; i < m_iterations.size(); ++i)
    speeds.push_back(m_iterations[i].seconds);
  std::nth_element(speeds.begin(), speeds.begin() + static_cast<std::ptrdiff_t>(count / 2), speeds.end());
  return (m_started->iterations - m_iterations.back().iteration) * speeds[count / 2];
}

}  // namespace anchor
