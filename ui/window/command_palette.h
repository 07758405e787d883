// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QIcon>
#include <QLineEdit>
#include <QListWidget>
#include <functional>

namespace anchor {

/// Everything the window can do or show, found by typing a part of its name. Up, Down and Return work while
/// one types; Escape closes it.
class CommandPalette : public QDialog {
  Q_OBJECT
 public:
  struct Entry {
    QString title, group, keys;
    QIcon icon;
    std::function<void()> run;
  };
  CommandPalette(std::vector<Entry> entries, QWidget* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void search(const QString& typed);
  void runCurrent();
  std::vector<Entry> m_entries;
  QLineEdit* m_field;
  QListWidget* m_list;
};

}  // namespace anchor
