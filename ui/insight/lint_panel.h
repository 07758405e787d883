// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "datasets/lint/label_lint.h"
#include "datasets/query/image_query.h"
#include "engine/config/run_config.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// What is wrong or doubtful in the labels before training: a list with a way to each and safe fixes.
class LintPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  /// `rules` makes lint rules that ask a configuration's anchors and training scale.
  LintPanel(ProjectSession* session, std::function<LintRules(const RunConfig&)> rules, QWidget* parent);
  /// The rules whose anchors and training scale the findings speak of.
  void setConfig(const RunConfig& config);
  void run();
  [[nodiscard]] bool busy() const { return m_busy; }
  [[nodiscard]] const std::vector<LintFinding>& findings() const { return m_findings; }

 Q_SIGNALS:
  void openObject(qint64 image, qint64 box);
  void marksChanged(const anchor::ImageMarks& marks);

 private:
  void forgetProject() override;
  void show();
  void fix(const std::vector<LintFinding>& findings);
  [[nodiscard]] const LintFinding* chosen() const;
  ProjectSession* m_session;
  std::function<LintRules(const RunConfig&)> m_rules;
  RunConfig m_config;
  std::vector<LintFinding> m_findings;
  bool m_busy = false;
  QLabel* m_words;
  QTableWidget* m_list;
  QPushButton *m_run, *m_fix, *m_fixKind;
};

QString lintKindText(LintKind kind);

}  // namespace anchor
