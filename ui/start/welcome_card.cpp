// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/welcome_card.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/style/brush_work.h"
#include "ui/style/icons.h"

namespace anchor {
namespace {

using namespace tokens;

constexpr int signSide = 20, usualWidth = 200, leastWidth = 120;

QFont titleFont() { return theme::font(type::large, weight::semibold); }
int wordsHeight(const QString& words, int width) {
  return QFontMetrics(theme::font(type::body))
      .boundingRect(QRect(0, 0, width, 10000), Qt::TextWordWrap, words)
      .height();
}

}  // namespace

WelcomeCard::WelcomeCard(const char* sign, const QString& title, const QString& words, QWidget* parent)
    : QAbstractButton(parent), m_sign(QLatin1String(sign)), m_words(words) {
  setText(title);
  setToolTip(words);
  setAccessibleDescription(words);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void WelcomeCard::setPrimary(bool on) {
  m_primary = on;
  update();
}

QSize WelcomeCard::sizeHint() const {
  const int title = QFontMetrics(titleFont()).horizontalAdvance(text()) + 2 * space::between;
  const int width = std::max(usualWidth, title);
  return {width, heightForWidth(width)};
}
/// The page shares its place with the canvas, and must not make the window wider than a small screen.
QSize WelcomeCard::minimumSizeHint() const { return {leastWidth, sizeHint().height()}; }

int WelcomeCard::heightForWidth(int width) const {
  return 2 * space::between + signSide + space::around + QFontMetrics(titleFont()).height() + space::tiny +
         wordsHeight(m_words, width - 2 * space::between);
}

void WelcomeCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Colours& c = theme::colours();
  const QColor fill = isDown() ? c.line : underMouse() ? c.raised : c.panel;
  brush_work::surface(&painter, rect(), corner::card, fill, m_primary || hasFocus() ? c.accent : c.line,
                      hasFocus() ? 2 : 1);
  const QRect inside = rect().adjusted(space::between, space::between, -space::between, -space::between);
  // On, because it wears the accent.
  anchor::icon(m_sign).paint(&painter, QRect(inside.topLeft(), QSize(signSide, signSide)), Qt::AlignCenter,
                             QIcon::Normal, QIcon::On);
  int y = inside.top() + signSide + space::around;
  painter.setFont(titleFont());
  painter.setPen(c.text);
  const int titleHeight = painter.fontMetrics().height();
  painter.drawText(QRect(inside.left(), y, inside.width(), titleHeight), Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(text(), Qt::ElideRight, inside.width()));
  y += titleHeight + space::tiny;
  painter.setFont(theme::font(type::body));
  painter.setPen(c.dim);
  painter.drawText(QRect(inside.left(), y, inside.width(), inside.bottom() + 1 - y),
                   Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_words);
}

void WelcomeCard::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    click();
  else
    QAbstractButton::keyPressEvent(event);
}

void WelcomeCard::enterEvent(QEnterEvent* event) {
  QAbstractButton::enterEvent(event);
  update();
}
void WelcomeCard::leaveEvent(QEvent* event) {
  QAbstractButton::leaveEvent(event);
  update();
}

}  // namespace anchor
