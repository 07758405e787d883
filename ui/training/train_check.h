// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <functional>

#include "datasets/project/project_store.h"

namespace anchor {

/// What a project lacks for a training, found on a worker thread.
struct TrainCheck {
  int images = 0;   ///< of the training split, labelled
  int missing = 0;  ///< of these and of the validation images, files that are not there
  int missingInTrain = 0;
  int boxes = 0;                    ///< in the training split
  QStringList firstMissing;         ///< names
  QStringList classesWithoutBoxes;  ///< in the training split
};
TrainCheck checkProject(const ProjectStore& project);

/// The sentence for the dialog; empty where all is well. `fatal`: no training could start.
QString wordsOf(const TrainCheck& check, int valImages, bool& fatal);

}  // namespace anchor
