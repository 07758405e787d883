// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <functional>

namespace anchor {

/// One stop of the tour: what to show, beside which part of the window.
struct TourStep {
  QString title;
  QString words;
  QPointer<QWidget> target;
  std::function<void()> prepare;  ///< brings the target to the front
};

/// A card beside the part of the window that it speaks of, which is framed. The window stays usable: every
/// step says what can be tried at once.
class Tour : public QFrame {
  Q_OBJECT
 public:
  Tour(QList<TourStep> steps, QWidget* window);
  ~Tour() override;
  void goTo(int step);
  [[nodiscard]] int step() const { return m_step; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void place();
  QList<TourStep> m_steps;
  QWidget* m_frame;  ///< drawn around the target
  QLabel *m_title, *m_words, *m_count;
  QPushButton *m_back, *m_next, *m_end;
  int m_step = 0;
};

}  // namespace anchor
