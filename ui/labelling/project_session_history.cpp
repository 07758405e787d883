// SPDX-License-Identifier: GPL-3.0-or-later
// Undo, redo, and the way to any step.
#include "datasets/project/project_steps.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

/// Whether what is to be changed was changed by another program; says so then.
bool overtaken(ProjectSession& session) {
  if (!session.noticeOthers()) return false;
  Q_EMIT session.told(ProjectSession::tr(
      "Another program changed this project; it was reloaded. Please repeat the last action."));
  return true;
}

}  // namespace

void ProjectSession::undo() { takeStep(false); }
void ProjectSession::redo() { takeStep(true); }

void ProjectSession::takeStep(bool forward) {
  std::optional<StepDone> step;
  if (!m_store || !m_unsaved.isEmpty()) return;
  if (overtaken(*this)) return;
  try {
    step = forward ? m_store->redo() : m_store->undo();
  } catch (const std::exception& error) {
    return Q_EMIT told(tr("Nothing was undone: %1").arg(inWords(error)));
  }
  if (!step) return Q_EMIT told(forward ? tr("Nothing to redo.") : tr("Nothing to undo."));
  if (step->wide) reload();
  if (step->image != 0) setCurrent(step->image);
  if (!step->wide) {
    refreshCurrent();
    Q_EMIT historyChanged();
  }
  Q_EMIT editableChanged();
  const ImageEntry* image = entry(step->image);
  const QString where = image == nullptr ? QString() : text(image->path).section(QLatin1Char('/'), -1);
  const QString words = inWords(asTold(step->words));
  Q_EMIT told(where.isEmpty() ? (forward ? tr("Redone: %1.").arg(words) : tr("Undone: %1.").arg(words))
              : forward       ? tr("Redone: %1, in %2.").arg(words, where)
                              : tr("Undone: %1, in %2.").arg(words, where));
}

void ProjectSession::goToStep(int64_t step) {
  if (!m_store || !m_unsaved.isEmpty()) return;
  if (overtaken(*this)) return;
  std::optional<StepDone> last;
  try {
    last = anchor::goToStep(*m_store, step);
  } catch (const std::exception& error) {
    Q_EMIT told(tr("Nothing was undone: %1").arg(inWords(error)));
  }
  reload();
  if (last && last->image != 0) setCurrent(last->image);
  if (current() == nullptr && !m_images.empty()) setCurrent(m_images.front().id);
}

}  // namespace anchor
