// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QListWidget>
#include <QTextBrowser>

namespace anchor {

/// The manual: pages of HTML that were built with the program, in the language of the interface.
class ManualWindow : public QDialog {
  Q_OBJECT
 public:
  explicit ManualWindow(QWidget* parent);
  /// "labelling", "inspector", "training", "export" …; the first page when there is no such one.
  void showPage(const QString& page);
  [[nodiscard]] QTextBrowser* browser() const { return m_browser; }
  /// Folder of the pages, of this language where it has them; empty when the manual is not installed.
  static QString folder();

 private:
  void fill();
  QListWidget* m_pages;
  QTextBrowser* m_browser;
};

}  // namespace anchor
