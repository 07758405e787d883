// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/toast.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include "ui/shared/settings.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {
constexpr int beside = 16;  // at least, on both sides
constexpr int below = 64;   // from the lower edge of the work, where the bar of the Label workspace is
constexpr int widest = 560;
constexpr int milliseconds = 1000;
}  // namespace

Toast::Toast(QWidget* over)
    : QFrame(over),
      m_over(over),
      m_words(new QLabel(this)),
      m_buttons(new QHBoxLayout),
      m_close(new QPushButton(this)) {
  setObjectName(QStringLiteral("toast"));
  setFocusPolicy(Qt::NoFocus);
  m_words->setObjectName(QStringLiteral("toastWords"));
  m_words->setWordWrap(true);
  m_close->setObjectName(QStringLiteral("toastClose"));
  m_close->setFlat(true);
  m_close->setIcon(icon("window-close"));
  m_close->setFocusPolicy(Qt::NoFocus);
  m_close->setToolTip(tr("Close (Esc)"));
  m_close->setAccessibleName(tr("Close this message"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(tokens::space::between, tokens::space::within, tokens::space::within,
                             tokens::space::within);
  layout->setSpacing(tokens::space::within);
  layout->addWidget(m_words, 1);
  layout->addLayout(m_buttons);
  layout->addWidget(m_close);
  m_stay.setSingleShot(true);
  connect(&m_stay, &QTimer::timeout, this, &QWidget::hide);
  connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
  qApp->installEventFilter(this);
  hide();
}

void Toast::say(const QString& words, const QList<Answer>& answers) {
  while (QLayoutItem* item = m_buttons->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();  // it may be the one that was clicked
    delete item;
  }
  m_words->setText(words);
  for (const Answer& answer : answers) {
    auto* button = new QPushButton(answer.words, this);
    button->setObjectName(QLatin1String(answer.name));
    button->setFocusPolicy(Qt::NoFocus);
    connect(button, &QPushButton::clicked, this, [this, run = answer.run] {
      hide();
      run();
    });
    m_buttons->addWidget(button);
    button->show();  // it counts in the width from now on
  }
  setAccessibleName(words);
  place();
  show();
  raise();
  m_stay.start(Settings::number(setting::toastSeconds) * milliseconds);
  QAccessibleEvent told(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&told);
}

void Toast::place() {
  const int room = std::min(widest, m_over->width() - 2 * beside);
  m_words->setMinimumWidth(0);
  const QFontMetrics metrics(m_words->font());
  const int others = sizeHint().width() - m_words->sizeHint().width();
  m_words->setMinimumWidth(std::min(room - others, metrics.horizontalAdvance(m_words->text()) + 2));
  layout()->activate();
  const int width = std::min(room, sizeHint().width());
  const int height =
      layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
  setGeometry((m_over->width() - width) / 2, m_over->height() - height - below, width, height);
}

bool Toast::eventFilter(QObject* watched, QEvent* event) {
  if (isHidden()) return false;
  if (watched == m_over && event->type() == QEvent::Resize) place();
  // Whatever has the keyboard hears the key, too: the toast must not swallow what ends a drag.
  const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
  if (key && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
    if (const auto* widget = qobject_cast<QWidget*>(watched);
        widget != nullptr && widget->window() == window())
      hide();
  return false;
}

void Toast::enterEvent(QEnterEvent* event) {
  m_stay.stop();
  QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event) {
  m_stay.start(Settings::number(setting::toastSeconds) * milliseconds);
  QFrame::leaveEvent(event);
}

void Toast::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme::colours().edge, 1));
  painter.setBrush(theme::colours().panel);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens::corner::card,
                          tokens::corner::card);
}

}  // namespace anchor
