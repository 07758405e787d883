// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

namespace anchor {

/// Keeps the mouse wheel from changing a value that a person scrolls past: boxes of choices, numbers and
/// sliders take it only while they have the focus, which the wheel does not give them. Else it scrolls what
/// they stand in.
class WheelGuard : public QObject {
  Q_OBJECT
 public:
  /// For the whole program; once, however often it is called.
  static void install();
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  using QObject::QObject;
};

}  // namespace anchor
