// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenuBar>
#include <QStatusBar>

#include "engine/base/user_error.h"
#include "ui/dataset/import_dialog.h"
#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/format_words.h"
#include "ui/shared/message_words.h"
#include "ui/shared/panel_walk.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/start/recent_projects.h"
#include "ui/style/icons.h"
#include "ui/window/action_about.h"
#include "ui/window/main_window.h"
#include "ui/window/view_output.h"

namespace anchor {

QAction* MainWindow::add(QMenu* menu, const QString& words, const char* name, const QKeySequence& keys,
                         std::function<void()> run) {
  auto* action = menu->addAction(words);
  action->setObjectName(QLatin1String(name));
  action->setIcon(actionIcon(action->objectName()));
  action->setShortcut(keys);
  action->setAutoRepeat(false);
  setAbout(action, aboutOf(menu));
  connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
  m_actions.insert(QLatin1String(name), action);
  m_keymap->add(action, menu->title());
  return action;
}

QAction* MainWindow::repeated(QAction* action) {
  action->setAutoRepeat(true);
  return action;
}

void MainWindow::buildMenus() {
  buildFileMenu();
  buildEditMenu();
  buildImageMenu();
  buildLabelMenu();
  buildViewMenu();
  buildTrainMenu();
  buildHelpMenu();
  m_keymap->load();
}

void MainWindow::buildFileMenu() {
  auto* menu = menuBar()->addMenu(tr("&File"));
  setAbout(menu, About::Window);
  add(menu, tr("&New project…"), "fileNew", QKeySequence::New, [this] {
    const QString folder = dialogs::chooseNewFolder(this, tr("Folder for the new project"));
    if (!folder.isEmpty()) newProject(folder);
  });
  add(menu, tr("&Open project…"), "fileOpen", QKeySequence::Open, [this] {
    const QString folder = dialogs::chooseFolder(this, tr("Open a project folder"));
    if (!folder.isEmpty()) openSoon(folder);
  });
  buildRecentMenu(menu);
  add(menu, tr("New &sample project…"), "fileSample", {}, [this] {
    const QString folder = dialogs::chooseNewFolder(this, tr("Folder for the sample project"));
    if (!folder.isEmpty()) createSample(folder, 240);
  });
  setAbout(menu, About::Project);
  menu->addSeparator();
  add(menu, tr("Import &images…"), "fileImportImages", {}, [this] {
    const QString folder = dialogs::chooseFolder(this, tr("Folder of images"));
    if (!folder.isEmpty()) m_transfer->importImages(folder);
  });
  add(menu, tr("Import &labels from a folder…"), "fileImportLabels", {}, [this] {
    const QString formats = formatList([](const LabelFormatRow& row) { return row.write != nullptr; });
    const QString folder = dialogs::chooseFolder(this, tr("Folder with labels: %1").arg(formats));
    if (!folder.isEmpty()) m_transfer->importLabels(folder);
  });
  add(menu, tr("Import labels from a &file…"), "fileImportFile", {}, [this] {
    const QString file = dialogs::chooseFile(this, tr("Labels"), labelFileFilter());
    if (!file.isEmpty()) m_transfer->importLabels(file);
  });
  add(menu, tr("&Find moved images…"), "fileFindImages", {}, [this] { findImages(); });
  add(menu, tr("I&mports…"), "fileImports", {}, [this] {
    if (m_session.isOpen()) (new ImportHistoryDialog(m_session.store().imports(), this))->open();
  });
  m_exportMenu = menu->addMenu(tr("&Export labels"));
  for (const LabelFormatRow& format : writableFormats())
    add(m_exportMenu, tr("%1…").arg(formatWords(format)),
        (QStringLiteral("fileExport_") + QLatin1String(format.name)).toLatin1().constData(), {},
        [this, format] { exportLabels(format.format); });
  m_exportMenu->addSeparator();
  QAction* upright = m_exportUpright =
      m_exportMenu->addAction(tr("Turn photographs &upright in the exported files"));
  upright->setObjectName(QStringLiteral("exportUpright"));
  upright->setCheckable(true);
  upright->setToolTip(
      tr("For programs that ignore the EXIF orientation: rotated images are rewritten upright, all others "
         "are copied byte for byte"));
  menu->addSeparator();
  setAbout(menu, About::Boxes);
  add(menu, tr("Save &view as…"), "fileSaveView", QKeySequence(QStringLiteral("Ctrl+Shift+S")),
      [this] { m_output->save(); });
  add(menu, tr("&Print…"), "filePrint", QKeySequence::Print, [this] { m_output->print(); });
  menu->addSeparator();
  setAbout(menu, About::Project);
  add(menu, tr("&Close project"), "fileClose", QKeySequence(QStringLiteral("Ctrl+W")),
      [this] { closeProject(); });
  setAbout(add(menu, tr("&Quit"), "fileQuit", QKeySequence::Quit, [this] { close(); }), About::Window);
}

void MainWindow::exportLabels(LabelFormat format) {
  const QString folder = dialogs::chooseNewFolder(this, tr("New folder for the labels"));
  const bool upright = m_exportUpright->isChecked();
  if (!folder.isEmpty()) m_transfer->exportLabels(format, folder, {upright});
}

void MainWindow::buildViewMenu() {
  auto* menu = menuBar()->addMenu(tr("&View"));
  buildWorkspaceActions(menu);
  buildStageMenu(menu->addMenu(tr("&Stages of the detector")));
  menu->addSeparator();
  const auto layer = [&](const QString& words, const char* name, const QKeySequence& keys,
                         bool CanvasLayers::*member) {
    auto* action = add(menu, words, name, keys, [] {});
    action->setCheckable(true);
    action->setChecked(m_canvas->layers().*member);
    connect(action, &QAction::toggled, this, [this, member](bool on) { setLayer(member, on); });
  };
  layer(tr("&Labels (ground-truth boxes)"), "layerGt", QKeySequence(Qt::Key_F5), &CanvasLayers::gtBoxes);
  layer(tr("&Detections of the newest checkpoint"), "layerDetections", QKeySequence(Qt::Key_F8),
        &CanvasLayers::detections);
  menu->addSeparator();
  auto* pin = add(menu, tr("Pi&n: record this image while training"), "viewPin", {}, [] {});
  pin->setCheckable(true);
  connect(pin, &QAction::triggered, this, [this](bool on) {
    if (m_session.current() == nullptr) return;
    const std::string name = sampleName(*m_session.current());
    if (on)
      m_own.pinned.insert(name);
    else
      m_own.pinned.erase(name);
  });
  menu->addSeparator();
  add(menu, tr("&Fit to window"), "viewFit", {}, [this] {
    m_canvas->fit();
  })->setShortcuts({QKeySequence(QStringLiteral("Ctrl+F")), QKeySequence(QStringLiteral("Ctrl+0"))});
  add(menu, tr("Actual si&ze"), "viewPixels", {}, [this] {
    m_canvas->showPixels();
  })->setShortcut(QKeySequence(QStringLiteral("Ctrl+=")));
  setAbout(add(menu, tr("Zoom to selected &box"), "boxLook", QKeySequence(Qt::Key_Z),
               [this] { m_tools->lookAtSelection(); }),
           About::Boxes);
  repeated(add(menu, tr("Zoom &in"), "viewIn", QKeySequence::ZoomIn, [this] { m_canvas->zoomBy(1.25); }));
  repeated(add(menu, tr("Zoom o&ut"), "viewOut", QKeySequence::ZoomOut, [this] { m_canvas->zoomBy(0.8); }));
  add(menu, tr("Brightness and &contrast…"), "viewTone", {}, [this] { showTone(); });
  setAbout(menu, About::Window);
  add(menu, tr("Focus next &panel"), "viewNextPanel", QKeySequence(QStringLiteral("Ctrl+Tab")),
      [this] { walkPanels(QList<QWidget*>{m_header} + m_workspaces->columns(), +1); });
  add(menu, tr("&Focus previous panel"), "viewPanelBefore", QKeySequence(QStringLiteral("Ctrl+Shift+Tab")),
      [this] { walkPanels(QList<QWidget*>{m_header} + m_workspaces->columns(), -1); });
  const auto option = [&](const QString& words, const char* name, const QString& key) {
    auto* action = add(menu, words, name, {}, [] {});
    action->setCheckable(true);
    action->setChecked(Settings::yes(key));
    connect(action, &QAction::toggled, this, [key](bool on) { Settings::shared().set(key, on); });
    connect(&Settings::shared(), &Settings::changed, action, [action, key](const QString& changed) {
      if (changed == key) action->setChecked(Settings::yes(key));
    });
  };
  option(tr("&Magnifier while drawing"), "viewMagnifier", setting::magnifier);
  option(tr("A&nchor lens while drawing"), "viewLens", setting::lens);
  option(tr("Stay in draw mode"), "viewStay", setting::stayDrawing);
  option(tr("&Keep zoom when changing images"), "viewKeepZoom", setting::keepZoom);
  option(tr("Minimap while zoomed in"), "viewMinimap", setting::minimap);
  menu->addSeparator();
  buildThemeMenu(menu);
  buildLanguageMenu(menu);
}

void MainWindow::buildWorkspaceActions(QMenu* menu) {
  auto* one = new QActionGroup(this);
  const std::pair<QString, const char*> entries[] = {{tr("&Data"), "goToData"},
                                                     {tr("&Label"), "goToLabel"},
                                                     {tr("&Inspect"), "goToInspect"},
                                                     {tr("&Train"), "goToTrain"}};
  for (int i = 0; i < workspaceCount; ++i) {
    const auto workspace = static_cast<Workspace>(i);
    auto* action = add(menu, entries[i].first, entries[i].second, QKeySequence(Qt::CTRL | (Qt::Key_1 + i)),
                       [this, workspace] { showWorkspace(workspace); });
    if (workspace == Workspace::Label)
      action->setShortcuts({action->shortcut(), QKeySequence(QStringLiteral("Alt+0"))});
    action->setCheckable(true);
    one->addAction(action);
  }
  menu->addSeparator();
  const auto side = [&](const QString& words, const char* name, const char* keys, Workspaces::Side which) {
    auto* action = add(menu, words, name, QKeySequence(QLatin1String(keys)), [] {});
    action->setCheckable(true);
    action->setChecked(true);
    connect(action, &QAction::triggered, this,
            [this, which](bool on) { m_workspaces->setSideShown(which, on); });
  };
  side(tr("Left &panel"), "viewLeftPanel", "F3", Workspaces::Side::Left);
  side(tr("Ri&ght panel"), "viewRightPanel", "F4", Workspaces::Side::Right);
  setAbout(menu, About::Window);
  add(menu, tr("&Commands…"), "viewCommands", QKeySequence(QStringLiteral("Ctrl+K")),
      [this] { showCommands(); });
  add(menu, tr("&Full screen"), "viewFullScreen", QKeySequence(Qt::Key_F11),
      [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  setAbout(menu, About::Project);
  add(menu, tr("Reset la&yout"), "viewResetLayout", {}, [this] { m_workspaces->resetLayout(); });
  menu->addSeparator();
}

void MainWindow::buildStageMenu(QMenu* menu) {
  int number = 0;
  for (const Stage* stage : stages()) {
    const Stage::Names names = stage->names();
    auto* action = add(menu, names.menuTitle, names.action, {}, [] {});
    QList<QKeySequence> keys{QKeySequence(Qt::ALT | (Qt::Key_0 + ++number))};
    if (names.key != Qt::Key_unknown) keys << QKeySequence(names.key);
    action->setShortcuts(keys);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, wanted = names.view] {
      const bool there = m_workspaces->current() == Workspace::Inspect && m_inspector->state().view == wanted;
      m_inspector->showView(there ? InspectorView::None : wanted);
    });
    connect(m_inspector, &InspectorPanel::viewChanged, action,
            [action, wanted = names.view](InspectorView now) { action->setChecked(now == wanted); });
  }
}

void MainWindow::buildTrainMenu() {
  auto* menu = menuBar()->addMenu(tr("&Train"));
  add(menu, tr("&Train…"), "trainStart", QKeySequence(QStringLiteral("Ctrl+T")),
      [this] { showTrainDialog(); });
  add(menu, tr("&Pause"), "trainPause", {}, [this] { m_training->command(RunCommand::Kind::Pause); });
  add(menu, tr("&Continue"), "trainContinue", {}, [this] { m_training->command(RunCommand::Kind::Resume); });
  add(menu, tr("&Stop"), "trainStop", {}, [this] { m_training->command(RunCommand::Kind::Stop); });
  add(menu, tr("&Resume from the last checkpoint"), "trainResume", {}, [this] { m_training->resumeRun(); });
  add(menu, tr("&Evaluate now"), "trainEvaluate", {},
      [this] { m_training->command(RunCommand::Kind::Evaluate); });
  add(menu, tr("E&xport the network…"), "trainExport", {}, [this] { m_training->exportRun(); });
}

void MainWindow::updateActions() {
  const bool open = m_session.isOpen();
  for (QAction* action : std::as_const(m_actions))
    action->setEnabled(aboutOf(action) == About::Window ||
                       (open && canBeSeen(aboutOf(action), m_workspaces->current())));
  m_exportMenu->setEnabled(open);
  const bool alive = m_training->follower().alive();
  m_actions[QStringLiteral("trainStart")]->setEnabled(open);
  for (const char* name : {"trainPause", "trainContinue", "trainStop", "trainEvaluate"})
    m_actions[QLatin1String(name)]->setEnabled(alive);
  m_actions[QStringLiteral("trainExport")]->setEnabled(m_training->follower().folder().has_value());
  m_actions[QStringLiteral("trainResume")]->setEnabled(!alive && m_training->follower().folder().has_value());
}

void MainWindow::openProject(const QString& folder) {
  ++m_opening;
  try {
    m_session.open(ProjectStore::open(folder.toStdString()));
    goToPlaceLeft();
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("The project cannot be opened"), inWords(error));
  }
}

void MainWindow::openSoon(const QString& folder) {
  struct Opened {
    std::unique_ptr<ProjectStore> store;
    QString trouble;
  };
  runInBackground(
      this,
      [folder] {
        auto opened = std::make_shared<Opened>();
        try {
          opened->store = ProjectStore::open(folder.toStdString());
        } catch (const std::exception& error) {
          opened->trouble = inWords(error);
        }
        return opened;
      },
      [this, request = ++m_opening](const std::shared_ptr<Opened>& opened) {
        if (request != m_opening) return;
        try {
          if (!opened->store)
            return dialogs::tell(this, QMessageBox::Critical, tr("The project cannot be opened"),
                                 opened->trouble);
          m_session.open(std::move(opened->store));
          goToPlaceLeft();
        } catch (const std::exception& error) {
          dialogs::tell(this, QMessageBox::Critical, tr("The project cannot be opened"), inWords(error));
        }
      });
}

void MainWindow::closeProject() {
  const auto close = [this] {
    m_session.discardUnsaved();
    m_session.close();
    recent::setClosed(true);
  };
  if (m_session.unsaved().isEmpty()) return close();
  dialogs::ask(this, tr("An edit is not saved"),
               tr("The last edit could not be saved: %1\n\nClose and discard it?").arg(m_session.unsaved()),
               QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel,
               [close](QMessageBox::StandardButton answer) {
                 if (answer == QMessageBox::Discard) close();
               });
}

void MainWindow::newProject(const QString& folder) {
  try {
    m_session.open(ProjectStore::create(folder.toStdString()));
    showWorkspace(Workspace::Label);
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("The project cannot be created"), inWords(error));
  }
}

void MainWindow::createSample(const QString& folder, int images) { m_transfer->createSample(folder, images); }

TrainSubject MainWindow::subject() {
  TrainSubject subject;
  subject.classes = static_cast<int>(m_session.classes().size());
  subject.width = subject.height = 0;
  if (m_session.isOpen()) {
    subject.project = text(m_session.store().folder().string());
    subject.check = [reader = std::shared_ptr<ProjectStore>(m_session.store().reader())] {
      try {
        return checkProject(*reader);
      } catch (const std::exception&) {
        return TrainCheck{1, 0, 0, 1, {}, {}};  // an edit was being written; the start itself checks again
      }
    };
  }
  for (const ImageEntry& image : m_session.images()) {
    if (image.state == ImageState::Unlabelled) continue;
    (image.split == "train" ? subject.trainImages
     : image.split == "val" ? subject.valImages
                            : subject.testImages) += 1;
    subject.boxes = std::max(subject.boxes, image.boxes);
    if (image.width * image.height <= subject.width * subject.height) continue;
    subject.width = image.width;
    subject.height = image.height;
  }
  return subject;
}

void MainWindow::showTrainDialog(const RunConfig* from) {
  if (!m_session.isOpen()) return;
  const TrainSubject about = subject();
  if (about.trainImages == 0 || about.classes == 0)
    return dialogs::tell(this, QMessageBox::Information, tr("Train"),
                         tr("No labelled image belongs to the training split yet. Draw boxes with W, or "
                            "import labels, then train."));
  auto* dialog = new TrainDialog(about, m_services.engineProgram, this);
  if (from != nullptr)
    dialog->setConfig(*from);
  else if (m_own.nextRun)
    dialog->setRules(*m_own.nextRun);
  connect(dialog, &TrainDialog::rulesDropped, this, [this] { m_own.nextRun.reset(); });
  connect(dialog, &QDialog::accepted, this,
          [this, dialog] { startTraining(dialog->config(), dialog->remote()); });
  dialog->open();
}

void MainWindow::startTraining(const RunConfig& wanted, const std::optional<RemotePlace>& remote) {
  if (!checkTrainable()) return;
  RunConfig config = wanted;
  // Something to replay the training on, even when nobody pinned an image.
  for (const std::string& name : m_own.pinned) config.pinned.push_back(name);
  for (const ImageEntry& image : m_session.images())
    if (config.pinned.empty() && image.split == "val" && image.state == ImageState::Labelled)
      config.pinned.push_back(sampleName(image));
  try {
    const RunFolder run = m_services.prepareRun(m_session.store(), config);
    if (remote) {
      RemotePlace place = *remote;
      place.folder = "anchor-runs/" + m_session.store().folder().filename().string() + "/" +
                     run.path().filename().string();
      writeRemotePlace(run.path(), place);
    }
    m_training->start(run);
    reveal(m_training);
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Critical, tr("The run cannot start"), inWords(error));
  }
}

}  // namespace anchor
