// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace anchor {

/// From now on SIGTERM and SIGINT only ask for an end, and a closed terminal ends nothing.
void catchStopSignals();
[[nodiscard]] bool stopSignalled();

}  // namespace anchor
