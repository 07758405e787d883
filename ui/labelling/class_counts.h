// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTimer>
#include <map>

#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// How many boxes of the project each class has. Boxes of the image in hand are counted as they are edited;
/// the rest is counted in the background, a moment after the last change.
class ClassCounts : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  ClassCounts(ProjectSession* session, QObject* parent);
  /// -1: not counted yet.
  [[nodiscard]] int64_t of(int64_t classId) const;

 Q_SIGNALS:
  void changed();

 private:
  void forgetProject() override;
  void readBoxes();
  void recount();
  ProjectSession* m_session;
  QTimer m_delay;
  std::map<int64_t, int64_t> m_others, m_own;  ///< of all other images, and of the one in hand
  int64_t m_image = 0;
  bool m_known = false;
  int m_change = 0;  ///< an answer that was asked before the last change is not taken
};

}  // namespace anchor
