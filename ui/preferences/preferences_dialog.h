// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include "ui/preferences/setting_row.h"
#include "ui/preferences/storage_page.h"
#include "ui/shared/keys_dialog.h"

namespace anchor {

/// Everything that is chosen for good, in pages that can be searched. Stays open beside the work; changes
/// apply at once. Deletes itself when closed.
class PreferencesDialog : public QDialog {
  Q_OBJECT
 public:
  /// `project`: the folder of the open one, or empty.
  PreferencesDialog(Keymap* keymap, const QString& project, QWidget* parent);
  /// Another one was opened, or none is any more.
  void setProject(const QString& project);
  void showPage(Settings::Page page);
  /// Opens the page of this row and points the row out.
  void showRow(const QString& key);

 private:
  QWidget* pageOf(Settings::Page page, const QString& project);
  void search(const QString& typed);
  void restoreDefaults();
  [[nodiscard]] Settings::Page page() const;
  Keymap* m_keymap;
  QLineEdit* m_search;
  QListWidget* m_list;
  QStackedWidget* m_pages;
  QLabel* m_none;
  QPushButton* m_defaults;
  QList<SettingRow*> m_rows;
  KeysView* m_keys = nullptr;
  StoragePage* m_storage = nullptr;
};

}  // namespace anchor
