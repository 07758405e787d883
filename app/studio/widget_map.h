// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>
#include <QTimer>

namespace anchor {

/// Says what is on the screen, for tests that drive the program with a real mouse and real keys from outside
/// (tests/desktop). It only tells: nothing can be done through it.
///
/// ANCHOR_WIDGET_MAP=FILE turns it on. Whoever makes FILE.wanted gets FILE, whole and new, and FILE.wanted
/// vanishes: a JSON object with every visible widget, its place on the screen and what it shows, and how many
/// keys, presses and wheel turns the window system has delivered so far. That count tells a test that an
/// input has arrived and was handled, even where nothing is to follow from it.
class WidgetMap : public QObject {
 public:
  explicit WidgetMap(const QString& file);

 protected:
  bool eventFilter(QObject* receiver, QEvent* event) override;

 private:
  void answer();

  QString m_file;
  QTimer m_look;
  qint64 m_keys = 0, m_presses = 0, m_wheels = 0;
};

}  // namespace anchor
