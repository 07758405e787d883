// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSize>
#include <optional>

class QWidget;

namespace anchor {

/// Asks how large the picture of a chart shall be, in pixels of the screen, beginning with what was taken
/// last; nothing when cancelled.
std::optional<QSize> askPictureSize(QWidget* parent);

/// Pixels of a PNG for each of the chosen ones, so that it can be printed.
constexpr double pngScale = 2;

}  // namespace anchor
