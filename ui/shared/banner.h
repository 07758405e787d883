// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <functional>

namespace anchor {

/// A line across the work with what is wrong or offered and the buttons that answer it. Stays until answered.
class Banner : public QFrame {
  Q_OBJECT
 public:
  enum class Kind { Offer, Trouble };
  explicit Banner(QWidget* parent);
  struct Answer {
    QString words;
    const char* name;  ///< objectName of the button
    std::function<void()> run;
  };
  void showWords(Kind kind, const QString& words, const QList<Answer>& answers);

 private:
  QLabel* m_words;
  QHBoxLayout* m_buttons;
};

}  // namespace anchor
