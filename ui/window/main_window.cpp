// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <QCloseEvent>
#include <QSettings>
#include <QStatusBar>

#include "ui/preferences/preferences_dialog.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/key_repeat_guard.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/shared/wheel_guard.h"
#include "ui/start/recent_projects.h"
#include "ui/window/view_output.h"

namespace anchor {
MainWindow::MainWindow(StudioServices services)
    : m_services(std::move(services)),
      m_canvas(part(new ImageCanvas(this))),
      m_images(part(new ImagePanel(&m_session, this))),
      m_facets(part(new FacetPanel(&m_session, this))),
      m_missing(part(new MissingImages(&m_session, this))),
      m_box(part(new BoxPanel(&m_session, this))),
      m_tools(part(new LabelTools(&m_session, m_canvas, this))),
      m_side(part(new LabelSide(&m_session, m_tools, m_canvas, m_box))),
      m_loader(part(new ImageLoader(this))),
      m_keymap(new Keymap(this)),
      m_banner(new Banner(this)),
      m_welcome(new WelcomePage(this)),
      m_header(new Header(this)),
      m_inspector(part(new InspectorPanel(this))),
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
      m_output(new ViewOutput(m_canvas, this)),
      m_saved(new QLabel(this)),
      m_hover(new QLabel(this)),
      m_zoom(new QLabel(this)) {
  WheelGuard::install();
  KeyRepeatGuard::install();
  setObjectName(QStringLiteral("mainWindow"));
  setWindowTitle(tr("Anchor Studio"));
  resize(1360, 860);
  buildMenus();
  buildFrame();
  buildStatusBar();
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
  connectFrame();
  connect(&m_session, &ProjectSession::projectClosing, this, &MainWindow::rememberPlace);
  connect(&m_session, &ProjectSession::projectLeft, this, [this] { leaveProject(); });
  connect(&m_session, &ProjectSession::projectChanged, this, [this] {
    if (m_session.isOpen()) {
      recent::remember(text(m_session.store().folder().string()));
      recent::setClosed(false);
      m_training->setRunsFolder(m_session.store().runsFolder());
    }
    if (m_preferences)
      m_preferences->setProject(m_session.isOpen() ? text(m_session.store().folder().string()) : QString());
    showWelcome(!m_session.isOpen());
    updateActions();
    refreshHeader();
    showImage();
  });
  connect(&Settings::shared(), &Settings::changed, this, &MainWindow::applySetting);
  applySettings();
  const QSettings settings;
  restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
  setGeometry(withinScreen(geometry(), screen()->availableGeometry()));
  m_workspaces->restoreLayout(settings.value(QStringLiteral("window/layout")).toMap());
  showWelcome(true);
  updateActions();
  showImage();
}

MainWindow::~MainWindow() { rememberPlace(); }

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
  m_tray->giveBack();
  showImage();
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
