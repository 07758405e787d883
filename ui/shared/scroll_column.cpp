// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/scroll_column.h"

#include <QScrollBar>

namespace anchor {

ScrollColumn::ScrollColumn(QWidget* content, QWidget* parent) : QScrollArea(parent) {
  setWidget(content);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);  // its content takes the keyboard, and brings itself into view
}

QSize ScrollColumn::minimumSizeHint() const {
  constexpr int lowest = 100;
  if (widget() == nullptr) return {};  // lent
  const QSize needed = widget()->minimumSizeHint().expandedTo(widget()->minimumSize());
  return {needed.width() + verticalScrollBar()->sizeHint().width(), std::min(needed.height(), lowest)};
}

QSize ScrollColumn::sizeHint() const {
  if (widget() == nullptr) return {};
  return (widget()->sizeHint() + QSize(verticalScrollBar()->sizeHint().width(), 0))
      .expandedTo(minimumSizeHint());
}

}  // namespace anchor
