// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "datasets/lint/label_lint.h"

namespace anchor {

/// What a kind of finding of the label check is called.
QString lintKindText(LintKind kind);
/// By its name in a query; the name itself when it is none.
QString lintKindText(const std::string& name);

}  // namespace anchor
