// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "engine/base/line_reader.h"
#include "engine/protocol/run_folder.h"
#include "ui/runs/run_history.h"

namespace anchor {

/// Tails one run's events.jsonl and watches its lock. Works the same for a run of this studio, of an earlier
/// one and for a copied folder.
class RunFollower : public QObject {
  Q_OBJECT
 public:
  enum class State { Idle, Starting, Running, Evaluating, Paused, Finished, Stopped, Failed, Died };
  /// How a run ended by its own last word; nothing while it has said none. For a run that no engine works on.
  [[nodiscard]] static std::optional<State> endOf(const RunHistory& history);
  explicit RunFollower(QObject* parent);
  /// `process`: the engine that was just launched for it; one that ends before it took the run has died.
  void follow(const RunFolder& folder, bool justLaunched, qint64 process = 0);
  /// Follows none.
  void leave();
  [[nodiscard]] const RunHistory& history() const { return m_history; }
  void setEdits(const std::vector<double>& times) { m_history.setEdits(times); }
  [[nodiscard]] State state() const { return m_state; }
  [[nodiscard]] bool alive() const {
    return m_state == State::Starting || m_state == State::Running || m_state == State::Evaluating ||
           m_state == State::Paused;
  }
  [[nodiscard]] const std::optional<RunFolder>& folder() const { return m_folder; }
  /// A live engine that has said nothing for longer than it should: six times its slowest recent step, at
  /// least `leastPatience`. It may hang. Not while it is paused.
  [[nodiscard]] bool silent() const { return m_silent; }
  [[nodiscard]] double silentSeconds() const { return static_cast<double>(m_lastWord.elapsed()) / 1000; }
  /// Seconds it may be silent now.
  [[nodiscard]] double patience() const;
  void setLeastPatience(double seconds) { m_leastPatience = seconds; }
  /// Why it failed or died, in a person's words.
  [[nodiscard]] QString trouble() const;

 Q_SIGNALS:
  void followed();  ///< another run is followed; its events come next
  void advanced();  ///< new events were read
  void stateChanged();
  void checkpointWritten();
  void silenceChanged();

 private:
  void poll();
  [[nodiscard]] State stateNow() const;
  std::optional<RunFolder> m_folder;
  std::optional<LineReader> m_reader;
  RunHistory m_history;
  State m_state = State::Idle;
  QTimer m_timer;
  qint64 m_launchedAt = 0;
  qint64 m_process = 0;  ///< that was launched; 0: not known
  QElapsedTimer m_lastWord;
  double m_leastPatience = 30;
  bool m_silent = false;
};

}  // namespace anchor
