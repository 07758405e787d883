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
#include "ui/shared/lower_words.h"
#include "ui/shared/theme.h"
#include "ui/start/manual_window.h"
#include "ui/start/recent_projects.h"
#include "ui/start/tour.h"
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
QString codeOf(std::initializer_list<const char*> folders, const QRegularExpression& without = {}) {
  QString code;
  for (const char* folder : folders)
    for (QDirIterator files(QStringLiteral(TRANSLATIONS "/../") + QLatin1String(folder),
                            {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                            QDirIterator::Subdirectories);
         files.hasNext();) {
      QFile file(files.next());
      if (!without.pattern().isEmpty() && without.match(file.fileName()).hasMatch()) continue;
      if (file.open(QIODevice::ReadOnly)) code += QString::fromUtf8(file.readAll());
    }
  static const QRegularExpression joint(QStringLiteral("\"\\s*\n\\s*\""));
  return code.remove(joint);
}

/// How an error is thrown, and behind how many arguments its words begin: those before say the place.
struct Thrown {
  QString call;
  int placeArguments;
};

/// The words of every such error.
QStringList piecesOfErrors(const QString& code, const Thrown& thrown) {
  QStringList pieces;
  const QRegularExpression call(thrown.call);
  for (auto it = call.globalMatch(code); it.hasNext();) {
    int depth = 1, arguments = 0;
    bool inText = false;
    QString piece;
    for (qsizetype at = it.next().capturedEnd(); at < code.size() && depth > 0; ++at) {
      const QChar c = code[at];
      if (inText && c == u'\\') {
        const QChar escaped = code[++at];
        piece += escaped == u'n' ? QChar(u'\n') : escaped;
      } else if (c == u'"') {
        // Words; a comma or a unit is none.
        if (inText && arguments >= thrown.placeArguments && piece.trimmed().size() > 4)
          pieces << piece.trimmed();
        piece.clear();
        inText = !inText;
      } else if (inText) {
        piece += c;
      } else {
        depth += c == u'(' || c == u'{' ? 1 : c == u')' || c == u'}' ? -1 : 0;
        arguments += depth == 1 && c == u',' ? 1 : 0;
      }
    }
  }
  return pieces;
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
    for (QDockWidget* dock : window.findChildren<QDockWidget*>()) QVERIFY(!dock->isVisible());
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
    QVERIFY(window.findChild<QDockWidget*>(QStringLiteral("imagesDock"))->isVisible());
    QCOMPARE(recent::projects(), QStringList{folder});
    studio.reset();

    studio = test::wholeStudio();
    page = studio->window()->findChild<WelcomePage*>();
    list = page->findChild<QListWidget*>(QStringLiteral("recentProjects"));
    QVERIFY(list->isVisible());
    QCOMPARE(list->count(), 1);
    Q_EMIT list->itemActivated(list->item(0));
    QTRY_VERIFY(studio->window()->session()->isOpen());
    // A project that was moved away is not offered.
    studio.reset();
    QVERIFY(QDir(folder).removeRecursively());
    QCOMPARE(recent::projects(), QStringList());
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

  void the_canvas_has_the_room_until_another_panel_is_looked_at() {
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("room")));
    const auto* training = window.findChild<TrainingPanel*>();
    const auto* canvas = window.findChild<ImageCanvas*>();
    QTRY_VERIFY(training->height() == training->minimumSizeHint().height());
    QTRY_VERIFY(canvas->height() > 650);
    for (const char* name : {"fitDock", "statisticsDock", "doctorDock"}) {
      auto* dock = window.findChild<QDockWidget*>(QLatin1String(name));
      dock->raise();
      QTRY_VERIFY2(!dock->visibleRegion().isEmpty() &&
                       dock->widget()->height() >= dock->widget()->minimumSizeHint().height(),
                   name);
      QVERIFY2(dock->widget()->minimumSizeHint().height() > training->height(), name);
    }
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
    // There is no run yet, and the charts of none leave their room to the picture.
    QVERIFY(window.findChild<QWidget*>(QStringLiteral("runPages"))->isHidden());
    window.canvas()->setFocus();
    test::trigger(window, "helpHere");
    QVERIFY(window.findChild<KeysDialog*>() != nullptr && window.findChild<KeysDialog*>()->isVisible());
    window.findChild<KeysDialog*>()->close();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
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

  void every_error_that_can_reach_the_window_is_known() {
    // Of the layers' program and of commands that only a shell gives, the texts are English.
    static const QRegularExpression shellOnly(QStringLiteral(
        "/(layers|selftest)/|command_(detect|import|inspect|labels|tools|train|serve|export|layer)|fault_switch|"
        "found_objects|onnx_reader|onnx_run|command_evaluate|scratch_folder"));
    QStringList sources;
    for (const test::Text& e : test::catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts")))
      if (e.context == QLatin1String("Sentences") || e.context == QLatin1String("Rules")) sources << e.source;
    const QString all = sources.join(QLatin1Char('\n'));
    QStringList unknown;
    int looked = 0;
    const auto look = [&](const QString& code, const Thrown& thrown) {
      for (const QString& piece : piecesOfErrors(code, thrown)) {
        ++looked;
        if (!all.contains(piece)) unknown << piece;
      }
    };
    const QString engine = codeOf({"engine", "app"}, shellOnly);
    look(engine, {QStringLiteral("(UserError|NotFinite|RunLost)\\("), 1});
    look(engine, {QStringLiteral("WarningEvent\\{"), 1});
    const QString datasets = codeOf({"datasets"});
    look(datasets, {QStringLiteral("(DatasetError\\(|problems\\.push_back\\()\\s*\\{"), 2});
    look(datasets, {QStringLiteral("(damagedProject|problem)\\("), 0});
    QVERIFY(looked > 250);
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(QLatin1Char('\n'))));
  }
  void sentences_of_the_lower_layers_are_known_and_translated() {
    QString code = codeOf({"datasets", "engine", "app"});
    static const QRegularExpression place(QStringLiteral("%\\d"));
    code.replace(QStringLiteral("\\\""), QStringLiteral("\""));
    int known = 0;
    for (const test::Text& e : test::catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts"))) {
      if (e.context != QLatin1String("Sentences") && e.context != QLatin1String("Rules")) continue;
      ++known;
      for (const QString& piece : e.source.split(place))
        QVERIFY2(piece.trimmed().size() < 3 || code.contains(piece.trimmed()), qPrintable(e.source));
    }
    QVERIFY(known > 100);
    language::use(QStringLiteral("zh_CN"));
    const Problem problem{"a.json", 7, "its image b %2.jpg was not found", "It was left out"};
    QCOMPARE(inWords(problem), QStringLiteral("a.json:7: 找不到它的图像 b %2.jpg。已略去"));
    QCOMPARE(inWords(DatasetError(problem)), inWords(problem));
    QCOMPARE(inWords(std::string("box 1, 2 has no area")), QStringLiteral("框 1, 2 没有面积"));
    QCOMPARE(inWords(std::string("cat has no area")), QStringLiteral("cat 没有面积"));
    QCOMPARE(inWords(std::string("something else")), QStringLiteral("something else"));
    // As the engine joins them: places and values may hold colons and points.
    const auto told = [](auto&&... parts) { return inWords(std::string(UserError(parts...).what())); };
    QCOMPARE(told("a.pth: tensor b", "was cut off"), QStringLiteral("a.pth: tensor b: 被截断"));
    QCOMPARE(told("solver.batch", "cannot be used: 1 to 256"),
             QStringLiteral("solver.batch: 不能使用：应在 1 到 256 之间"));
    QCOMPARE(told("network.neck", "cannot be used: one of none, fpn"),
             QStringLiteral("network.neck: 不能使用：应为其中之一：none, fpn"));
    QCOMPARE(told("runs/1.5. x/lock", "another engine already works on this run", "Stop it first"),
             QStringLiteral("runs/1.5. x/lock: 已有另一个引擎在处理这次运行。请先停止它"));
    QCOMPARE(told("c.st", "has a malformed header: a. b: c", "no words of ours"),
             QStringLiteral("c.st: 文件头有误：a. b: c. no words of ours"));
    QCOMPARE(inWords(std::string("Checkpoint passed over: 20.st: was cut off")),
             QStringLiteral("跳过了检查点：20.st: 被截断"));
    // Lists in a line.
    QCOMPARE(
        told("a.pth",
             "5 tensors do not fit this network: conv.weight [3]: the file has no c1; conv.bias [3]: the "
             "file has [4]; and 3 more",
             "Choose the preset that these weights belong to, or start from random weights"),
        QStringLiteral("a.pth: 有 5 个张量与此网络不符：conv.weight [3]: 文件中没有 c1; conv.bias [3]: "
                       "文件中是 [4]; 另有 3 个。请选择与这些权重相应的预设，或从随机权重开始"));
    language::use(QStringLiteral("en"));
    QCOMPARE(inWords(problem), QString::fromStdString(problem.text()));
  }
  void steps_of_the_lower_layers_are_told_in_the_windows_language() {
    static const QRegularExpression named(
        QStringLiteral("(?:edit\\(|ProjectEdit \\w+\\(\\*m_database, )\"([^\"]+)\""));
    int steps = 0;
    for (auto it = named.globalMatch(codeOf({"datasets", "app"})); it.hasNext();) {
      const QString step = it.next().captured(1);
      ++steps;
      language::use(QStringLiteral("en"));
      QCOMPARE(inWords(step.toStdString()), step);
      language::use(QStringLiteral("zh_CN"));
      QVERIFY2(inWords(step.toStdString()) != step, qPrintable(step));
    }
    QVERIFY(steps >= 4);
    QCOMPARE(inWords(std::string("画框")), QStringLiteral("画框"));
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
