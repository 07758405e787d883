// SPDX-License-Identifier: GPL-3.0-or-later
// What a person meets first: welcome page, recent projects, language, tour and help.
#include <QActionGroup>
#include <QDir>
#include <QMenuBar>
#include <QSettings>
#include <QStandardPaths>

#include "ui/preferences/preferences_dialog.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/keys_dialog.h"
#include "ui/shared/language.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/shared/toast.h"
#include "ui/start/about_dialog.h"
#include "ui/start/manual_window.h"
#include "ui/start/recent_projects.h"
#include "ui/start/tour.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/window/action_about.h"
#include "ui/window/drop_target.h"
#include "ui/window/main_window.h"
#include "ui/window/view_output.h"

namespace anchor {
namespace {

constexpr int sampleImages = 240;
const QString toneKey = QStringLiteral("canvas/tone");  // brightness and contrast, as x and y

/// Where the tour's sample goes: a new folder among the person's documents.
QString sampleFolder() {
  const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  QString folder = documents.filePath(QStringLiteral("anchor-sample"));
  for (int i = 2; QFileInfo::exists(folder); ++i)
    folder = documents.filePath(QStringLiteral("anchor-sample-%1").arg(i));
  return folder;
}

}  // namespace

void MainWindow::buildHelpMenu() {
  auto* help = setAbout(menuBar()->addMenu(tr("&Help")), About::Window);
  // F1 helps with what a person is at: on the image the keys, elsewhere the manual's page on that part.
  add(help, tr("&Help on this"), "helpHere", QKeySequence::HelpContents, [this] { showHelpHere(); });
  add(help, tr("&Keys…"), "helpKeys", {}, [this] { showKeys(); });
  add(help, tr("&Manual"), "helpManual", QKeySequence(QStringLiteral("Ctrl+F1")),
      [this] { showManual(QStringLiteral("index")); });
  add(help, tr("Take the &tour"), "helpTour", {}, [this] { takeTour(); });
  add(help, tr("&About Anchor Studio"), "helpAbout", {}, [this] { showAbout(); });
}

void MainWindow::buildRecentMenu(QMenu* menu) {
  auto* recentMenu = menu->addMenu(icon("document-open-recent"), tr("Open &recent"));
  recentMenu->setObjectName(QStringLiteral("fileRecent"));
  connect(recentMenu, &QMenu::aboutToShow, this, [this, recentMenu] {
    recentMenu->clear();
    for (const QString& folder : recent::projects())
      recentMenu->addAction(QDir::toNativeSeparators(folder), this, [this, folder] { openSoon(folder); });
    if (recentMenu->isEmpty()) recentMenu->addAction(tr("None yet"))->setEnabled(false);
  });
}

void MainWindow::buildThemeMenu(QMenu* menu) {
  auto* themes = setAbout(menu->addMenu(icon("theme"), tr("Th&eme")), About::Window);
  themes->setObjectName(QStringLiteral("viewTheme"));
  auto* one = new QActionGroup(this);
  const auto choice = [&](const QString& words, const char* name, const QString& value) {
    QAction* action =
        add(themes, words, name, {}, [value] { Settings::shared().set(setting::theme, value); });
    action->setCheckable(true);
    one->addAction(action);
    const auto show = [action, value] { action->setChecked(Settings::value(setting::theme) == value); };
    show();
    connect(&Settings::shared(), &Settings::changed, action, show);
  };
  choice(tr("&System"), "viewSystem", QStringLiteral("system"));
  choice(tr("&Light"), "viewLight", QStringLiteral("light"));
  choice(tr("&Dark"), "viewDark", QStringLiteral("dark"));
}

void MainWindow::buildLanguageMenu(QMenu* menu) {
  auto* languages = menu->addMenu(icon("languages"), tr("Lan&guage"));
  languages->setObjectName(QStringLiteral("viewLanguage"));
  auto* one = new QActionGroup(this);
  for (const language::Choice& choice : language::choices()) {
    QAction* action = languages->addAction(choice.words);
    action->setObjectName(QStringLiteral("language_") + choice.name);
    action->setCheckable(true);
    action->setChecked(choice.name == language::chosen());
    one->addAction(action);
    connect(action, &QAction::triggered, this, [this, name = choice.name] { Q_EMIT languageChosen(name); });
  }
}

void MainWindow::connectWelcome() {
  connect(m_welcome, &WelcomePage::newWanted, m_actions[QStringLiteral("fileNew")], &QAction::trigger);
  connect(m_welcome, &WelcomePage::openWanted, m_actions[QStringLiteral("fileOpen")], &QAction::trigger);
  connect(m_welcome, &WelcomePage::tourWanted, this, &MainWindow::takeTour);
  connect(m_welcome, &WelcomePage::manualWanted, this, [this] { showManual(QStringLiteral("index")); });
  connect(m_welcome, &WelcomePage::projectChosen, this, &MainWindow::openSoon);
  connect(m_welcome, &WelcomePage::imagesWanted, this, &MainWindow::chooseImages);
  auto* drops = new DropTarget(
      this, [this] { return !m_transfer->busy(); }, [this] { return m_session.isOpen(); });
  connect(drops, &DropTarget::dropped, this, &MainWindow::openPaths);
  connect(m_images, &ImagePanel::importWanted, m_actions[QStringLiteral("fileImportImages")],
          &QAction::trigger);
  connect(m_transfer, &DataTransfer::projectWanted, this, [this](const QString& folder) {
    m_startsDrawing = false;
    openProject(folder);  // at once: images may follow that belong into it
  });
  connect(m_transfer, &DataTransfer::finished, this,
          [this](bool ok) { m_startsDrawing = m_startsDrawing && ok; });
  connect(m_transfer, &DataTransfer::told, this, [this](const QString& words) { say(words); });
  connect(m_transfer, &DataTransfer::imported, this, &MainWindow::sayWritten);
  connect(m_output, &ViewOutput::told, this, &MainWindow::say);
  connect(m_transfer, &DataTransfer::weightsGiven, this, [this](const QString& file) {
    dialogs::tell(this, QMessageBox::Information, tr("Weights"),
                  tr("%1 contains weights. Choose it under Weights in the Train dialog (Ctrl+T).").arg(file));
  });
  connect(m_transfer, &DataTransfer::networkGiven, this, [this](const QString& file) {
    dialogs::tell(this, QMessageBox::Information, tr("ONNX network"),
                  tr("%1 is a network for other programs. The studio does not open it; "
                     "anchor-engine detect runs it on images.")
                      .arg(file));
  });
}

void MainWindow::chooseImages() {
  const QString folder = dialogs::chooseFolder(this, tr("A folder of images, or a data set"));
  if (!folder.isEmpty()) openPaths({folder});
}

void MainWindow::openPaths(const QStringList& paths) {
  m_startsDrawing = !m_session.isOpen();
  m_transfer->openPaths(paths);
}

void MainWindow::showWelcome(bool on) {
  if (m_centre->currentWidget() == (on ? static_cast<QWidget*>(m_welcome) : m_work)) return;
  // The panels speak of a project: without one they would only be empty.
  if (on) m_welcome->refresh();
  m_centre->setCurrentWidget(on ? static_cast<QWidget*>(m_welcome) : m_work);
  workspaceChanged(m_workspaces->current());
}

void MainWindow::saveLayout() const {
  QSettings settings;
  settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  settings.setValue(QStringLiteral("window/layout"), m_workspaces->layoutState());
  settings.setValue(toneKey, QPoint(m_canvas->tone().brightness, m_canvas->tone().contrast));
}

void MainWindow::rememberPlace() {
  if (!m_session.isOpen()) return;
  const QString project = text(m_session.store().folder().string());
  recent::rememberWorkspace(project, static_cast<int>(m_workspaces->current()));
  if (m_session.current() != nullptr) recent::rememberImage(project, text(m_session.current()->path));
}

void MainWindow::goToPlaceLeft() {
  const QString project = text(m_session.store().folder().string());
  const int workspace = recent::workspaceLeft(project).value_or(static_cast<int>(Workspace::Label));
  if (workspace >= 0 && workspace < workspaceCount) showWorkspace(static_cast<Workspace>(workspace));
  const std::string left = recent::imageLeft(project).toStdString();
  for (const ImageEntry& image : m_session.images())
    if (image.path == left) return m_session.setCurrent(image.id);
}

std::optional<MainWindow::Place> MainWindow::leave() {
  if (!m_session.unsaved().isEmpty() || m_transfer->busy()) {
    dialogs::tell(this, QMessageBox::Information, tr("Language"),
                  tr("The language can be changed once the current edit has been saved."));
    return std::nullopt;
  }
  saveLayout();
  Place place{{}, 0, m_own.nextRun, m_own.pinned, m_preferences != nullptr};
  if (!m_session.isOpen()) return place;
  place.project = text(m_session.store().folder().string());
  if (m_session.current() != nullptr) place.image = m_session.current()->id;
  m_session.close();
  return place;
}

void MainWindow::enter(const Place& place) {
  if (place.preferences) showPreferences(setting::language);
  if (place.project.isEmpty()) return;
  openProject(place.project);
  m_session.setCurrent(place.image);
  m_own.nextRun = place.nextRun;
  m_own.pinned = place.pinned;
}

void MainWindow::showPreferences(const QString& setting) {
  const QString project = m_session.isOpen() ? text(m_session.store().folder().string()) : QString();
  auto* dialog = showBeside(m_preferences, [&] { return new PreferencesDialog(m_keymap, project, this); });
  if (!setting.isEmpty()) dialog->showRow(setting);
  dialog->activateWindow();
}

void MainWindow::applySettings() {
  for (const Settings::Row& row : Settings::rows())
    if (row.key != setting::theme && row.key != setting::language) applySetting(row.key);
  if (!Settings::yes(setting::keepTone)) return;
  const QPoint kept = QSettings().value(toneKey).toPoint();
  m_canvas->setTone({kept.x(), kept.y()});
}

void MainWindow::applySetting(const QString& key) {
  const bool on = Settings::yes(key);
  if (key == setting::theme) theme::applyChosen();
  if (key == setting::language) Q_EMIT languageChosen(Settings::value(key).toString());
  if (key == setting::magnifier) m_canvas->setMagnifier(on);
  if (key == setting::lens) m_tools->setLensOn(on);
  if (key == setting::stayDrawing) m_canvas->setDrawOnce(!on);
  if (key == setting::keepZoom) m_canvas->setKeepZoom(on);
  if (key == setting::minimap) m_canvas->setMinimap(on);
  if (key == setting::shownScore) showDetections();
}

void MainWindow::showKeys() {
  showBeside(m_keys, [this] { return new KeysDialog(m_keymap, this); });
}

void MainWindow::showAbout() {
  showBeside(m_about, [this] {
    auto* made = new AboutDialog(m_services.engineProgram, this);
    connect(made, &AboutDialog::manualWanted, this, [this] { showManual(QStringLiteral("index")); });
    return made;
  });
}

void MainWindow::say(const QString& words) { m_toast->say(words); }

void MainWindow::sayWritten(const QString& words) {
  m_toast->say(words, {{tr("Undo"), "toastUndo", [this] { m_session.undo(); }}});
}

void MainWindow::showManual(const QString& page) {
  showBeside(m_manual, [this] { return new ManualWindow(this); })->showPage(page);
}

void MainWindow::showHelpHere() {
  const QWidget* at = focusWidget();
  const auto within = [at](const QWidget* part) {
    return at != nullptr && (part == at || part->isAncestorOf(at));
  };
  if (!m_session.isOpen()) return showManual(QStringLiteral("index"));
  const bool report = within(m_fit) || within(m_autopsy) || within(m_byClass) || within(m_doctor);
  if (report || within(m_inspector) || within(m_inspector->stages()))
    return showManual(QStringLiteral("inspector"));
  if (m_workspaces->current() == Workspace::Train) return showManual(QStringLiteral("training"));
  if (m_workspaces->current() == Workspace::Data) return showManual(QStringLiteral("labelling"));
  showKeys();
}

void MainWindow::takeTour() {
  if (m_session.isOpen() && !m_session.images().empty()) return startTour();
  connect(
      m_transfer, &DataTransfer::finished, this,
      [this](bool ok) {
        if (ok) startTour();
      },
      Qt::SingleShotConnection);
  createSample(sampleFolder(), sampleImages);
}

void MainWindow::startTour() {
  delete m_tour.data();
  QList<TourStep> steps{
      {tr("Label"),
       tr("The boxes are the ground-truth boxes (gt_boxes) that you draw. Press W and drag to draw one, and "
          "press a digit to set its class. Changes are saved automatically; Ctrl+Z undoes them."),
       m_canvas, [this] { showWorkspace(Workspace::Label); }},
      {tr("See how the network processes it"),
       tr("Assignment shows which anchors are foreground, background or ignored, and why: click a cell or an "
          "object. Move a slider, and everything is recomputed by the same code that trains."),
       m_inspector, [this] { m_inspector->showView(InspectorView::Assignment); }},
      {tr("Train"),
       tr("Train… (Ctrl+T) starts a run in a separate process; losses and mAP are plotted live. With "
          "tiny-from-scratch, a CPU learns this sample in minutes."),
       m_training, [this] { reveal(m_training); }},
      {tr("Find out why objects are missed"),
       tr("After a run, Examine follows every object through the network and names the stage that loses it: "
          "no anchor, a low RPN score, NMS, the head, a threshold. Click an object to open its image."),
       m_autopsy, [this] { reveal(m_autopsy); }},
      {tr("Export"),
       tr("Export… writes the network as TorchScript, ONNX or weights. Each file is loaded in a fresh "
          "process and must give the same detections as the network before it is saved."),
       m_header->exportButton(), [this] { reveal(m_training); }}};
  m_tour = new Tour(std::move(steps), this);
}

}  // namespace anchor
