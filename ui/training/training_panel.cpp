// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_panel.h"

#include <QFile>
#include <QHBoxLayout>
#include <QTabWidget>
#include <QVBoxLayout>

#include "engine/protocol/lock_holder.h"
#include "ui/runs/run_alarms.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/training/export_dialog.h"
#include "ui/training/zero_map.h"

namespace anchor {
namespace {

QPushButton* button(const QString& words, const char* name, const QString& tip, QWidget* parent) {
  auto* made = new QPushButton(words, parent);
  made->setObjectName(QLatin1String(name));
  made->setToolTip(tip);
  return made;
}

QString clock(double seconds) {
  const auto s = static_cast<int>(seconds);
  return QStringLiteral("%1:%2:%3")
      .arg(s / 3600)
      .arg(s / 60 % 60, 2, 10, QLatin1Char('0'))
      .arg(s % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

TrainingPanel::TrainingPanel(EngineLauncher launcher, QWidget* parent)
    : QWidget(parent),
      m_launcher(std::move(launcher)),
      m_follower(new RunFollower(this)),
      m_run(new RunList(this)),
      m_name(new QLabel(this)),
      m_runCount(new QLabel(this)),
      m_state(new QLabel(this)),
      m_eta(new QLabel(this)),
      m_frozen(new QLabel(this)),
      m_cause(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_train(button(tr("New run…"), "trainButton", tr("Choose a network and start a new run"), this)),
      m_pause(button(tr("Pause"), "pauseButton",
                     tr("Pause the run after the current step; it keeps its memory"), this)),
      m_stop(button(tr("Stop"), "stopButton",
                    tr("Write a checkpoint and end the engine; the run can be resumed"), this)),
      m_resume(button(tr("Resume"), "resumeButton", tr("Continue from the newest checkpoint"), this)),
      m_lighter(new QPushButton(this)),
      m_more(new QToolButton(this)),
      m_queueWords(new QLabel(this)),
      m_pages(new QTabWidget(this)),
      m_charts(new RunCharts(this)),
      m_pinned(new PinnedStrip(this)),
      m_difference(new RunDifference(this)),
      m_compare(new ComparePage(this)),
      m_log(new QPlainTextEdit(this)) {
  m_state->setObjectName(QStringLiteral("runState"));
  m_state->setWordWrap(true);
  m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_progress->setTextVisible(false);  // the numbers stand beside it
  m_log->setReadOnly(true);
  m_log->setObjectName(QStringLiteral("runLog"));
  m_log->setPlaceholderText(tr("Engine messages appear here."));

  m_pages->setObjectName(QStringLiteral("runPages"));
  m_pages->addTab(buildCharts(), tr("Charts"));
  m_pages->addTab(m_compare, tr("Compare"));
  m_pages->addTab(m_log, tr("Log"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 8, 12, 8);
  layout->addWidget(buildTop());
  layout->addWidget(m_state);
  layout->addWidget(m_lighter, 0, Qt::AlignLeft);
  m_frozen->setObjectName(QStringLiteral("frozenBatch"));
  m_frozen->setWordWrap(true);
  m_frozen->hide();
  layout->addWidget(m_frozen);
  m_cause->setObjectName(QStringLiteral("zeroMap"));
  m_cause->setWordWrap(true);
  m_cause->hide();
  layout->addWidget(m_cause);
  layout->addWidget(m_pages, 1);
  layout->addStretch(0);

  m_more->setText(tr("More"));
  m_more->setObjectName(QStringLiteral("moreButton"));
  m_more->setToolTip(tr("Learning rate, checkpoints, copies of this run, the queue"));
  m_runsColumn = buildRunsColumn();
  buildMore();
  connect(m_train, &QPushButton::clicked, this, &TrainingPanel::trainRequested);
  connect(m_pause, &QPushButton::clicked, this, [this] {
    command(m_follower->state() == RunFollower::State::Paused ? RunCommand::Kind::Resume
                                                              : RunCommand::Kind::Pause);
  });
  connect(m_stop, &QPushButton::clicked, this, [this] { command(RunCommand::Kind::Stop); });
  connect(m_resume, &QPushButton::clicked, this, &TrainingPanel::resumeRun);
  connect(m_run, &RunList::runChosen, this, &TrainingPanel::follow);
  connect(m_run, &RunList::menuWanted, this, &TrainingPanel::showRunMenu);
  connect(m_compare, &ComparePage::tracksChanged, this, [this] {
    m_charts->setRuns(m_compare->tracks());
    showDifference();
  });
  connect(m_run, &RunList::chosenChanged, this, &TrainingPanel::showDifference);
  connect(m_compare, &ComparePage::advanced, this, [this] { m_charts->update(); });
  connect(m_follower, &RunFollower::followed, this, &TrainingPanel::showCharts);
  connect(m_follower, &RunFollower::checkpointWritten, this, &TrainingPanel::markEdits);
  connect(m_follower, &RunFollower::advanced, this, [this] {
    m_charts->update();
    showPinned();
    showProgress();
    showWarnings();
    m_run->follow(*m_follower);
  });
  connect(m_frozen, &QLabel::linkActivated, this, [this] {
    if (!m_follower->history().frozen().empty()) Q_EMIT frozenChosen(m_follower->history().frozen().back());
  });
  connect(m_follower, &RunFollower::stateChanged, this, &TrainingPanel::showState);
  connect(m_follower, &RunFollower::silenceChanged, this, &TrainingPanel::showWarnings);
  listRuns({});
  showState();
}

void TrainingPanel::setRunsFolder(const std::filesystem::path& folder) {
  m_runs = folder;
  m_queue = RunQueue(folder);
  listRuns({});
  showQueue();
  const QStringList folders = m_run->folders();
  if (folders.isEmpty()) return;
  showRun(folders.first());
}

void TrainingPanel::follow(const QString& folder) {
  m_follower->follow(RunFolder(folder.toStdString()), false);
  Q_EMIT runChanged(folder);
}

void TrainingPanel::showCharts() {
  m_compare->setRuns(m_run->folders(), text(m_follower->folder()->path().string()), &m_follower->history());
  m_charts->setRuns(m_compare->tracks());
  showPinned();
  showDifference();
  m_wasAlive = m_stopAsked = false;  // how the run before ends is not this one's end
}

void TrainingPanel::markEdits() {
  const RunHistory& history = m_follower->history();
  if (!m_editTimes || history.iterations().empty()) return;
  m_follower->setEdits(m_editTimes(history.firstTime(), history.iterationTimes().back()));
  m_charts->update();
}

void TrainingPanel::exportRun() {
  const auto& folder = m_follower->folder();
  if (!folder) return;
  if (folder->finishedCheckpoints().empty()) {
    dialogs::tell(this, QMessageBox::Information, tr("Export"),
                  tr("This run has no checkpoint yet. Wait for the first one, or choose another run."));
    return;
  }
  (new ExportDialog(m_launcher, *folder, m_follower->history(), this))->show();
}

void TrainingPanel::listRuns(const QString& choose) {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(m_runs, error))
    if (std::filesystem::exists(RunFolder(entry.path()).config())) found.push_back(entry.path());
  std::sort(found.rbegin(), found.rend());
  QStringList folders;
  for (const auto& path : found) folders << text(path.string());
  m_run->setRuns(folders, m_queue.waiting());
  if (!choose.isEmpty()) m_run->choose(choose);
  m_runCount->setText(folders.isEmpty() ? QString() : QString::number(folders.size()));
}

void TrainingPanel::launch(const RunFolder& folder) {
  qint64 process = 0;
  const QString trouble = m_launcher.train(folder, &process);
  if (!trouble.isEmpty()) return dialogs::tell(this, QMessageBox::Critical, tr("Training"), trouble);
  const QString path = text(folder.path().string());
  listRuns(path);
  m_follower->follow(folder, true, process);
  Q_EMIT runChanged(path);
}

void TrainingPanel::send(const RunCommand& command) {
  if (!m_follower->folder()) return;
  m_stopAsked = command.kind == RunCommand::Kind::Stop;
  try {
    appendCommand(*m_follower->folder(), command);
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("Training"), inWords(error));
  }
}

void TrainingPanel::resumeRun() {
  if (m_follower->folder()) launch(RunFolder(m_follower->folder()->path()));
}

void TrainingPanel::showProgress() {
  const RunHistory& history = m_follower->history();
  const int all = history.started() ? history.started()->iterations : 0;
  const int done = history.iterations().empty() ? 0 : history.iterations().back().iteration;
  m_progress->setMaximum(std::max(1, all));
  m_progress->setValue(done);
  const auto left = history.secondsLeft();
  const QString doneOf = all > 0 ? tr("%1 of %2").arg(done).arg(all) : QString();
  m_eta->setText(left && m_follower->alive()
                     ? doneOf + QStringLiteral(" · ") + tr("%1 left").arg(clock(*left))
                     : doneOf);
  const auto& stage = history.stage();
  const QString where =
      stage ? tr("%1, stage %2 of %3. ").arg(text(stage->name)).arg(stage->number).arg(stage->stages)
            : QString();
  if (stage && stage->images > 0 && m_follower->alive())
    m_state->setText(where + tr("Computing proposals: %1 of %2 images").arg(stage->done).arg(stage->images));
  else if (m_follower->state() == RunFollower::State::Evaluating && history.evaluating())
    m_state->setText(
        tr("Evaluating: %1 of %2 images").arg(history.evaluating()->done).arg(history.evaluating()->images));
  else if (m_follower->state() == RunFollower::State::Running && !history.iterations().empty()) {
    const IterationEvent& last = history.iterations().back();
    QString line =
        tr("Running on %1: loss %2, %3 images/s, %4 MB")
            .arg(text(history.started() ? history.started()->device : ""),
                 QString::number(last.losses.total, 'f', 3), QString::number(last.images_per_second, 'f', 1),
                 QString::number(qRound(last.memory_mb)));
    if (!history.evaluations().empty())
      line += tr(", mAP@0.5 %1 on %2")
                  .arg(history.evaluations().back().voc12, 0, 'f', 3)
                  .arg(text(history.evaluations().back().split));
    m_state->setText(where + line);
  }
}

QString TrainingPanel::silenceWords() const {
  const int seconds = qRound(m_follower->silentSeconds());
  const auto elsewhere = otherMachine(*m_follower->folder());
  if (!elsewhere)
    return tr("The engine has not responded for %1 seconds and may hang. Use More › End the engine now to "
              "end it; labels and the last checkpoint are safe, and Resume continues from there.")
        .arg(seconds);
  const QString machine = elsewhere->empty() ? tr("another machine") : text(*elsewhere);
  return tr("The engine has not responded for %1 seconds and may hang. It runs on %2 and cannot be ended "
            "from here: log in there and end anchor-engine; labels and the last checkpoint are safe, and "
            "Resume continues from there.")
      .arg(QString::number(seconds), machine);
}

void TrainingPanel::showWarnings() {
  const auto& evaluations = m_follower->history().evaluations();
  const QString cause = evaluations.empty() ? QString() : zeroMapCause(evaluations.back());
  QStringList words = runAlarms(m_follower->history());
  if (!cause.isEmpty()) words.prepend(cause);
  if (m_follower->silent()) words.prepend(silenceWords());
  m_cause->setText(words.join(QLatin1Char('\n')));
  m_cause->setVisible(!words.isEmpty());
  const auto& frozen = m_follower->history().frozen();
  m_frozen->setVisible(!frozen.empty());
  if (frozen.empty()) return;
  const FrozenEvent& last = frozen.back();
  const QString why = last.reason == "not_finite"
                          ? tr("The loss is not a number at iteration %1.").arg(last.iteration)
                          : tr("The loss jumped to %1 at iteration %2 (usually %3).")
                                .arg(QString::number(last.total, 'g', 3))
                                .arg(last.iteration)
                                .arg(QString::number(last.usual, 'g', 3));
  QStringList images;
  for (const std::string& image : last.images)
    images << text(std::filesystem::path(image).filename().string()).toHtmlEscaped();
  m_frozen->setText(tr("%1 The batch was kept: %2. <a href='open'>Open it</a>")
                        .arg(why, images.join(QStringLiteral(", "))));
}

void TrainingPanel::showState() {
  using State = RunFollower::State;
  const State state = m_follower->state();
  const bool alive = m_follower->alive();
  m_pause->setEnabled(alive && state != State::Starting);
  m_pause->setText(state == State::Paused ? tr("Continue") : tr("Pause"));
  m_stop->setEnabled(alive);
  m_resume->setEnabled(state == State::Stopped || state == State::Failed || state == State::Died);
  m_train->setText(alive ? tr("Queue a run…") : tr("New run…"));
  m_name->setText(m_follower->folder() ? text(m_follower->folder()->path().filename().string()) : QString());
  for (QWidget* part : std::initializer_list<QWidget*>{m_pause, m_stop, m_resume, m_more})
    part->setVisible(m_follower->folder().has_value());
  m_progress->setVisible(state != State::Idle);
  switch (state) {
    case State::Idle:
      m_state->setText(tr("No run yet. Label some images, then press New run."));
      break;
    case State::Starting:
      m_state->setText(tr("Starting the engine…"));
      break;
    case State::Paused:
      m_state->setText(tr("Paused."));
      break;
    case State::Finished:
    case State::Stopped: {
      const auto& evaluations = m_follower->history().evaluations();
      const QString map = evaluations.empty() ? QString()
                                              : tr(" mAP@0.5 %1, COCO %2 on %3.")
                                                    .arg(evaluations.back().voc12, 0, 'f', 3)
                                                    .arg(evaluations.back().coco, 0, 'f', 3)
                                                    .arg(text(evaluations.back().split));
      m_state->setText((state == State::Finished ? tr("Finished.") : tr("Stopped.")) + map);
      break;
    }
    case State::Failed:
    case State::Died:
      m_state->setText(m_follower->trouble());
      break;
    default:
      break;
  }
  showProgress();
  readLog();
  m_run->follow(*m_follower);
  afterEnd();
}

void TrainingPanel::readLog() {
  if (!m_follower->folder()) return;
  QFile file(text(m_follower->folder()->log().string()));
  if (file.open(QIODevice::ReadOnly)) m_log->setPlainText(QString::fromUtf8(file.read(1 << 20)));
}

void TrainingPanel::forgetProject() {
  // The charts let go of the histories first.
  m_charts->setRuns({});
  m_charts->setCursorLine(std::nullopt);
  m_compare->setRuns({}, {}, nullptr);
  m_pinned->leaveProject();
  m_difference->leaveProject();
  m_runs.clear();
  m_queue = RunQueue();
  m_run->leaveProject();
  m_wasAlive = false;
  m_log->clear();
  listRuns({});
  m_follower->leave();
  showWarnings();
  Q_EMIT runChanged({});
}

}  // namespace anchor
