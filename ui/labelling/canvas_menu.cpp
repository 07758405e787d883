// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/canvas_menu.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QUrl>
#include <algorithm>

#include "ui/shared/pictures.h"

namespace anchor {

CanvasMenu::CanvasMenu(ProjectSession* session, LabelTools* tools, ImageCanvas* canvas, Lookup lookup,
                       QWidget* window)
    : QObject(window),
      m_session(session),
      m_tools(tools),
      m_canvas(canvas),
      m_lookup(std::move(lookup)),
      m_window(window) {
  connect(canvas, &ImageCanvas::menuWanted, this, &CanvasMenu::show);
}

QMenu* CanvasMenu::open() {
  auto* menu = new QMenu(m_window);
  menu->setObjectName(QStringLiteral("canvasMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setToolTipsVisible(true);
  return menu;
}

void CanvasMenu::add(QMenu* menu, const char* name, const QString& words) {
  QAction* action = m_lookup(QLatin1String(name));
  if (action == nullptr) return;
  if (words.isEmpty()) return menu->addAction(action);
  // The same action under the name that fits what is pointed at.
  QAction* alias = menu->addAction(words, action, &QAction::trigger);
  alias->setObjectName(action->objectName());
  alias->setEnabled(action->isEnabled());
  alias->setIcon(action->icon());
}

void CanvasMenu::addFlags(QMenu* menu) {
  struct Flag {
    const char* action;
    bool LabelBox::*member;
  };
  auto* flags = menu->addMenu(tr("Flags"));
  flags->setObjectName(QStringLiteral("canvasFlags"));
  for (const Flag& flag :
       {Flag{"boxDifficult", &LabelBox::difficult}, Flag{"boxTruncated", &LabelBox::truncated},
        Flag{"boxOccluded", &LabelBox::occluded}, Flag{"boxCrowd", &LabelBox::crowd}}) {
    QAction* action = m_lookup(QLatin1String(flag.action));
    if (action == nullptr) continue;
    QAction* entry = flags->addAction(action->text(), action, &QAction::trigger);
    entry->setCheckable(true);
    entry->setChecked(std::ranges::all_of(m_canvas->selection(), [&](int64_t id) {
      const LabelBox* box = m_session->box(id);
      return box != nullptr && box->*flag.member;
    }));
  }
  flags->setEnabled(m_session->editable());
}

void CanvasMenu::showForBoxes(const QPoint& global) {
  const auto& selection = m_canvas->selection();
  if (selection.empty()) return;
  const bool locked =
      std::ranges::all_of(selection, [this](int64_t id) { return m_tools->locked().contains(id); });
  QMenu* menu = open();
  if (selection.size() > 1) menu->addSection(tr("%1 boxes").arg(selection.size()));
  add(menu, "editClass");
  addFlags(menu);
  menu->addSeparator();
  add(menu, "editCopy");
  add(menu, "boxDuplicate");
  menu->addSeparator();
  add(menu, "boxHide");
  add(menu, "boxLock", locked ? tr("Unlock") : QString());
  add(menu, "boxLook");
  menu->addSeparator();
  add(menu, "editDelete", selection.size() == 1 ? tr("Delete box") : tr("Delete boxes"));
  menu->popup(global);
}

void CanvasMenu::fillForPrediction(QMenu* menu) {
  add(menu, "ghostAccept");
  add(menu, "ghostReject");
  menu->addSeparator();
  add(menu, "ghostAcceptSure");
  add(menu, "ghostRejectAll");
}

void CanvasMenu::fillForImage(QMenu* menu) {
  add(menu, "editDraw");
  add(menu, "editPaste");
  add(menu, "editSelectAll");
  if (!m_tools->hidden().isEmpty()) add(menu, "boxShowAll");
  menu->addSeparator();
  add(menu, "viewFit");
  add(menu, "viewPixels");
  menu->addSeparator();
  add(menu, "labelPredict");
  add(menu, "editNegative");
  add(menu, "imageVerified");
  addPath(menu);
}

void CanvasMenu::addPath(QMenu* menu) {
  const ImageEntry* image = m_session->current();
  if (image == nullptr) return;
  menu->addSeparator();
  const QString path = QDir::toNativeSeparators(text(m_session->store().absolutePath(*image).string()));
  menu->addAction(tr("Copy image path"), this, [path] { QGuiApplication::clipboard()->setText(path); })
      ->setObjectName(QStringLiteral("imageCopyPath"));
  menu->addAction(tr("Show in file manager"), this,
                  [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath())); })
      ->setObjectName(QStringLiteral("imageShowFile"));
}

void CanvasMenu::show(const QPoint& global, qint64 box) {
  if (m_session->current() == nullptr) return;
  if (box != 0) return showForBoxes(global);
  QMenu* menu = open();
  if (m_canvas->selectedPrediction() != 0)
    fillForPrediction(menu);
  else
    fillForImage(menu);
  menu->popup(global);
}

}  // namespace anchor
