// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include "engine/config/run_config.h"
#include "ui/charts/run_charts.h"
#include "ui/runs/engine_launcher.h"
#include "ui/runs/run_follower.h"
#include "ui/runs/run_queue.h"
#include "ui/shared/project_part.h"
#include "ui/training/compare_page.h"

class QMenu;
class QTabWidget;

namespace anchor {

/// The Training dock: which run, its state, buttons, charts and log.
class TrainingPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  TrainingPanel(EngineLauncher launcher, QWidget* parent);
  /// Lists the runs of a project folder and re-attaches to the newest one.
  void setRunsFolder(const std::filesystem::path& folder);
  [[nodiscard]] bool hasRuns() const { return m_run->count() > 0; }
  /// Launches the engine on a prepared or stopped run and follows it.
  void launch(const RunFolder& folder);
  /// Launches a prepared run at once, or puts it behind the one that is running.
  void start(const RunFolder& folder);
  void command(RunCommand::Kind kind) { send({kind}); }
  /// The base rate of the run that is going on.
  void setRate(double rate);
  /// Asks for the base rate, showing beside it what warm-up and schedule made of it.
  void askForRate();
  /// A new run that goes on from this checkpoint of the run that is shown.
  void branchAt(int iteration);
  [[nodiscard]] const RunQueue& queue() const { return m_queue; }
  void resumeRun();
  /// Asks how the run that is shown shall leave the program.
  void exportRun();
  [[nodiscard]] const RunFollower& follower() const { return *m_follower; }
  [[nodiscard]] RunFollower* followerObject() { return m_follower; }
  [[nodiscard]] RunCharts* charts() const { return m_charts; }
  /// Asked for the times of label edits (seconds since 1970) between two times, to mark them in the charts.
  void setEditTimes(std::function<std::vector<double>(double, double)> source) {
    m_editTimes = std::move(source);
  }

 Q_SIGNALS:
  void runChanged(const QString& folder);
  void trainRequested();
  /// The Train dialog shall start from this configuration.
  void configWanted(const anchor::RunConfig& config);
  /// A frozen batch was asked for: its first image, as in samples.json.
  void frozenChosen(const anchor::FrozenEvent& batch);

 private:
  void forgetProject() override;
  void listRuns(const QString& choose);
  void showState();
  // training_panel_actions.cpp
  void buildMore();
  void endEngine();
  void fillMore(QMenu* menu);
  void send(const RunCommand& command);
  std::optional<RunConfig> shownConfig();
  void changeQueue(const std::function<void()>& change);
  void showQueue();
  void startNext();
  void afterEnd();
  void showCharts();
  void markEdits();
  void showProgress();
  [[nodiscard]] QString silenceWords() const;
  void showWarnings();
  void readLog();
  EngineLauncher m_launcher;
  RunFollower* m_follower;
  std::filesystem::path m_runs;
  QComboBox* m_run;
  QLabel *m_state, *m_eta, *m_frozen, *m_cause;
  QProgressBar* m_progress;
  QPushButton *m_train, *m_pause, *m_stop, *m_resume, *m_export, *m_lighter;
  QToolButton* m_more;
  QLabel* m_queueWords;
  RunQueue m_queue;
  bool m_wasAlive = false;
  QTabWidget* m_pages;
  RunCharts* m_charts;
  ComparePage* m_compare;
  std::function<std::vector<double>(double, double)> m_editTimes;
  QPlainTextEdit* m_log;
};

}  // namespace anchor
