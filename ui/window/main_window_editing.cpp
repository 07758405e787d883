// SPDX-License-Identifier: GPL-3.0-or-later
// The menus for work on boxes, images and labels.
#include "ui/dataset/split_dialog.h"
#include "ui/dataset/trash_dialog.h"
#include "ui/labelling/class_manager.h"
#include "ui/labelling/undo_history.h"
#include "ui/window/action_about.h"
#include "ui/window/main_window.h"
#include "ui/window/view_output.h"

#include <QMenuBar>

namespace anchor {

void MainWindow::onCanvasOnly(QAction* action) {
  action->setShortcutContext(Qt::WidgetShortcut);
  m_canvas->addAction(action);
  m_images->list()->addAction(action);
}

void MainWindow::buildEditMenu() {
  auto* menu = menuBar()->addMenu(tr("&Edit"));
  const auto keys = [](const char* words) { return QKeySequence(QLatin1String(words)); };
  add(menu, tr("&Undo"), "editUndo", QKeySequence::Undo, [this] { m_session.undo(); });
  add(menu, tr("&Redo"), "editRedo", {}, [this] {
    m_session.redo();
  })->setShortcuts({keys("Ctrl+Y"), keys("Ctrl+Shift+Z")});
  add(menu, tr("Undo histor&y…"), "editHistory", keys("Ctrl+Alt+Z"),
      [this] { showBeside(m_history, [this] { return new UndoHistory(&m_session, this); }); });
  menu->addSeparator();
  setAbout(menu, About::Boxes);
  auto* draw = add(menu, tr("&Draw boxes"), "editDraw", {}, [] {});
  draw->setShortcuts({keys("W"), keys("R")});
  draw->setCheckable(true);
  connect(draw, &QAction::toggled, m_canvas, &ImageCanvas::setDrawing);
  connect(m_canvas, &ImageCanvas::drawingChanged, draw, &QAction::setChecked);
  add(menu, tr("Use the &proposal under the cursor"), "boxProposal", keys("E"),
      [this] { m_canvas->takeProposal(); });
  menu->addSeparator();
  add(menu, tr("&Class of the box…"), "editClass", {}, [this] {
    m_tools->pickClass();
  })->setShortcuts({keys("Ctrl+E"), keys("C")});
  add(menu, tr("&Flags of the box"), "boxFlags", keys("Q"), [this] { showFlags(); });
  auto* flags = m_flagMenu = menu->addMenu(tr("Fla&gs"));
  setAbout(flags, About::Boxes)->setObjectName(QStringLiteral("flagMenu"));
  const auto flag = [&](const QString& words, const char* name, bool LabelBox::*member) {
    add(flags, words, name, {}, [this, member] { m_tools->toggleFlag(member); });
  };
  flag(tr("&Difficult"), "boxDifficult", &LabelBox::difficult);
  flag(tr("&Truncated"), "boxTruncated", &LabelBox::truncated);
  flag(tr("&Occluded"), "boxOccluded", &LabelBox::occluded);
  flag(tr("&Crowd / ignore"), "boxCrowd", &LabelBox::crowd);
  menu->addSeparator();
  add(menu, tr("C&opy boxes"), "editCopy", QKeySequence::Copy, [this] { m_tools->copy(); });
  add(menu, tr("P&aste boxes"), "editPaste", QKeySequence::Paste, [this] { m_tools->paste(); });
  add(menu, tr("Paste boxes from previous image"), "boxPasteBefore", keys("Ctrl+Shift+V"),
      [this] { m_tools->pasteFromPreviousImage(); });
  add(menu, tr("Copy image of the &view"), "editCopyView", keys("Ctrl+Shift+C"),
      [this] { m_output->copy(); });
  add(menu, tr("Dup&licate"), "boxDuplicate", keys("Ctrl+D"), [this] { m_tools->duplicate(); });
  add(menu, tr("De&lete"), "editDelete", QKeySequence::Delete, [this] { m_tools->remove(); });
  menu->addSeparator();
  add(menu, tr("&Select all"), "editSelectAll", QKeySequence::SelectAll, [this] { m_tools->selectAll(); });
  onCanvasOnly(
      repeated(add(menu, tr("Next box"), "boxNext", keys("Tab"), [this] { m_canvas->selectNext(1); })));
  onCanvasOnly(repeated(
      add(menu, tr("Previous box"), "boxPrevious", keys("Shift+Tab"), [this] { m_canvas->selectNext(-1); })));
  add(menu, tr("&Hide"), "boxHide", keys("H"), [this] { m_tools->toggleHidden(); });
  add(menu, tr("Sho&w all"), "boxShowAll", keys("Shift+H"), [this] { m_tools->showAll(); });
  add(menu, tr("Loc&k"), "boxLock", keys("L"), [this] { m_tools->toggleLocked(); });
  auto* classes = setAbout(menu->addMenu(tr("Class by &number")), About::Boxes);
  for (int number = 1; number <= 9; ++number)
    add(classes, tr("Class %1").arg(number), QStringLiteral("class%1").arg(number).toLatin1().constData(),
        QKeySequence(Qt::Key_0 + number), [this, number] { m_tools->chooseClass(number); });
  menu->addSeparator();
  setAbout(menu, About::Window);
  add(menu, tr("Pr&eferences…"), "editPreferences", keys("Ctrl+,"), [this] { showPreferences(); });
}

void MainWindow::buildImageMenu() {
  auto* menu = setAbout(menuBar()->addMenu(tr("&Image")), About::Image);
  const auto keys = [](const char* words) { return QKeySequence(QLatin1String(words)); };
  repeated(add(menu, tr("Pre&vious"), "editPrevious", keys("A"), [this] { m_images->step(-1); }));
  repeated(add(menu, tr("Ne&xt"), "editNext", keys("D"), [this] { m_images->step(1); }));
  repeated(add(menu, tr("Back 10"), "editPreviousMany", keys("Shift+A"), [this] { m_images->step(-10); }));
  repeated(add(menu, tr("Forward 10"), "editNextMany", keys("Shift+D"), [this] { m_images->step(10); }));
  add(menu, tr("Next without &labels"), "imageNextUnlabelled", keys("Ctrl+Shift+D"),
      [this] { m_images->nextUnlabelled(); });
  menu->addSeparator();
  onCanvasOnly(add(menu, tr("Mark &verified and go to next"), "imageVerified", keys("Space"),
                   [this] { reviewChosen(ImageReview::Verified); }));
  add(menu, tr("Mark &unsure and go to next"), "imageUnsure", keys("U"),
      [this] { reviewChosen(ImageReview::Unsure); });
  auto* negative = add(menu, tr("&No objects in this image"), "editNegative", keys("N"), [] {});
  negative->setCheckable(true);
  connect(negative, &QAction::triggered, &m_session, &ProjectSession::setNegative);
  menu->addSeparator();
  add(menu, tr("Move to &trash"), "imageTrash", keys("Ctrl+Shift+Del"),
      [this] { trashImages(m_images->selection()); });
  setAbout(menu, About::Project);
  add(menu, tr("Show the t&rash…"), "imageShowTrash", {}, [this] {
    auto* dialog = new TrashDialog(&m_session, this);
    dialog->open();
  });
}

void MainWindow::buildLabelMenu() {
  auto* menu = menuBar()->addMenu(tr("&Labels"));
  const auto keys = [](const char* words) { return QKeySequence(QLatin1String(words)); };
  add(menu, tr("&Classes…"), "labelClasses", keys("Ctrl+L"), [this] {
    auto* dialog = new ClassManager(&m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  });
  menu->addSeparator();
  setAbout(add(menu, tr("&Predict this image"), "labelPredict", keys("P"),
               [this] {
                 if (m_session.current() != nullptr) predict({m_session.current()->id});
               }),
           About::Image);
  add(menu, tr("Predict all &listed images"), "labelPredictListed", {},
      [this] { predict(m_images->listed()); });
  setAbout(menu, About::Boxes);
  onCanvasOnly(add(menu, tr("&Accept the prediction"), "ghostAccept", keys("Return"),
                   [this] { m_tools->acceptPrediction(); }));
  onCanvasOnly(add(menu, tr("Accept all from &0.5"), "ghostAcceptSure", keys("Shift+Return"),
                   [this] { m_tools->acceptPredictionsAbove(0.5); }));
  onCanvasOnly(add(menu, tr("&Reject the prediction"), "ghostReject", keys("Backspace"),
                   [this] { m_tools->rejectPrediction(); }));
  onCanvasOnly(add(menu, tr("Reject all of this &image"), "ghostRejectAll", keys("Shift+Backspace"),
                   [this] { m_tools->rejectAllPredictions(); }));
  menu->addSeparator();
  setAbout(menu, About::Project);
  add(menu, tr("&Split the images…"), "labelSplit", {}, [this] {
    auto* dialog = new SplitDialog(&m_session, this);
    dialog->open();
  });
  add(menu, tr("Check the la&bels"), "labelCheck", keys("F9"), [this] {
    reveal(m_lint);
    m_lint->run();
  });
}

}  // namespace anchor
