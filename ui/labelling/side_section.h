// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHBoxLayout>
#include <QLabel>

namespace anchor {

/// The line above a section at the side: its title, and what stands at its right end.
inline QHBoxLayout* sectionHeader(const QString& title, const QList<QWidget*>& right, QWidget* parent) {
  auto* words = new QLabel(title, parent);
  QFont font = words->font();
  font.setWeight(QFont::DemiBold);
  words->setFont(font);
  auto* line = new QHBoxLayout;
  line->setContentsMargins(12, 8, 12, 0);
  line->setSpacing(8);
  line->addStrut(24);  // the same height with and without a button
  line->addWidget(words);
  line->addStretch(1);
  for (QWidget* widget : right) line->addWidget(widget);
  return line;
}

}  // namespace anchor
