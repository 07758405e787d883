// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_follower.h"

#include <QDateTime>
#include <QFile>
#include <utility>

#include "ui/shared/message_words.h"

namespace anchor {
namespace {
constexpr int pollMilliseconds = 200;
constexpr qint64 startPatience = 30000;  // loading LibTorch from a cold disk takes seconds

/// Linux says so in /proc; elsewhere, and for process 0, patience alone decides.
bool processRuns(qint64 process) {
  if (process == 0 || !QFile::exists(QStringLiteral("/proc/self/stat"))) return true;
  QFile stat(QStringLiteral("/proc/%1/stat").arg(process));
  if (!stat.open(QIODevice::ReadOnly)) return false;
  const QByteArray words = stat.readAll();
  // "1234 (name) Z": ended, and nobody has asked how.
  return words.mid(words.lastIndexOf(')') + 2, 1) != "Z";
}

}  // namespace

RunFollower::RunFollower(QObject* parent) : QObject(parent) {
  connect(&m_timer, &QTimer::timeout, this, &RunFollower::poll);
}

void RunFollower::follow(const RunFolder& folder, bool justLaunched, qint64 process) {
  if (!m_folder || m_folder->path() != folder.path()) {
    m_folder = folder;
    m_reader.emplace(folder.events());
    m_history.clear();
    Q_EMIT followed();
  }
  if (justLaunched) m_history.forgetEnd();
  m_launchedAt = justLaunched ? QDateTime::currentMSecsSinceEpoch() : 0;
  m_state = justLaunched ? State::Starting : State::Idle;
  m_process = process;
  m_lastWord.start();
  m_timer.start(pollMilliseconds);
  poll();
  Q_EMIT stateChanged();
}

void RunFollower::leave() {
  m_timer.stop();
  m_folder.reset();
  m_reader.reset();
  m_history.clear();
  m_launchedAt = m_process = 0;
  m_silent = false;
  m_state = State::Idle;
  Q_EMIT stateChanged();
}

std::optional<RunFollower::State> RunFollower::endOf(const RunHistory& history) {
  if (history.failure()) return State::Failed;
  if (history.finished()) return history.finished()->reason == "done" ? State::Finished : State::Stopped;
  return std::nullopt;
}

RunFollower::State RunFollower::stateNow() const {
  if (m_folder->isAlive()) {
    if (m_state == State::Starting && !m_history.started()) return State::Starting;
    if (m_history.paused()) return State::Paused;
    return m_history.evaluating() ? State::Evaluating : State::Running;
  }
  // A launched engine that has not taken its lock yet is starting, unless it already said why it could not.
  const bool waiting = m_state == State::Starting && m_launchedAt > 0 && processRuns(m_process) &&
                       QDateTime::currentMSecsSinceEpoch() - m_launchedAt < startPatience;
  if (const auto end = endOf(m_history)) return *end;
  if (waiting) return State::Starting;
  return m_history.started() || m_launchedAt > 0 ? State::Died : State::Idle;
}

void RunFollower::poll() {
  // Lock first, events after: an engine that ends in between has said its last word by then.
  const bool aliveBefore = m_folder->isAlive();
  bool read = false;
  bool checkpoint = false;
  do {
    for (const std::string& line : m_reader->readNew()) {
      const auto event = parseEventLine(line);
      if (!event) continue;
      m_history.add(*event);
      read = true;
      checkpoint = checkpoint || std::holds_alternative<CheckpointEvent>(event->body);
    }
  } while (m_reader->hasMore());
  const State next = stateNow();
  if (read) m_lastWord.start();
  if (read) Q_EMIT advanced();
  if (checkpoint) Q_EMIT checkpointWritten();
  if (next != m_state) {
    m_state = next;
    Q_EMIT stateChanged();
  }
  const bool silent = alive() && m_state != State::Paused && silentSeconds() > patience();
  if (std::exchange(m_silent, silent) != silent) Q_EMIT silenceChanged();
  if (!aliveBefore && !alive()) m_timer.stop();
}

double RunFollower::patience() const {
  constexpr size_t recent = 50;
  constexpr double times = 6;
  constexpr double beforeFirstStep = 4;  // libraries and weights are read, the first step allocates
  const auto& steps = m_history.iterations();
  double slowest = 0;
  for (size_t i = steps.size() > recent ? steps.size() - recent : 0; i < steps.size(); ++i)
    slowest = std::max(slowest, steps[i].seconds);
  return std::max(m_leastPatience * (steps.empty() ? beforeFirstStep : 1), times * slowest);
}

QString RunFollower::trouble() const {
  if (m_state == State::Failed) return inWords(m_history.failure()->message);
  if (m_state != State::Died) return {};
  QFile log(QString::fromStdString(m_folder->log().string()));
  QString last;
  if (log.open(QIODevice::ReadOnly)) {
    log.seek(std::max<qint64>(0, log.size() - 2000));
    const auto lines = QString::fromUtf8(log.readAll()).trimmed().split(QLatin1Char('\n'));
    last = lines.last();
  }
  const QString told =
      m_folder->finishedCheckpoints().empty()
          ? tr("The training engine ended unexpectedly (killed, out of memory, or crashed). Your labels are "
               "safe. There was no checkpoint yet, so Resume starts from the beginning.")
          : tr("The training engine ended unexpectedly (killed, out of memory, or crashed). Your labels are "
               "safe. Resume continues from the last checkpoint.");
  return last.isEmpty() ? told : told + QLatin1Char('\n') + tr("Last message: %1").arg(last);
}

}  // namespace anchor
