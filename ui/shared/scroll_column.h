// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QScrollArea>

namespace anchor {

/// A column of controls that scrolls when the window is low, so that it never makes the window higher than
/// the screen. It is never narrower than what it holds.
class ScrollColumn : public QScrollArea {
  Q_OBJECT
 public:
  ScrollColumn(QWidget* content, QWidget* parent);
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] QSize sizeHint() const override;
};

}  // namespace anchor
