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
                "ZeroMap", "Proposals cover %1 % of the objects, but the head has not learned them yet.");
  return QLatin1Char(' ') + words.arg(qRound(100 * e.rpn_recall));
}

}  // namespace

QString zeroMapCause(const EvaluationEvent& e) {
  if (e.voc12 > 0) return {};
  const QString split = text(e.split);
  if (e.images == 0)
    return QCoreApplication::translate("ZeroMap",
                                       "mAP is 0: %1 has no labelled images. Assign some in the image list.")
        .arg(split);
  if (e.objects == 0)
    return QCoreApplication::translate("ZeroMap",
                                       "mAP is 0: the %1 images of %2 contain no objects that count "
                                       "(difficult and crowd objects do not).")
        .arg(e.images)
        .arg(split);
  if (e.detections == 0)
    return QCoreApplication::translate(
               "ZeroMap",
               "mAP is 0: none of the %1 objects was detected. This is normal early in a run; later, the "
               "score threshold may be too high, or the proposals may not reach the objects. Proposals and "
               "Autopsy show which.")
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
             "mAP is 0: none of the %1 detections reaches an IoU of 0.5 with an object. This is normal early "
             "in a run; later, check Anchor fit and the boxes themselves.")
             .arg(e.detections) +
         lostAt(e);
}

}  // namespace anchor
