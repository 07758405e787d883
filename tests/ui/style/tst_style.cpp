// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens, type, style and icons: what can be read, what can be seen, and that every sign is there.
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <memory>

#include "tests/support/contrast.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

using namespace anchor;
using test::contrast;

namespace {

/// How many pixels of a picture have this colour.
int pixelsOf(const QImage& picture, const QColor& colour) {
  int count = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) count += picture.pixel(x, y) == colour.rgb() ? 1 : 0;
  return count;
}

/// The pixels of a sign that are more than a breath of it, in this colour; -1 when one has another.
int inkOf(const QIcon& sign, int side, QIcon::Mode mode, const QColor& expected) {
  const QImage picture = sign.pixmap(QSize(side, side), 1.0, mode).toImage();
  int count = 0;
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) {
      const QColor at = picture.pixelColor(x, y);
      if (at.alpha() < 96) continue;
      // Stored as alpha times colour, which rounds.
      if (std::abs(at.red() - expected.red()) + std::abs(at.green() - expected.green()) +
              std::abs(at.blue() - expected.blue()) >
          9)
        return -1;
      ++count;
    }
  return count;
}

/// One of each, for the eye: SCREENSHOT_FOLDER/style_light.png and style_dark.png.
std::unique_ptr<QWidget> oneOfEach() {
  auto page = std::make_unique<QWidget>();
  auto* columns = new QHBoxLayout(page.get());
  auto* left = new QVBoxLayout;
  auto* right = new QVBoxLayout;
  columns->addLayout(left);
  columns->addLayout(right, 1);
  auto* buttons = new QHBoxLayout;
  for (const char* words : {"Use in next run", "Compare", "Checked", "Disabled", "Flat"}) {
    auto* button = new QPushButton(icon("train"), QLatin1String(words));
    button->setProperty("primary", buttons->count() == 0);
    button->setCheckable(true);
    button->setChecked(button->text() == QLatin1String("Checked"));
    button->setEnabled(button->text() != QLatin1String("Disabled"));
    button->setFlat(button->text() == QLatin1String("Flat"));
    buttons->addWidget(button);
  }
  left->addLayout(buttons);
  auto* field = new QLineEdit;
  field->setPlaceholderText(QStringLiteral("Search name, class:RBC"));
  auto* combo = new QComboBox;
  combo->addItems({QStringLiteral("tiny-from-scratch"), QStringLiteral("其他")});
  auto* spin = new QSpinBox;
  spin->setValue(42);
  auto* slider = new QSlider(Qt::Horizontal);
  slider->setValue(70);
  auto* progress = new QProgressBar;
  progress->setValue(40);
  for (QWidget* one : std::initializer_list<QWidget*>{field, combo, spin, slider, progress})
    left->addWidget(one);
  for (const bool on : {false, true}) {
    auto* box = new QCheckBox(on ? QStringLiteral("Ticked") : QStringLiteral("Not ticked"));
    box->setChecked(on);
    left->addWidget(box);
    auto* radio = new QRadioButton(QStringLiteral("One of two 二选一"));
    radio->setChecked(on);
    left->addWidget(radio);
  }
  auto* tools = new QHBoxLayout;
  for (const QString& name : iconNames().mid(0, 14)) {
    auto* tool = new QToolButton;
    tool->setAutoRaise(true);
    tool->setIcon(icon(name));
    tool->setIconSize({20, 20});
    tool->setCheckable(true);
    tool->setChecked(name == QLatin1String("anchor"));
    tool->setEnabled(name != QLatin1String("assignment"));
    tools->addWidget(tool);
  }
  left->addLayout(tools);
  auto* group = new QGroupBox(QStringLiteral("Assignment rules"));
  (new QVBoxLayout(group))->addWidget(new QLabel(QStringLiteral("Foreground IoU 0.70")));
  left->addWidget(group);
  left->addStretch(1);
  auto* tabs = new QTabWidget;
  auto* table = new QTableWidget(40, 3);
  table->setHorizontalHeaderLabels(
      {QStringLiteral("Object"), QStringLiteral("Best IoU"), QStringLiteral("Rule")});
  for (int row = 0; row < 40; ++row)
    for (int column = 0; column < 3; ++column)
      table->setItem(row, column, new QTableWidgetItem(QStringLiteral("RBC %1").arg(row * 111)));
  table->selectRow(2);
  table->verticalHeader()->hide();
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  tabs->addTab(table, QStringLiteral("Objects"));
  tabs->addTab(new QWidget, QStringLiteral("Classes"));
  tabs->addTab(new QWidget, QStringLiteral("类别"));
  right->addWidget(tabs);
  page->resize(1000, 560);
  return page;
}

const theme::Mode bothModes[] = {theme::Mode::Light, theme::Mode::Dark};

}  // namespace

class TestStyle : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioStyleTest"));
  }
  void init() {
    QSettings().clear();
    theme::apply(theme::Mode::Light);
  }

  void colours_can_be_read() {
    for (const tokens::Colours* c : {&tokens::light, &tokens::dark}) {
      const QString theme = c == &tokens::light ? QStringLiteral("light") : QStringLiteral("dark");
      const auto reads = [&](const char* what, const QColor& ink, const QColor& ground, double least) {
        QVERIFY2(
            contrast(ink, ground) >= least,
            qPrintable(
                QStringLiteral("%1, %2: %3").arg(theme, QLatin1String(what)).arg(contrast(ink, ground))));
      };
      for (const QColor& ground : {c->background, c->panel, c->accentBackground}) {
        reads("text", c->text, ground, 4.5);
        reads("dim", c->dim, ground, 4.5);
        reads("accent", c->accent, ground, 4.5);
      }
      reads("text on what the pointer is over", c->text, c->raised, 4.5);
      reads("white on accent", Qt::white, c->accentFill, 4.5);
      for (const QColor& ground : {c->background, c->panel}) {
        reads("good", c->good, ground, 4.5);
        reads("bad", c->bad, ground, 4.5);
        reads("warning", c->warning, ground, 4.5);
        reads("edge", c->edge, ground, 3);
        reads("accent fill", c->accentFill, ground, 3);
      }
    }
  }

  void the_font_comes_with_the_program() {
    QCOMPARE(QApplication::font().pixelSize(), tokens::type::body);
    QCOMPARE(QFontInfo(QApplication::font()).family(), QStringLiteral("Inter"));
    for (const int weight : {tokens::weight::regular, tokens::weight::medium, tokens::weight::semibold}) {
      const QFontInfo shown(theme::font(tokens::type::large, weight));
      QCOMPARE(shown.weight(), weight);
      QCOMPARE(shown.pixelSize(), tokens::type::large);
    }
    QVERIFY(QFile::exists(QStringLiteral(":/style/fonts/Inter-Medium.otf")));
  }

  void every_sign_is_drawn_in_the_theme_s_colours() {
    const QStringList names = iconNames();
    QVERIFY2(names.size() > 70, qPrintable(QString::number(names.size())));
    for (const theme::Mode mode : bothModes) {
      theme::apply(mode);
      const tokens::Colours& c = theme::colours();
      for (const QString& name : names)
        for (const int side : {16, 22, 24, 32, 48}) {
          const QIcon sign = icon(name);
          const QByteArray what = (name + QLatin1Char(' ') + QString::number(side)).toUtf8();
          QVERIFY2(!sign.isNull(), what);
          QVERIFY2(inkOf(sign, side, QIcon::Normal, c.text) > 3, what);
          QVERIFY2(inkOf(sign, side, QIcon::Disabled, c.disabled) > 3, what);
          QVERIFY2(inkOf(sign, side, QIcon::Selected, c.text) > 3, what);
        }
    }
  }

  void a_sign_follows_the_theme() {
    const QIcon sign = icon("edit-undo");
    QVERIFY(inkOf(sign, 22, QIcon::Normal, tokens::light.text) > 3);
    theme::apply(theme::Mode::Dark);
    QVERIFY(inkOf(sign, 22, QIcon::Normal, tokens::dark.text) > 3);
  }

  void every_sign_in_the_table_of_actions_is_there() {
    const QStringList names = iconNames();
    for (const QString& action : actionsWithIcon()) {
      QVERIFY2(!actionIcon(action).isNull(), qPrintable(action));
      QVERIFY2(names.contains(actionIcon(action).name()), qPrintable(action));
    }
    QVERIFY(actionIcon(QStringLiteral("nothing")).isNull());
    QVERIFY(!actionIcon(QStringLiteral("fileExport_coco")).isNull());
    QVERIFY(!programIcon().pixmap(64, 64).isNull());
    QVERIFY(programIcon().availableSizes().contains(QSize(32, 32)));
  }

  void the_main_button_is_filled_and_no_other() {
    for (const theme::Mode mode : bothModes) {
      theme::apply(mode);
      QDialog dialog;
      auto* lines = new QVBoxLayout(&dialog);
      auto* main = new QPushButton(QStringLiteral("Train"));
      auto* other = new QPushButton(QStringLiteral("Cancel"));
      auto* own = new QPushButton(QStringLiteral("Export"));
      own->setProperty("primary", true);
      other->setAutoDefault(false);
      main->setDefault(true);
      for (auto* button : {main, other, own}) lines->addWidget(button);
      dialog.show();
      const QColor fill = theme::colours().accentFill;
      QVERIFY(pixelsOf(main->grab().toImage(), fill) > 300);
      QVERIFY(pixelsOf(own->grab().toImage(), fill) > 300);
      QCOMPARE(pixelsOf(other->grab().toImage(), fill), 0);
      own->setEnabled(false);
      QCOMPARE(pixelsOf(own->grab().toImage(), fill), 0);
    }
  }

  void states_can_be_seen() {
    for (const theme::Mode mode : bothModes) {
      theme::apply(mode);
      const tokens::Colours& c = theme::colours();
      QToolButton tool;
      tool.setAutoRaise(true);
      tool.setCheckable(true);
      tool.setText(QStringLiteral("Fit"));
      tool.resize(60, 28);
      QCOMPARE(pixelsOf(tool.grab().toImage(), c.accent), 0);
      tool.setChecked(true);
      QVERIFY(pixelsOf(tool.grab().toImage(), c.accent) > 60);
      QCheckBox box;
      box.resize(24, 24);
      QVERIFY(pixelsOf(box.grab().toImage(), c.edge) > 20);
      box.setChecked(true);
      QVERIFY(pixelsOf(box.grab().toImage(), c.accentFill) > 60);
      QSlider slider(Qt::Horizontal);
      slider.resize(200, 24);
      slider.setRange(0, 100);
      const int without = pixelsOf(slider.grab().toImage(), c.accent);
      slider.setValue(80);
      QVERIFY(pixelsOf(slider.grab().toImage(), c.accent) > without + 100);
    }
  }

  void one_of_each_is_drawn() {
    QVERIFY(QDir().mkpath(QStringLiteral(SCREENSHOT_FOLDER)));
    for (const theme::Mode mode : bothModes) {
      theme::apply(mode);
      const auto page = oneOfEach();
      page->show();
      const QImage picture = page->grab().toImage();
      QVERIFY(pixelsOf(picture, theme::colours().accentFill) > 1000);
      QVERIFY(picture.save(
          QStringLiteral(SCREENSHOT_FOLDER "/style_%1.png")
              .arg(mode == theme::Mode::Dark ? QStringLiteral("dark") : QStringLiteral("light"))));
    }
  }

  void tables_let_the_tab_key_go_on() {
    QTableWidget table(2, 2);
    table.ensurePolished();
    QVERIFY(!table.tabKeyNavigation());
    QVERIFY(!table.showGrid());
  }

  void a_scroll_bar_s_handle_says_where_one_is() {
    QScrollBar bar(Qt::Vertical);
    bar.resize(bar.sizeHint().width(), 200);
    bar.setRange(0, 300);
    bar.setPageStep(100);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = Qt::Vertical;
    option.maximum = 300;
    option.pageStep = 100;
    const auto handle = [&](int at) {
      option.sliderPosition = at;
      return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, &bar);
    };
    QCOMPARE(handle(0).top(), 0);
    QCOMPARE(handle(0).height(), 50);
    QCOMPARE(handle(300).bottom(), 199);
    // A drag to the end reaches the end.
    QTest::mousePress(&bar, Qt::LeftButton, {}, handle(0).center());
    QTest::mouseMove(&bar, QPoint(5, 199));
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(5, 199));
    QCOMPARE(bar.value(), 300);
  }

  void the_chosen_theme_is_kept() {
    QCOMPARE(theme::chosenTheme(), theme::Choice::System);
    theme::choose(theme::Choice::Dark);
    QVERIFY(theme::isDark());
    QCOMPARE(theme::chosenTheme(), theme::Choice::Dark);
    theme::choose(theme::Choice::Light);
    QVERIFY(!theme::isDark());
    theme::choose(theme::Choice::System);
    QCOMPARE(theme::chosenTheme(), theme::Choice::System);
    // What a version with two themes has left.
    QSettings().remove(QStringLiteral("window/theme"));
    QSettings().setValue(QStringLiteral("window/dark"), true);
    QCOMPARE(theme::chosenTheme(), theme::Choice::Dark);
    theme::applyChosen();
    QVERIFY(theme::isDark());
  }
};

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
