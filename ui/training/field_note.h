// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace anchor {

/// What there is to say of a field, below it. Its lines are reserved, so that nothing moves when words come
/// and go; words that need more end in an ellipsis and are whole in the tool tip.
class FieldNote : public QLabel {
  Q_OBJECT
 public:
  enum class Kind { Plain, Notice, Warning, Error };
  FieldNote(int lines, QWidget* parent);
  void say(Kind kind, const QString& words);
  [[nodiscard]] Kind kind() const { return m_kind; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  int m_lines;
  Kind m_kind = Kind::Plain;
};

}  // namespace anchor
