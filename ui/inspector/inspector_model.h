// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include "ui/inspector/inspection.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Computes the inspection of the image in hand on a worker thread whenever something changes. While one is
/// being computed, newer wishes wait and only the newest is carried out.
class InspectorModel : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  explicit InspectorModel(QObject* parent) : QObject(parent) {}
  /// Null until the first computation, and without an image.
  [[nodiscard]] const std::shared_ptr<const Inspection>& inspection() const { return m_inspection; }
  [[nodiscard]] const InspectionRequest& request() const { return m_request; }
  /// Changes the request; it is computed soon when `active`.
  void update(const std::function<void(InspectionRequest&)>& change);
  /// Without a view that shows it, nothing is computed.
  void setActive(bool active);
  /// True when the inspection is that of the newest request.
  [[nodiscard]] bool settled() const { return !m_working && !(m_active && m_stale); }
  [[nodiscard]] bool active() const { return m_active; }

 Q_SIGNALS:
  void changed();

 private:
  void forgetProject() override;
  void compute();
  InspectionRequest m_request;
  std::shared_ptr<const Inspection> m_inspection;
  bool m_active = false, m_working = false, m_stale = true;
};

}  // namespace anchor
