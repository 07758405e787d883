// SPDX-License-Identifier: GPL-3.0-or-later
// What belongs to the window itself: preferences, closing a project, what the view gives away, undo history.
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QListWidget>
#include <QPrinter>
#include <QScrollArea>
#include <QSpinBox>
#include <QSvgRenderer>
#include <QTabWidget>
#include <QTextBrowser>
#include <array>

#include "tests/support/whole_studio.h"
#include "ui/labelling/undo_history.h"
#include "ui/preferences/preferences_dialog.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/flow_row.h"
#include "ui/shared/toast.h"
#include "ui/start/about_dialog.h"
#include "ui/start/recent_projects.h"
#include "ui/window/command_palette.h"
#include "ui/window/header.h"
#include "ui/window/view_output.h"

using namespace anchor;
using test::trigger;

namespace {

template <class Widget>
Widget* child(QObject* in, const QString& name) {
  return in->findChild<Widget*>(name);
}

/// Saved under this folder, when one is given, for whoever wants to look.
void look(QWidget* widget, const char* name) {
  const QString folder = qEnvironmentVariable("ANCHOR_LOOK");
  if (folder.isEmpty()) return;
  QTest::qWait(60);
  widget->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
}

}  // namespace

class TestFrame : public QObject {
  Q_OBJECT
  QTemporaryDir m_folder;

  static QAction* action(MainWindow& window, const char* name) {
    return child<QAction>(&window, QLatin1String(name));
  }
  static PreferencesDialog* preferences(MainWindow& window) { return window.findChild<PreferencesDialog*>(); }
  static QStringList shownPages(PreferencesDialog* dialog) {
    QStringList shown;
    const auto* list = child<QListWidget>(dialog, QStringLiteral("preferencesPages"));
    for (int i = 0; i < list->count(); ++i)
      if (!list->item(i)->isHidden()) shown << list->item(i)->text();
    return shown;
  }

 private Q_SLOTS:
  void init() {
    test::freshPerson();
    if (qEnvironmentVariable("ANCHOR_LOOK_DARK") == QLatin1String("1"))
      Settings::shared().set(setting::theme, QStringLiteral("dark"));
    if (qEnvironmentVariableIsSet("ANCHOR_TEST_LANGUAGE")) language::use(test::usualLanguage());
  }

  void preferences_apply_at_once_and_go_together_with_the_menu() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    QVERIFY(action(window, "editPreferences")->isEnabled());  // without a project, too
    trigger(window, "editPreferences");
    auto* dialog = preferences(window);
    QVERIFY(dialog != nullptr && dialog->isVisible() && !dialog->isModal());
    look(dialog, "preferences_general");
    auto* keepZoom = child<QCheckBox>(dialog, setting::keepZoom);
    QVERIFY(!keepZoom->isChecked() && !action(window, "viewKeepZoom")->isChecked());
    keepZoom->click();
    QVERIFY(action(window, "viewKeepZoom")->isChecked());
    QVERIFY(QSettings().value(setting::keepZoom).toBool());
    action(window, "viewKeepZoom")->trigger();
    QVERIFY(!keepZoom->isChecked());
    auto* theme = child<QComboBox>(dialog, setting::theme);
    theme->setCurrentIndex(theme->findData(QStringLiteral("dark")));
    Q_EMIT theme->activated(theme->currentIndex());
    QVERIFY(theme::isDark() && action(window, "viewDark")->isChecked());
    look(dialog, "preferences_dark");
    action(window, "viewLight")->trigger();
    QVERIFY(!theme::isDark());
    QCOMPARE(theme->currentData().toString(), QStringLiteral("light"));
    // A second call shows the same window again.
    trigger(window, "editPreferences");
    QCOMPARE(window.findChildren<PreferencesDialog*>().size(), 1);
  }

  void every_setting_has_a_row_with_words_and_applies() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    window.showPreferences();
    for (const Settings::Row& row : Settings::rows()) {
      auto* made = child<SettingRow>(preferences(window), QStringLiteral("row_") + row.key);
      QVERIFY2(made != nullptr, qPrintable(row.key));
      QVERIFY2(!row.words.isEmpty() && !row.hint.isEmpty(), qPrintable(row.key));
      QVERIFY2(row.kind == Settings::Kind::Choice || row.preset.isValid(), qPrintable(row.key));
      QVERIFY2(!child<QWidget>(made, row.key)->accessibleName().isEmpty(), qPrintable(row.key));
    }
    // What other places show follows.
    auto* size = child<QSpinBox>(preferences(window), setting::thumbnailSize);
    size->setValue(256);
    QCOMPARE(child<QSlider>(&window, QStringLiteral("gallerySize"))->value(), 256);
  }

  void search_shows_pages_and_rows_that_fit_and_marks_them() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    window.showPreferences();
    auto* dialog = preferences(window);
    auto* search = child<QLineEdit>(dialog, QStringLiteral("preferencesSearch"));
    QCOMPARE(shownPages(dialog).size(), 6);
    search->setText(QStringLiteral("MINIMAP"));
    QCOMPARE(shownPages(dialog), (QStringList{Settings::pageWords(Settings::Page::Canvas),
                                              Settings::pageWords(Settings::Page::Shortcuts)}));
    auto* row = child<SettingRow>(dialog, QStringLiteral("row_") + setting::minimap);
    QVERIFY(row->isVisible());
    QVERIFY(!child<SettingRow>(dialog, QStringLiteral("row_") + setting::keepZoom)->isVisible());
    QVERIFY(row->findChild<QLabel*>()->text().contains(QStringLiteral("<span")));
    look(dialog, "preferences_search");
    search->setText(QStringLiteral("no such thing"));
    QCOMPARE(shownPages(dialog), QStringList());
    QVERIFY(child<QLabel>(dialog, QStringLiteral("preferencesNone"))->isVisible());
    search->clear();
    QCOMPARE(shownPages(dialog).size(), 6);
    QVERIFY(!row->findChild<QLabel*>()->text().contains(QStringLiteral("<span")));
    // A page by its name is shown whole.
    search->setText(Settings::pageWords(Settings::Page::Canvas));
    QVERIFY(row->isVisible());
  }

  void the_palette_finds_settings_and_opens_them() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    trigger(window, "viewCommands");
    auto* palette = window.findChild<CommandPalette*>();
    QVERIFY(palette != nullptr);
    auto* field = child<QLineEdit>(palette, QStringLiteral("commandField"));
    field->setText(Settings::row(setting::thumbnailSize)->words);
    QTest::keyClick(field, Qt::Key_Return);
    auto* dialog = preferences(window);
    QVERIFY(dialog != nullptr);
    auto* row = child<SettingRow>(dialog, QStringLiteral("row_") + setting::thumbnailSize);
    QVERIFY(row->isVisible());
    QVERIFY(row->findChild<QLabel*>()->text().contains(QStringLiteral("<span")));
    look(dialog, "preferences_row");
  }

  void defaults_come_back_for_the_page_in_view() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    window.showPreferences(setting::minimap);
    auto* dialog = preferences(window);
    Settings::shared().set(setting::minimap, false);
    Settings::shared().set(setting::magnifier, false);
    auto* restore = child<QPushButton>(dialog, QStringLiteral("restoreDefaults"));
    dialogs::setNextAnswer(QMessageBox::Cancel);
    restore->click();
    QVERIFY(!Settings::yes(setting::minimap));
    dialogs::setNextAnswer(QMessageBox::RestoreDefaults);
    restore->click();
    QVERIFY(Settings::yes(setting::minimap) && action(window, "viewMinimap")->isChecked());
    QVERIFY(!Settings::yes(setting::magnifier));  // of another page
    dialog->showPage(Settings::Page::Shortcuts);
    look(dialog, "preferences_shortcuts");
    window.keymap()->setPreset(QStringLiteral("CVAT"));
    dialogs::setNextAnswer(QMessageBox::RestoreDefaults);
    restore->click();
    QCOMPARE(window.keymap()->preset(), QStringLiteral("studio"));
  }

  void a_new_language_keeps_the_preferences_open() {
    auto studio = test::wholeStudio();
    studio->window()->showPreferences(setting::language);
    auto* choice = child<QComboBox>(preferences(*studio->window()), setting::language);
    choice->setCurrentIndex(choice->findData(QStringLiteral("zh_CN")));
    Q_EMIT choice->activated(choice->currentIndex());
    const QPointer<MainWindow> before = studio->window();
    QTRY_VERIFY(before.isNull());
    QTRY_VERIFY(preferences(*studio->window()) != nullptr);
    QCOMPARE(preferences(*studio->window())->windowTitle(), QStringLiteral("首选项"));
    look(preferences(*studio->window()), "preferences_chinese");
    language::use(QStringLiteral("en"));
  }

  void storage_says_where_and_how_much_and_clears_thumbnails() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("storage")));
    const QString project = QString::fromStdString(window.session()->store().folder().string());
    QVERIFY(QDir(project).mkpath(QStringLiteral("cache/thumbnails")));
    QFile made(project + QStringLiteral("/cache/thumbnails/x.jpg"));
    QVERIFY(made.open(QIODevice::WriteOnly) && made.write(QByteArray(5000, 'x')) == 5000);
    made.close();
    QCOMPARE(bytesAt(made.fileName()), 5000);
    window.showPreferences();
    auto* dialog = preferences(window);
    dialog->showPage(Settings::Page::Storage);
    test::waitForBackground();
    look(dialog, "preferences_storage");
    for (const char* place : {"labels", "runs", "thumbnails", "trash", "settings"})
      QVERIFY2(!child<QLabel>(dialog, QStringLiteral("size_") + QLatin1String(place))->text().isEmpty(),
               place);
    QCOMPARE(QDir::fromNativeSeparators(child<QLabel>(dialog, QStringLiteral("path_labels"))->text()),
             project + QStringLiteral("/project.anchor"));
    dialogs::setNextAnswer(QMessageBox::Yes);
    child<QPushButton>(dialog, QStringLiteral("clear_thumbnails"))->click();
    QVERIFY(!made.exists());
    QVERIFY(QFileInfo::exists(project + QStringLiteral("/project.anchor")));
  }

  void the_last_project_opens_at_start_only_when_wanted() {
    const QString folder = m_folder.filePath(QStringLiteral("last"));
    (void)ProjectStore::create(folder.toStdString());
    recent::remember(folder);
    auto studio = test::wholeStudio();
    Settings::shared().set(setting::openLast, false);
    studio->openFirst({});
    QVERIFY(!studio->window()->session()->isOpen());
    Settings::shared().set(setting::openLast, true);
    studio->openFirst({});
    QVERIFY(studio->window()->session()->isOpen());
  }

  void actions_are_enabled_by_what_they_are_about() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    const auto enabled = [&window](const char* name) { return action(window, name)->isEnabled(); };
    for (const char* name : {"fileNew", "viewCommands", "viewMinimap", "viewDark", "helpAbout", "fileQuit"})
      QVERIFY2(enabled(name), name);
    for (const char* name : {"editUndo", "viewPin", "imageShowTrash", "boxLook", "class1", "labelSplit"})
      QVERIFY2(!enabled(name), name);
    test::makeSample(window, m_folder.filePath(QStringLiteral("about")));
    window.showWorkspace(Workspace::Train);
    for (const char* name : {"editUndo", "imageShowTrash", "labelSplit", "viewPin", "editPreferences"})
      QVERIFY2(enabled(name), name);
    for (const char* name : {"editNext", "labelPredict", "boxLook", "class1", "ghostAccept", "boxDifficult"})
      QVERIFY2(!enabled(name), name);
    window.showWorkspace(Workspace::Data);
    for (const char* name : {"editNext", "labelPredict", "editNegative", "imageVerified"})
      QVERIFY2(enabled(name), name);
    QVERIFY(!enabled("boxLook") && !enabled("ghostAccept"));
    window.showWorkspace(Workspace::Label);
    for (const char* name : {"boxLook", "class1", "ghostAccept", "boxDifficult", "editDraw"})
      QVERIFY2(enabled(name), name);
  }

  void closing_a_project_leaves_nothing_of_it() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    QVERIFY(!action(window, "fileClose")->isEnabled());
    const QString first = m_folder.filePath(QStringLiteral("closed"));
    test::makeSample(window, first);
    window.imagePanel()->setQuery(QStringLiteral("size:[0,30]"));
    trigger(window, "editHistory");
    trigger(window, "viewPin");
    window.canvas()->select(window.session()->boxes().front().id);
    trigger(window, "fileClose");
    QVERIFY(!window.session()->isOpen() && window.session()->images().empty());
    QVERIFY(window.findChild<WelcomePage*>()->isVisible());
    QCOMPARE(window.windowTitle(), QStringLiteral("Anchor Studio"));
    QVERIFY(!action(window, "fileClose")->isEnabled() && !action(window, "editUndo")->isEnabled());
    QVERIFY(window.canvas()->imageSize().isEmpty() && window.canvas()->selection().empty());
    (void)WindowLock::need(first.toStdString());  // nobody holds it
    QTRY_COMPARE(child<QTreeWidget>(&window, QStringLiteral("undoSteps"))->topLevelItemCount(), 0);
    studio->openFirst({});
    QVERIFY(!window.session()->isOpen());  // it was closed on purpose
    // The next one starts as after a fresh start.
    window.newProject(m_folder.filePath(QStringLiteral("next")));
    QVERIFY(window.session()->isOpen() && window.session()->images().empty());
    QCOMPARE(window.imagePanel()->query(), QString());
    QVERIFY(!action(window, "viewPin")->isChecked());
    QVERIFY(window.findChild<Toast*>()->isHidden());
    QVERIFY(window.canvas()->imageSize().isEmpty());
    studio = test::wholeStudio();
    studio->openFirst({});
    QCOMPARE(studio->window()->session()->isOpen(), true);  // this one was open at the end
  }

  void every_workspace_fits_a_small_screen() {
    for (const char* name : {"en", "zh_CN"}) {
      language::use(QLatin1String(name));
      auto studio = test::wholeStudio();
      MainWindow& window = *studio->window();
      test::makeSample(window, m_folder.filePath(QLatin1String(name)));
      window.canvas()->select(window.session()->boxes().front().id);
      window.findChild<Header*>()->setRun(QStringLiteral("0001-a-run-with-a-long-name, mAP 0.91"), false);
      for (int workspace = 0; workspace < workspaceCount; ++workspace) {
        window.showWorkspace(static_cast<Workspace>(workspace));
        // 1024 x 640 less the frame of a window manager.
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= 1012 && least.height() <= 600,
                 qPrintable(QStringLiteral("%1, workspace %2: %3 x %4")
                                .arg(QLatin1String(name))
                                .arg(workspace)
                                .arg(least.width())
                                .arg(least.height())));
      }
    }
    language::use(QStringLiteral("en"));
  }
  void a_dialog_opens_within_the_screen() {
    auto studio = test::wholeStudio();
    QDialog dialog(studio->window());
    dialog.resize(5000, 4000);
    dialog.show();
    const QSize room = dialog.screen()->availableGeometry().size();
    QVERIFY(dialog.width() < room.width() && dialog.height() < room.height());
  }
  void controls_go_on_in_the_next_line_where_the_row_is_full() {
    QWidget row;
    auto* flow = new FlowRow(&row);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(10);
    std::array<QWidget*, 5> boxes{};
    for (size_t i = 0; i < boxes.size(); ++i) {
      boxes[i] = new QWidget(&row);
      boxes[i]->setFixedSize(50, 20);
      if (i == 4) flow->toRight();
      if (i == 1)
        flow->addJoined(boxes[i]);  // with the first
      else
        flow->addWidget(boxes[i]);
    }
    QCOMPARE(flow->sizeHint(), QSize(5 * 50 + 4 * 10, 20));
    QCOMPARE(flow->minimumSize(), QSize(110, 20));
    row.resize(400, 20);
    row.show();
    QCOMPARE(boxes[3]->pos(), QPoint(180, 0));
    QCOMPARE(boxes[4]->pos(), QPoint(350, 0));  // the rest of the line lies before it
    QCOMPARE(flow->heightForWidth(119), 3 * 20 + 2 * 10);
    row.resize(170, 80);
    QCOMPARE(boxes[1]->pos(), QPoint(60, 0));
    QCOMPARE(boxes[2]->pos(), QPoint(120, 0));
    QCOMPARE(boxes[3]->pos(), QPoint(0, 30));
    boxes[2]->hide();
    flow->activate();
    QCOMPARE(boxes[3]->pos(), QPoint(120, 0));
  }

  void the_view_is_copied_saved_and_printed() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("view")));
    window.showWorkspace(Workspace::Label);
    QGuiApplication::clipboard()->clear();
    trigger(window, "editCopyView");
    const QImage copied = QGuiApplication::clipboard()->image();
    QVERIFY(copied.width() >= 2 * window.canvas()->width());
    const QImage shown = window.canvas()->grab().toImage();
    const QPoint middle(shown.width() / 2, shown.height() / 2);
    const auto light = [](QRgb pixel) { return qGray(pixel); };
    QVERIFY(std::abs(light(copied.pixel(middle * (copied.width() / shown.width()))) -
                     light(shown.pixel(middle))) < 60);
    const QString png = m_folder.filePath(QStringLiteral("view.png"));
    dialogs::setNextPath(png);
    trigger(window, "fileSaveView");
    QCOMPARE(QImage(png).size(), copied.size());
    const QString svg = m_folder.filePath(QStringLiteral("view.svg"));
    dialogs::setNextPath(svg);
    trigger(window, "fileSaveView");
    QFile file(svg);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString words = QString::fromUtf8(file.readAll());
    QVERIFY(words.contains(QStringLiteral("<image")));  // the photograph
    QVERIFY(words.count(QStringLiteral("<path")) + words.count(QStringLiteral("<polyline")) +
                words.count(QStringLiteral("<rect")) >=
            static_cast<qsizetype>(window.session()->boxes().size()));
    QVERIFY(words.contains(QStringLiteral("<text")));
    QSvgRenderer again(svg);
    QVERIFY(again.isValid());
    QImage drawn(window.canvas()->size(), QImage::Format_RGB32);
    QPainter painter(&drawn);
    again.render(&painter);
    painter.end();
    QVERIFY(std::abs(light(drawn.pixel(window.canvas()->rect().center())) - light(shown.pixel(middle))) < 60);
    if (const QString folder = qEnvironmentVariable("ANCHOR_LOOK"); !folder.isEmpty())
      drawn.save(folder + QStringLiteral("/view_svg.png"));
    const QString pdf = m_folder.filePath(QStringLiteral("view.pdf"));
    {
      QPrinter printer(QPrinter::HighResolution);
      printer.setOutputFormat(QPrinter::PdfFormat);
      printer.setOutputFileName(pdf);
      ViewOutput(window.canvas(), &window).printOn(printer);
    }
    QVERIFY(QFileInfo(pdf).size() > 10000);
    // A place that cannot be written is named.
    dialogs::setNextPath(QStringLiteral("/no/such/place/view.png"));
    trigger(window, "fileSaveView");
    QVERIFY(dialogs::lastMessage().contains(QStringLiteral("/no/such/place/view.png")));
  }

  void the_history_goes_to_any_state() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("history")));
    ProjectSession& session = *window.session();
    const size_t before = session.boxes().size();
    trigger(window, "editHistory");
    auto* history = window.findChild<UndoHistory*>();
    auto* list = child<QTreeWidget>(history, QStringLiteral("undoSteps"));
    const int known = list->topLevelItemCount();
    for (int i = 0; i < 3; ++i) session.addBox(QRectF(5 + i, 5, 20, 20), session.classes().front().id);
    QTRY_COMPARE(list->topLevelItemCount(), known + 3);
    const auto current = [&] { return list->indexOfTopLevelItem(list->currentItem()); };
    const auto click = [&](int row) {
      Q_EMIT list->itemClicked(list->topLevelItem(row), 0);
      QTRY_COMPARE(current(), row);
    };
    QCOMPARE(current(), 0);
    QVERIFY(list->topLevelItem(0)->text(0).contains(
        test::usualLanguage() == QLatin1String("en") ? QStringLiteral("Draw a box") : QString()));
    QVERIFY(!list->topLevelItem(0)->text(1).isEmpty() && !list->topLevelItem(0)->text(2).isEmpty());
    click(2);
    QCOMPARE(session.boxes().size(), before + 1);
    look(history, "history");
    click(1);
    QCOMPARE(session.boxes().size(), before + 2);
    click(0);
    QCOMPARE(session.boxes().size(), before + 3);
    click(3);
    QCOMPARE(session.boxes().size(), before);
    // Another edit ends what was undone.
    session.addBox(QRectF(9, 9, 20, 20), session.classes().front().id);
    QTRY_COMPARE(list->topLevelItemCount(), known + 1);
    trigger(window, "editUndo");
    QTRY_COMPARE(current(), 1);
    // To the time before the images came, and back.
    click(list->topLevelItemCount() - 2);
    QVERIFY(session.images().empty());
    click(1);
    QCOMPARE(session.boxes().size(), before);
  }

  void about_says_versions_and_licences() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    trigger(window, "helpAbout");
    auto* about = window.findChild<AboutDialog*>();
    QVERIFY(about != nullptr && about->isVisible());
    look(about, "about");
    child<QPushButton>(about, QStringLiteral("aboutCopy"))->click();
    const QString report = QGuiApplication::clipboard()->text();
    for (const QString& part :
         {QStringLiteral("Qt ") + QLatin1String(qVersion()), QStringLiteral("LibTorch 2."),
          QStringLiteral("OpenCV 4."), QStringLiteral("NVIDIA driver:")})
      QVERIFY2(report.contains(part), qPrintable(report));
    auto* tabs = child<QTabWidget>(about, QStringLiteral("aboutTabs"));
    tabs->setCurrentIndex(2);
    look(about, "about_third_party");
    QVERIFY(qobject_cast<QTextBrowser*>(tabs->widget(1))
                ->toPlainText()
                .contains(QStringLiteral("GNU GENERAL PUBLIC LICENSE")));
    QVERIFY(
        qobject_cast<QTextBrowser*>(tabs->widget(2))->toPlainText().contains(QStringLiteral("QCustomPlot")));
    QTest::keyClick(about, Qt::Key_Escape);
    QVERIFY(!about->isVisible());
  }

  void what_was_written_is_told_with_undo() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("toast")));
    ProjectSession& session = *window.session();
    auto* toast = window.findChild<Toast*>();
    window.activateWindow();
    window.canvas()->setFocus();
    const auto trash = [&] {
      window.imagePanel()->list()->selectAll();
      trigger(window, "imageTrash");
    };
    trash();
    QVERIFY(session.images().empty());
    QVERIFY(toast->isVisible() && toast->words().contains(QStringLiteral("12")));
    QVERIFY(!toast->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(toast->accessibleName(), toast->words());
    look(&window, "toast");
    child<QPushButton>(toast, QStringLiteral("toastUndo"))->click();
    QCOMPARE(session.images().size(), size_t{12});
    QVERIFY(toast->isHidden());
    // Escape, and the next step: what it would undo is not the last one then.
    trash();
    QVERIFY(toast->isVisible());
    QTest::keyClick(window.imagePanel()->list(), Qt::Key_Escape);
    QVERIFY(toast->isHidden());
    session.undo();
    trash();
    session.undo();
    QVERIFY(toast->isHidden());
    // Whatever else is written beyond the image in hand.
    session.perform(QStringLiteral("Rename a class"), [id = session.classes().front().id](ProjectEdit& edit) {
      edit.renameClass(id, "renamed");
    });
    QVERIFY(toast->words().contains(QStringLiteral("Rename a class")));
    child<QPushButton>(toast, QStringLiteral("toastUndo"))->click();
    QVERIFY(session.labelClass(std::string("renamed")) == nullptr);
    // A box is drawn without words.
    session.addBox(QRectF(5, 5, 20, 20), session.classes().front().id);
    QVERIFY(toast->isHidden());
  }

  void a_toast_fits_where_it_lies() {
    QWidget over;
    over.resize(420, 300);
    Toast toast(&over);
    over.show();
    toast.say(
        QStringLiteral("Moved to trash: 12. Undo restores them; the files were not changed. ").repeated(3),
        {{QStringLiteral("Undo"), "toastUndo", [] {}}});
    QVERIFY2(over.rect().contains(toast.geometry()),
             qPrintable(QStringLiteral("%1 %2").arg(toast.width()).arg(toast.height())));
    const auto* words = child<QLabel>(&toast, QStringLiteral("toastWords"));
    QVERIFY(words->height() >= words->heightForWidth(words->width()));
    look(&over, "toast_narrow");
    over.resize(320, 600);
    QVERIFY(over.rect().contains(toast.geometry()));
  }
};

QTEST_MAIN(TestFrame)
#include "tst_frame.moc"
