// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace anchor {

/// The main job without windows, on the bundled sample: generate, train in the real engine process, evaluate,
/// detect, and write charts, report, pictures and weights into `folder`. Prints what it does. Returns the
/// exit code.
int runHeadless(const QString& folder, const QString& engineProgram, int iterations);

}  // namespace anchor
