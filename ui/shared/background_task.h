// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrent>
#include <functional>

namespace anchor {

/// The threads of all work in the background. Not Qt's own: painting borrows those and waits for them, so a
/// long task there would stop the window.
QThreadPool* backgroundPool();

/// Runs `work` on a worker thread and hands its result to `done` on the context's thread, unless the context
/// is gone by then. `work` must not throw.
template <class Work, class Done>
void runInBackground(QObject* context, Work work, Done done) {
  using Result = std::invoke_result_t<Work>;
  auto* watcher = new QFutureWatcher<Result>(context);
  QObject::connect(watcher, &QFutureWatcher<Result>::finished, context, [watcher, done = std::move(done)] {
    watcher->deleteLater();
    done(watcher->result());
  });
  watcher->setFuture(QtConcurrent::run(backgroundPool(), std::move(work)));
}

/// True when no background task is running; for tests and for closing.
bool backgroundIdle();

}  // namespace anchor
