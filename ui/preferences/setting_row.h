// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

#include "ui/shared/settings.h"

namespace anchor {

/// One row of the table of settings: its words, a hint below and what changes it. A change applies at once.
class SettingRow : public QWidget {
  Q_OBJECT
 public:
  SettingRow(Settings::Row row, QWidget* parent);
  [[nodiscard]] const Settings::Row& row() const { return m_row; }
  /// Marks what was typed in words and hint; says whether it comes in them. Empty: fits, nothing is marked.
  bool search(const QString& typed);
  /// Marks the whole row and gives its control the keyboard.
  void pointOut();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeControl();
  void show();
  void write();
  Settings::Row m_row;
  QLabel *m_words, *m_hint;
  QWidget* m_control = nullptr;
  QString m_typed;
  bool m_pointed = false;
};

}  // namespace anchor
