// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>

namespace anchor {

/// Notifications of the desktop (org.freedesktop.Notifications). Where there is no D-Bus, or nobody who shows
/// them, nothing happens.
class DesktopNotifier : public QObject {
  Q_OBJECT
 public:
  explicit DesktopNotifier(QObject* parent);
  /// Whether the person wants them; kept in the settings.
  [[nodiscard]] static bool wanted();
  /// Takes the place of the one before. Returns at once.
  void notify(const QString& title, const QString& words);

 Q_SIGNALS:
  void clicked();

 private Q_SLOTS:
  void invoked(uint id, const QString& action);

 private:
  uint m_id = 0;  ///< of the last one; 0: none
  bool m_listens = false;
};

}  // namespace anchor
