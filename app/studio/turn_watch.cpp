// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/turn_watch.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QMetaEnum>
#include <QPainter>
#include <QThread>
#include <algorithm>
#include <ctime>
#include <vector>

namespace anchor {
namespace {

constexpr double toldFrom = 5;  // ms

double milliseconds(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// "anchor::ImageCanvas canvas < QWidget work < ...": the receiver may be gone when its event is handled.
QString wordsOf(const QObject* receiver) {
  constexpr int told = 4;
  QStringList words;
  for (int i = 0; receiver != nullptr && i < told; ++i, receiver = receiver->parent())
    words << (QLatin1String(receiver->metaObject()->className()) + QLatin1Char(' ') + receiver->objectName())
                 .trimmed();
  return words.join(QStringLiteral(" < "));
}

QString wordsOf(const QEvent* event) {
  const char* known = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
  QString words = known == nullptr ? QString::number(event->type()) : QLatin1String(known);
  if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)
    words += QLatin1Char(' ') + QKeySequence(static_cast<const QKeyEvent*>(event)->keyCombination())
                                    .toString(QKeySequence::PortableText);
  return words;
}

/// A unit of work of this machine and this minute.
double blit() {
  QImage from(1920, 1080, QImage::Format_RGB32);
  from.fill(Qt::gray);
  QImage to(from.size(), from.format());
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) {
    const double begin = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    QPainter(&to).drawImage(0, 0, from);
    times.push_back(milliseconds(CLOCK_THREAD_CPUTIME_ID) - begin);
  }
  std::ranges::nth_element(times, times.begin() + 10);
  return times[10];
}

}  // namespace

TurnWatch::TurnWatch(int& argc, char** argv)
    : QApplication(argc, argv), m_file(qEnvironmentVariable("ANCHOR_TURN_WATCH")) {}

TurnWatch::~TurnWatch() {
  if (!m_file.isEmpty()) write();
}

bool TurnWatch::notify(QObject* receiver, QEvent* event) {
  if (m_file.isEmpty() || m_depth > 0 || QThread::currentThread() != thread())
    return QApplication::notify(receiver, event);
  return measured(receiver, event);
}

bool TurnWatch::measured(QObject* receiver, QEvent* event) {
  const QString who = wordsOf(receiver);
  const QString what = wordsOf(event);
  const double begin = milliseconds(CLOCK_MONOTONIC);
  const double computed = milliseconds(CLOCK_THREAD_CPUTIME_ID);
  ++m_depth;
  const bool done = QApplication::notify(receiver, event);
  --m_depth;
  ++m_count;
  const double took = milliseconds(CLOCK_MONOTONIC) - begin;
  if (took < toldFrom) return done;
  m_events.append(
      QJsonObject{{QStringLiteral("at_ms"), begin},
                  {QStringLiteral("took_ms"), took},
                  {QStringLiteral("computed_ms"), milliseconds(CLOCK_THREAD_CPUTIME_ID) - computed},
                  {QStringLiteral("receiver"), who},
                  {QStringLiteral("event"), what}});
  return done;
}

void TurnWatch::write() const {
  QFile file(m_file);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QJsonDocument(QJsonObject{{QStringLiteral("blit_ms"), blit()},
                                       {QStringLiteral("told_from_ms"), toldFrom},
                                       {QStringLiteral("count"), m_count},
                                       {QStringLiteral("events"), m_events}})
                 .toJson());
}

}  // namespace anchor
