// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_alarms.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/shared/message_words.h"

namespace anchor {
namespace {

constexpr size_t patience = 20;        // steps without foreground
constexpr size_t evaluationsBack = 3;  // that must all be worse
constexpr double fallenTo = 0.9;       // of the best mAP
constexpr double risenTo = 1.1;        // of the lowest loss on val
constexpr ptrdiff_t stepsAveraged = 50;
constexpr int leastSteps = 50;  // before, what evaluations say is chance

QString noForeground(const RunHistory& history) {
  const auto& steps = history.iterations();
  if (steps.size() < patience) return {};
  const auto last = std::span(steps).last(patience);
  // A head that is not trained in this stage draws nothing on purpose.
  const bool heads =
      std::ranges::any_of(steps, [](const IterationEvent& e) { return e.roi_bg > 0 || e.roi_fg > 0; });
  const bool anchors =
      std::ranges::all_of(last, [](const IterationEvent& e) { return e.rpn_fg == 0 && e.rpn_bg > 0; });
  const bool rois = heads && std::ranges::all_of(
                                 last, [](const IterationEvent& e) { return e.roi_fg == 0 && e.roi_bg > 0; });
  if (anchors)
    return QCoreApplication::translate("RunAlarms",
                                       "No anchor was foreground for %1 steps: the anchors do not fit the "
                                       "objects. Check Anchor fit and the labels of these images.")
        .arg(patience);
  if (rois)
    return QCoreApplication::translate("RunAlarms",
                                       "No RoI was foreground for %1 steps: the proposals do not reach any "
                                       "object. Check Proposals in the inspector.")
        .arg(patience);
  return {};
}

QString noRate(const RunHistory& history) {
  if (history.iterations().empty() || !history.started()) return {};
  const IterationEvent& last = history.iterations().back();
  if (last.learning_rate > 0 || last.iteration >= history.started()->iterations) return {};
  return QCoreApplication::translate("RunAlarms",
                                     "The learning rate has been 0 since iteration %1, so nothing is being "
                                     "learned. Check the schedule, or change the rate under More.")
      .arg(last.iteration);
}

QString falling(const RunHistory& history) {
  const auto& all = history.evaluations();
  if (all.size() <= evaluationsBack || all.back().iteration < leastSteps) return {};
  const auto best = std::ranges::max_element(all, {}, &EvaluationEvent::voc12);
  const auto after = static_cast<size_t>(all.end() - best) - 1;
  if (best->voc12 <= 0 || after < evaluationsBack) return {};
  const auto last = std::span(all).last(evaluationsBack);
  const bool steadily = std::ranges::is_sorted(last, std::ranges::greater_equal{}, &EvaluationEvent::voc12);
  if (!steadily && last.back().voc12 > fallenTo * best->voc12) return {};
  return QCoreApplication::translate("RunAlarms",
                                     "mAP on %1 has fallen from %2 at iteration %3 to %4: the network is "
                                     "overfitting. Resume from a checkpoint near the best, or stop.")
      .arg(QString::fromStdString(best->split))
      .arg(best->voc12, 0, 'f', 3)
      .arg(best->iteration)
      .arg(all.back().voc12, 0, 'f', 3);
}

/// The mean loss of the steps that end at an iteration; NaN without any.
double usualLoss(const RunHistory& history, int iteration) {
  const auto& steps = history.iterations();
  const auto end = std::ranges::upper_bound(steps, iteration, {}, &IterationEvent::iteration);
  const auto begin = end - std::min(stepsAveraged, end - steps.begin());
  double sum = 0;
  for (auto step = begin; step != end; ++step) sum += step->losses.total;
  return sum / static_cast<double>(end - begin);
}

/// The loss on val rises while that of training falls.
QString rising(const RunHistory& history) {
  std::vector<const EvaluationEvent*> all;
  for (const EvaluationEvent& e : history.evaluations())
    if (!std::isnan(e.losses.total)) all.push_back(&e);
  const auto loss = [](const EvaluationEvent* e) { return e->losses.total; };
  if (all.empty() || all.back()->iteration < leastSteps) return {};
  const auto lowest = std::ranges::min_element(all, {}, loss);
  if (all.end() - lowest <= static_cast<ptrdiff_t>(evaluationsBack)) return {};
  const EvaluationEvent& best = **lowest;
  const EvaluationEvent& now = *all.back();
  const bool steadily = std::ranges::is_sorted(std::span(all).last(evaluationsBack), {}, loss);
  if (!steadily || now.losses.total < risenTo * best.losses.total) return {};
  if (!(usualLoss(history, now.iteration) < usualLoss(history, best.iteration))) return {};
  return QCoreApplication::translate(
             "RunAlarms",
             "The loss on %1 has risen from %2 at iteration %3 to %4, while the training loss fell: the "
             "network is overfitting. Resume from a checkpoint near the minimum, or stop.")
      .arg(QString::fromStdString(best.split))
      .arg(best.losses.total, 0, 'f', 3)
      .arg(best.iteration)
      .arg(now.losses.total, 0, 'f', 3);
}

/// The warnings in words. Of images that were skipped the first ones, and how many there are beside.
QStringList warningsOf(const RunHistory& history) {
  const auto tellsOfSkipped = [](const Message& warning) {
    return warning.english().starts_with("Image skipped (");
  };
  constexpr int mostTold = 4;
  const auto skipped = std::ranges::count_if(history.warnings(), tellsOfSkipped);
  const auto told = skipped > mostTold ? mostTold - 1 : skipped;
  QStringList words;
  int passed = 0;
  for (const Message& warning : history.warnings())
    if (!tellsOfSkipped(warning) || ++passed <= told) words << inWords(warning);
  if (told < skipped)
    words << QCoreApplication::translate(
                 "RunAlarms", "%1 more images could not be read and were skipped; events.jsonl names them.")
                 .arg(skipped - told);
  return words;
}

}  // namespace

QStringList runAlarms(const RunHistory& history) {
  // One cause, one sentence: of mAP, which is what the person wants, where it fell too.
  const QString fallen = falling(history);
  QStringList alarms{noForeground(history), noRate(history), fallen.isEmpty() ? rising(history) : fallen};
  alarms << warningsOf(history);
  alarms.removeAll(QString());
  return alarms;
}

}  // namespace anchor
