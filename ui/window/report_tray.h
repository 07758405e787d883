// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>

namespace anchor {

/// Under the image: the report from which the image was opened, so that the next object of its list is one
/// key away. The report is lent from its page in Train or Data and goes back there.
class ReportTray : public QFrame {
  Q_OBJECT
 public:
  explicit ReportTray(QWidget* parent);
  /// Takes what the page shows, and gives the keyboard to its list (null: nothing in it gets it).
  void take(QScrollArea* page, const QString& title, QWidget* list);
  void giveBack();
  /// Whose report is here; null: nobody's.
  [[nodiscard]] const QScrollArea* page() const { return m_page; }

 Q_SIGNALS:
  /// Back to the page.
  void pageWanted();

 private:
  QPointer<QScrollArea> m_page;
  QScrollArea* m_area;
  QLabel* m_title;
};

}  // namespace anchor
