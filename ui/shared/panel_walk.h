// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QList>

class QWidget;

namespace anchor {

/// Gives the keyboard to the next (+1) or the one before (-1) of a window's parts, in their order. The first
/// control of the part gets it; parts without one are passed over.
void walkPanels(QList<QWidget*> parts, int by);

}  // namespace anchor
