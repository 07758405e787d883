// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks of a run beyond start and stop: its rate, its checkpoints, copies of it, and the queue.
#include <QInputDialog>
#include <QMenu>
#include <cmath>

#include "engine/protocol/lock_holder.h"
#include "engine/protocol/run_branch.h"
#include "ui/runs/memory_ladder.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/training/checkpoint_list.h"
#include "ui/training/training_panel.h"

namespace anchor {
namespace {

QString nameOf(const RunFolder& folder) { return text(folder.path().filename().string()); }

}  // namespace

void TrainingPanel::buildMore() {
  auto* menu = new QMenu(m_more);
  menu->setObjectName(QStringLiteral("moreMenu"));
  m_more->setMenu(menu);
  m_more->setPopupMode(QToolButton::InstantPopup);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMore(menu); });
  m_queueWords->setObjectName(QStringLiteral("queueWords"));
  m_queueWords->hide();
  connect(m_queueWords, &QLabel::linkActivated, this, &TrainingPanel::startNext);
  m_lighter->setObjectName(QStringLiteral("lighterRun"));
  m_lighter->setAccessibleName(tr("Try with less memory"));
  m_lighter->setToolTip(
      tr("Opens the Train dialog with the settings of this run, changed to use less memory."));
  m_lighter->hide();
  connect(m_lighter, &QPushButton::clicked, this, [this] {
    const auto config = shownConfig();
    const auto lighter = config ? lighterRun(*config) : std::nullopt;
    if (lighter) Q_EMIT configWanted(lighter->config);
  });
}

void TrainingPanel::fillMore(QMenu* menu) {
  menu->clear();
  const bool alive = m_follower->alive();
  const bool shown = m_follower->folder().has_value();
  const auto add = [&](const QString& words, const char* name, bool enabled, std::function<void()> run) {
    QAction* action = menu->addAction(words, this, std::move(run));
    action->setObjectName(QLatin1String(name));
    action->setEnabled(enabled);
  };
  add(tr("Change the learning rate…"), "moreRate", alive, [this] { askForRate(); });
  add(tr("Evaluate now"), "moreEvaluate", alive, [this] { command(RunCommand::Kind::Evaluate); });
  add(tr("Write a checkpoint now"), "moreCheckpoint", alive,
      [this] { command(RunCommand::Kind::Checkpoint); });
  const auto elsewhere = shown ? otherMachine(*m_follower->folder()) : std::nullopt;
  add(tr("End the engine now"), "moreEnd", m_follower->silent() && !elsewhere, [this] { endEngine(); });
  menu->addSeparator();
  add(tr("Duplicate with changes…"), "moreDuplicate", shown, [this] {
    if (const auto config = shownConfig()) Q_EMIT configWanted(*config);
  });
  auto* branch = menu->addMenu(tr("New run from a checkpoint"));
  branch->setObjectName(QStringLiteral("moreBranch"));
  if (shown)
    for (const ListedCheckpoint& listed : listCheckpoints(*m_follower->folder(), m_follower->history()))
      branch->addAction(listed.words(), this, [this, at = listed.iteration] { branchAt(at); });
  branch->setEnabled(!branch->isEmpty());
  menu->addSeparator();
  auto* queue = menu->addMenu(tr("Queue"));
  queue->setObjectName(QStringLiteral("moreQueue"));
  for (const QString& name : m_queue.waiting())
    queue->addAction(tr("Remove %1").arg(name), this,
                     [this, name] { changeQueue([&] { m_queue.remove(name); }); });
  queue->setEnabled(!queue->isEmpty());
}

void TrainingPanel::endEngine() {
  if (!m_follower->silent() || !m_follower->folder()) return;
  try {
    killEngine(*m_follower->folder());
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Warning, tr("End the engine"), inWords(error));
  }
}

std::optional<RunConfig> TrainingPanel::shownConfig() {
  return m_follower->folder() ? configOf(*m_follower->folder()) : std::nullopt;
}

std::optional<RunConfig> TrainingPanel::configOf(const RunFolder& folder) {
  try {
    return readRunConfig(folder.config());
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("Training"), inWords(error));
    return std::nullopt;
  }
}

void TrainingPanel::askForRate() {
  const RunHistory& history = m_follower->history();
  std::optional<double> base = history.baseRate();
  if (!base) {
    const auto config = shownConfig();
    if (!config) return;
    base = config->solver.learning_rate;
  }
  QString words = tr("Base learning rate (warm-up and schedule still apply):");
  if (!history.iterations().empty())
    words += QLatin1Char('\n') + tr("With warm-up and schedule, the last step used %1.")
                                     .arg(history.iterations().back().learning_rate, 0, 'g', 4);
  constexpr int decimals = 7;
  bool given = false;
  const double rate = QInputDialog::getDouble(this, tr("Change the learning rate"), words, *base, 0, 10,
                                              decimals, &given, {}, 0.001);
  // A field left as it was changes nothing, not even digits that it does not show.
  if (given && std::abs(rate - *base) > std::pow(10, -decimals) / 2) setRate(rate);
}

void TrainingPanel::setRate(double rate) { send({RunCommand::Kind::SetLearningRate, rate}); }

void TrainingPanel::branchAt(int iteration) {
  try {
    start(branchRun(*m_follower->folder(), iteration));
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("Training"), inWords(error));
  }
}

void TrainingPanel::start(const RunFolder& folder) {
  if (!m_follower->alive()) return launch(folder);
  changeQueue([&] { m_queue.add(nameOf(folder)); });
  listRuns(text(m_follower->folder()->path().string()));
}

void TrainingPanel::changeQueue(const std::function<void()>& change) {
  try {
    change();
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("Queue"), inWords(error));
  }
  showQueue();
}

void TrainingPanel::showQueue() {
  const QStringList waiting = m_queue.waiting();
  m_queueWords->setVisible(!waiting.isEmpty());
  if (waiting.isEmpty()) return;
  const QString words = tr("Waiting: %1").arg(waiting.join(QStringLiteral(", ")).toHtmlEscaped());
  m_queueWords->setText(m_follower->alive()
                            ? words
                            : words + QStringLiteral("  <a href='next'>%1</a>").arg(tr("Start the next")));
}

void TrainingPanel::startNext() {
  if (m_follower->alive()) return;
  changeQueue([&] {
    if (const auto next = m_queue.take()) launch(RunFolder(*next));
  });
}

void TrainingPanel::afterEnd() {
  const auto state = m_follower->state();
  const auto& failure = m_follower->history().failure();
  // A killed engine most often had no memory left.
  const bool memory = state == RunFollower::State::Died || (failure && failure->kind == "memory");
  const auto config = memory && !m_follower->alive() ? shownConfig() : std::nullopt;
  const auto lighter = config ? lighterRun(*config) : std::nullopt;
  m_lighter->setVisible(lighter.has_value());
  if (lighter) m_lighter->setText(tr("Try with %1…").arg(lighter->words));
  // A run that a person stopped is a wish to stop: the queue waits for a word.
  const bool goesOn = state == RunFollower::State::Finished || state == RunFollower::State::Failed;
  if (m_wasAlive && goesOn) QMetaObject::invokeMethod(this, &TrainingPanel::startNext, Qt::QueuedConnection);
  if (m_wasAlive && !m_follower->alive() && !m_stopAsked)
    Q_EMIT runEnded(nameOf(*m_follower->folder()), m_state->text());
  m_wasAlive = m_follower->alive();
  showQueue();
}

}  // namespace anchor
