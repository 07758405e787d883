// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QActionGroup>
#include <QLabel>
#include <QMainWindow>
#include <QPointer>
#include <QStackedWidget>
#include <set>

#include "ui/canvas/image_canvas.h"
#include "ui/dataset/data_transfer.h"
#include "ui/dataset/facet_panel.h"
#include "ui/dataset/image_loader.h"
#include "ui/dataset/image_panel.h"
#include "ui/dataset/missing_images.h"
#include "ui/insight/autopsy_panel.h"
#include "ui/insight/classes_panel.h"
#include "ui/insight/doctor_panel.h"
#include "ui/insight/fit_panel.h"
#include "ui/insight/lint_panel.h"
#include "ui/insight/statistics_panel.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/labelling/box_panel.h"
#include "ui/labelling/label_side.h"
#include "ui/labelling/label_tools.h"
#include "ui/labelling/prelabeller.h"
#include "ui/runs/record_provider.h"
#include "ui/shared/banner.h"
#include "ui/shared/keymap.h"
#include "ui/shared/project_part.h"
#include "ui/start/welcome_page.h"
#include "ui/training/time_bar.h"
#include "ui/training/train_dialog.h"
#include "ui/training/training_panel.h"
#include "ui/window/header.h"
#include "ui/window/report_tray.h"
#include "ui/window/workspaces.h"

namespace anchor {

class AboutDialog;
class KeysDialog;
class ManualWindow;
class PreferencesDialog;
class Toast;
class ToneDialog;
class Tour;
class UndoHistory;
class ViewOutput;

/// What the window needs from the program around it.
struct StudioServices {
  QString engineProgram;
  /// Makes a run folder from the project's labels; throws std::exception.
  std::function<RunFolder(const ProjectStore&, const RunConfig&)> prepareRun;
  /// Lint rules that ask a configuration's anchors.
  std::function<LintRules(const RunConfig&)> lintRules;
};

/// A window's place on this screen: no larger, and with every edge on it. The place that was kept may be that
/// of a screen which is gone.
QRect withinScreen(const QRect& window, const QRect& screen);

/// The frame: menus, header, the four workspaces and the status bar, connected to the session.
class MainWindow : public QMainWindow, public ProjectPart {
  Q_OBJECT
 public:
  explicit MainWindow(StudioServices services);
  ~MainWindow() override;
  void openProject(const QString& folder);
  /// The same, read and checked on a worker thread while the window stays as it is.
  void openSoon(const QString& folder);
  void newProject(const QString& folder);
  /// Files and folders of any kind: see DataTransfer::openPaths.
  void openPaths(const QStringList& paths);
  void createSample(const QString& folder, int images);
  /// On this machine, or on another one.
  void startTraining(const RunConfig& config, const std::optional<RemotePlace>& remote = {});
  [[nodiscard]] ProjectSession* session() { return &m_session; }
  [[nodiscard]] ImageCanvas* canvas() const { return m_canvas; }
  [[nodiscard]] TrainingPanel* training() const { return m_training; }
  [[nodiscard]] DataTransfer* transfer() const { return m_transfer; }
  [[nodiscard]] InspectorPanel* inspector() const { return m_inspector; }
  [[nodiscard]] TimeBar* timeBar() const { return m_time; }
  [[nodiscard]] LabelTools* tools() const { return m_tools; }
  [[nodiscard]] ImagePanel* imagePanel() const { return m_images; }
  [[nodiscard]] LintPanel* lint() const { return m_lint; }
  [[nodiscard]] StatisticsPanel* statistics() const { return m_statistics; }
  [[nodiscard]] FitPanel* fitPanel() const { return m_fit; }
  [[nodiscard]] AutopsyPanel* autopsyPanel() const { return m_autopsy; }
  [[nodiscard]] ClassesPanel* classesPanel() const { return m_byClass; }
  [[nodiscard]] DoctorPanel* doctorPanel() const { return m_doctor; }
  [[nodiscard]] Workspaces* workspaces() const { return m_workspaces; }
  [[nodiscard]] Keymap* keymap() const { return m_keymap; }
  [[nodiscard]] Prelabeller* prelabeller() const { return m_prelabeller; }
  [[nodiscard]] TrainSubject subject();
  /// What a new window takes over when the language changes.
  struct Place {
    QString project;  ///< empty: none is open
    int64_t image = 0;
    std::optional<RunConfig> nextRun;
    std::set<std::string> pinned;
    bool preferences = false;  ///< they were open
  };
  /// Closes the project and says where it stood; nothing while work is not written yet (the person is told).
  std::optional<Place> leave();
  void enter(const Place& place);
  void startTour();
  /// At the row of this setting, if one is named.
  void showPreferences(const QString& setting = {});
  void showWorkspace(Workspace workspace);
  /// Brings the workspace, and the page in it, that a panel of this window stands in.
  void reveal(QWidget* panel);

 Q_SIGNALS:
  void languageChosen(const QString& name);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  // main_window_actions.cpp: menus, shortcuts, project handling.
  /// A key that is held down triggers it once: most actions write. See repeated().
  QAction* add(QMenu* menu, const QString& text, const char* name, const QKeySequence& keys,
               std::function<void()> run);
  /// One that only moves the eye, and may go on while its key is held down.
  static QAction* repeated(QAction* action);
  void buildMenus();
  void buildFileMenu();
  void exportLabels(LabelFormat format);
  void closeProject();
  void buildEditMenu();
  void buildImageMenu();
  void buildLabelMenu();
  /// Answers on the canvas and the image list only: keys that forms need elsewhere.
  void onCanvasOnly(QAction* action);
  void buildViewMenu();
  void buildTrainMenu();
  /// Starts from `from`; null: from a preset and what the inspector handed over.
  void showTrainDialog(const RunConfig* from = nullptr);
  void buildStageMenu(QMenu* menu);
  void buildWorkspaceActions(QMenu* menu);
  void updateActions();
  // main_window_frame.cpp: header, workspaces, status bar.
  void buildFrame();
  void buildStatusBar();
  void connectFrame();
  void workspaceChanged(Workspace workspace);
  void refreshHeader();
  void showProjectSize();
  void showCommands();
  // main_window_start.cpp: welcome page, recent projects, language, tour, help.
  void buildHelpMenu();
  void buildRecentMenu(QMenu* menu);
  void buildThemeMenu(QMenu* menu);
  void buildLanguageMenu(QMenu* menu);
  void connectWelcome();
  void showWelcome(bool on);
  /// Asks for a folder of images or a data set, and opens it.
  void chooseImages();
  /// The image in hand and the workspace, for the next time that this project is opened.
  void rememberPlace();
  void goToPlaceLeft();
  void saveLayout() const;
  void showKeys();
  void showAbout();
  /// Says at the bottom of the work what was done.
  void say(const QString& words);
  /// The same of a step that was written just now, with Undo.
  void sayWritten(const QString& words);
  void applySetting(const QString& key);
  void applySettings();
  /// A window that stays open beside the work; made when it is not there.
  template <class Dialog, class Make>
  Dialog* showBeside(QPointer<Dialog>& kept, Make make) {
    if (!kept) kept = make();
    kept->show();
    kept->raise();
    return kept;
  }
  void showManual(const QString& page);
  void showHelpHere();
  void takeTour();
  // main_window_labels.cpp: what happens between canvas, session and layers.
  void connectCanvas();
  void showImage();
  void showPicture(const QImage& picture, const QString& trouble);
  void shareBoxes(const std::vector<CanvasBox>& boxes);
  void refreshScene();
  void setLayer(bool CanvasLayers::*layer, bool on);
  void showHover(const QPointF& image);
  // main_window_data.cpp: the data set as a whole.
  void connectData();
  void refreshBanner();
  /// False, and a banner with the way to the fault, when training would stumble over the labels.
  bool checkTrainable();
  /// Leaves out those that are not labelled, and says so.
  void review(const std::vector<int64_t>& images, ImageReview review);
  /// Of the images chosen in the list, and on to the next when it is one.
  void reviewChosen(ImageReview review);
  /// Menus say how many images they are about.
  void showChosen();
  void trashImages(const std::vector<int64_t>& images);
  void predict(const std::vector<int64_t>& images);
  void showFlags();
  /// Asks for a folder, and looks there for images whose files were moved.
  void findImages();
  void showTone();
  // main_window_inspector.cpp: what happens between canvas, inspector and runs.
  QWidget* buildPicture();
  void connectInspector();
  void connectRecords();
  void requestRecord();
  void takeRecord(const QString& image, std::shared_ptr<const ImageRecord> record);
  void showDetections();
  void runChosen(const QString& run);
  void refreshSnapshots();
  void showSnapshot(const QString& file);
  void showIteration(double iteration);
  void openFrozen(const FrozenEvent& batch);
  void connectInsight();
  /// Keeps a report under the image that was opened from it.
  void lendReport(QWidget* report, QWidget* list = nullptr);
  /// Shows the image of this path (as in samples.json of the followed run); false when the project lacks it.
  bool openImage(const std::string& path);
  [[nodiscard]] std::string sampleName(const ImageEntry& image);

  void forgetProject() override;
  /// Takes what is made for this window and holds something of the project.
  template <std::derived_from<ProjectPart> Part>
  Part* part(Part* made) {
    m_parts.push_back(made);
    return made;
  }

  StudioServices m_services;
  ProjectSession m_session;
  std::vector<ProjectPart*> m_parts;  ///< those that leave a project with the window
  ImageCanvas* m_canvas;
  ImagePanel* m_images;
  FacetPanel* m_facets;
  MissingImages* m_missing;
  BoxPanel* m_box;
  LabelTools* m_tools;
  LabelSide* m_side;
  ImageLoader* m_loader;
  Keymap* m_keymap;
  Banner* m_banner;
  WelcomePage* m_welcome;
  Header* m_header;
  QStackedWidget* m_centre = nullptr;  ///< the welcome page, or the work
  Workspaces* m_workspaces = nullptr;
  ReportTray* m_tray = nullptr;
  QWidget* m_work = nullptr;
  InspectorPanel* m_inspector;
  TrainingPanel* m_training;
  DataTransfer* m_transfer;
  EngineService* m_service;
  RecordProvider* m_records;
  AutopsySource* m_autopsies;
  FitPanel* m_fit;
  AutopsyPanel* m_autopsy;
  ClassesPanel* m_byClass;
  DoctorPanel* m_doctor;
  LintPanel* m_lint;
  StatisticsPanel* m_statistics;
  Prelabeller* m_prelabeller;
  TimeBar* m_time;
  QPointer<PreferencesDialog> m_preferences;
  QPointer<KeysDialog> m_keys;
  QPointer<ManualWindow> m_manual;
  QPointer<ToneDialog> m_tone;
  QPointer<Tour> m_tour;
  QPointer<AboutDialog> m_about;
  QPointer<UndoHistory> m_history;
  ViewOutput* m_output;
  Toast* m_toast = nullptr;
  ImageCanvas* m_keptCanvas;
  QWidget* m_keptPane;
  QLabel* m_keptWords;
  QLabel *m_saved, *m_hover, *m_zoom;
  QHash<QString, QAction*> m_actions;
  QMenu* m_flagMenu = nullptr;
  QAction* m_exportUpright = nullptr;
  QMenu* m_exportMenu = nullptr;
  struct Own {
    std::shared_ptr<const ImageRecord> record;
    struct {
      int64_t image = 0;
      QRectF rect;
      QString words;
    } doubt;  ///< of the label doctor, while its image is shown
    std::optional<RunConfig> nextRun;
    std::set<std::string> pinned;  ///< images to record, as in samples.json
    QString shownPath, imagePath;
  } m_own;                                               ///< what the window itself keeps of the open project
  InspectorView m_lastView = InspectorView::Assignment;  ///< when Inspect was left
  int m_opening = 0;                                     ///< the newest project asked for
  bool m_startsDrawing = false;  ///< the images that are being opened are the first of a new project
  int m_sceneRequest = 0;
  bool m_closing = false;
};

}  // namespace anchor
