// SPDX-License-Identifier: GPL-3.0-or-later
// What everybody can use: texts that are translated and have room, colours that every eye tells apart, and
// every control by its name and by keys alone.
#include <QApplication>
#include <QButtonGroup>

#include "tests/support/contrast.h"
#include "tests/support/text_catalogue.h"
#include "tests/support/whole_studio.h"
#include "ui/charts/live_chart.h"
#include "ui/dataset/csv_dialog.h"
#include "ui/labelling/box_history.h"
#include "ui/labelling/class_picker.h"
#include "ui/labelling/label_tools.h"
#include "ui/training/export_dialog.h"

using namespace anchor;
using test::contrast;
using test::linear;

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

/// Visible texts below a widget that no translator has marked.
QStringList plainTexts(const QWidget* root) {
  QStringList found;
  for (const QWidget* part : root->findChildren<QWidget*>()) {
    if (!part->isVisible()) continue;
    QStringList shown{shownText(part).first};
    if (const auto* combo = qobject_cast<const QComboBox*>(part))
      for (int i = 0; i < combo->count(); ++i) shown << combo->itemText(i);
    for (const QString& words : shown)
      if (isWords(words) && !words.contains(QLatin1Char('['))) found << words;
  }
  return found;
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

/// Every text of the catalogue longer by a third and marked at both ends: what is clipped, was never
/// collected or is asked for under another context shows.
class PseudoTranslator : public QTranslator {
 public:
  PseudoTranslator() {
    for (const test::Text& e : test::catalogue(QStringLiteral(TRANSLATIONS "/anchor_zh_CN.ts")))
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

/// Every panel that a workspace or a page of one holds.
QList<QWidget*> panelsOf(MainWindow& window) {
  return {window.statistics(),   window.lint(),        window.fitPanel(), window.autopsyPanel(),
          window.classesPanel(), window.doctorPanel(), window.training()};
}

}  // namespace

class TestAccessible : public QObject {
  Q_OBJECT
  QTemporaryDir m_folder;

 private Q_SLOTS:
  void init() { test::freshPerson(); }

  void every_text_is_translated_and_fits_a_third_more_room() {
    PseudoTranslator pseudo;
    QCoreApplication::installTranslator(&pseudo);
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    QStringList plain, clipped;
    const auto look = [&](QWidget* widget, const char* name) {
      test::screenshot(widget, name);
      plain << plainTexts(widget);
      clipped += clippedTexts(widget);
    };
    look(&window, "pseudo_welcome");
    test::makeSample(window, m_folder.filePath(QStringLiteral("pseudo")));
    const auto actions = window.findChildren<QAction*>();
    for (const QAction* action : actions)
      if (!action->objectName().isEmpty() && isWords(action->text()) &&
          !action->text().contains(QLatin1Char('[')))
        plain << action->text();
    int number = 0;
    for (QWidget* panel : panelsOf(window)) {
      window.reveal(panel);
      QTRY_VERIFY(backgroundIdle());
      look(&window, QStringLiteral("pseudo_panel_%1").arg(number++).toLatin1().constData());
    }
    for (const auto view : {InspectorView::Input, InspectorView::Anchors, InspectorView::Assignment,
                            InspectorView::Proposals, InspectorView::Rois, InspectorView::Detections}) {
      window.inspector()->showView(view);
      QTRY_VERIFY(backgroundIdle());
      look(&window, QStringLiteral("pseudo_view_%1").arg(static_cast<int>(view)).toLatin1().constData());
    }
    QCoreApplication::removeTranslator(&pseudo);
    // Names of classes, files and engine settings are nobody's to translate.
    static const QStringList names =
        QStringLiteral("bead cube disc pill ring train val test English 简体中文 pseudo")
            .split(QLatin1Char(' '));
    plain.removeIf([](const QString& words) { return names.contains(words); });
    plain.removeDuplicates();
    clipped.removeDuplicates();
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join(QLatin1Char('\n'))));
    QVERIFY2(clipped.isEmpty(), qPrintable(clipped.join(QLatin1Char('\n'))));
  }

  void the_window_fits_a_small_laptop() {
    // 1920 x 1080 pixels at 1.5, less the bars of the system.
    constexpr QSize room(1280, 660);
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("laptop")));
    window.resize(room);
    QTRY_VERIFY(backgroundIdle());
    QCOMPARE(window.size(), room);
    // Half of the height stays for the picture that is labelled.
    QVERIFY2(window.canvas()->height() >= room.height() / 2,
             qPrintable(QString::number(window.canvas()->height())));
    test::screenshot(&window, "small_laptop");
  }
  void every_dialog_is_translated_and_fits_a_third_more_room() {
    PseudoTranslator pseudo;
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("dialogs")));
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
      for (const QString& one : plainTexts(dialog)) plain << QLatin1String(name) + QLatin1String(": ") + one;
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
    look(new ExportDialog(EngineLauncher(QStringLiteral(PROGRAM_FOLDER "/anchor-engine")), run, RunHistory(),
                          &window),
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
                       "TorchScript.*|ONNX.*|safetensors.*|labelImg|CVAT|file;kind.*)$"));
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
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("keyboard")));
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSet<const QWidget*> seen, reached;
    for (QWidget* panel : QList<QWidget*>{window.canvas(), window.inspector()} + panelsOf(window)) {
      window.reveal(panel);
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
                          widget->objectName().startsWith(QLatin1String("qt_"));
        if (control && !part && widget->isVisible() && widget->isEnabled() &&
            !widget->visibleRegion().isEmpty() && widget->focusPolicy() != Qt::NoFocus)
          seen << widget;
      }
      test::trigger(window, "viewNextPanel");
      QWidget* const first = QApplication::focusWidget();
      QVERIFY(first != nullptr);
      for (int column = 0; column < 20; ++column) {
        withBox();
        first->setFocus();
        for (int step = 0; step < column; ++step) test::trigger(window, "viewNextPanel");
        if (column > 0 && QApplication::focusWidget() == first) break;  // once round
        QSet<const QWidget*> here;
        for (int step = 0; step < 120; ++step) {
          QWidget* now = QApplication::focusWidget();
          QVERIFY(now != nullptr);
          if (here.contains(now)) break;
          here << now;
          for (const QWidget* up = now; up != nullptr; up = up->parentWidget()) reached << up;
          QTest::keyClick(now, Qt::Key_Tab);
        }
      }
      QCOMPARE(QApplication::focusWidget(), first);
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
    auto studio = test::wholeStudio();
    MainWindow& window = *studio->window();
    test::makeSample(window, m_folder.filePath(QStringLiteral("names")));
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
      // The arrows of tabs are Qt's own.
      const bool explained = widget->objectName().startsWith(QLatin1String("Scroll"));
      if (widget->toolTip().isEmpty() && button != nullptr && !explained) tipless << what;
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    QVERIFY2(tipless.isEmpty(), qPrintable(tipless.join(QLatin1Char('\n'))));
  }
};

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
