// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
class QMainWindow;

namespace anchor {

/// Gives the keyboard to the next (+1) or the one before (-1) of a window's parts: its centre, then the docks
/// that can be seen, from left to right and from above. The first control of the part gets it.
void walkPanels(QMainWindow* window, int by);

}  // namespace anchor
