// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStatusBar>

#include <algorithm>
#include <utility>

#include "ui/inspector/inspector_words.h"
#include "ui/labelling/canvas_menu.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"
#include "ui/window/main_window.h"
#include "ui/window/tone_dialog.h"

namespace anchor {

void MainWindow::connectCanvas() {
  connect(&m_session, &ProjectSession::currentChanged, this, &MainWindow::showImage);
  connect(&m_session, &ProjectSession::boxesChanged, this, [this] {
    refreshScene();
    const ImageEntry* image = m_session.current();
    m_actions[QStringLiteral("editNegative")]->setChecked(image != nullptr &&
                                                          image->state == ImageState::Negative);
  });
  connect(&m_session, &ProjectSession::classesChanged, this, [this] {
    QHash<QString, QColor> colours;
    for (const LabelClass& c : m_session.classes()) colours.insert(text(c.name), QColor(text(c.colour)));
    m_training->charts()->setClassColours(colours);
    m_byClass->setClassColours(colours);
  });
  connect(m_tools, &LabelTools::boxesShown, this, &MainWindow::shareBoxes);
  connect(m_loader, &ImageLoader::loaded, this,
          [this](const QString& path, const QImage& picture, const QString& trouble) {
            if (path == m_own.imagePath) showPicture(picture, trouble);
          });
  connect(m_canvas, &ImageCanvas::selectionChanged, m_box, &BoxPanel::showBox);
  auto* menus = new CanvasMenu(
      &m_session, m_tools, m_canvas, [this](const QString& name) { return m_actions.value(name); }, this);
  connect(m_side->objects(), &ObjectList::menuWanted, menus, &CanvasMenu::showForBoxes);
  connect(m_side->classes(), &ClassList::queryWanted, m_images, &ImagePanel::setQuery);
  connect(m_side->classes(), &ClassList::manageWanted, m_actions[QStringLiteral("labelClasses")],
          &QAction::trigger);
  connect(m_canvas, &ImageCanvas::hovered, this, &MainWindow::showHover);
  connect(m_canvas, &ImageCanvas::zoomChanged, this,
          [this](double zoom) { m_zoom->setText(QStringLiteral("%1 %").arg(qRound(zoom * 100))); });
}

void MainWindow::showImage() {
  const ImageEntry* image = m_session.current();
  m_canvas->setDetections({});
  if (image == nullptr || image->id != m_own.doubt.image) m_own.doubt = {};
  m_own.record.reset();
  m_inspector->model()->update([](InspectionRequest& r) {
    r.record.reset();
    r.image = {};
  });
  m_actions[QStringLiteral("viewPin")]->setChecked(image != nullptr &&
                                                   m_own.pinned.contains(sampleName(*image)));
  if (image == nullptr) {
    m_canvas->setImage({}, true);
    m_canvas->setBoxes({});
    m_canvas->setPlaceholder(
        tr("This project has no images yet.\n\nUse File › Import images to add a folder of images,\nor File "
           "› Import labels to add a folder with labels."));
    m_own.imagePath.clear();
    return;
  }
  m_own.imagePath = text(m_session.store().absolutePath(*image).string());
  m_tools->setProposals({});
  m_loader->request(m_own.imagePath);
  refreshSnapshots();
  requestRecord();
}

void MainWindow::showPicture(const QImage& picture, const QString& trouble) {
  m_session.setReadable(!picture.isNull());
  m_canvas->setPlaceholder(trouble);
  // The same image in another range of its deep pixels stays where it is.
  const bool again = std::exchange(m_own.shownPath, m_own.imagePath) == m_own.imagePath;
  m_canvas->setImage(picture, again);
  m_keptCanvas->setImage(picture, again);
  if (m_tone) m_tone->follow(m_own.imagePath);
  m_inspector->model()->update([&](InspectionRequest& r) { r.image = picture; });
  // Somebody who brought images without labels wants to draw: the first box is the next drag.
  const bool first = !picture.isNull() && std::exchange(m_startsDrawing, false);
  if (first && std::ranges::all_of(m_session.images(), [](const ImageEntry& i) { return i.boxes == 0; }))
    m_canvas->setDrawing(true);
  refreshBanner();
  QStringList ahead;
  for (const int64_t id : m_images->neighbours())
    if (const ImageEntry* near = m_session.entry(id))
      ahead << text(m_session.store().absolutePath(*near).string());
  m_loader->prefetch(ahead);
}

void MainWindow::shareBoxes(const std::vector<CanvasBox>& boxes) {
  m_keptCanvas->setBoxes(boxes);
  m_inspector->model()->update([this](InspectionRequest& r) {
    r.boxes = m_session.boxes();
    r.classes = m_session.classes();
  });
}

void MainWindow::refreshScene() {
  const ImageEntry* image = m_session.current();
  const int request = ++m_sceneRequest;
  if (image == nullptr) return m_box->showScene(nullptr);
  runInBackground(
      projectLife(),
      [config = m_inspector->config(), width = image->width, height = image->height,
       boxes = m_session.boxes()] { return makeAnchorScene(config, width, height, boxes); },
      [this, request](const std::shared_ptr<const AnchorScene>& scene) {
        if (request == m_sceneRequest) m_box->showScene(scene);
      });
}

void MainWindow::setLayer(bool CanvasLayers::*layer, bool on) {
  CanvasLayers layers = m_canvas->layers();
  layers.*layer = on;
  m_canvas->setLayers(layers);
  requestRecord();
}

void MainWindow::showHover(const QPointF& image) {
  const QSize size = m_canvas->imageSize();
  if (image.x() < 0 || image.y() < 0 || image.x() >= size.width() || image.y() >= size.height())
    return m_hover->clear();
  QString words =
      QStringLiteral("x %1  y %2").arg(static_cast<int>(image.x())).arg(static_cast<int>(image.y()));
  const auto& in = m_inspector->model()->inspection();
  if (in && m_inspector->state().view == InspectorView::Assignment) {
    // Of the cell's anchors, the one that overlaps a gt_box best.
    int best = -1;
    for (const int i : in->scene->cellAnchors(image))
      if (best < 0 || in->scene->assignment.maxIou[static_cast<size_t>(i)] >
                          in->scene->assignment.maxIou[static_cast<size_t>(best)])
        best = i;
    if (best >= 0) {
      const auto at = static_cast<size_t>(best);
      const int label = in->scene->assignment.labels[at];
      words += tr("   best anchor here: IoU %1, %2 (%3)")
                   .arg(in->scene->assignment.maxIou[at], 0, 'f', 3)
                   .arg(label == 1   ? tr("fg")
                        : label == 0 ? tr("bg")
                                     : tr("ignored"),
                        reasonText(in->scene->assignment.reasons[at]));
    }
  }
  m_hover->setText(words);
}

}  // namespace anchor
