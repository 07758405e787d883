// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTimer>

#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Watches for images whose files are gone, in the background.
class MissingImages : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  MissingImages(ProjectSession* session, QObject* parent);
  [[nodiscard]] int count() const { return m_count; }

 Q_SIGNALS:
  /// For a banner with DataTransfer::findImages; 0 when all are there.
  void countChanged(int missing);

 private:
  void forgetProject() override;
  void check();
  void setCount(int count);
  ProjectSession* m_session;
  QTimer m_delay;
  int m_count = 0;
};

}  // namespace anchor
