// SPDX-License-Identifier: GPL-3.0-or-later
// The data set as a whole: review, trash, predictions, label check, statistics.
#include <QCursor>
#include <QMenu>
#include <QStatusBar>

#include "datasets/splits/split_plan.h"
#include "ui/labelling/actor_words.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/shared/toast.h"
#include "ui/window/main_window.h"
#include "ui/window/tone_dialog.h"

namespace anchor {

void MainWindow::connectData() {
  const auto tell = [this](const QString& message) { statusBar()->showMessage(message, 5000); };
  connect(&m_session, &ProjectSession::told, this, tell);
  // What a toast would undo is gone with the next step.
  connect(&m_session, &ProjectSession::historyChanged, m_toast, &QWidget::hide);
  connect(&m_session, &ProjectSession::projectLeft, m_toast, &QWidget::hide);
  connect(&m_session, &ProjectSession::performed, this,
          [this](const QString& words) { sayWritten(tr("Done: %1.").arg(words)); });
  connect(m_tools, &LabelTools::told, this, tell);
  connect(m_statistics, &StatisticsPanel::told, this, tell);
  connect(&m_session, &ProjectSession::unsavedChanged, this, &MainWindow::refreshBanner);
  connect(&m_session, &ProjectSession::editableChanged, this, &MainWindow::refreshBanner);
  connect(&m_session, &ProjectSession::predictionsChanged, this, &MainWindow::refreshBanner);
  connect(&m_session, &ProjectSession::projectChanged, m_loader, &ImageLoader::clear);

  connect(m_images, &ImagePanel::splitWanted, this,
          [this](const std::vector<int64_t>& images, const QString& split) {
            m_session.perform(tr("Change the split"), [images, split](ProjectEdit& edit) {
              edit.setSplit(images, split.toStdString());
            });
          });
  connect(m_images, &ImagePanel::reviewWanted, this,
          [this](const std::vector<int64_t>& images, ImageReview wanted) { review(images, wanted); });
  connect(m_images, &ImagePanel::stateWanted, this,
          [this](const std::vector<int64_t>& images, ImageState state) {
            std::vector<int64_t> empty;
            for (const int64_t image : images) {
              const ImageEntry* entry = m_session.entry(image);
              if (entry != nullptr && entry->boxes == 0 && entry->trouble.empty()) empty.push_back(image);
            }
            m_session.perform(tr("Change the state"), [empty, state](ProjectEdit& edit) {
              for (const int64_t image : empty) edit.setState(image, state);
            });
            if (const size_t left = images.size() - empty.size(); left > 0)
              say(tr("%1 images have boxes or unreadable labels and were not changed.").arg(left));
          });
  connect(m_images->list()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &MainWindow::showChosen);
  connect(m_images, &ImagePanel::trashWanted, this, &MainWindow::trashImages);
  connect(m_images, &ImagePanel::predictionsWanted, this, &MainWindow::predict);
  connect(m_images, &ImagePanel::galleryChanged, this,
          [this](bool gallery) { m_workspaces->widenImages(gallery); });

  connect(m_statistics, &StatisticsPanel::queryWanted, m_images, &ImagePanel::setQuery);
  connect(m_facets, &FacetPanel::queryWanted, m_images, &ImagePanel::setQuery);
  connect(m_images, &ImagePanel::queryChanged, m_facets, &FacetPanel::setQuery);
  connect(m_facets, &FacetPanel::importWanted, this, &MainWindow::chooseImages);
  connect(m_images, &ImagePanel::importWanted, this, &MainWindow::chooseImages);
  m_facets->setExportMenu(m_exportMenu);
  connect(m_missing, &MissingImages::countChanged, this, &MainWindow::refreshBanner);
  connect(m_lint, &LintPanel::marksChanged, m_images, &ImagePanel::setMarks);
  connect(m_lint, &LintPanel::marksChanged, m_facets, &FacetPanel::setMarks);
  connect(m_lint, &LintPanel::queryWanted, m_images, &ImagePanel::setQuery);
  connect(m_lint, &LintPanel::openObject, this, [this](qint64 image, qint64 box) {
    showWorkspace(Workspace::Label);
    m_session.setCurrent(image);
    m_canvas->select(box);
    m_tray->take(m_workspaces->lintPage(), tr("Label check"), m_lint->list());
  });
  const auto rules = [this] {
    m_lint->setConfig(m_inspector->config());
    m_tools->setLensConfig(m_inspector->config());
  };
  connect(m_inspector, &InspectorPanel::configChanged, this, rules);
  rules();

  connect(m_prelabeller, &Prelabeller::progressed, this, [this](int done, int all) {
    if (all > 1) statusBar()->showMessage(tr("Predicting: %1 of %2 images").arg(done).arg(all));
    refreshBanner();
  });
  connect(m_prelabeller, &Prelabeller::finished, this,
          [this](int images, int predictions, const QString& trouble) {
            statusBar()->showMessage(
                trouble.isEmpty() ? tr("%1 predictions on %2 images").arg(predictions).arg(images) : trouble,
                8000);
            refreshBanner();
          });
}

void MainWindow::refreshBanner() {
  const ImageEntry* image = m_session.current();
  if (!m_session.unsaved().isEmpty())
    return m_banner->showWords(
        Banner::Kind::Trouble,
        tr("<b>Not saved.</b> The last edit is shown but could not be saved. %1.")
            .arg(m_session.unsaved().toHtmlEscaped()),
        {{tr("Try again"), "retryUnsaved", [this] { m_session.retryUnsaved(); }},
         {tr("Discard edit"), "discardUnsaved", [this] { m_session.discardUnsaved(); }}});
  if (const int missing = m_missing->count(); missing > 0)
    return m_banner->showWords(
        Banner::Kind::Trouble,
        tr("<b>Images not found: %1.</b> Their files were moved or deleted. If they were "
           "moved, choose the folder they are in now; labels stay as they are.")
            .arg(missing),
        {{tr("Find images…"), "findImages", [this] { findImages(); }}});
  if (image != nullptr && !image->trouble.empty())
    return m_banner->showWords(
        Banner::Kind::Trouble,
        tr("<b>The labels of this image could not be read:</b> %1 The image cannot be edited and is not "
           "trained on; the label file was not changed. Fix it and import again, or relabel the image.")
            .arg(inWords(image->trouble).toHtmlEscaped()),
        {{tr("Relabel"), "clearTrouble", [this, id = image->id] {
            m_session.perform(
                tr("Relabel"), [id](ProjectEdit& edit) { edit.clearTrouble(id); }, false);
          }}});
  if (m_prelabeller->busy())
    return m_banner->showWords(Banner::Kind::Offer, tr("Predicting…"),
                               {{tr("Cancel"), "cancelPredictions", [this] { m_prelabeller->cancel(); }}});
  const size_t predictions = m_session.predictions().size();
  if (predictions > 0)
    return m_banner->showWords(
        Banner::Kind::Offer,
        tr("Predictions without a label: %1 (%2).")
            .arg(predictions)
            .arg(sourceInWords(m_session.predictions().front().source)),
        {{tr("Accept all from 0.5"), "acceptSure", [this] { m_tools->acceptPredictionsAbove(0.5); }},
         {tr("Reject all"), "rejectAll", [this] { m_tools->rejectAllPredictions(); }}});
  m_banner->showWords(Banner::Kind::Offer, {}, {});
}

bool MainWindow::checkTrainable() {
  LintRules rules;
  rules.kinds = {LintKind::NoArea, LintKind::Nameless};  // the engine names missing files itself
  for (const LintFinding& f : lintProject(m_session.store(), rules, {})) {
    const ImageEntry* image = m_session.entry(f.image);
    const QString where = image == nullptr ? QString() : text(image->path) + QStringLiteral(": ");
    m_banner->showWords(
        Banner::Kind::Trouble,
        tr("<b>Training cannot start.</b> %1").arg((where + inWords(f.words)).toHtmlEscaped()),
        {{tr("Go to"), "goToObstacle", [this, f] {
            if (f.image == 0) return m_actions[QStringLiteral("labelClasses")]->trigger();
            showWorkspace(Workspace::Label);
            m_session.setCurrent(f.image);
            m_canvas->select(f.box);
          }}});
    return false;
  }
  return true;
}

void MainWindow::review(const std::vector<int64_t>& images, ImageReview review) {
  // "Verified" says that the labels are right: there must be some, or the word that there are none.
  std::vector<int64_t> ready;
  for (const int64_t id : images)
    if (const ImageEntry* image = m_session.entry(id))
      if (review != ImageReview::Verified || image->state != ImageState::Unlabelled) ready.push_back(id);
  const size_t left = images.size() - ready.size();
  if (left > 0)
    statusBar()->showMessage(
        images.size() == 1
            ? tr("Not verified: this image is not labelled. Draw its boxes, or press N if it shows no "
                 "object.")
            : tr("Not verified, because not labelled: %1 of %2 images.").arg(left).arg(images.size()),
        6000);
  if (ready.empty()) return;
  const QString words = review == ImageReview::Verified ? tr("Verify")
                        : review == ImageReview::Unsure ? tr("Unsure")
                                                        : tr("Change the review");
  const bool wide =
      ready.size() > 1 || m_session.current() == nullptr || ready.front() != m_session.current()->id;
  const bool done = m_session.perform(
      words,
      [ready, review](ProjectEdit& edit) {
        for (const int64_t image : ready) edit.setReview(image, review);
      },
      wide);
  if (done && images.size() > 1 && left == 0) sayWritten(tr("%1: %2 images").arg(words).arg(ready.size()));
}

void MainWindow::reviewChosen(ImageReview wanted) {
  const std::vector<int64_t> images = m_images->selection();
  if (images.empty()) return;
  if (images.size() > 1) return review(images, wanted);
  const ImageEntry* image = m_session.entry(images.front());
  if (image == nullptr || (image == m_session.current() && !m_session.editable())) return;
  review(images, wanted);
  if (m_session.entry(images.front())->review == wanted) m_images->step(1);
}

void MainWindow::showChosen() {
  const size_t count = m_images->selection().size();
  const auto name = [&](const char* action, const QString& one) {
    m_actions[QLatin1String(action)]->setText(
        count > 1 ? one + QStringLiteral(" (%1)").arg(tr("%1 images").arg(count)) : one);
  };
  name("imageVerified", count > 1 ? tr("&Verified") : tr("Mark &verified and go to next"));
  name("imageUnsure", count > 1 ? tr("&Unsure") : tr("Mark &unsure and go to next"));
  name("imageTrash", tr("Move to &trash"));
}

void MainWindow::trashImages(const std::vector<int64_t>& images) {
  if (images.empty()) return;
  // The image behind them comes next, as a person who sorts out pictures expects.
  const auto& listed = m_images->listed();
  const auto last = std::ranges::find(listed, images.back());
  int64_t next = 0;
  if (last != listed.end() && last + 1 != listed.end()) next = *(last + 1);
  const bool done = m_session.perform(images.size() == 1 ? tr("Move to trash") : tr("Move images to trash"),
                                      [images](ProjectEdit& edit) { edit.setTrashed(images, true); });
  if (!done) return;
  m_session.setCurrent(next);
  sayWritten(tr("Moved to trash: %1. Undo restores them; the files were not changed.").arg(images.size()));
}

void MainWindow::predict(const std::vector<int64_t>& images) {
  if (!m_records->hasRun() || m_training->follower().history().newestCheckpoint().isEmpty())
    return dialogs::tell(this, QMessageBox::Information, tr("Predict"),
                         tr("No trained run yet. Train one, or choose one in the Training panel."));
  if (m_prelabeller->busy()) return;
  const float leastSure = static_cast<float>(Settings::number(setting::leastScore)) / 100;
  m_prelabeller->start(m_records->run(), images, leastSure);
}

void MainWindow::findImages() {
  const QString folder = dialogs::chooseFolder(this, tr("Folder to look for moved images in"));
  if (!folder.isEmpty()) m_transfer->findImages(folder);
}

void MainWindow::showFlags() {
  if (m_canvas->selected() == 0) return statusBar()->showMessage(tr("Select a box to set its flags."), 4000);
  m_flagMenu->popup(QCursor::pos());
}

void MainWindow::showTone() {
  showBeside(m_tone, [this] { return new ToneDialog(m_canvas, m_loader, this); })->follow(m_own.shownPath);
}

}  // namespace anchor
