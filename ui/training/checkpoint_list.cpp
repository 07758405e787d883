// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/checkpoint_list.h"

#include <QCoreApplication>

#include "engine/protocol/best_checkpoint.h"
#include "engine/protocol/run_branch.h"
#include "ui/shared/pictures.h"

namespace anchor {

QString ListedCheckpoint::words() const {
  const auto translated = [](const char* words) { return QCoreApplication::translate("Checkpoints", words); };
  const QString iterationWords = translated(QT_TRANSLATE_NOOP("Checkpoints", "Iteration %1")).arg(iteration);
  if (!map) return iterationWords;
  const QString mean = QString::number(*map, 'f', 3);
  return (best ? translated(QT_TRANSLATE_NOOP("Checkpoints", "%1: mAP %2, the best"))
               : translated(QT_TRANSLATE_NOOP("Checkpoints", "%1: mAP %2")))
      .arg(iterationWords, mean);
}

QList<ListedCheckpoint> listCheckpoints(const RunFolder& folder, const RunHistory& history) {
  QList<ListedCheckpoint> all;
  std::optional<EvaluationEvent> best;
  for (const int iteration : checkpointIterations(folder)) {
    ListedCheckpoint listed{iteration, text(folder.checkpoint(iteration).string()), {}, false};
    const auto& measured = history.evaluations();
    const auto last = std::find_if(measured.rbegin(), measured.rend(),
                                   [&](const EvaluationEvent& e) { return e.iteration == iteration; });
    if (last != measured.rend()) {
      listed.map = last->voc12;
      if (outdoes(*last, best)) best = *last;
    }
    all.push_front(listed);
  }
  for (ListedCheckpoint& listed : all) listed.best = best && listed.iteration == best->iteration;
  return all;
}

}  // namespace anchor
