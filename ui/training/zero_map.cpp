// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/zero_map.h"

#include <QCoreApplication>
#include <cmath>

#include "ui/shared/pictures.h"

namespace anchor {

namespace {

/// Which stage loses the objects, where that was measured.
QString lostAt(const EvaluationEvent& e) {
  if (std::isnan(e.rpn_recall)) return {};
  const QString words =
      e.rpn_recall < 0.5
          ? QCoreApplication::translate(
                "ZeroMap", "Proposals cover %1 % of the objects: the RPN does not find them yet.")
          : QCoreApplication::translate(
                "ZeroMap",
                "Proposals cover %1 % of the objects: it is the head that does not know them yet.");
  return QLatin1Char(' ') + words.arg(qRound(100 * e.rpn_recall));
}

}  // namespace

QString zeroMapCause(const EvaluationEvent& e) {
  if (e.voc12 > 0) return {};
  const QString split = text(e.split);
  if (e.images == 0)
    return QCoreApplication::translate(
               "ZeroMap", "mAP is 0: no labelled image belongs to %1. Give it some in the image list.")
        .arg(split);
  if (e.objects == 0)
    return QCoreApplication::translate(
               "ZeroMap",
               "mAP is 0: the %1 images of %2 hold no object that counts (difficult and crowd ones do not).")
        .arg(e.images)
        .arg(split);
  if (e.detections == 0)
    return QCoreApplication::translate("ZeroMap",
                                       "mAP is 0: nothing was found among %1 objects. Early in a run that is "
                                       "usual; later, the score threshold may be too high or no proposal "
                                       "reaches an object. Proposals and Autopsy show which.")
               .arg(e.objects) +
           lostAt(e);
  if (e.on_objects > 0)
    return QCoreApplication::translate(
               "ZeroMap",
               "mAP is 0: %1 of %2 detections lie on objects, but with another class. The classes of the "
               "labels and of the run differ, or the labels of %3 are mixed up.")
        .arg(e.on_objects)
        .arg(e.detections)
        .arg(split);
  return QCoreApplication::translate(
             "ZeroMap",
             "mAP is 0: none of %1 detections overlaps an object by half. Early in a run that is usual; "
             "later, look at Anchor fit and at the boxes themselves.")
             .arg(e.detections) +
         lostAt(e);
}

}  // namespace anchor
