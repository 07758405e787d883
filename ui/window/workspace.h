// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace anchor {

/// One window, four workspaces: what stands in the middle, and what beside it.
enum class Workspace { Data, Label, Inspect, Train };
inline constexpr int workspaceCount = 4;

}  // namespace anchor
