// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "engine/protocol/run_event.h"

namespace anchor {

/// Why an evaluation found nothing, and what to look at; empty when it found something.
QString zeroMapCause(const EvaluationEvent& evaluation);

}  // namespace anchor
