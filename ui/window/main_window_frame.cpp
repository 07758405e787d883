// SPDX-License-Identifier: GPL-3.0-or-later
// The frame: header, workspaces, status bar, and what they say of the project and of the run.
#include <QApplication>
#include <QLocale>
#include <QStatusBar>
#include <QVBoxLayout>

#include "ui/dataset/import_problems.h"
#include "ui/runs/desktop_notifier.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/shared/toast.h"
#include "ui/start/recent_projects.h"
#include "ui/style/icons.h"
#include "ui/window/command_palette.h"
#include "ui/window/label_bar.h"
#include "ui/window/main_window.h"
#include "ui/window/tool_strip.h"

namespace anchor {

void MainWindow::buildFrame() {
  const auto action = [this](const char* name) { return m_actions[QLatin1String(name)]; };
  auto* tools = new ToolStrip(
      {action("editDraw"), action("labelPredict"), nullptr, action("viewFit"), action("viewIn"),
       action("viewOut"), action("boxLook"), nullptr, action("editUndo"), action("editRedo"), nullptr,
       action("editNegative"), action("imageUnsure"), action("boxHide"), action("boxLock")},
      this);
  auto* bar = new LabelBar({{action("editPrevious"), tr("◀ Previous")},
                            {action("labelPredict"), tr("Predict")},
                            {action("imageVerified"), tr("Verify and next"), true},
                            {action("editNext"), tr("Next ▶")}},
                           this);
  QWidget* picture = buildPicture();
  picture->layout()->addWidget(bar);
  m_training->addReport(m_byClass, tr("Classes"));
  m_training->addReport(m_autopsy, tr("Autopsy"));
  m_training->addReport(m_doctor, tr("Label doctor"));
  m_training->addReport(m_fit, tr("Anchor fit"));
  auto* problems = part(new ImportProblems(&m_session, this));
  connect(problems, &ImportProblems::imageWanted, this,
          [this](qint64 image) { m_session.setCurrent(image); });
  m_workspaces =
      new Workspaces({m_images, m_facets, m_statistics, m_lint, problems, tools, picture, bar, m_side,
                      m_inspector->stages(), m_inspector, m_training->runsColumn(), m_training},
                     this);
  m_work = new QWidget(this);
  auto* column = new QVBoxLayout(m_work);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_header);
  column->addWidget(m_banner);
  column->addWidget(m_workspaces, 1);
  m_centre = new QStackedWidget(this);
  m_centre->addWidget(m_work);
  m_centre->addWidget(m_welcome);
  setCentralWidget(m_centre);
  m_toast = new Toast(m_work);
  m_header->setExport(action("trainExport"));
}

void MainWindow::buildStatusBar() {
  m_saved->setObjectName(QStringLiteral("savedWords"));
  m_saved->setForegroundRole(QPalette::PlaceholderText);
  m_hover->setForegroundRole(QPalette::PlaceholderText);
  m_zoom->setForegroundRole(QPalette::PlaceholderText);
  statusBar()->addWidget(m_saved, 1);
  statusBar()->addPermanentWidget(m_hover);
  statusBar()->addPermanentWidget(m_zoom);
}

void MainWindow::connectFrame() {
  connect(m_header, &Header::chosen, this, &MainWindow::showWorkspace);
  connect(m_header, &Header::runClicked, this, [this] { reveal(m_training); });
  connect(m_tray, &ReportTray::pageWanted, this, [this] {
    showWorkspace(m_tray->page() == m_workspaces->lintPage() ? Workspace::Data : Workspace::Train);
  });
  connect(m_workspaces, &Workspaces::changed, this, &MainWindow::workspaceChanged);
  connect(m_workspaces, &Workspaces::sidesChanged, this, [this] {
    m_actions[QStringLiteral("viewLeftPanel")]->setChecked(m_workspaces->sideShown(Workspaces::Side::Left));
    m_actions[QStringLiteral("viewRightPanel")]->setChecked(m_workspaces->sideShown(Workspaces::Side::Right));
  });
  auto* notifier = new DesktopNotifier(this);
  connect(m_training, &TrainingPanel::runEnded, this,
          [this, notifier](const QString& name, const QString& how) {
            if (isActiveWindow()) return;
            QApplication::alert(this);
            if (DesktopNotifier::wanted()) notifier->notify(name, how);
          });
  connect(notifier, &DesktopNotifier::clicked, this, [this] {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    reveal(m_training);
  });
  for (const auto signal : {&RunFollower::stateChanged, &RunFollower::advanced, &RunFollower::followed})
    connect(m_training->followerObject(), signal, this, &MainWindow::refreshHeader);
  connect(&m_session, &ProjectSession::imagesChanged, this, &MainWindow::showProjectSize);
  connect(&m_session, &ProjectSession::imageChanged, this, &MainWindow::showProjectSize);
  connect(&m_session, &ProjectSession::projectChanged, this, &MainWindow::showProjectSize);
  connect(&m_session, &ProjectSession::unsavedChanged, this, &MainWindow::showProjectSize);
}

void MainWindow::showWorkspace(Workspace workspace) {
  // The inspector works only while it is looked at.
  if (workspace == Workspace::Inspect && m_inspector->state().view == InspectorView::None)
    return m_inspector->showView(m_lastView);
  if (workspace == Workspace::Label && m_inspector->state().view != InspectorView::None) {
    m_lastView = m_inspector->state().view;
    m_workspaces->show(workspace);
    return m_inspector->showView(InspectorView::None);
  }
  m_workspaces->show(workspace);
}

void MainWindow::workspaceChanged(Workspace workspace) {
  const bool open = m_centre->currentWidget() == m_work;
  const bool picture = open && (workspace == Workspace::Label || workspace == Workspace::Inspect);
  m_header->showWorkspace(workspace);
  updateActions();
  if (workspace == Workspace::Train || workspace == Workspace::Data) m_tray->giveBack();
  static constexpr const char* names[] = {"goToData", "goToLabel", "goToInspect", "goToTrain"};
  m_actions[QLatin1String(names[static_cast<int>(workspace)])]->setChecked(true);
  for (QWidget* part : std::initializer_list<QWidget*>{m_hover, m_zoom}) part->setVisible(picture);
  m_saved->setVisible(open);
  if (!open || m_tray->isAncestorOf(focusWidget())) return;
  if (picture)
    m_canvas->setFocus();
  else if (workspace == Workspace::Data)
    m_images->list()->setFocus();
  else
    m_training->runs()->setFocus();
}

void MainWindow::reveal(QWidget* panel) {
  if (panel == m_statistics || panel == m_lint) return showWorkspace(Workspace::Data);
  if (panel == m_inspector) return showWorkspace(Workspace::Inspect);
  if (panel == m_training || m_training->showReport(panel)) return showWorkspace(Workspace::Train);
  showWorkspace(Workspace::Label);
}

void MainWindow::showCommands() {
  std::vector<CommandPalette::Entry> entries;
  const auto plain = [](QString words) { return words.remove(QLatin1Char('&')); };
  for (const Keymap::Entry& entry : m_keymap->entries())
    if (entry.action->isEnabled())
      entries.push_back({plain(entry.action->text()), plain(entry.group),
                         entry.action->shortcut().toString(QKeySequence::NativeText), entry.action->icon(),
                         [action = entry.action] { action->trigger(); }});
  for (const LabelClass& c : m_session.classes())
    entries.push_back({text(c.name), tr("Class"), {}, colourPatch(QColor(text(c.colour))), [this, id = c.id] {
                         m_session.setActiveClass(id);
                       }});
  for (const QString& run : m_training->runs()->folders())
    entries.push_back({run.section(QLatin1Char('/'), -1), tr("Run"), {}, {}, [this, run] {
                         m_training->showRun(run);
                         reveal(m_training);
                       }});
  for (const ImageEntry& image : m_session.images())
    entries.push_back({text(image.path), tr("Image"), {}, {}, [this, id = image.id] {
                         m_session.setCurrent(id);
                         if (m_workspaces->current() == Workspace::Train) showWorkspace(Workspace::Label);
                       }});
  for (const Settings::Row& row : Settings::rows())
    entries.push_back({row.words,
                       tr("Preferences › %1").arg(Settings::pageWords(row.page)),
                       {},
                       icon("configure"),
                       [this, key = row.key] { showPreferences(key); }});
  (new CommandPalette(std::move(entries), this))->show();
}

void MainWindow::showProjectSize() {
  if (!m_session.isOpen()) return m_header->setProject({}, {});
  const QLocale locale;
  int64_t boxes = 0;
  for (const ImageEntry& image : m_session.images()) boxes += image.boxes;
  m_header->setProject(text(m_session.store().folder().filename().string()),
                       tr("%1 images · %2 boxes")
                           .arg(locale.toString(static_cast<qlonglong>(m_session.images().size())),
                                locale.toString(static_cast<qlonglong>(boxes))));
  m_saved->setText(m_session.unsaved().isEmpty() ? tr("All changes saved") : tr("Not saved"));
}

void MainWindow::refreshHeader() {
  const RunFollower& follower = m_training->follower();
  const RunHistory& history = follower.history();
  QString progress;
  if (!follower.folder()) {
    m_header->setRun({}, false);
  } else {
    const int all = history.started() ? history.started()->iterations : 0;
    const int done = history.iterations().empty() ? 0 : history.iterations().back().iteration;
    QStringList words{text(follower.folder()->path().filename().string())};
    if (follower.alive() && all > 0) words << (progress = QStringLiteral("%1 / %2").arg(done).arg(all));
    if (!history.evaluations().empty())
      words << tr("mAP %1").arg(history.evaluations().back().voc12, 0, 'f', 2);
    m_header->setRun(words.join(QStringLiteral(" · ")), follower.alive());
  }
  if (!m_session.isOpen()) return setWindowTitle(tr("Anchor Studio"));
  const QString project = text(m_session.store().folder().filename().string());
  setWindowTitle(progress.isEmpty() ? tr("%1 – Anchor Studio").arg(project)
                                    : tr("%1 (%2) – Anchor Studio").arg(project, progress));
}

}  // namespace anchor
