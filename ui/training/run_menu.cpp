// SPDX-License-Identifier: GPL-3.0-or-later
// What the list of runs offers for each of them.
#include <QDesktopServices>
#include <QInputDialog>
#include <QMenu>
#include <QUrl>

#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/training/training_panel.h"

namespace anchor {

void TrainingPanel::showRunMenu(const QString& folder, const QPoint& global) {
  const RunFolder run(folder.toStdString());
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("runMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [&](const QString& words, const char* name, std::function<void()> work) {
    QAction* action = menu->addAction(words, this, std::move(work));
    action->setObjectName(QLatin1String(name));
    return action;
  };
  add(tr("Rename…"), "runRename", [this, folder] { renameRun(folder); });
  add(tr("Note…"), "runNote", [this, folder] { annotateRun(folder); });
  add(tr("Duplicate with changes…"), "runDuplicate", [this, run] {
    if (const auto config = configOf(run)) Q_EMIT configWanted(*config);
  });
  add(tr("Open the folder"), "runFolder",
      [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
  menu->addSeparator();
  const bool waiting = m_queue.waiting().contains(text(run.path().filename().string()));
  add(tr("Move to the trash…"), "runTrash", [this, folder] {
    trashRun(folder);
  })->setEnabled(!run.isAlive() && !waiting);
  menu->popup(global);
}

void TrainingPanel::renameRun(const QString& folder) {
  const RunFolder run(folder.toStdString());
  RunAbout about = readRunAbout(run);
  const QString name = text(run.path().filename().string());
  bool given = false;
  const QString title =
      QInputDialog::getText(this, tr("Rename the run"), tr("Name (the folder stays %1):").arg(name),
                            QLineEdit::Normal, about.title.isEmpty() ? name : about.title, &given);
  if (!given) return;
  about.title = title.trimmed() == name ? QString() : title.trimmed();
  keepAbout(run, about, tr("Rename the run"));
}

void TrainingPanel::annotateRun(const QString& folder) {
  const RunFolder run(folder.toStdString());
  RunAbout about = readRunAbout(run);
  bool given = false;
  const QString note = QInputDialog::getMultiLineText(
      this, tr("Note"), tr("What this run was for, or what came of it:"), about.note, &given);
  if (!given) return;
  about.note = note.trimmed();
  keepAbout(run, about, tr("Note"));
}

void TrainingPanel::keepAbout(const RunFolder& folder, const RunAbout& about, const QString& title) {
  try {
    writeRunAbout(folder, about);
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Warning, title, inWords(error));
  }
  m_run->refresh(text(folder.path().string()));
}

void TrainingPanel::trashRun(const QString& folder) {
  const RunFolder run(folder.toStdString());
  const auto move = [this, run](QMessageBox::StandardButton answer) {
    if (answer != QMessageBox::Yes) return;
    const bool shown = m_follower->folder() && m_follower->folder()->path() == run.path();
    try {
      moveRunToTrash(run);
    } catch (const std::exception& error) {
      return dialogs::tell(this, QMessageBox::Warning, tr("Move the run to the trash"), inWords(error));
    }
    if (!shown) return listRuns(m_run->chosen());
    const std::filesystem::path runs = m_runs;
    leaveProject();
    setRunsFolder(runs);
  };
  if (!Settings::yes(setting::askBeforeTrash)) return move(QMessageBox::Yes);
  dialogs::ask(this, tr("Move the run to the trash"),
               tr("Move %1 with its checkpoints and reports to the trash of the desktop? It can be put back "
                  "from there.")
                   .arg(text(run.path().filename().string())),
               QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel, move);
}

}  // namespace anchor
