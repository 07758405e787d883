// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

namespace anchor {

/// One way to begin: a sign, a title and a sentence on a card that is one button.
class WelcomeCard : public QAbstractButton {
 public:
  WelcomeCard(const char* sign, const QString& title, const QString& words, QWidget* parent);
  /// The one that most people want is framed in the accent.
  void setPrimary(bool on);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  QString m_sign, m_words;
  bool m_primary = false;
};

}  // namespace anchor
