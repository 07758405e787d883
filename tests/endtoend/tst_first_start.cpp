// SPDX-License-Identifier: GPL-3.0-or-later
// The welcome page, the tour, help, languages: what a person meets before the first box is drawn.
#include <QApplication>
#include <QButtonGroup>
#include <QDirIterator>
#include <QFormLayout>
#include <QMenuBar>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QXmlStreamReader>
#include <fstream>

#include "datasets/formats/dataset_export.h"
#include "datasets/formats/label_import.h"
#include "datasets/images/image_reader.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/user_error.h"
#include "tests/support/text_catalogue.h"
#include "tests/support/whole_studio.h"
#include "ui/charts/live_chart.h"
#include "ui/dataset/csv_dialog.h"
#include "ui/dataset/import_dialog.h"
#include "ui/labelling/actor_words.h"
#include "ui/labelling/box_history.h"
#include "ui/labelling/class_picker.h"
#include "ui/labelling/label_tools.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/keys_dialog.h"
#include "ui/shared/language.h"
#include "ui/shared/message_words.h"
#include "ui/start/manual_window.h"
#include "ui/start/recent_projects.h"
#include "ui/start/tour.h"
#include "ui/style/theme.h"
#include "ui/training/export_dialog.h"

using namespace anchor;
using test::waitForImage;

namespace {

QStringList places(const QString& text) {
  static const QRegularExpression place(QStringLiteral("%[0-9Ln]+|<[^>]*>"));
  QStringList found;
  for (auto it = place.globalMatch(text); it.hasNext();) found << it.next().captured();
  found.sort();
  return found;
}

}  // namespace

namespace {

/// The code of folders as one text, neighbouring pieces of a sentence joined.
QString codeOf(std::initializer_list<const char*> folders) {
  QString code;
  for (const char* folder : folders)
    for (QDirIterator files(QStringLiteral(TRANSLATIONS "/../") + QLatin1String(folder),
                            {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                            QDirIterator::Subdirectories);
         files.hasNext();) {
      QFile file(files.next());
      if (file.open(QIODevice::ReadOnly)) code += QString::fromUtf8(file.readAll());
    }
  static const QRegularExpression joint(QStringLiteral("\"\\s*\n\\s*\""));
  return code.remove(joint);
}

}  // namespace

class TestFirstStart : public QObject {
  Q_OBJECT
  QTemporaryDir m_folder;

 private Q_SLOTS:
  void init() { test::freshPerson(); }

  void welcome_offers_new_open_sample_and_recent() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    auto* page = window.findChild<WelcomePage*>();
    QVERIFY(page->isVisible());
    QVERIFY(!window.workspaces()->isVisible());
    auto* list = page->findChild<QListWidget*>(QStringLiteral("recentProjects"));
    QVERIFY(!list->isVisible());
    // What needs a project waits for one.
    const auto enabled = [&window](const char* action) {
      return window.findChild<QAction*>(QLatin1String(action))->isEnabled();
    };
    for (const char* action : {"boxDuplicate", "imageVerified", "viewFit", "layerDetections", "viewPin"})
      QVERIFY2(!enabled(action), action);
    for (const char* action : {"fileNew", "fileOpen", "fileSample", "helpTour", "viewDark"})
      QVERIFY2(enabled(action), action);
    test::screenshot(&window, "welcome");
    const QString folder = m_folder.filePath(QStringLiteral("first"));
    dialogs::setNextPath(folder);
    page->findChild<QAbstractButton*>(QStringLiteral("welcomeNew"))->click();
    QTRY_VERIFY(window.session()->isOpen());
    QVERIFY(!page->isVisible());
    QVERIFY(window.imagePanel()->isVisible() && window.canvas()->isVisible());
    QCOMPARE(recent::projects(), QStringList{folder});
    studio.reset();

    studio = test::wholeStudio();
    page = studio->window()->findChild<WelcomePage*>();
    list = page->findChild<QListWidget*>(QStringLiteral("recentProjects"));
    QVERIFY(list->isVisible());
    QCOMPARE(list->count(), 1);
    Q_EMIT list->itemActivated(list->item(0));
    QTRY_VERIFY(studio->window()->session()->isOpen());
    // A project that was moved away is named and cannot be opened.
    studio.reset();
    QVERIFY(QDir(folder).removeRecursively());
    QCOMPARE(recent::projects(), QStringList());
    studio = test::wholeStudio();
    page = studio->window()->findChild<WelcomePage*>();
    list = page->findChild<QListWidget*>(QStringLiteral("recentProjects"));
    QCOMPARE(list->count(), 1);
    QVERIFY(!list->item(0)->flags().testFlag(Qt::ItemIsEnabled));
    const QSignalSpy chosen(page, &WelcomePage::projectChosen);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
    QCOMPARE(chosen.count(), 0);
  }

  void welcome_takes_images_by_key_button_and_drop() {
    {
      WelcomePage page(nullptr);
      page.resize(1024, 640);
      page.show();
      const QSignalSpy wanted(&page, &WelcomePage::imagesWanted);
      auto* images = page.findChild<QAbstractButton*>(QStringLiteral("welcomeImages"));
      images->click();
      QTest::keyClick(images, Qt::Key_Return);
      QTest::keyClick(images, Qt::Key_Space);
      QCOMPARE(wanted.count(), 3);
    }
    // A drop on any part of the page is one on the window, which says what it is.
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    auto* page = window.findChild<WelcomePage*>();
    QVERIFY(page->isVisible() && window.acceptDrops());
    for (const QWidget* part : page->findChildren<QWidget*>())
      QVERIFY2(
          !part->acceptDrops() || qobject_cast<const QAbstractItemView*>(part->parentWidget()) != nullptr,
          qPrintable(part->objectName()));
    QVERIFY(!page->acceptDrops());
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(m_folder.path())});
    QDragEnterEvent enter({300, 300}, Qt::CopyAction, &files, Qt::LeftButton, {});
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QVERIFY(window.findChild<QLabel*>(QStringLiteral("dropSheet"))->isVisible());
    QDragLeaveEvent leave;
    QApplication::sendEvent(&window, &leave);
  }

  void recent_projects_show_a_picture_and_open_by_keys() {
    QStringList folders;
    for (const char* name : {"cells", "boards"}) {
      const QString folder = m_folder.filePath(QLatin1String(name));
      ProjectStore::create(folder.toStdString());
      recent::remember(folder);
      folders.prepend(folder);
    }
    QVERIFY(QDir(folders.first()).mkpath(QStringLiteral("cache/thumbnails")));
    QImage picture(96, 72, QImage::Format_RGB32);
    picture.fill(QColor(200, 40, 40));
    QVERIFY(picture.save(folders.first() + QStringLiteral("/cache/thumbnails/1-96.jpg")));
    WelcomePage page(nullptr);
    page.resize(1024, 640);
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    auto* list = page.findChild<QListWidget*>(QStringLiteral("recentProjects"));
    QCOMPARE(list->count(), 2);
    QTRY_VERIFY(backgroundIdle());
    const auto redAt = [&](int row) {
      const QImage seen = list->viewport()->grab().toImage();
      return seen.pixelColor((list->visualItemRect(list->item(row)).topLeft() + QPoint(40, 30)) *
                             seen.devicePixelRatio());
    };
    QTRY_VERIFY(redAt(0).red() > 150 && redAt(0).green() < 100);
    QVERIFY(redAt(1).red() - redAt(1).green() < 20);
    const QSignalSpy chosen(&page, &WelcomePage::projectChosen);
    list->setFocus();
    list->setCurrentRow(1);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(chosen.value(0).value(0).toString(), folders.last());
    // Nothing is stretched, and all of it is seen.
    QCOMPARE(list->height(), list->sizeHint().height());
    test::screenshot(&page, "welcome_recent");
    theme::apply(theme::Mode::Dark);
    test::screenshot(&page, "welcome_recent_dark");
    theme::apply(theme::Mode::Light);
  }

  void the_tour_makes_a_sample_and_shows_five_places() {
    qputenv("HOME", m_folder.path().toUtf8());
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    window.findChild<QAbstractButton*>(QStringLiteral("welcomeTour"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<Tour*>() != nullptr, test::patience);
    QVERIFY(!window.session()->images().empty());
    QPointer<Tour> tour = window.findChild<Tour*>();
    QStringList titles;
    for (int step = 0; step < 5; ++step) {
      QTest::qWait(50);
      QCOMPARE(tour->step(), step);
      QVERIFY(window.rect().contains(tour->geometry()));
      const auto* words = tour->findChild<QLabel*>(QStringLiteral("tourWords"));
      QVERIFY(words->height() >= words->heightForWidth(words->width()));
      titles << tour->findChild<QLabel*>(QStringLiteral("tourTitle"))->text();
      test::screenshot(&window, QStringLiteral("tour_%1").arg(step + 1).toLatin1().constData());
      tour->findChild<QAbstractButton*>(QStringLiteral("tourNext"))->click();
    }
    titles.removeDuplicates();
    QCOMPARE(titles.size(), 5);
    QTRY_VERIFY(tour.isNull());
    // Escape ends it anywhere.
    window.startTour();
    tour = window.findChild<Tour*>();
    QTest::keyClick(tour, Qt::Key_Right);
    QCOMPARE(tour->step(), 1);
    QTest::keyClick(tour, Qt::Key_Escape);
    QTRY_VERIFY(tour.isNull());
  }

  void one_window_has_four_workspaces() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("room")));
    QCOMPARE(window.workspaces()->current(), Workspace::Label);
    // Half of the window is the picture's, in both workspaces that show it.
    const auto most = [&window] {
      return window.canvas()->width() * 2 > window.width() && window.canvas()->height() > 650;
    };
    QTRY_VERIFY(most());
    test::trigger(window, "goToInspect");
    QCOMPARE(window.workspaces()->current(), Workspace::Inspect);
    QVERIFY(window.inspector()->state().view != InspectorView::None &&
            window.inspector()->stages()->isVisible());
    QTRY_VERIFY(most());
    test::trigger(window, "goToTrain");
    QVERIFY(window.training()->isVisible() && !window.canvas()->isVisible());
    // Keys change nothing that nobody sees.
    const std::string untouched = window.session()->store().fingerprint();
    const int64_t image = window.session()->current()->id;
    window.canvas()->select(window.session()->boxes().front().id);
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Delete, Qt::Key_D, Qt::Key_N, Qt::Key_2})
      QTest::keyClick(&window, key);
    QCOMPARE(window.session()->store().fingerprint(), untouched);
    QCOMPARE(window.session()->current()->id, image);
    QTRY_VERIFY(window.training()->height() > 700);
    test::trigger(window, "goToData");
    QVERIFY(window.imagePanel()->isVisible() && window.statistics()->isVisible() &&
            window.lint()->isVisible());
    // One list of images, with one search, wherever it stands.
    window.imagePanel()->setQuery(QStringLiteral("sample_0003"));
    QTRY_COMPARE(window.imagePanel()->listed().size(), size_t{1});
    test::trigger(window, "goToLabel");
    QCOMPARE(window.imagePanel()->listed().size(), size_t{1});
    QCOMPARE(window.inspector()->state().view, InspectorView::None);
    // The stage that was left comes back.
    window.inspector()->showView(InspectorView::Anchors);
    QCOMPARE(window.workspaces()->current(), Workspace::Inspect);
    test::trigger(window, "goToLabel");
    test::trigger(window, "goToInspect");
    QCOMPARE(window.inspector()->state().view, InspectorView::Anchors);
  }
  void panels_hide_and_the_layout_comes_back() {
    const QString folder = m_folder.filePath(QStringLiteral("layout"));
    {
      auto studio = test::wholeStudio();
      MainWindow& window = *studio->window();
      test::makeSample(window, folder);
      const int before = window.canvas()->width();
      test::trigger(window, "viewLeftPanel");
      test::trigger(window, "viewRightPanel");
      QTRY_VERIFY(window.canvas()->width() > before + 400);
      QVERIFY(!window.imagePanel()->isVisible());
      test::trigger(window, "goToInspect");
      QVERIFY(window.imagePanel()->isVisible() && window.inspector()->isVisible());  // of Label alone
      test::trigger(window, "goToTrain");
      window.close();
    }
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    window.openProject(folder);
    QCOMPARE(window.workspaces()->current(), Workspace::Train);
    test::trigger(window, "goToLabel");
    QVERIFY(!window.imagePanel()->isVisible());
    test::trigger(window, "viewResetLayout");
    QTRY_VERIFY(window.imagePanel()->isVisible());
  }

  void f1_helps_with_what_is_at_hand() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    test::trigger(window, "helpHere");
    auto* manual = window.findChild<ManualWindow*>();
    QVERIFY(manual != nullptr && manual->isVisible());
    QVERIFY(manual->browser()->toPlainText().contains(QStringLiteral("First steps")));
    auto* pages = manual->findChild<QListWidget*>(QStringLiteral("manualPages"));
    QVERIFY(pages->count() >= 5);
    for (int row = 0; row < pages->count(); ++row) {
      pages->setCurrentRow(row);
      QVERIFY(!pages->item(row)->text().isEmpty());
      QVERIFY(manual->browser()->toPlainText().size() > 400);
      QVERIFY(
          !manual->browser()->toPlainText().contains(QStringLiteral("**")));  // Markdown that was not read
    }
    manual->showPage(QStringLiteral("inspector"));
    test::screenshot(manual, "manual");
    manual->close();
    test::makeSample(window, m_folder.filePath(QStringLiteral("help")));
    window.canvas()->setFocus();
    test::trigger(window, "helpHere");
    QVERIFY(window.findChild<KeysDialog*>() != nullptr && window.findChild<KeysDialog*>()->isVisible());
    window.findChild<KeysDialog*>()->close();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.showWorkspace(Workspace::Train);
    window.findChild<QWidget*>(QStringLiteral("trainButton"))->setFocus();
    test::trigger(window, "helpHere");
    QVERIFY(manual->isVisible());
    QVERIFY(manual->browser()->source().fileName() == QLatin1String("training.html"));
  }

  void the_language_changes_while_the_program_runs() {
    auto studio = test::wholeStudio();
    const QString folder = m_folder.filePath(QStringLiteral("language"));
    test::makeSample(*studio->window(), folder);
    studio->window()->session()->setCurrent(studio->window()->session()->images()[3].id);
    const int64_t image = studio->window()->session()->current()->id;
    QCOMPARE(studio->window()->menuBar()->actions().first()->text(), QStringLiteral("&File"));
    studio->window()->findChild<QAction*>(QStringLiteral("language_zh_CN"))->trigger();
    QTRY_COMPARE(studio->window()->menuBar()->actions().first()->text(), QStringLiteral("文件(&F)"));
    QCOMPARE(studio->window()->session()->current()->id, image);
    QCOMPARE(language::chosen(), QStringLiteral("zh_CN"));
    QVERIFY(studio->window()->findChild<QAction*>(QStringLiteral("language_zh_CN"))->isChecked());
    waitForImage(*studio->window());
    test::screenshot(studio->window(), "chinese");
    test::trigger(*studio->window(), "helpManual");
    auto* manual = studio->window()->findChild<ManualWindow*>();
    QVERIFY(manual->browser()->toPlainText().contains(QStringLiteral("入门")));
    auto* pages = manual->findChild<QListWidget*>(QStringLiteral("manualPages"));
    for (int row = 0; row < pages->count(); ++row) {
      pages->setCurrentRow(row);
      QVERIFY(!manual->browser()->toPlainText().contains(QStringLiteral("**")));
    }
    pages->setCurrentRow(0);
    test::screenshot(manual, "chinese_manual");
    // Undo of what was drawn before the change works in the new window.
    ProjectSession* session = studio->window()->session();
    const size_t boxes = session->boxes().size();
    session->addBox(QRectF(2, 2, 20, 20), session->classes().front().id);
    studio->window()->findChild<QAction*>(QStringLiteral("language_en"))->trigger();
    QTRY_COMPARE(studio->window()->menuBar()->actions().first()->text(), QStringLiteral("&File"));
    session = studio->window()->session();
    QCOMPARE(session->boxes().size(), boxes + 1);
    session->undo();
    QCOMPARE(session->boxes().size(), boxes);
  }

  void chinese_texts_hold_the_same_values_and_keys() {
    const QList<test::Text> all = test::catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts"));
    QVERIFY(all.size() > 900);
    static const QRegularExpression marked(QStringLiteral("\\(&(.)\\)")),
        mark(QStringLiteral("&([A-Za-z0-9])"));
    for (const test::Text& e : all) {
      QVERIFY2(!e.translation.isEmpty(), qPrintable(e.source));
      QVERIFY2(places(e.source) == places(e.translation),
               qPrintable(e.source + QLatin1String(" | ") + e.translation));
      const QString before = mark.match(e.source).captured(1).toUpper();
      const QString now = marked.match(e.translation).captured(1).toUpper();
      QVERIFY2(before == now, qPrintable(e.source + QLatin1String(" | ") + e.translation));
    }
  }

  void labels_of_every_format_are_told_of_in_chinese() {
    QTemporaryDir place;
    const auto in = [&](const QString& name) {
      return std::filesystem::path(place.filePath(name).toStdString());
    };
    const auto project = createSampleProject(in(QStringLiteral("p")), {4}, {});
    language::use(QStringLiteral("zh_CN"));
    static const QRegularExpression chinese(QStringLiteral("\\p{Han}")),
        english(QStringLiteral("[a-z]{3,} (in|from|is)\\b"));
    QStringList told;
    for (const LabelFormatRow& format : writableFormats()) {
      const auto out = in(QLatin1String(format.name));
      exportDataset(format.format, *project, out, {});
      told << inWords(detectLabels(out)->words);
    }
    for (const char* table : {"filename,class,cx,cy,w,h\na.png,cat,0.5,0.5,0.1,0.1\n",
                              "image,x,y,w,h\na.png,1,2,3,4\n", "a.png,1,2,30,40,cat\n"}) {
      const auto file = in(QStringLiteral("t.csv"));
      std::ofstream(file) << table;
      told << inWords(detectLabels(file)->words);
    }
    for (const QString& words : told)
      QVERIFY2(words.contains(chinese) && !words.contains(english), qPrintable(told.join(QLatin1Char('\n'))));
    QCOMPARE(told.back(), QStringLiteral("CSV：角点在 #2, #3, #4, #5，单位为像素；图像在 #1。类别在 #6"));
  }

  void labels_in_another_encoding_are_told_in_the_persons_words() {
    const QByteArray dog("\xB9\xB7");  // 狗 in GBK
    const QDir home(m_folder.filePath(QStringLiteral("gbk")));
    const auto write = [&](const char* name, const QByteArray& bytes) {
      const QString file = home.filePath(QLatin1String(name));
      QVERIFY(QFileInfo(file).dir().mkpath(QStringLiteral(".")));
      QFile out(file);
      QVERIFY(out.open(QIODevice::WriteOnly));
      out.write(bytes);
    };
    const QByteArray corners(
        "<bndbox><xmin>1</xmin><ymin>1</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>");
    for (const char* image : {"voc/JPEGImages/a.png", "voc/JPEGImages/b.png", "yolo/images/a.png"}) {
      write(image, {});
      writePng(home.filePath(QLatin1String(image)).toStdString(), {8, 8, std::vector<uint8_t>(192, 100)});
    }
    write("voc/Annotations/a.xml", "<annotation>\n<object>\n<name>" + dog + "</name>" + corners);
    write("voc/Annotations/b.xml", "<annotation><object><name>cat</name>" + corners);
    write("yolo/labels/a.txt", "0 0.5 0.5 0.2 0.2\n");
    write("yolo/classes.txt", dog + "\n");
    language::use(QStringLiteral("zh_CN"));
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    dialogs::setNextPath(home.filePath(QStringLiteral("project")));
    test::trigger(window, "fileNew");
    QTRY_VERIFY(window.session()->isOpen());
    // One annotation of a tree: before anything is taken in.
    dialogs::setNextPath(home.filePath(QStringLiteral("voc")));
    test::trigger(window, "fileImportLabels");
    const auto question = [&] { return window.findChild<ImportDialog*>(); };
    QTRY_VERIFY(question() != nullptr);
    const auto* remarks = question()->findChild<QTableView*>(QStringLiteral("ledgerProblems"));
    const auto said = [&](int column) { return remarks->model()->index(0, column).data().toString(); };
    QVERIFY2(said(0).endsWith(QStringLiteral("a.xml")) && said(1) == QLatin1String("3"), qPrintable(said(0)));
    QCOMPARE(said(2), QStringLiteral("不是 UTF-8 文本"));
    QVERIFY2(said(3).contains(QStringLiteral("请另存为 UTF-8")), qPrintable(said(3)));
    test::screenshot(question(), "import_not_utf8_chinese");
    theme::apply(theme::Mode::Dark);
    test::screenshot(question(), "import_not_utf8_chinese_dark");
    theme::apply(theme::Mode::Light);
    question()->findChild<QPushButton*>(QStringLiteral("importNow"))->click();
    QTRY_COMPARE(window.session()->images().size(), size_t{2});
    // A list of names: nothing of the tree is taken.
    dialogs::setNextPath(home.filePath(QStringLiteral("yolo")));
    test::trigger(window, "fileImportLabels");
    QTRY_VERIFY2(dialogs::lastMessage().contains(
                     QStringLiteral("classes.txt:1: 不是 UTF-8 文本。请另存为 UTF-8，然后重新导入")),
                 qPrintable(dialogs::lastMessage()));
    QCOMPARE(window.session()->images().size(), size_t{2});
  }

  void messages_of_the_lower_layers_are_translated() {
    language::use(QStringLiteral("zh_CN"));
    // A value may look like a place for one, and is a sentence only where it was said as one.
    const Problem problem{"a.json", 7, say("its image %1 was not found", "b %2.jpg"), say("It was left out")};
    QCOMPARE(inWords(problem), QStringLiteral("a.json:7: 找不到它的图像 b %2.jpg。已略去"));
    QCOMPARE(inWords(UserError(problem)), inWords(problem));
    QCOMPARE(inWords(say("box %1 has zero area", "1, 2")), QStringLiteral("框 1, 2 没有面积"));
    QCOMPARE(inWords(say("%1 has zero area", "is incomplete")), QStringLiteral("is incomplete 没有面积"));
    QCOMPARE(inWords(asTold("something else")), QStringLiteral("something else"));
    const auto told = [](auto&&... parts) { return inWords(UserError(parts...)); };
    QCOMPARE(told("a.pth: tensor b", say("is incomplete")), QStringLiteral("a.pth: tensor b: 被截断"));
    QCOMPARE(told("solver.batch", say("cannot be used: %1", say("%1 to %2", 1, 256))),
             QStringLiteral("solver.batch: 不能使用：应在 1 到 256 之间"));
    QCOMPARE(
        told("runs/1.5. x/lock", say("another engine is already working on this run"), say("Stop it first")),
        QStringLiteral("runs/1.5. x/lock: 已有另一个引擎在处理这次运行。请先停止它"));
    QCOMPARE(told("c.st", say("has a malformed header: %1", "a. b: c"), asTold("no words of ours")),
             QStringLiteral("c.st: 文件头有误：a. b: c。no words of ours"));
    QCOMPARE(
        inWords(say("Checkpoint skipped: %1", UserError("20.st", say("is incomplete")).problem().message())),
        QStringLiteral("跳过了检查点：20.st: 被截断"));
    // Lists in a line.
    const std::vector<Message> misfits{say("%1: %2", "conv.weight [3]", say("the file has no %1", "c1")),
                                       say("%1: %2", "conv.bias [3]", say("the file has %1", "[4]")),
                                       say("and %1 more", 3)};
    QCOMPARE(told("a.pth", say("%1 tensors do not fit this network: %2", 5, joined(misfits, "; ")),
                  say("Choose the preset that matches these weights, or start from random weights")),
             QStringLiteral("a.pth: 有 5 个张量与此网络不符：conv.weight [3]: 文件中没有 c1; conv.bias [3]: "
                            "文件中是 [4]; 另有 3 个。请选择与这些权重相应的预设，或从随机权重开始"));
    QCOMPARE(inWords(notLabels(m_folder.path().toStdString()).remedy),
             QStringLiteral("可用的有：Pascal VOC、COCO、YOLO、CreateML、CSV 以及角点坐标文本文件"));
    language::use(QStringLiteral("en"));
    QCOMPARE(inWords(problem), QString::fromStdString(problem.text()));
  }
  void what_another_process_tells_is_translated() {
    language::use(QStringLiteral("zh_CN"));
    const UserError error("c.st", say("is incomplete"));
    FailedEvent sent;
    sent.message = error.problem().message();
    const auto event = parseEventLine(eventLine({1, sent}));
    const auto* failed = std::get_if<FailedEvent>(&event->body);
    QVERIFY(failed != nullptr);
    QCOMPARE(inWords(failed->message), QStringLiteral("c.st: 被截断"));
    language::use(QStringLiteral("en"));
    QCOMPARE(inWords(failed->message), QString::fromLatin1(error.what()));
  }
  void steps_of_the_lower_layers_are_told_in_the_windows_language() {
    static const QRegularExpression named(
        QStringLiteral("(?:edit\\(|ProjectEdit \\w+\\(\\*m_database, )say\\(\"([^\"]+)\"\\)\\.english"));
    int steps = 0;
    for (auto it = named.globalMatch(codeOf({"datasets", "app"})); it.hasNext();) {
      const QString step = it.next().captured(1);
      ++steps;
      language::use(QStringLiteral("en"));
      QCOMPARE(inWords(asTold(step.toStdString())), step);
      language::use(QStringLiteral("zh_CN"));
      QVERIFY2(inWords(asTold(step.toStdString())) != step, qPrintable(step));
    }
    QVERIFY(steps >= 4);
    QCOMPARE(inWords(asTold("画框")), QStringLiteral("画框"));
    QCOMPARE(actorInWords("person"), QStringLiteral("人"));
    QCOMPARE(actorInWords("import /voc"), QStringLiteral("导入：/voc"));
    const std::string source = predictionSource("0001-zf, iteration 2", 900);
    QCOMPARE(sourceInWords(source), QStringLiteral("0001-zf, iteration 2，第 900 次迭代"));
    QCOMPARE(actorInWords("model " + source), QStringLiteral("模型：0001-zf, iteration 2，第 900 次迭代"));
    QCOMPARE(sourceInWords("run"), QStringLiteral("run"));
    language::use(QStringLiteral("en"));
    QCOMPARE(sourceInWords(source), QString::fromStdString(source));
    QCOMPARE(actorInWords("import"), QStringLiteral("an import"));
  }
};

QTEST_MAIN(TestFirstStart)
#include "tst_first_start.moc"
