// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QDialog>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include "ui/shared/keymap.h"

namespace anchor {

/// The live map of all keys, which can be searched, changed and checked.
class KeysView : public QWidget {
  Q_OBJECT
 public:
  KeysView(Keymap* keymap, QWidget* parent);
  /// Lists only what contains this; says whether anything does.
  bool search(const QString& words);

 private:
  void refresh();
  void refreshChosen();
  void filter();
  void assign();
  [[nodiscard]] QString chosen() const;
  Keymap* m_keymap;
  QComboBox* m_preset;
  QLineEdit* m_search;
  QTreeWidget* m_list;
  QKeySequenceEdit* m_keys;
  QPushButton *m_assign, *m_clear, *m_reset;
  QLabel* m_words;
};

/// The same in a window of its own, which stays open beside the work.
class KeysDialog : public QDialog {
  Q_OBJECT
 public:
  KeysDialog(Keymap* keymap, QWidget* parent);
};

}  // namespace anchor
