// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace anchor {

/// anchor-engine's exit code when the memory was not enough.
constexpr int outOfMemoryExit = 77;

}  // namespace anchor
