// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

#include "ui/runs/run_history.h"

namespace anchor {

/// What a person should know of a run before it ends, each in a sentence with what to look at; empty while
/// all is well. Rules: no foreground drawn for 20 steps in a row; a learning rate of 0 while steps are left;
/// mAP on val that has fallen through three evaluations, or lies a tenth under its best for that long.
QStringList runAlarms(const RunHistory& history);

}  // namespace anchor
