// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_model.h"

#include "ui/shared/background_task.h"

namespace anchor {

void InspectorModel::update(const std::function<void(InspectionRequest&)>& change) {
  change(m_request);
  m_stale = true;
  compute();
}

void InspectorModel::setActive(bool active) {
  m_active = active;
  compute();
}

void InspectorModel::compute() {
  if (!m_active || m_working || !m_stale) return;
  m_stale = false;
  if (m_request.image.isNull()) {
    m_inspection.reset();
    Q_EMIT changed();
    return;
  }
  m_working = true;
  runInBackground(
      projectLife(), [request = m_request] { return inspect(request); },
      [this](const std::shared_ptr<const Inspection>& done) {
        m_working = false;
        m_inspection = done;
        Q_EMIT changed();
        compute();
      });
}

void InspectorModel::forgetProject() {
  InspectionRequest fresh;
  fresh.config = m_request.config;
  m_request = std::move(fresh);
  m_inspection.reset();
  m_working = false;
  m_stale = true;
}

}  // namespace anchor
