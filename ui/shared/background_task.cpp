// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/background_task.h"

#include <QThreadPool>

namespace anchor {
bool backgroundIdle() { return QThreadPool::globalInstance()->activeThreadCount() == 0; }
}  // namespace anchor
