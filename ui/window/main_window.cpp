// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <QCloseEvent>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/shared/dialogs.h"
#include "ui/shared/key_repeat_guard.h"
#include "ui/shared/pictures.h"
#include "ui/shared/wheel_guard.h"
#include "ui/start/recent_projects.h"

namespace anchor {
namespace {

/// Panels that share a place would all take the height of the tallest: here only the one that is looked at
/// does, and on a small screen it scrolls rather than making the window larger than the screen.
class SharingPanel : public QScrollArea {
 public:
  SharingPanel(QWidget* content, QDockWidget* dock) : QScrollArea(dock) {
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Qt moves the panels behind out of sight but does not hide them; only this signal tells.
    connect(dock, &QDockWidget::visibilityChanged, this, [this](bool inFront) {
      m_inFront = inFront;
      updateGeometry();
    });
  }
  [[nodiscard]] QSize minimumSizeHint() const override {
    constexpr int lowest = 150;
    const QSize needed = widget()->minimumSizeHint();
    return {needed.width(), m_inFront ? std::min(needed.height(), lowest) : 0};
  }
  [[nodiscard]] QSize sizeHint() const override {
    return widget()->sizeHint().expandedTo(widget()->minimumSizeHint());
  }

 private:
  bool m_inFront = false;
};

}  // namespace

MainWindow::MainWindow(StudioServices services)
    : m_services(std::move(services)),
      m_canvas(part(new ImageCanvas(this))),
      m_images(part(new ImagePanel(&m_session, this))),
      m_box(part(new BoxPanel(&m_session, this))),
      m_tools(part(new LabelTools(&m_session, m_canvas, this))),
      m_side(part(new LabelSide(&m_session, m_tools, m_canvas, m_box))),
      m_loader(part(new ImageLoader(this))),
      m_keymap(new Keymap(this)),
      m_banner(new Banner(this)),
      m_welcome(new WelcomePage(this)),
      m_inspector(part(new InspectorPanel(m_side, this))),
      m_training(part(new TrainingPanel(EngineLauncher(m_services.engineProgram), this))),
      m_transfer(new DataTransfer(&m_session, this)),
      m_service(part(new EngineService(m_services.engineProgram, this))),
      m_records(part(new RecordProvider(m_service, this))),
      m_autopsies(part(new AutopsySource(m_service, this))),
      m_fit(part(new FitPanel(&m_session, this))),
      m_autopsy(part(new AutopsyPanel(m_autopsies, this))),
      m_byClass(part(new ClassesPanel(m_autopsies, this))),
      m_doctor(part(new DoctorPanel(&m_session, m_autopsies, this))),
      m_lint(part(new LintPanel(&m_session, m_services.lintRules, this))),
      m_statistics(part(new StatisticsPanel(&m_session, this))),
      m_prelabeller(part(new Prelabeller(m_service, &m_session, this))),
      m_hover(new QLabel(this)),
      m_zoom(new QLabel(this)),
      m_activeClass(new QComboBox(this)) {
  WheelGuard::install();
  KeyRepeatGuard::install();
  setObjectName(QStringLiteral("mainWindow"));
  setWindowTitle(tr("Anchor Studio"));
  resize(1360, 860);
  m_centre = new QStackedWidget(this);
  m_work = buildCentre();
  m_centre->addWidget(m_work);
  m_centre->addWidget(m_welcome);
  setCentralWidget(m_centre);
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  buildMenus();
  addDock("imagesDock", tr("Images"), m_images, Qt::LeftDockWidgetArea);
  addDock("inspectorDock", tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
  addDock("trainingDock", tr("Training"), m_training, Qt::BottomDockWidgetArea);
  addDock("fitDock", tr("Anchor fit"), m_fit, Qt::BottomDockWidgetArea);
  addDock("autopsyDock", tr("Autopsy"), m_autopsy, Qt::BottomDockWidgetArea);
  addDock("classesDock", tr("Classes"), m_byClass, Qt::BottomDockWidgetArea);
  addDock("doctorDock", tr("Label doctor"), m_doctor, Qt::BottomDockWidgetArea);
  addDock("lintDock", tr("Label check"), m_lint, Qt::BottomDockWidgetArea);
  addDock("statisticsDock", tr("Statistics"), m_statistics, Qt::BottomDockWidgetArea);
  auto* trainingDock = findChild<QDockWidget*>(QStringLiteral("trainingDock"));
  for (const char* name :
       {"fitDock", "autopsyDock", "classesDock", "doctorDock", "lintDock", "statisticsDock"})
    tabifyDockWidget(trainingDock, findChild<QDockWidget*>(QLatin1String(name)));
  trainingDock->raise();
  setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
  resizeDocks({findChild<QDockWidget*>(QStringLiteral("imagesDock")),
               findChild<QDockWidget*>(QStringLiteral("inspectorDock"))},
              {250, 330}, Qt::Horizontal);
  setTrainingHeight(240);
  m_activeClass->setObjectName(QStringLiteral("activeClass"));
  m_activeClass->setAccessibleName(tr("Class for new boxes"));
  m_activeClass->setToolTip(tr("Class assigned to new boxes; choose it with the digits 1 to 9"));
  m_activeClass->setMinimumContentsLength(10);
  statusBar()->addWidget(m_hover, 1);
  m_activeWords = new QLabel(tr("Class for new boxes:"), this);
  statusBar()->addPermanentWidget(m_activeWords);
  statusBar()->addPermanentWidget(m_activeClass);
  statusBar()->addPermanentWidget(m_zoom);
  connectWelcome();
  connectCanvas();
  connect(m_training, &TrainingPanel::trainRequested, this, [this] { showTrainDialog(); });
  connect(m_training, &TrainingPanel::configWanted, this,
          [this](const RunConfig& config) { showTrainDialog(&config); });
  m_training->setEditTimes([this](double since, double until) {
    return m_session.isOpen() ? m_session.store().editTimes(since, until) : std::vector<double>();
  });
  connectInspector();
  connectInsight();
  connectData();
  connect(m_training->followerObject(), &RunFollower::stateChanged, this, &MainWindow::updateActions);
  connect(m_training->followerObject(), &RunFollower::followed, this, [this] {
    constexpr int readable = 200;
    if (m_training->height() < readable) setTrainingHeight(240);
  });
  connect(&m_session, &ProjectSession::projectClosing, this, &MainWindow::rememberImage);
  connect(&m_session, &ProjectSession::projectLeft, this, [this] { leaveProject(); });
  connect(&m_session, &ProjectSession::projectChanged, this, [this] {
    setWindowTitle(m_session.isOpen()
                       ? tr("%1 – Anchor Studio").arg(text(m_session.store().folder().filename().string()))
                       : tr("Anchor Studio"));
    if (m_session.isOpen()) {
      recent::remember(text(m_session.store().folder().string()));
      m_training->setRunsFolder(m_session.store().runsFolder());
    }
    showWelcome(!m_session.isOpen());
    // Who labels needs the canvas, and nobody has chosen other heights yet.
    const bool fresh = !QSettings().contains(QStringLiteral("window/state"));
    if (fresh && !m_training->hasRuns()) QTimer::singleShot(0, this, [this] { setTrainingHeight(1); });
    updateActions();
    showImage();
  });
  const QSettings settings;
  restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
  setGeometry(withinScreen(geometry(), screen()->availableGeometry()));
  restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
  showWelcome(true);
  updateActions();
  showImage();
}

MainWindow::~MainWindow() { rememberImage(); }

QRect withinScreen(const QRect& window, const QRect& screen) {
  // The title and the frame stay in reach: they are around what Qt calls the geometry, and not known before
  // the window is shown.
  constexpr int title = 32;
  constexpr int border = 4;
  const QRect room = screen.adjusted(border, std::min(title, screen.height() / 4), -border, -border);
  // Some window managers take the place for that of the frame: it fits either way.
  QRect placed(window.topLeft(), window.size().boundedTo(room.size() - QSize(0, title)));
  placed.moveLeft(std::clamp(placed.left(), room.left(), room.right() - placed.width() + 1));
  placed.moveTop(std::clamp(placed.top(), room.top(), room.bottom() - placed.height() + 1));
  return placed;
}

void MainWindow::forgetProject() {
  m_own = {};
  for (ProjectPart* part : m_parts) part->leaveProject();
  m_banner->showWords(Banner::Kind::Offer, {}, {});
  statusBar()->clearMessage();
  m_hover->clear();
  showImage();
}

void MainWindow::dock(const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(QLatin1String(name));
  dock->setWidget(area == Qt::BottomDockWidgetArea ? new SharingPanel(content, dock) : content);
  addDockWidget(area, dock);
  m_dockMenu->addAction(dock->toggleViewAction());
}

void MainWindow::setTrainingHeight(int height) {
  resizeDocks({findChild<QDockWidget*>(QStringLiteral("trainingDock"))}, {height}, Qt::Vertical);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  saveLayout();
  if (!m_session.unsaved().isEmpty() && !m_closing) {
    event->ignore();
    return dialogs::ask(
        this, tr("An edit is not saved"),
        tr("The last edit could not be saved: %1\n\nClose and discard it?").arg(m_session.unsaved()),
        QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel,
        [this](QMessageBox::StandardButton answer) {
          if (answer != QMessageBox::Discard) return;
          m_session.discardUnsaved();
          QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
  }
  if (m_closing || !m_training->follower().alive()) return event->accept();
  event->ignore();
  dialogs::ask(this, tr("A run is in progress"),
               tr("Keep training after the studio closes? With Yes, the run continues and reappears when you "
                  "reopen the project. With No, it saves a checkpoint and stops."),
               QMessageBox::Yes | QMessageBox::No | QMessageBox::Cancel, QMessageBox::Yes,
               [this](QMessageBox::StandardButton answer) {
                 if (answer == QMessageBox::Cancel) return;
                 if (answer == QMessageBox::No) m_training->command(RunCommand::Kind::Stop);
                 m_closing = true;
                 // Qt ignores a close() within a close event, and the answer may come at once.
                 QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
               });
}

}  // namespace anchor
