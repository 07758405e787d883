#include "ui/training/checkpoint_list.h"

#include <QCoreApplication>

#include "engine/run/run_branch.h"
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
  for (const int iteration : checkpointIterations(folder)) {
    ListedCheckpoint listed{iteration, text(folder.checkpoint(iteration).string()), {}, false};
    for (const EvaluationEvent& evaluation : history.evaluations())
      if (evaluation.iteration == iteration) listed.map = evaluation.voc12;
    all.push_front(listed);
  }
  ListedCheckpoint* best = nullptr;
  for (auto listed = all.rbegin(); listed != all.rend(); ++listed)
    if (listed->map.value_or(0) > (best != nullptr ? *best->map : 0)) best = &*listed;
  if (best != nullptr) best->best = true;
  return all;
}

}  // namespace anchor
