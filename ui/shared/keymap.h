// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QHash>
#include <QObject>

namespace anchor {

/// Which keys call which action: the program's own, a preset that follows another tool, and what the person
/// changed. Kept in the settings.
class Keymap : public QObject {
  Q_OBJECT
 public:
  struct Entry {
    QAction* action;
    QString group;             ///< a menu's name, for lists
    QList<QKeySequence> keys;  ///< of the program itself
  };
  explicit Keymap(QObject* parent) : QObject(parent) {}
  /// The action has its objectName already.
  void add(QAction* action, const QString& group);
  /// Once, when every action has the program's own keys: reads the settings and gives every action its keys.
  void load();
  [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }

  /// "studio", "labelImg", "CVAT".
  static QStringList presets();
  [[nodiscard]] const QString& preset() const { return m_preset; }
  /// Forgets what the person changed.
  void setPreset(const QString& name);
  void setKeys(const QString& action, const QList<QKeySequence>& keys);
  void resetKeys(const QString& action);
  [[nodiscard]] bool isChanged(const QString& action) const { return m_changed.contains(action); }
  /// Names of other actions that answer to one of this action's keys.
  [[nodiscard]] QStringList conflicts(const QString& action) const;

 Q_SIGNALS:
  void changed();

 private:
  void apply();
  void save() const;
  [[nodiscard]] QList<QKeySequence> keysOf(const Entry& entry) const;
  QList<Entry> m_entries;
  QString m_preset = QStringLiteral("studio");
  QHash<QString, QList<QKeySequence>> m_changed;
};

}  // namespace anchor
