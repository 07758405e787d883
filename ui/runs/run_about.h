// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "engine/protocol/run_folder.h"

namespace anchor {

/// What a person wrote about a run: about.json in its folder. The folder keeps its name, by which queue,
/// branches and other programs know it.
struct RunAbout {
  QString title;  ///< empty: the folder's name is shown
  QString note;
};
/// Empty where there is none, or none that can be read.
RunAbout readRunAbout(const RunFolder& folder);
/// Throws UserError; what was there stays then.
void writeRunAbout(const RunFolder& folder, const RunAbout& about);

/// Puts the folder into the desktop's trash. Throws UserError while an engine works on it, and where the
/// system has no trash for this disk.
void moveRunToTrash(const RunFolder& folder);

}  // namespace anchor
