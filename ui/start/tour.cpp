// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/tour.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/style/tokens.h"

namespace anchor {
namespace {

constexpr int cardWidth = 340;
constexpr int gap = 12;

/// A frame around a part of the window that lets every click through.
class TargetFrame : public QWidget {
 public:
  explicit TargetFrame(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
    painter.drawRect(rect().adjusted(1, 1, -2, -2));
  }
};

/// Beside the target where there is room, else in the target's lower middle.
QPoint besides(const QRect& target, const QSize& card, const QRect& window) {
  const int y = std::clamp(target.center().y() - card.height() / 2, window.top() + gap,
                           window.bottom() - card.height() - gap);
  const int x = std::clamp(target.center().x() - card.width() / 2, window.left() + gap,
                           window.right() - card.width() - gap);
  if (target.left() - card.width() - gap >= window.left()) return {target.left() - card.width() - gap, y};
  if (target.right() + card.width() + gap <= window.right()) return {target.right() + gap, y};
  if (target.top() - card.height() - gap >= window.top()) return {x, target.top() - card.height() - gap};
  return {x, target.bottom() - card.height() - gap};
}

}  // namespace

Tour::Tour(QList<TourStep> steps, QWidget* window)
    : QFrame(window),
      m_steps(std::move(steps)),
      m_frame(new TargetFrame(window)),
      m_title(new QLabel(this)),
      m_words(new QLabel(this)),
      m_count(new QLabel(this)),
      m_back(new QPushButton(tr("Back"), this)),
      m_next(new QPushButton(this)),
      m_end(new QPushButton(tr("End the tour"), this)) {
  setObjectName(QStringLiteral("tour"));
  setAccessibleName(tr("Tour"));
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  setFixedWidth(cardWidth);
  QFont bold = font();
  bold.setBold(true);
  bold.setPixelSize(tokens::type::large);
  m_title->setFont(bold);
  m_title->setObjectName(QStringLiteral("tourTitle"));
  m_words->setObjectName(QStringLiteral("tourWords"));
  m_words->setWordWrap(true);
  m_next->setObjectName(QStringLiteral("tourNext"));
  m_back->setObjectName(QStringLiteral("tourBack"));
  m_end->setObjectName(QStringLiteral("tourEnd"));
  m_end->setFlat(true);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_end);
  buttons->addStretch(1);
  buttons->addWidget(m_back);
  buttons->addWidget(m_next);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(14, 12, 12, 10);
  layout->addWidget(m_count);
  layout->addWidget(m_title);
  layout->addWidget(m_words);
  layout->addSpacing(6);
  layout->addLayout(buttons);
  connect(m_back, &QPushButton::clicked, this, [this] { goTo(m_step - 1); });
  connect(m_next, &QPushButton::clicked, this, [this] { goTo(m_step + 1); });
  connect(m_end, &QPushButton::clicked, this, &QObject::deleteLater);
  window->installEventFilter(this);
  goTo(0);
}

Tour::~Tour() { delete m_frame; }

void Tour::goTo(int step) {
  if (step < 0) return;
  if (step >= m_steps.size()) return deleteLater();
  m_step = step;
  const TourStep& now = m_steps[step];
  if (now.prepare) now.prepare();
  m_count->setText(tr("Step %1 of %2").arg(step + 1).arg(m_steps.size()));
  m_title->setText(now.title);
  m_words->setText(now.words);
  m_back->setEnabled(step > 0);
  m_next->setText(step + 1 == m_steps.size() ? tr("Done") : tr("Next"));
  m_next->setFocus();
  place();
  QTimer::singleShot(0, this, &Tour::place);  // docks take their new places when the event loop turns
}

void Tour::place() {
  QWidget* window = parentWidget();
  const QWidget* target = m_steps[m_step].target;
  m_words->setFixedHeight(m_words->heightForWidth(cardWidth - 26));
  adjustSize();
  QRect around = window->rect().adjusted(gap, gap, -gap, -gap);
  if (target != nullptr && target->isVisible())
    around = QRect(target->mapTo(window, QPoint(0, 0)), target->size());
  m_frame->setGeometry(around);
  m_frame->setVisible(target != nullptr && target->isVisible());
  m_frame->raise();
  move(besides(around, size(), window->rect()));
  show();
  raise();
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) QTimer::singleShot(0, this, &Tour::place);
  return QFrame::eventFilter(watched, event);
}

void Tour::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return deleteLater();
  if (event->key() == Qt::Key_Right) return goTo(m_step + 1);
  if (event->key() == Qt::Key_Left) return goTo(m_step - 1);
  QFrame::keyPressEvent(event);
}

}  // namespace anchor
