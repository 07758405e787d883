// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSplitter>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/canvas/box_rect.h"
#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/style/theme.h"
#include "ui/window/main_window.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

fs::path resolved(const fs::path& run, const std::string& sample) {
  return (run / sample).lexically_normal();
}

}  // namespace

QWidget* MainWindow::buildPicture() {
  m_keptCanvas = part(new ImageCanvas(this));
  m_keptCanvas->setObjectName(QStringLiteral("keptCanvas"));
  m_keptCanvas->setAccessibleName(tr("Kept settings"));
  m_keptWords = new QLabel(this);
  m_keptWords->setObjectName(QStringLiteral("keptWords"));
  m_keptWords->setWordWrap(true);
  m_keptWords->setMargin(4);
  m_keptPane = new QWidget(this);
  auto* kept = new QVBoxLayout(m_keptPane);
  kept->setContentsMargins(0, 0, 0, 0);
  kept->setSpacing(0);
  kept->addWidget(m_keptCanvas, 1);
  kept->addWidget(m_keptWords);
  m_keptPane->hide();
  m_time = part(new TimeBar(this));
  auto* pictures = new QSplitter(Qt::Horizontal, this);
  pictures->addWidget(m_keptPane);
  pictures->addWidget(m_canvas);
  pictures->setChildrenCollapsible(false);
  pictures->setSizes({1000, 1000});
  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_inspector->stages());
  m_inspector->legend()->standOver(m_canvas);
  m_tray = new ReportTray(this);
  auto* halves = new QSplitter(Qt::Vertical, this);
  halves->addWidget(pictures);
  halves->addWidget(m_tray);
  halves->setChildrenCollapsible(false);
  halves->setStretchFactor(0, 1);
  constexpr int trayHeight = 230;
  halves->setSizes({1000, trayHeight});
  layout->addWidget(halves, 1);
  layout->addWidget(m_time);
  return centre;
}

void MainWindow::connectInspector() {
  connect(m_inspector, &InspectorPanel::overlayChanged, this,
          [this](const std::shared_ptr<const CanvasOverlay>& overlay) {
            m_canvas->setOverlay(overlay);
            if (overlay) return;
            showDetections();
          });
  connect(m_inspector, &InspectorPanel::comparisonChanged, this,
          [this](const std::shared_ptr<const CanvasOverlay>& overlay, const QString& words) {
            const bool appears = overlay && m_keptPane->isHidden();
            m_keptPane->setVisible(overlay != nullptr);
            m_keptCanvas->setOverlay(overlay);
            m_keptWords->setText(tr("<b>Kept settings.</b> %1").arg(words));
            if (!appears) return;
            // Once both have their new width.
            QTimer::singleShot(0, this, [this] {
              m_canvas->fit();
              m_keptCanvas->setView(m_canvas->view());
            });
          });
  connect(m_canvas, &ImageCanvas::viewMoved, m_keptCanvas, &ImageCanvas::setView);
  connect(m_keptCanvas, &ImageCanvas::viewMoved, m_canvas, &ImageCanvas::setView);
  connect(m_inspector, &InspectorPanel::viewChanged, this, [this](InspectorView view) {
    if (view == InspectorView::None) {
      if (m_workspaces->current() == Workspace::Inspect) showWorkspace(Workspace::Label);
      return;
    }
    showWorkspace(Workspace::Inspect);
    requestRecord();
  });
  connect(m_inspector, &InspectorPanel::configChanged, this, &MainWindow::refreshScene);
  connect(m_inspector, &InspectorPanel::useInNextRun, this, [this](const RunConfig& config) {
    m_own.nextRun = config;
    statusBar()->showMessage(tr("The next Train dialog starts with these values."), 5000);
  });
  connect(m_canvas, &ImageCanvas::picked, this,
          [this](const QPointF& image) { m_inspector->pick(image, 5 / m_canvas->view().zoom()); });
  connect(m_canvas, &ImageCanvas::hovered, this,
          [this](const QPointF& image) { m_inspector->hover(image, 5 / m_canvas->view().zoom()); });
  connectRecords();
}

void MainWindow::connectRecords() {
  connect(m_records, &RecordProvider::ready, this,
          [this](const QString& image, const std::shared_ptr<const ImageRecord>& record) {
            // What the newest checkpoint says comes after what a chosen snapshot recorded.
            if (!m_time->showsSnapshot()) takeRecord(image, record);
          });
  m_training->pinned()->setRecords(m_records);
  connect(m_training->pinned(), &PinnedStrip::opened, this, [this](const QString& image, int iteration) {
    if (!openImage(image.toStdString())) return;
    m_inspector->showView(InspectorView::Detections);
    refreshSnapshots();
    m_time->showIteration(iteration);
  });
  connect(m_records, &RecordProvider::failed, this, [this](const QString& message) {
    m_inspector->setNoNetwork(message);
    statusBar()->showMessage(message, 6000);
  });
  connect(m_training, &TrainingPanel::runChanged, this, &MainWindow::runChosen);
  connect(m_training, &TrainingPanel::frozenChosen, this, &MainWindow::openFrozen);
  connect(m_training->charts(), &RunCharts::iterationClicked, this, &MainWindow::showIteration);
  connect(m_training->charts(), &RunCharts::inspectWanted, this, [this](double iteration) {
    if (m_training->follower().history().snapshots().empty())
      return statusBar()->showMessage(tr("This run recorded no pinned image."), 6000);
    m_inspector->showView(InspectorView::Detections);
    showIteration(iteration);
  });
  connect(m_training->followerObject(), &RunFollower::checkpointWritten, this, [this] {
    m_records->checkpointChanged();
    requestRecord();
  });
  connect(m_training->followerObject(), &RunFollower::advanced, this, &MainWindow::refreshSnapshots);
  connect(m_time, &TimeBar::chosen, this, &MainWindow::showSnapshot);
}

void MainWindow::connectInsight() {
  connect(m_inspector, &InspectorPanel::configChanged, m_fit,
          [this] { m_fit->setConfig(m_inspector->config()); });
  m_fit->setConfig(m_inspector->config());
  connect(m_fit, &FitPanel::openObject, this, [this](qint64 image, qint64 box) {
    m_session.setCurrent(image);
    showWorkspace(m_inspector->state().view == InspectorView::None ? Workspace::Label : Workspace::Inspect);
    if (m_inspector->state().view == InspectorView::None) m_canvas->select(box);
    m_inspector->chooseGtOfBox(box);
    lendReport(m_fit, m_fit->list());
  });
  connect(m_fit, &FitPanel::accepted, m_inspector, &InspectorPanel::setAnchors);
  const auto open = [this](QWidget* report, QWidget* list, const QString& image, int object) {
    if (!openImage(image.toStdString())) return;
    m_inspector->showView(InspectorView::Detections);
    if (object >= 0) m_inspector->chooseObject(object);
    lendReport(report, list);
  };
  connect(m_autopsy, &AutopsyPanel::openObject, this, [this, open](const QString& image, int object) {
    open(m_autopsy, m_autopsy->list(), image, object);
  });
  connect(m_byClass, &ClassesPanel::openObject, this,
          [this, open](const QString& image, int object) { open(m_byClass, nullptr, image, object); });
  connect(m_doctor, &DoctorPanel::openDoubt, this,
          [this](qint64 image, qint64 box, const QRectF& suggestion, const QString& words) {
            m_own.doubt = {image, suggestion, words};
            m_inspector->showView(InspectorView::None);
            showWorkspace(Workspace::Label);
            m_session.setCurrent(image);
            m_canvas->select(box);
            showDetections();
            lendReport(m_doctor, m_doctor->list());
          });
  const auto renew = [this] {
    const auto& folder = m_training->follower().folder();
    m_autopsies->setRun(folder ? text(folder->path().string()) : QString(),
                        m_training->follower().history().newestCheckpoint());
  };
  connect(m_training, &TrainingPanel::runChanged, this, renew);
  connect(m_training->followerObject(), &RunFollower::checkpointWritten, this, renew);
  connect(m_training->followerObject(), &RunFollower::stateChanged, this, renew);
}

void MainWindow::lendReport(QWidget* report, QWidget* list) {
  m_tray->take(m_training->pageOf(report), m_training->titleOf(report), list);
}

void MainWindow::runChosen(const QString& run) {
  m_records->setRun(run);
  std::optional<RunConfig> config;
  try {
    if (!run.isEmpty()) config = readRunConfig(RunFolder(run.toStdString()).config());
  } catch (const std::exception& error) {
    statusBar()->showMessage(inWords(error), 6000);
  }
  m_inspector->setRun(text(fs::path(run.toStdString()).filename().string()), config);
  refreshSnapshots();
  requestRecord();
}

void MainWindow::requestRecord() {
  const Stage* stage = stageOf(m_inspector->state().view);
  const bool wanted = m_canvas->layers().detections || (stage != nullptr && stage->needsNetwork());
  if (!wanted || m_own.imagePath.isEmpty()) return;
  if (!m_records->hasRun()) return m_inspector->setNoNetwork({});
  if (m_training->follower().history().newestCheckpoint().isEmpty())
    return m_inspector->setNoNetwork(
        tr("This run has no checkpoint yet. Predictions appear once the first one is saved."));
  m_inspector->setNoNetwork(tr("Running the network on this image…"));
  std::vector<Box> extraBoxes;
  for (const SampleBox& o : sampleBoxes(m_session.boxes()))
    if (!o.difficult && !o.crowd) extraBoxes.push_back(o.box);
  m_records->request(m_own.imagePath, extraBoxes);
}

void MainWindow::takeRecord(const QString& image, std::shared_ptr<const ImageRecord> record) {
  if (image != m_own.imagePath) return;
  m_own.record = std::move(record);
  // What the RPN proposes can be taken as a box while drawing.
  constexpr int offered = 300;
  std::vector<QRectF> proposals;
  for (const Box& box : proposalsOf(*m_own.record, offered)) proposals.push_back(boxRect(box));
  m_tools->setProposals(std::move(proposals));
  m_inspector->model()->update([this](InspectionRequest& r) { r.record = m_own.record; });
  showDetections();
}

void MainWindow::showDetections() {
  std::vector<CanvasBox> boxes;
  if (m_own.record) {
    TestConfig test = m_own.record->config.test;
    const float shownScore = static_cast<float>(Settings::number(setting::shownScore)) / 100;
    test.score = std::max(test.score, shownScore);
    for (const Detection& d : detectionsOf(*m_own.record, detectionStepsOf(*m_own.record, test))) {
      const QString name = text(m_own.record->config.classes[static_cast<size_t>(d.label)]);
      QColor colour(Qt::white);
      for (const LabelClass& c : m_session.classes())
        if (text(c.name) == name) colour = QColor(text(c.colour)).lighter(125);
      boxes.push_back(
          {0, boxRect(d.box), colour, QStringLiteral("%1 %2").arg(name).arg(d.score, 0, 'f', 2), true});
    }
  }
  // A doubted label shows the suggestion alone.
  const ImageEntry* image = m_session.current();
  if (m_own.doubt.image != 0 && image != nullptr && m_own.doubt.image == image->id)
    boxes = {{0, m_own.doubt.rect, theme::doubtful(), m_own.doubt.words, true}};
  m_canvas->setDetections(std::move(boxes));
}

std::string MainWindow::sampleName(const ImageEntry& image) {
  return m_session.store().absolutePath(image).string();
}

void MainWindow::refreshSnapshots() {
  const auto& folder = m_training->follower().folder();
  std::vector<SnapshotEvent> own;
  if (folder && m_session.current() != nullptr) {
    const fs::path image = fs::path(sampleName(*m_session.current())).lexically_normal();
    for (const SnapshotEvent& s : m_training->follower().history().snapshots())
      if (resolved(folder->path(), s.image) == image) own.push_back(s);
  }
  m_time->setSnapshots(own, folder ? folder->path() : fs::path());
}

void MainWindow::showSnapshot(const QString& file) {
  if (file.isEmpty()) {
    m_training->charts()->setCursorLine(std::nullopt);
    return requestRecord();
  }
  struct Read {
    std::shared_ptr<const ImageRecord> record;
    QString trouble;
  };
  runInBackground(
      projectLife(),
      [path = file.toStdString()]() -> Read {
        try {
          return {std::make_shared<const ImageRecord>(readImageRecord(path)), {}};
        } catch (const std::exception& error) {
          return {nullptr, inWords(error)};
        }
      },
      [this, image = m_own.imagePath](const Read& read) {
        if (!read.trouble.isEmpty()) statusBar()->showMessage(read.trouble, 6000);
        if (!read.record) return;
        m_training->charts()->setCursorLine(read.record->iteration);
        takeRecord(image, read.record);
      });
}

void MainWindow::showIteration(double iteration) {
  if (m_time->showIteration(iteration)) return;
  // Another image was pinned: show that one.
  const auto& folder = m_training->follower().folder();
  const auto& snapshots = m_training->follower().history().snapshots();
  if (!folder || snapshots.empty() || !openImage(snapshots.front().image)) return;
  refreshSnapshots();
  m_time->showIteration(iteration);
}

bool MainWindow::openImage(const std::string& path) {
  const auto& folder = m_training->follower().folder();
  if (!folder || !m_session.isOpen()) return false;
  const fs::path wanted = resolved(folder->path(), path);
  for (const ImageEntry& image : m_session.images())
    if (fs::path(sampleName(image)).lexically_normal() == wanted) {
      m_session.setCurrent(image.id);
      return true;
    }
  statusBar()->showMessage(tr("The project does not contain %1.").arg(text(wanted.string())), 6000);
  return false;
}

void MainWindow::openFrozen(const FrozenEvent& batch) {
  if (batch.images.empty() || !openImage(batch.images.front())) return;
  m_inspector->showView(InspectorView::Input);
  m_inspector->setMirrored(!batch.flipped.empty() && batch.flipped.front() != 0);
}

}  // namespace anchor
