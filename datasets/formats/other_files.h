// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/formats/import_report.h"

namespace anchor {

/// Names every file below `root` that the import did not read, with the reason. Labels of another kind than
/// those that were read are a problem too: a person may have meant them. `root` is absolute; nothing is done
/// where it is a file.
void nameOtherFiles(ImportReport& report, const std::filesystem::path& root);

}  // namespace anchor
