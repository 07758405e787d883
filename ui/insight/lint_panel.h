// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <optional>

#include "datasets/lint/label_lint.h"
#include "datasets/query/image_query.h"
#include "engine/config/run_config.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// What is wrong or doubtful in the labels before training: how many there are
/// of each kind, then a list with a way to each and safe fixes. Fits into a
/// narrow column.
class LintPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  /// `rules` makes lint rules that ask a configuration's anchors and training
  /// scale.
  LintPanel(ProjectSession* session, std::function<LintRules(const RunConfig&)> rules, QWidget* parent);
  /// The rules whose anchors and training scale the findings speak of.
  void setConfig(const RunConfig& config);
  void run();
  [[nodiscard]] bool busy() const { return m_busy; }
  [[nodiscard]] const std::vector<LintFinding>& findings() const { return m_findings; }
  /// What one walks through with the arrow keys.
  [[nodiscard]] QWidget* list() const { return m_list; }

 Q_SIGNALS:
  void openObject(qint64 image, qint64 box);
  void marksChanged(const anchor::ImageMarks& marks);
  /// The images with findings of one kind, as a query; empty: all images again.
  void queryWanted(const QString& query);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void forgetProject() override;
  void show();
  /// A line for each kind, with the way to its findings.
  void showKinds();
  void showList();
  void choose(std::optional<LintKind> kind);
  void fixAll(LintKind kind);
  void fix(const std::vector<LintFinding>& findings);
  [[nodiscard]] const LintFinding* chosen() const;
  ProjectSession* m_session;
  std::function<LintRules(const RunConfig&)> m_rules;
  RunConfig m_config;
  std::vector<LintFinding> m_findings;
  std::optional<LintKind> m_only;  ///< the list holds findings of this kind; none: all
  bool m_busy = false;
  QLabel* m_words;
  QWidget* m_kinds = nullptr;
  QVBoxLayout* m_kindRows;
  QTableWidget* m_list;
  QPushButton *m_run, *m_fix, *m_fixKind;
};

}  // namespace anchor
