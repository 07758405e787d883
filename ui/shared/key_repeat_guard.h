// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

namespace anchor {

/// Holds back the repeats of a held key that X11 does not mark as such: Qt sees a release and a press, and
/// takes them for a second press, when the second of the two arrives late. Shortcuts that do not repeat are
/// not triggered by them.
class KeyRepeatGuard : public QObject {
  Q_OBJECT
 public:
  /// For the whole program; once, however often it is called.
  static void install();
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  using QObject::QObject;
  QKeyCombination m_key;     ///< that was let go last
  quint64 m_released = 0;    ///< when, milliseconds of the event's own clock
  bool m_repeating = false;  ///< the press at hand is no hand's
};

}  // namespace anchor
