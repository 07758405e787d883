// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

namespace anchor {

/// A line of a column of filters: a name, perhaps with a colour before it, and a count at the right. Marked
/// while its filter is active.
class FacetRow : public QAbstractButton {
  Q_OBJECT
 public:
  FacetRow(const QString& words, QWidget* parent);
  /// Invalid: none.
  void setColour(const QColor& colour);
  /// Negative: none is shown.
  void setCount(int64_t count);
  [[nodiscard]] int64_t count() const { return m_count; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void nameIt();
  QColor m_colour;
  int64_t m_count = -1;
};

}  // namespace anchor
