// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QTemporaryDir>
#include <deque>

#include "ui/labelling/project_session.h"
#include "ui/runs/engine_service.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Fills images with predictions: what a run's newest checkpoint finds and no label explains. Asks
/// `anchor-engine serve`, one image after the other; labels are not touched.
class Prelabeller : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  Prelabeller(EngineService* service, ProjectSession* session, QObject* parent);
  /// `minScore`: the least sure prediction that is kept.
  void start(const QString& run, const std::vector<int64_t>& images, float minScore);
  void cancel();
  [[nodiscard]] bool busy() const { return m_working; }

 Q_SIGNALS:
  void progressed(int done, int all);
  /// `trouble` is empty unless the engine failed.
  void finished(int images, int predictions, const QString& trouble);

 private:
  void forgetProject() override;
  void next();
  /// Stores the predictions of one image; returns how many.
  int take(int64_t image, const std::string& recordFile);
  void conclude(const QString& trouble);
  EngineService* m_service;
  ProjectSession* m_session;
  QTemporaryDir m_folder;
  QString m_run;
  std::deque<int64_t> m_waiting;
  float m_minScore = 0.25F;
  int m_done = 0, m_all = 0, m_predictions = 0, m_request = 0;
  bool m_working = false;
};

}  // namespace anchor
