// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <atomic>

#include "engine/inspection/anchor_search.h"
#include "ui/charts/bar_chart.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// How the anchors of a configuration fit every object of the project: histogram, shares, the worst objects,
/// and better anchors on request. Follows the inspector's sliders.
class FitPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  FitPanel(ProjectSession* session, QWidget* parent);
  ~FitPanel() override;
  void setConfig(const RunConfig& config);
  /// The best IoU of each object, in the store's order; for tests.
  [[nodiscard]] const std::vector<float>& ious() const { return m_ious; }
  [[nodiscard]] const CoverageSubject& subject() const { return m_subject; }
  /// What one walks through with the arrow keys.
  [[nodiscard]] QWidget* list() const { return m_worst; }

 Q_SIGNALS:
  void openObject(qint64 image, qint64 box);
  void accepted(const anchor::AnchorConfig& anchors);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void forgetProject() override;
  void readLabels();
  void compute();
  void show();
  void showHistogram(const std::vector<float>& shown);
  void showFigures(const std::vector<float>& shown);
  void showSuggestion();
  /// The objects (indices into m_subject) that anchors fit worst.
  void showWorst(std::vector<size_t> order);
  void suggest();
  [[nodiscard]] bool passes(size_t object) const;
  ProjectSession* m_session;
  RunConfig m_config;
  CoverageSubject m_subject;
  std::vector<int64_t> m_imageIds, m_boxIds;  ///< of the subject's images and objects
  std::vector<float> m_ious;
  std::optional<AnchorSuggestion> m_suggestion;
  bool m_labelsStale = true, m_working = false, m_stale = true;
  std::shared_ptr<std::atomic<bool>> m_stop;
  BarChart* m_histogram;
  QComboBox *m_class, *m_size;
  QLabel *m_words, *m_offer;
  QTableWidget* m_worst;
  QPushButton *m_suggest, *m_accept, *m_dismiss;
};

}  // namespace anchor
