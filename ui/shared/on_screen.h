// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

namespace anchor {

/// Dialogs open within the screen with their frame, whatever size they were made with. Installed on the
/// application, so that no dialog has to think of it.
class OnScreen : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* receiver, QEvent* event) override;
};

}  // namespace anchor
