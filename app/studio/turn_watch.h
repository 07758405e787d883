// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QApplication>
#include <QJsonArray>

namespace anchor {

/// The program, and a watchdog of its interface thread: how long each event kept it busy, and who received
/// it.
///
/// ANCHOR_TURN_WATCH=FILE turns it on. When the program ends, FILE is a JSON object: "events" has those that
/// took longer than `told_from_ms`, in their order, each with the time since boot at which it began (what
/// other programs know as the monotonic clock), how long it took by the clock and how much of that the thread
/// itself computed, and with the receiver's class, name and parents. On a machine that others use as well the
/// second number is the one to trust; the first includes waiting for the disk. "blit_ms" is the time that
/// drawing a picture of 1920 x 1080 takes here, for ratios.
class TurnWatch : public QApplication {
 public:
  TurnWatch(int& argc, char** argv);
  ~TurnWatch() override;
  bool notify(QObject* receiver, QEvent* event) override;

 private:
  bool measured(QObject* receiver, QEvent* event);
  void write() const;

  QString m_file;
  QJsonArray m_events;
  qint64 m_count = 0;
  int m_depth = 0;  ///< an event that is sent while another is handled belongs to that one
};

}  // namespace anchor
