// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/class_counts.h"

#include "ui/shared/background_task.h"

namespace anchor {

ClassCounts::ClassCounts(ProjectSession* session, QObject* parent) : QObject(parent), m_session(session) {
  constexpr int milliseconds = 400;
  m_delay.setSingleShot(true);
  m_delay.setInterval(milliseconds);
  connect(&m_delay, &QTimer::timeout, this, &ClassCounts::recount);
  connect(session, &ProjectSession::boxesChanged, this, &ClassCounts::readBoxes);
  connect(session, &ProjectSession::imagesChanged, this, &ClassCounts::readBoxes);
}

int64_t ClassCounts::of(int64_t classId) const {
  if (!m_known) return -1;
  const auto count = [classId](const std::map<int64_t, int64_t>& counts) {
    const auto found = counts.find(classId);
    return found == counts.end() ? 0 : found->second;
  };
  return count(m_others) + count(m_own);
}

void ClassCounts::readBoxes() {
  const ImageEntry* image = m_session->current();
  const int64_t now = image == nullptr ? 0 : image->id;
  std::map<int64_t, int64_t> own;
  for (const LabelBox& box : m_session->boxes()) ++own[box.classId];
  if (now != m_image) {
    for (const auto& [label, count] : m_own) m_others[label] += count;
    for (const auto& [label, count] : own) m_others[label] -= count;
    m_image = now;
  }
  m_own = std::move(own);
  ++m_change;
  m_delay.start();
  Q_EMIT changed();
}

void ClassCounts::recount() {
  if (!m_session->isOpen()) return;
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(
           m_session->store().reader())]() -> std::optional<std::map<int64_t, int64_t>> {
        try {
          return reader->boxCounts();
        } catch (const std::exception&) {
          return {};  // an edit was being written; the next one counts again
        }
      },
      [this, change = m_change](const std::optional<std::map<int64_t, int64_t>>& counts) {
        if (!counts || change != m_change) return;
        m_others = *counts;
        for (const auto& [label, count] : m_own) m_others[label] -= count;
        m_known = true;
        Q_EMIT changed();
      });
}

void ClassCounts::forgetProject() {
  m_delay.stop();
  m_others.clear();
  m_own.clear();
  m_image = 0;
  m_known = false;
  Q_EMIT changed();
}

}  // namespace anchor
