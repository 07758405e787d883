// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/missing_images.h"

#include "datasets/project/moved_images.h"
#include "ui/shared/background_task.h"

namespace anchor {

MissingImages::MissingImages(ProjectSession* session, QObject* parent) : QObject(parent), m_session(session) {
  constexpr int milliseconds = 500;
  m_delay.setSingleShot(true);
  m_delay.setInterval(milliseconds);
  connect(&m_delay, &QTimer::timeout, this, &MissingImages::check);
  connect(session, &ProjectSession::imagesChanged, &m_delay, qOverload<>(&QTimer::start));
}

void MissingImages::check() {
  if (!m_session->isOpen()) return;
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader())] {
        try {
          return static_cast<int>(missingImages(*reader, {}).size());
        } catch (const std::exception&) {
          return 0;  // an edit was being written; the next one asks again
        }
      },
      [this](int missing) { setCount(missing); });
}

void MissingImages::setCount(int count) {
  if (std::exchange(m_count, count) != count) Q_EMIT countChanged(count);
}

void MissingImages::forgetProject() {
  m_delay.stop();
  setCount(0);
}

}  // namespace anchor
