// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/base/json_fields.h"
#include "engine/evaluation/detections.h"

namespace anchor {

/// Detections of several images, one list for each.
using FoundObjects = std::vector<std::vector<Detection>>;

/// Reads what `anchor-engine detect --json` prints; the exports' examples print the same. `place` names the
/// text in errors. Throws UserError when it is something else or names a class that is not in `classes`.
FoundObjects readFoundObjects(const std::string& text, const std::vector<std::string>& classes,
                              const std::string& place);

}  // namespace anchor
