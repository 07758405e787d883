// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
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
#include "ui/training/pinned_strip.h"
#include "ui/training/run_difference.h"
#include "ui/training/run_list.h"

class QMenu;
class QScrollArea;
class QTabWidget;

namespace anchor {

/// The middle of Train: the chosen run with its state, buttons, charts, reports and log; and, placed beside
/// it by the window, the column of runs.
class TrainingPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  TrainingPanel(EngineLauncher launcher, QWidget* parent);
  /// Lists the runs of a project folder and re-attaches to the newest one.
  void setRunsFolder(const std::filesystem::path& folder);
  [[nodiscard]] QWidget* runsColumn() const { return m_runsColumn; }
  [[nodiscard]] RunList* runs() const { return m_run; }
  /// Chooses a run of the list, as a person does.
  void showRun(const QString& folder);
  /// A page beside the charts.
  void addReport(QWidget* report, const QString& title);
  /// False when it is none of the pages.
  bool showReport(QWidget* report);
  /// The page that holds a report, and its title; null when it is none.
  [[nodiscard]] QScrollArea* pageOf(const QWidget* report) const;
  [[nodiscard]] QString titleOf(const QWidget* report) const;
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
  [[nodiscard]] PinnedStrip* pinned() const { return m_pinned; }
  /// Asked for the times of label edits (seconds since 1970) between two times, to mark them in the charts.
  void setEditTimes(std::function<std::vector<double>(double, double)> source) {
    m_editTimes = std::move(source);
  }

 Q_SIGNALS:
  void runChanged(const QString& folder);
  void trainRequested();
  /// The Train dialog shall start from this configuration.
  void configWanted(const anchor::RunConfig& config);
  /// The run that is shown has ended, not because somebody here stopped it. `how`: in words, with its mAP.
  void runEnded(const QString& name, const QString& how);
  /// A frozen batch was asked for: its first image, as in samples.json.
  void frozenChosen(const anchor::FrozenEvent& batch);

 private:
  void forgetProject() override;
  void listRuns(const QString& choose);
  void follow(const QString& folder);
  QWidget* buildRunsColumn();
  QWidget* buildTop();
  void showState();
  // training_panel_actions.cpp
  void buildMore();
  void endEngine();
  void fillMore(QMenu* menu);
  // run_menu.cpp: what the list of runs offers for each.
  void showRunMenu(const QString& folder, const QPoint& global);
  void renameRun(const QString& folder);
  void annotateRun(const QString& folder);
  void trashRun(const QString& folder);
  void keepAbout(const RunFolder& folder, const RunAbout& about, const QString& title);
  void send(const RunCommand& command);
  std::optional<RunConfig> shownConfig();
  /// Nothing, and a message, when it cannot be read.
  std::optional<RunConfig> configOf(const RunFolder& folder);
  void changeQueue(const std::function<void()>& change);
  void showQueue();
  void startNext();
  void afterEnd();
  void showCharts();
  void showPinned();
  void showDifference();
  QWidget* buildCharts();
  void markEdits();
  void showProgress();
  [[nodiscard]] QString silenceWords() const;
  void showWarnings();
  void readLog();
  EngineLauncher m_launcher;
  RunFollower* m_follower;
  std::filesystem::path m_runs;
  RunList* m_run;
  QWidget* m_runsColumn;
  QLabel *m_name, *m_runCount, *m_state, *m_eta, *m_frozen, *m_cause;
  QProgressBar* m_progress;
  QPushButton *m_train, *m_pause, *m_stop, *m_resume, *m_lighter;
  QToolButton* m_more;
  QLabel* m_queueWords;
  RunQueue m_queue;
  bool m_wasAlive = false, m_stopAsked = false;
  QTabWidget* m_pages;
  std::vector<std::pair<QWidget*, QScrollArea*>> m_reports;  ///< each with the page that holds it
  RunCharts* m_charts;
  PinnedStrip* m_pinned;
  RunDifference* m_difference;
  ComparePage* m_compare;
  std::function<std::vector<double>(double, double)> m_editTimes;
  QPlainTextEdit* m_log;
};

}  // namespace anchor
