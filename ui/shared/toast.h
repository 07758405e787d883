// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <functional>

namespace anchor {

/// A small sheet at the bottom of the work that says what was done, with the buttons that go with it, such
/// as Undo. It takes no focus and goes by itself, or by Escape; while the pointer is on it, it stays.
class Toast : public QFrame {
  Q_OBJECT
 public:
  struct Answer {
    QString words;
    const char* name;  ///< objectName of the button
    std::function<void()> run;
  };
  /// `over`: what it lies on.
  explicit Toast(QWidget* over);
  void say(const QString& words, const QList<Answer>& answers = {});
  [[nodiscard]] QString words() const { return isHidden() ? QString() : m_words->text(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void place();
  QWidget* m_over;
  QLabel* m_words;
  QHBoxLayout* m_buttons;
  QPushButton* m_close;
  QTimer m_stay;
};

}  // namespace anchor
