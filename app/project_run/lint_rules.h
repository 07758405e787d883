// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "datasets/lint/label_lint.h"
#include "engine/config/run_config.h"

namespace anchor {

/// Lint rules that ask a configuration's anchors and training scale: what training would find.
LintRules lintRulesFor(const RunConfig& config);

}  // namespace anchor
