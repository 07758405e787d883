// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "engine/config/parameters.h"

namespace anchor {

/// What a field does, in the person's language.
QString wordsOf(const Parameter& parameter);
/// Which values it may have; empty: every one of its type.
QString ruleWordsOf(const Parameter& parameter);

}  // namespace anchor
