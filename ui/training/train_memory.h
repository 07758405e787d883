// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSize>
#include <QString>
#include <map>
#include <optional>

#include "engine/base/json_fields.h"

namespace anchor {

/// What the Train dialog of a project was left with when a run was started.
struct TrainMemory {
  QString preset, weights, device, machine, remoteEngine;
  int iterations = 0, batch = 0, shortSide = 0, processes = 1;
  std::map<std::string, Json> edited;  ///< changed parameters, by path
};

/// Nothing where no run was started yet, or the settings cannot be read.
std::optional<TrainMemory> readTrainMemory(const QString& project);
void writeTrainMemory(const QString& project, const TrainMemory& memory);
/// Of the dialog of this project; an invalid size where it was never closed.
QSize readTrainSize(const QString& project);
void writeTrainSize(const QString& project, const QSize& size);

}  // namespace anchor
