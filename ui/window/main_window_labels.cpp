#include <QInputDialog>
#include <QStatusBar>

#include "datasets/images/image_reader.h"
#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/pictures.h"
#include "ui/window/main_window.h"

namespace anchor {

void MainWindow::connectCanvas() {
  connect(&m_session, &ProjectSession::currentChanged, this, &MainWindow::showImage);
  connect(&m_session, &ProjectSession::boxesChanged, this, [this] {
    showBoxes();
    refreshScene();
    const ImageEntry* image = m_session.current();
    m_actions[QStringLiteral("editNegative")]->setChecked(image != nullptr &&
                                                          image->state == ImageState::Negative);
  });
  connect(&m_session, &ProjectSession::classesChanged, this, [this] {
    m_activeClass->clear();
    for (const LabelClass& c : m_session.classes()) {
      QPixmap patch(12, 12);
      patch.fill(QColor(text(c.colour)));
      m_activeClass->addItem(patch, text(c.name), static_cast<qint64>(c.id));
    }
    m_activeClass->setCurrentIndex(m_activeClass->findData(static_cast<qint64>(m_session.activeClass())));
    showBoxes();
  });
  connect(&m_session, &ProjectSession::activeClassChanged, this, [this] {
    m_activeClass->setCurrentIndex(m_activeClass->findData(static_cast<qint64>(m_session.activeClass())));
  });
  connect(m_activeClass, &QComboBox::activated, this,
          [this] { m_session.setActiveClass(m_activeClass->currentData().toLongLong()); });
  connect(m_canvas, &ImageCanvas::boxDrawn, this, [this](const QRectF& rect) {
    withClass([this, rect](int64_t label) { m_canvas->select(m_session.addBox(rect, label)); });
  });
  connect(m_canvas, &ImageCanvas::boxChanged, this,
          [this](qint64 id, const QRectF& rect) { m_session.moveBox(id, rect); });
  connect(m_canvas, &ImageCanvas::boxRefused, this, [this] {
    statusBar()->showMessage(tr("A box needs at least one pixel in each direction inside the image."), 4000);
  });
  connect(m_canvas, &ImageCanvas::selectionChanged, m_box, &BoxPanel::showBox);
  connect(m_canvas, &ImageCanvas::hovered, this, &MainWindow::showHover);
  connect(m_canvas, &ImageCanvas::zoomChanged, this,
          [this](double zoom) { m_zoom->setText(QStringLiteral("%1 %").arg(qRound(zoom * 100))); });
}

void MainWindow::showImage() {
  const ImageEntry* image = m_session.current();
  m_canvas->setDetections({});
  if (image == nullptr || image->id != m_doubt.image) m_doubt = {};
  m_record.reset();
  m_inspector->model()->update([](InspectionRequest& r) {
    r.record.reset();
    r.image = {};
  });
  if (image == nullptr) {
    m_canvas->setImage({}, true);
    m_canvas->setBoxes({});
    m_canvas->setPlaceholder(m_session.isOpen()
                                 ? tr("This project has no images yet.\n\nFile › Import images brings a "
                                      "folder of pictures,\nFile › Import labels a folder with labels.")
                                 : tr("Welcome.\n\nFile › New sample project makes a small labelled data set "
                                      "to try everything on,\nFile › New project starts your own."));
    m_imagePath.clear();
    return;
  }
  const auto path = m_session.store().absolutePath(*image);
  m_imagePath = text(path.string());
  const int request = ++m_imageRequest;
  struct Loaded {
    QImage picture;
    QString trouble;
  };
  runInBackground(
      this,
      [path]() -> Loaded {
        try {
          return {toQImage(readImage(path)), {}};
        } catch (const std::exception& error) {
          return {{}, text(error.what())};
        }
      },
      [this, request](const Loaded& loaded) {
        if (request != m_imageRequest) return;  // a newer image was chosen meanwhile
        m_canvas->setPlaceholder(loaded.trouble);
        m_canvas->setImage(loaded.picture, false);
        m_keptCanvas->setImage(loaded.picture, false);
        showBoxes();
        m_inspector->model()->update([&](InspectionRequest& r) { r.image = loaded.picture; });
      });
  refreshSnapshots();
  requestRecord();
}

void MainWindow::showBoxes() {
  std::vector<CanvasBox> boxes;
  for (const LabelBox& box : m_session.boxes()) {
    const LabelClass* label = m_session.labelClass(box.classId);
    if (label == nullptr) continue;
    QString words = text(label->name);
    if (box.difficult) words += tr(" (difficult)");
    boxes.push_back({box.id, QRectF(QPointF(box.x1, box.y1), QPointF(box.x2, box.y2)),
                     QColor(text(label->colour)), words});
  }
  m_keptCanvas->setBoxes(boxes);
  m_canvas->setBoxes(std::move(boxes));
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
      this,
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

void MainWindow::withClass(std::function<void(int64_t)> then) {
  if (m_session.activeClass() != 0) return then(m_session.activeClass());
  auto* dialog = new QInputDialog(this);
  dialog->setObjectName(QStringLiteral("className"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("First class"));
  dialog->setLabelText(tr("What is in the box?"));
  connect(dialog, &QInputDialog::textValueSelected, this,
          [this, then = std::move(then)](const QString& name) {
            if (const int64_t id = m_session.ensureClass(name); id != 0) then(id);
          });
  dialog->open();
}

void MainWindow::chooseClass(int number) {
  if (number > static_cast<int>(m_session.classes().size())) return;
  const int64_t id = m_session.classes()[static_cast<size_t>(number) - 1].id;
  m_session.setActiveClass(id);
  if (const LabelBox* box = m_session.box(m_canvas->selected())) {
    LabelBox changed = *box;
    changed.classId = id;
    m_session.changeBox(changed);
  }
}

void MainWindow::pickClass() {
  QStringList names;
  for (const LabelClass& c : m_session.classes()) names << text(c.name);
  auto* dialog = new QInputDialog(this);
  dialog->setObjectName(QStringLiteral("classPicker"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Class"));
  dialog->setLabelText(tr("Choose a class, or type a new one"));
  dialog->setComboBoxEditable(true);
  dialog->setComboBoxItems(names);
  connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
    if (name.trimmed().isEmpty()) return;
    const int64_t id = m_session.ensureClass(name);
    m_session.setActiveClass(id);
    if (const LabelBox* box = m_session.box(m_canvas->selected())) {
      LabelBox changed = *box;
      changed.classId = id;
      m_session.changeBox(changed);
    }
  });
  dialog->open();
}

void MainWindow::copyBoxes() {
  m_copied.clear();
  for (const LabelBox& box : m_session.boxes())
    if (m_canvas->selected() == 0 || box.id == m_canvas->selected()) m_copied.push_back(box);
  statusBar()->showMessage(tr("Boxes copied: %1").arg(m_copied.size()), 3000);
}

void MainWindow::pasteBoxes() { m_session.addCopies(m_copied); }

}  // namespace anchor
