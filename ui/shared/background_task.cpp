// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/background_task.h"

#include <QCoreApplication>
#include <QPointer>

namespace anchor {

QThreadPool* backgroundPool() {
  static QPointer<QThreadPool> pool;
  // Ends, and waits for its work, with the program.
  if (!pool) pool = new QThreadPool(QCoreApplication::instance());
  return pool;
}

bool backgroundIdle() { return backgroundPool()->activeThreadCount() == 0; }

}  // namespace anchor
