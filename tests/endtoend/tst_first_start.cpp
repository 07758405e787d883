// The welcome page, the tour, help, languages: what a person meets before the first box is drawn.
#include <QApplication>
#include <QButtonGroup>
#include <QDirIterator>
#include <QFormLayout>
#include <QMenuBar>
#include <QTabBar>
#include <QXmlStreamReader>

#include "app/studio/studio.h"
#include "tests/support/studio_fixture.h"
#include "ui/charts/live_chart.h"
#include "ui/dataset/csv_dialog.h"
#include "ui/labeling/box_history.h"
#include "ui/labeling/class_picker.h"
#include "ui/labeling/label_tools.h"
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

bool isWords(const QString& text) {
  static const QRegularExpression words(QStringLiteral("[A-Za-z]{3,}"));
  return words.match(text).hasMatch();
}

/// What a person can read on a widget and the room that it needs there; empty for widgets without fixed text.
std::pair<QString, int> shownText(const QWidget* widget) {
  if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
    return {button->text(), button->sizeHint().width()};
  const auto* label = qobject_cast<const QLabel*>(widget);
  if (label != nullptr && !label->wordWrap()) return {label->text(), label->sizeHint().width()};
  return {};
}

QStringList clippedTexts(QWidget* root) {
  QStringList found;
  for (const QWidget* widget : root->findChildren<QWidget*>()) {
    if (!widget->isVisible()) continue;
    const auto [words, room] = shownText(widget);
    if (!isWords(words) || words.contains(QLatin1String("qt_"))) continue;
    if (widget->width() < room - 1)
      found << QStringLiteral("%1 %2: \"%3\" has %4 of %5 px")
                   .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(), words)
                   .arg(widget->width())
                   .arg(room);
  }
  return found;
}

double luminance(const QColor& colour) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}
/// WCAG 2.1: 1 to 21; 4.5 is what words need, 3 what lines and large words need.
double contrast(const QColor& a, const QColor& b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

/// How a colour looks to an eye, as L*a*b* (D65). The matrices are those of Machado, Oliveira and Fernandes
/// 2009 for eyes that lack one kind of receptors.
using Eye = std::array<std::array<double, 3>, 3>;
constexpr Eye usualEye{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Eye withoutRed{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Eye withoutGreen{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Eye withoutBlue{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

std::array<double, 3> seen(const QColor& colour, const Eye& eye) {
  const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  const std::array<double, 3> rgb{linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
  std::array<double, 3> p{};
  for (size_t i = 0; i < 3; ++i) {
    for (size_t k = 0; k < 3; ++k) p[i] += eye[i][k] * rgb[k];
    p[i] = std::clamp(p[i], 0.0, 1.0);
  }
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * p[0] + 0.3576 * p[1] + 0.1805 * p[2]) / 0.95047);
  const double y = f(0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]);
  const double z = f((0.0193 * p[0] + 0.1192 * p[1] + 0.9505 * p[2]) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}
/// The smallest distance (CIE 1976) between any two colours for any of the four eyes.
double leastDistance(const QList<QColor>& colours) {
  double least = 1e9;
  for (const Eye& eye : {usualEye, withoutRed, withoutGreen, withoutBlue})
    for (qsizetype i = 0; i < colours.size(); ++i)
      for (qsizetype k = 0; k < i; ++k) {
        const auto a = seen(colours[i], eye);
        const auto b = seen(colours[k], eye);
        least = std::min(least, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
      }
  return least;
}

struct Entry {
  QString context, source, translation;
};
QList<Entry> catalogue(const QString& file) {
  QList<Entry> all;
  QFile input(file);
  if (!input.open(QIODevice::ReadOnly)) return all;
  QXmlStreamReader xml(&input);
  Entry now;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name")) now.context = xml.readElementText();
    if (xml.name() == QLatin1String("source")) now.source = xml.readElementText();
    if (xml.name() != QLatin1String("translation")) continue;
    now.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    all << now;
  }
  return all;
}

/// Every text of the catalogue longer by a third and marked at both ends: what is clipped, was never
/// collected or is asked for under another context shows.
class PseudoTranslator : public QTranslator {
 public:
  PseudoTranslator() {
    for (const Entry& e : catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts")))
      m_known.insert({e.context, e.source});
    m_known.remove({QStringLiteral("anchor::ManualWindow"), QStringLiteral("en")});  // names a folder
  }
  [[nodiscard]] bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* source, const char*, int) const override {
    const QString text = QString::fromUtf8(source);
    if (!m_known.contains({QString::fromUtf8(context), text})) return {};
    return QStringLiteral("[%1%2]").arg(text, QString(text.size() / 3, QChar(0x00B7)));
  }

 private:
  QSet<std::pair<QString, QString>> m_known;
};

QStringList places(const QString& text) {
  static const QRegularExpression place(QStringLiteral("%[0-9Ln]+|<[^>]*>"));
  QStringList found;
  for (auto it = place.globalMatch(text); it.hasNext();) found << it.next().captured();
  found.sort();
  return found;
}

}  // namespace

class TestFirstStart : public QObject {
  Q_OBJECT
  QTemporaryDir m_folder;

  std::unique_ptr<Studio> start() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTest"));
    auto studio = std::make_unique<Studio>(StudioServices{
        QStringLiteral(PROGRAM_FOLDER "/anchor-engine"),
        [](const ProjectStore& project, const RunConfig& config) { return prepareRun(project, config); },
        lintRulesFor});
    studio->window()->resize(1360, 860);
    return studio;
  }
  static void makeSample(MainWindow& window, const QString& folder) {
    window.createSample(folder, 12);
    QTRY_VERIFY_WITH_TIMEOUT(window.session()->isOpen() && window.session()->images().size() == 12, 30000);
    waitForImage(window);
  }

 private Q_SLOTS:
  void init() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTest"));
    QSettings().clear();
    language::use(QStringLiteral("en"));
    theme::apply(theme::Mode::Light);
  }

  void welcome_offers_new_open_sample_and_recent() {
    auto studio = start();
    MainWindow& window = *studio->window();
    auto* page = window.findChild<WelcomePage*>();
    QVERIFY(page->isVisible());
    for (QDockWidget* dock : window.findChildren<QDockWidget*>()) QVERIFY(!dock->isVisible());
    auto* list = page->findChild<QListWidget*>(QStringLiteral("recentProjects"));
    QVERIFY(!list->isVisible());
    test::screenshot(&window, "welcome");
    const QString folder = m_folder.filePath(QStringLiteral("first"));
    dialogs::setNextPath(folder);
    page->findChild<QAbstractButton*>(QStringLiteral("welcomeNew"))->click();
    QTRY_VERIFY(window.session()->isOpen());
    QVERIFY(!page->isVisible());
    QVERIFY(window.findChild<QDockWidget*>(QStringLiteral("imagesDock"))->isVisible());
    QCOMPARE(recent::projects(), QStringList{folder});
    studio.reset();

    studio = start();
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
    auto studio = start();
    MainWindow& window = *studio->window();
    window.findChild<QAbstractButton*>(QStringLiteral("welcomeTour"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<Tour*>() != nullptr, 60000);
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

  void f1_helps_with_what_is_at_hand() {
    auto studio = start();
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
    makeSample(window, m_folder.filePath(QStringLiteral("help")));
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
    auto studio = start();
    const QString folder = m_folder.filePath(QStringLiteral("language"));
    makeSample(*studio->window(), folder);
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
    const QList<Entry> all = catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts"));
    QVERIFY(all.size() > 900);
    static const QRegularExpression marked(QStringLiteral("\\(&(.)\\)")),
        mark(QStringLiteral("&([A-Za-z0-9])"));
    for (const Entry& e : all) {
      QVERIFY2(!e.translation.isEmpty(), qPrintable(e.source));
      QVERIFY2(places(e.source) == places(e.translation),
               qPrintable(e.source + QLatin1String(" | ") + e.translation));
      const QString before = mark.match(e.source).captured(1).toUpper();
      const QString now = marked.match(e.translation).captured(1).toUpper();
      QVERIFY2(before == now, qPrintable(e.source + QLatin1String(" | ") + e.translation));
    }
  }

  void sentences_of_the_lower_layers_are_known_and_translated() {
    // The code as one text, neighbouring pieces of a sentence joined.
    QString code;
    for (const char* folder : {"datasets", "engine/run", "app/project_run", "app/engine"})
      for (QDirIterator files(QStringLiteral(TRANSLATIONS "/../") + QLatin1String(folder),
                              {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                              QDirIterator::Subdirectories);
           files.hasNext();) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        code += QString::fromUtf8(file.readAll());
      }
    static const QRegularExpression joint(QStringLiteral("\"\\s*\n\\s*\"")), place(QStringLiteral("%\\d"));
    code.remove(joint).replace(QStringLiteral("\\\""), QStringLiteral("\""));
    int known = 0;
    for (const Entry& e : catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts"))) {
      if (e.context != QLatin1String("Sentences")) continue;
      ++known;
      for (const QString& piece : e.source.split(place))
        QVERIFY2(piece.trimmed().size() < 3 || code.contains(piece.trimmed()), qPrintable(e.source));
    }
    QVERIFY(known > 100);
    language::use(QStringLiteral("zh_CN"));
    const Problem problem{"a.json", 7, "its image b %2.jpg was not found", "It was left out"};
    QCOMPARE(inWords(problem), QStringLiteral("a.json:7: 找不到它的图像 b %2.jpg. 已略去"));
    QCOMPARE(inWords(DatasetError(problem)), inWords(problem));
    QCOMPARE(inWords(std::string("box 1, 2 has no area")), QStringLiteral("框 1, 2 没有面积"));
    QCOMPARE(inWords(std::string("cat has no area")), QStringLiteral("cat 没有面积"));
    QCOMPARE(inWords(std::string("something else")), QStringLiteral("something else"));
    language::use(QStringLiteral("en"));
    QCOMPARE(inWords(problem), QString::fromStdString(problem.text()));
  }
  void every_text_is_translated_and_fits_a_third_more_room() {
    PseudoTranslator pseudo;
    QCoreApplication::installTranslator(&pseudo);
    auto studio = start();
    MainWindow& window = *studio->window();
    QStringList plain, clipped;
    const auto look = [&](QWidget* widget, const char* name) {
      test::screenshot(widget, name);
      for (const QWidget* part : widget->findChildren<QWidget*>()) {
        if (!part->isVisible()) continue;
        const QString words = shownText(part).first;
        if (isWords(words) && !words.contains(QLatin1Char('['))) plain << words;
      }
      clipped += clippedTexts(widget);
    };
    look(&window, "pseudo_welcome");
    makeSample(window, m_folder.filePath(QStringLiteral("pseudo")));
    const auto actions = window.findChildren<QAction*>();
    for (const QAction* action : actions)
      if (!action->objectName().isEmpty() && isWords(action->text()) &&
          !action->text().contains(QLatin1Char('[')))
        plain << action->text();
    for (const char* dock : {"fitDock", "autopsyDock", "classesDock", "doctorDock", "lintDock",
                             "statisticsDock", "trainingDock"}) {
      window.findChild<QDockWidget*>(QLatin1String(dock))->raise();
      QTRY_VERIFY(backgroundIdle());
      look(&window, (QStringLiteral("pseudo_") + QLatin1String(dock)).toLatin1().constData());
    }
    for (const auto view : {InspectorView::Input, InspectorView::Anchors, InspectorView::Assignment,
                            InspectorView::Proposals, InspectorView::Rois, InspectorView::Detections}) {
      window.inspector()->showView(view);
      QTRY_VERIFY(backgroundIdle());
      look(&window, QStringLiteral("pseudo_view_%1").arg(static_cast<int>(view)).toLatin1().constData());
    }
    QCoreApplication::removeTranslator(&pseudo);
    // Names of classes, files and engine settings are nobody's to translate.
    static const QStringList names{QStringLiteral("disc"), QStringLiteral("English"),
                                   QStringLiteral("简体中文")};
    plain.removeIf([](const QString& words) { return names.contains(words); });
    plain.removeDuplicates();
    clipped.removeDuplicates();
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join(QLatin1Char('\n'))));
    QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(QLatin1Char('\n'))));
  }

  void every_dialog_is_translated_and_fits_a_third_more_room() {
    PseudoTranslator pseudo;
    auto studio = start();
    MainWindow& window = *studio->window();
    makeSample(window, m_folder.filePath(QStringLiteral("dialogs")));
    const RunFolder run = prepareRun(window.session()->store(), presetByName("tiny-from-scratch").config);
    QFile table(m_folder.filePath(QStringLiteral("table.csv")));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("file;kind;left;top;right;bottom\na.png;cat;1;2;30;40\n");
    table.close();
    QCoreApplication::installTranslator(&pseudo);
    QStringList plain, clipped;
    const auto look = [&](QWidget* dialog, const char* name) {
      QVERIFY2(dialog != nullptr, name);
      dialog->show();
      QTRY_VERIFY(backgroundIdle());
      test::screenshot(dialog, name);
      QVERIFY2(dialog->windowTitle().contains(QLatin1Char('[')), name);
      for (const QWidget* part : dialog->findChildren<QWidget*>()) {
        if (!part->isVisible()) continue;
        const QString words = shownText(part).first;
        if (isWords(words) && !words.contains(QLatin1Char('[')))
          plain << QLatin1String(name) + QLatin1String(": ") + words;
      }
      for (const QString& one : clippedTexts(dialog))
        clipped << QLatin1String(name) + QLatin1String(": ") + one;
      dialog->close();
    };
    const auto opened = [&](const char* action) -> QDialog* {
      const auto before = window.findChildren<QDialog*>();
      test::trigger(window, action);
      for (QDialog* dialog : window.findChildren<QDialog*>())
        if (!before.contains(dialog)) return dialog;
      return nullptr;
    };
    look(opened("viewTone"), "pseudo_dialog_tone");
    look(opened("labelClasses"), "pseudo_dialog_classes");
    look(opened("labelSplit"), "pseudo_dialog_split");
    look(opened("imageShowTrash"), "pseudo_dialog_trash");
    look(opened("helpKeys"), "pseudo_dialog_keys");
    look(opened("trainStart"), "pseudo_dialog_train");
    look(new ExportDialog(EngineLauncher(QStringLiteral(PROGRAM_FOLDER "/anchor-engine")), run, &window),
         "pseudo_dialog_export");
    look(new CsvDialog(table.fileName(), &window), "pseudo_dialog_csv");
    look(new ClassPicker(window.session(), LabelTools::tr("Choose a class, or type a new one"), &window),
         "pseudo_dialog_picker");
    window.canvas()->select(window.session()->boxes().front().id);
    look(new BoxHistory(window.session(), window.session()->boxes().front().id, &window),
         "pseudo_dialog_history");
    QCoreApplication::removeTranslator(&pseudo);
    // Names of classes, presets, files, formats and engine settings are nobody's to translate; history keeps
    // what was said when it was written.
    static const QRegularExpression names(
        QStringLiteral("^[a-z_]+: "
                       "(Cancel|Close|OK|disc|square|triangle|[a-z0-9-]+|.*\\.(csv|png|safetensors)|/"
                       ".*|Ctrl.*|Shift.*|Alt.*|"
                       "TorchScript.*|ONNX.*|safetensors.*|iteration-.*)$"));
    plain.removeIf([](const QString& words) { return names.match(words).hasMatch(); });
    plain.removeDuplicates();
    clipped.removeDuplicates();
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join(QLatin1Char('\n'))));
    QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(QLatin1Char('\n'))));
  }

  void colours_can_be_told_apart_by_every_eye() {
    // 2.3 is a difference one can just see; lines on a photograph need several times that.
    const double labels =
        leastDistance({theme::foreground(), theme::background(), theme::ignored(), theme::wrong(),
                       theme::doubtful(), theme::bestForGt(), theme::chosen()});
    QVERIFY2(labels >= 25, qPrintable(QString::number(labels)));
    QList<QColor> classes, curves;
    for (size_t i = 0; i < 7; ++i) classes << QColor(QString::fromStdString(classColour(i)));
    for (int i = 0; i < 6; ++i) curves << LiveChart::curveColour(i);
    QVERIFY2(leastDistance(classes) >= 8, qPrintable(QString::number(leastDistance(classes))));
    QVERIFY2(leastDistance(curves) >= 8, qPrintable(QString::number(leastDistance(curves))));
  }

  void every_control_is_reached_by_keys_alone() {
    auto studio = start();
    MainWindow& window = *studio->window();
    makeSample(window, m_folder.filePath(QStringLiteral("keyboard")));
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSet<const QWidget*> seen, reached;
    for (const char* dock :
         {"trainingDock", "statisticsDock", "fitDock", "lintDock", "doctorDock", "classesDock"}) {
      window.findChild<QDockWidget*>(QLatin1String(dock))->raise();
      QTRY_VERIFY(backgroundIdle());
      const auto withBox = [&] { window.canvas()->select(window.session()->boxes().front().id); };
      withBox();  // its panel's controls are there for a selected box
      for (const QWidget* widget : window.findChildren<QWidget*>()) {
        const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                             qobject_cast<const QComboBox*>(widget) != nullptr ||
                             qobject_cast<const QLineEdit*>(widget) != nullptr ||
                             qobject_cast<const QAbstractSlider*>(widget) != nullptr ||
                             qobject_cast<const QAbstractItemView*>(widget) != nullptr;
        const QWidget* parent = widget->parentWidget();
        // Of buttons that exclude each other Tab takes the one that is down, and arrows the others.
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (button != nullptr && button->group() != nullptr && button->group()->exclusive() &&
            !button->isChecked())
          continue;
        const bool part = parent == nullptr || parent->inherits("QComboBox") ||
                          parent->inherits("QAbstractSpinBox") || parent->inherits("QTabBar") ||
                          parent->inherits("QAbstractItemView") || widget->inherits("QScrollBar") ||
                          widget->inherits("QDockWidgetTitleButton") ||
                          widget->objectName().startsWith(QLatin1String("qt_"));
        if (control && !part && widget->isVisible() && widget->isEnabled() &&
            !widget->visibleRegion().isEmpty() && widget->focusPolicy() != Qt::NoFocus)
          seen << widget;
      }
      for (int panel = 1; panel < 20; ++panel) {
        withBox();
        window.canvas()->setFocus();
        for (int step = 0; step < panel; ++step) test::trigger(window, "viewNextPanel");
        if (QApplication::focusWidget() == window.canvas()) break;  // once round
        QSet<const QWidget*> here;
        for (int step = 0; step < 120; ++step) {
          QWidget* now = QApplication::focusWidget();
          QVERIFY(now != nullptr);
          if (now == window.canvas() || here.contains(now)) break;
          here << now;
          for (const QWidget* up = now; up != nullptr; up = up->parentWidget()) reached << up;
          QTest::keyClick(now, Qt::Key_Tab);
        }
      }
      QCOMPARE(QApplication::focusWidget(), window.canvas());
    }
    QStringList missed;
    for (const QWidget* widget : seen)
      if (!reached.contains(widget))
        missed << QStringLiteral("%1 %2 in %3")
                      .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                           widget->parentWidget()->objectName());
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1Char('\n'))));
    QVERIFY2(seen.size() > 25, qPrintable(QString::number(seen.size())));
  }

  void words_can_be_read_in_both_themes() {
    for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
      theme::apply(mode);
      const QPalette p = QApplication::palette();
      const QList<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs{
          {QPalette::WindowText, QPalette::Window},         {QPalette::Text, QPalette::Base},
          {QPalette::Text, QPalette::AlternateBase},        {QPalette::ButtonText, QPalette::Button},
          {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::ToolTipText, QPalette::ToolTipBase},
          {QPalette::PlaceholderText, QPalette::Base},      {QPalette::Link, QPalette::Window}};
      for (const auto& [words, ground] : pairs) {
        const double ratio = contrast(p.color(words), p.color(ground));
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("mode %1, role %2 on %3: %4")
                                              .arg(static_cast<int>(mode))
                                              .arg(words)
                                              .arg(ground)
                                              .arg(ratio)));
      }
    }
  }

  void every_control_says_what_it_does() {
    auto studio = start();
    MainWindow& window = *studio->window();
    makeSample(window, m_folder.filePath(QStringLiteral("names")));
    QStringList nameless, tipless;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
      const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                           qobject_cast<const QComboBox*>(widget) != nullptr ||
                           qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                           qobject_cast<const QAbstractSlider*>(widget) != nullptr ||
                           qobject_cast<const QLineEdit*>(widget) != nullptr ||
                           qobject_cast<const QAbstractItemView*>(widget) != nullptr;
      if (!control || widget->focusPolicy() == Qt::NoFocus ||
          widget->objectName().startsWith(QLatin1String("qt_")))
        continue;
      if (qobject_cast<const QComboBox*>(widget->parentWidget()) != nullptr ||
          qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) != nullptr ||
          QLatin1String(widget->metaObject()->className()) == QLatin1String("QComboBoxListView"))
        continue;  // parts of a control
      const auto* button = qobject_cast<const QAbstractButton*>(widget);
      const QString text = button == nullptr ? QString() : button->text();
      bool labelled = !widget->accessibleName().isEmpty() || isWords(text);
      for (const QLabel* label : window.findChildren<QLabel*>())
        labelled = labelled || label->buddy() == widget;
      const QString what = QStringLiteral("%1 %2 in %3")
                               .arg(QLatin1String(widget->metaObject()->className()),
                                    widget->objectName().isEmpty() ? text : widget->objectName(),
                                    widget->parentWidget()->objectName());
      if (!labelled) nameless << what;
      // A welcome button carries its explanation; the arrows of tabs are Qt's own.
      const bool explained = qobject_cast<const QCommandLinkButton*>(widget) != nullptr ||
                             widget->objectName().startsWith(QLatin1String("Scroll"));
      if (widget->toolTip().isEmpty() && button != nullptr && !explained) tipless << what;
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    QVERIFY2(tipless.isEmpty(), qPrintable(tipless.join(QLatin1Char('\n'))));
  }
};

QTEST_MAIN(TestFirstStart)
#include "tst_first_start.moc"
