// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <limits>
#include <optional>

#include "engine/protocol/run_folder.h"

namespace anchor {

/// The rule of the best checkpoint: of equal mAPs the first stays, and 0 is none.
inline bool outdoes(const EvaluationEvent& event, const std::optional<EvaluationEvent>& best) {
  return event.voc12 > (best ? best->voc12 : 0);
}

/// What was measured at the checkpoint of the highest VOC mAP that a run still has, the first of equal ones,
/// up to an iteration; nothing while no mAP is above 0. What a run that went on from an earlier checkpoint
/// had measured beyond it does not count.
std::optional<EvaluationEvent> bestEvaluation(const RunFolder& folder,
                                              int upTo = std::numeric_limits<int>::max());

}  // namespace anchor
