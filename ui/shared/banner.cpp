// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/banner.h"

namespace anchor {

Banner::Banner(QWidget* parent) : QFrame(parent), m_words(new QLabel(this)), m_buttons(new QHBoxLayout) {
  m_words->setWordWrap(true);
  m_words->setObjectName(QStringLiteral("bannerWords"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(10, 6, 8, 6);
  layout->addWidget(m_words, 1);
  layout->addLayout(m_buttons);
  setAutoFillBackground(true);
  hide();
}

void Banner::showWords(Kind kind, const QString& words, const QList<Answer>& answers) {
  while (QLayoutItem* item = m_buttons->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  QPalette colours = parentWidget()->palette();
  // Dark words on a light ground in both themes: a banner must be seen.
  colours.setColor(QPalette::Window,
                   kind == Kind::Trouble ? QColor(0xFF, 0xD9, 0xD6) : QColor(0xDD, 0xEB, 0xFF));
  colours.setColor(QPalette::WindowText, QColor(0x1B, 0x1F, 0x24));
  setPalette(colours);
  m_words->setText(words);
  for (const Answer& answer : answers) {
    auto* button = new QPushButton(answer.words, this);
    button->setObjectName(QLatin1String(answer.name));
    button->setPalette(parentWidget()->palette());
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QPushButton::clicked, this, [run = answer.run] { run(); });
    m_buttons->addWidget(button);
  }
  setVisible(!words.isEmpty());
}

}  // namespace anchor
