// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_summary.h"

#include <QFile>

#include "engine/config/run_config.h"

namespace anchor {
namespace {

using State = RunFollower::State;

/// The newest events: the end of the file is enough for what a list shows.
RunHistory newestOf(const RunFolder& folder) {
  constexpr qint64 enough = 256 * 1024;
  RunHistory history;
  QFile file(QString::fromStdString(folder.events().string()));
  if (!file.open(QIODevice::ReadOnly)) return history;
  if (file.size() > enough) {
    file.seek(file.size() - enough);
    file.readLine();  // torn by the cut
  }
  while (!file.atEnd()) {
    const QByteArray line = file.readLine();
    if (const auto event = parseEventLine({line.constData(), static_cast<size_t>(line.size())}))
      history.add(*event);
  }
  return history;
}

State stateOf(const RunFolder& folder, const RunHistory& history) {
  if (folder.isAlive()) return history.paused() ? State::Paused : State::Running;
  if (const auto end = RunFollower::endOf(history)) return *end;
  return history.started() || !history.iterations().empty() ? State::Died : State::Idle;
}

void take(RunSummary& summary, const RunHistory& history) {
  if (!history.iterations().empty()) summary.done = history.iterations().back().iteration;
  if (history.started()) summary.all = history.started()->iterations;
  if (!history.evaluations().empty()) summary.map = history.evaluations().back().voc12;
}

}  // namespace

RunSummary summaryOf(const RunFolder& folder) {
  RunSummary summary;
  summary.folder = QString::fromStdString(folder.path().string());
  summary.name = QString::fromStdString(folder.path().filename().string());
  summary.about = readRunAbout(folder);
  const RunHistory history = newestOf(folder);
  summary.state = stateOf(folder, history);
  take(summary, history);
  if (summary.all > 0) return summary;
  try {
    summary.all = readRunConfig(folder.config()).solver.iterations;
  } catch (const std::exception&) {
    return summary;  // the run says so itself when it is chosen
  }
  return summary;
}

void updateSummary(RunSummary& summary, const RunFollower& follower) {
  summary.state = follower.state();
  take(summary, follower.history());
}

}  // namespace anchor
