// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>
#include <QString>
#include <optional>

#include "engine/protocol/run_folder.h"
#include "ui/runs/run_history.h"

namespace anchor {

/// A checkpoint as a person chooses it.
struct ListedCheckpoint {
  int iteration = 0;
  QString path;
  std::optional<double> map;  ///< VOC, measured at this iteration
  bool best = false;          ///< the first of the highest mAP; of none where nothing was found
  /// "Iteration 2000: mAP 0.712, the best"
  [[nodiscard]] QString words() const;
};

/// The finished ones of a run, newest first, with what its history says of them.
QList<ListedCheckpoint> listCheckpoints(const RunFolder& folder, const RunHistory& history);

}  // namespace anchor
