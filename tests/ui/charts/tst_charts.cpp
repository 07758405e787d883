// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of runs: every point, smoothing, axes, overlays, what leaves the program.
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QPdfWriter>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QXmlStreamReader>
#include <QtTest>

// Tests are compiled without Qt's short keywords, which this header uses.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>

#include "tests/support/test_data.h"
#include "tests/ui/made_history.h"
#include "ui/charts/run_charts.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/language.h"
#include "ui/style/theme.h"

using namespace anchor;
using test::evaluation, test::history, test::start, test::step;

namespace {

/// Opens the chart's menu as a key does, at the widget that has the place, and closes it behind `work`.
void inMenuOf(LiveChart& chart, const std::function<void(QMenu&)>& work) {
  QTimer::singleShot(0, &chart, [&] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    work(*menu);
    menu->close();
  });
  QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {5, 5}, chart.mapToGlobal(QPoint(5, 5)));
  QApplication::sendEvent(chart.childAt(5, 5), &wanted);
}
QAction* action(const QMenu& menu, const char* words) {
  for (QAction* one : menu.actions())
    if (one->text() == QString::fromUtf8(words)) return one;
  return nullptr;
}

/// Whether something of a curve's strong colour lies within two pixels of the place.
bool hasInkAt(const LiveChart& chart, const QImage& picture, double x, double y) {
  const QPointF centre(chart.plot()->xAxis->coordToPixel(x), chart.plot()->yAxis->coordToPixel(y));
  for (int dy = -2; dy <= 2; ++dy)
    for (int dx = -2; dx <= 2; ++dx) {
      const QPoint at = centre.toPoint() + QPoint(dx, dy);
      if (picture.valid(at) && QColor(picture.pixel(at)).saturation() > 60) return true;
    }
  return false;
}

}  // namespace

class ChartsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;

 private Q_SLOTS:
  void smoothing_is_the_debiased_average_of_all_points() {
    LiveChart chart(QStringLiteral("x"));
    chart.setSmoothing(0.6);
    const double values[] = {3.0, 1.0, 4.0, 1.5, 9.0, 2.5};
    // Computed apart from this program, in double precision: s = w s + (1 - w) v, out = s / (1 - w^n).
    const double expected[] = {
        3.0, 1.75, 2.8979591836734695, 2.2555147058823533, 5.180777238029146, 4.055988184747584};
    for (int i = 0; i < 6; ++i) chart.addPoint(QStringLiteral("a"), i, values[i]);
    QCOMPARE(chart.points(QStringLiteral("a")).size(), 6);
    for (int i = 0; i < 6; ++i) {
      QCOMPARE(chart.points(QStringLiteral("a"))[i].y(), values[i]);
      QVERIFY(std::abs(chart.smoothed(QStringLiteral("a"))[i].y() - expected[i]) < 1e-12);
    }
    // Another weight later: the same as from the beginning. Weight 0: the points themselves, nothing over
    // them.
    chart.setSmoothing(0.3);
    chart.setSmoothing(0.6);
    QVERIFY(std::abs(chart.smoothed(QStringLiteral("a"))[5].y() - expected[5]) < 1e-12);
    chart.setSmoothing(0);
    QVERIFY(chart.smoothed(QStringLiteral("a")).isEmpty());
  }
  void a_value_that_stays_is_drawn_at_its_height() {
    LiveChart chart(QStringLiteral("x"));
    for (int i = 0; i < 9; ++i) chart.addPoint(QStringLiteral("rate"), i, 0.01);
    chart.refresh();
    const auto [low, high] = chart.shownValues();
    QVERIFY(low == 0 && high > 0.01 && high < 0.1);
  }
  void a_single_extreme_is_drawn_at_any_zoom() {
    LiveChart chart(QStringLiteral("x"));
    chart.resize(360, 260);
    constexpr int high = 33333, low = 66666;
    for (int i = 0; i < 100000; ++i)
      chart.addPoint(QStringLiteral("a"), i, i == high ? 5 : i == low ? -3 : 1 + i % 2 * 0.01);
    for (const auto& [from, to] : {std::pair{0, 100000}, {30000, 70000}, {33000, 67000}}) {
      chart.plot()->xAxis->setRange(from, to);
      chart.plot()->yAxis->setRange(-4, 6);
      const QImage picture = chart.plot()->toPixmap(360, 260).toImage();
      for (const auto& [x, y] : {std::pair{high, 4.7}, {low, -2.7}, {high, 2.0}, {low, 0.0}})
        QVERIFY2(hasInkAt(chart, picture, x, y),
                 qPrintable(QStringLiteral("%1 in %2").arg(x).arg(to - from)));
      QVERIFY(!hasInkAt(chart, picture, 50000, 4.7));
    }
  }
  void a_logarithmic_axis_leaves_out_what_has_no_logarithm() {
    RunHistory run = history(30);
    IterationEvent odd = step(31, 0);
    odd.gradient_norm = -1;
    run.add({start + 62, odd});
    RunCharts charts;
    charts.resize(1300, 360);
    charts.update(run);
    charts.findChild<QToolButton*>(QStringLiteral("chartLogY"))->setChecked(true);
    charts.findChild<QToolButton*>(QStringLiteral("chartLogX"))->setChecked(true);
    const auto [low, high] = charts.losses()->shownValues();
    QVERIFY(low > 0 && low <= 1.0 / 90 && high >= 1 && high < 10);
    const QCustomPlot& plot = *charts.losses()->plot();
    QVERIFY(plot.xAxis->range().lower > 0 && plot.xAxis->range().upper >= 30);
    // A decade takes the same room everywhere.
    const auto at = [&](double value) { return plot.yAxis->coordToPixel(value); };
    QVERIFY(std::abs((at(0.1) - at(1)) - (at(0.01) - at(0.1))) < 1e-6);
    QCOMPARE(charts.losses()->pointCount(QStringLiteral("total")), 31);  // kept, though not drawn
    charts.findChild<QToolButton*>(QStringLiteral("chartLogY"))->setChecked(false);
    QCOMPARE(charts.losses()->shownValues().first, 0.0);
  }
  void the_cursor_tells_the_values_of_one_place_in_all_charts() {
    RunHistory run = history(40);
    run.add({start + 80, evaluation(20, 0.625)});
    RunCharts charts;
    charts.resize(1300, 360);
    charts.update(run);
    Q_EMIT charts.losses()->hovered(8);
    const auto words = [](const LiveChart* chart) {
      QStringList all;
      for (int i = 0; i < chart->plot()->legend->itemCount(); ++i)
        all << qobject_cast<QCPPlottableLegendItem*>(chart->plot()->legend->item(i))->plottable()->name();
      for (QCPTextElement* title : chart->plot()->findChildren<QCPTextElement*>()) all << title->text();
      return all.join(QLatin1Char('|'));
    };
    QVERIFY2(words(charts.losses()).contains(QStringLiteral("total  0.125")),
             qPrintable(words(charts.losses())));
    QVERIFY2(words(charts.accuracy()).contains(QStringLiteral("0.625")),
             qPrintable(words(charts.accuracy())));
    const auto* foreground = charts.findChild<LiveChart*>(QStringLiteral("foregroundChart"));
    QVERIFY2(
        words(foreground).contains(QStringLiteral("20")) && words(foreground).contains(QStringLiteral("16")),
        qPrintable(words(foreground)));
    Q_EMIT charts.accuracy()->hovered(std::numeric_limits<double>::quiet_NaN());
    QVERIFY(!words(charts.losses()).contains(QStringLiteral("0.125")));
    // Values stand beside the title, or in its place where both have no room; other runs begin without.
    LiveChart* machine = charts.all()[6];
    for (const auto& [width, title] : {std::pair{400, true}, {160, false}}) {
      machine->plot()->resize(width, 150);
      machine->showValuesAt(8);
      QVERIFY2(words(machine).endsWith(QStringLiteral("0 / 0")), qPrintable(words(machine)));
      QCOMPARE(words(machine).contains(machine->title()), title);
    }
    const RunHistory other = history(3);
    charts.update(other);
    QVERIFY(words(machine).endsWith(machine->title()));
  }
  void a_constant_stays_constant() {
    for (const double weight : {0.1, 0.9, 0.999}) {
      LiveChart chart(QStringLiteral("x"));
      chart.setSmoothing(weight);
      for (int i = 0; i < 3000; ++i) chart.addPoint(QStringLiteral("a"), i, 0.1);
      for (const QPointF& at : chart.smoothed(QStringLiteral("a"))) QCOMPARE(at.y(), 0.1);
    }
  }
  void axes_count_what_they_say() {
    const RunHistory run = history(40, 20);
    RunCharts charts;
    charts.update(run, 4);
    auto* axis = charts.findChild<QComboBox*>(QStringLiteral("chartAxis"));
    const auto last = [&](ChartAxis wanted) {
      axis->setCurrentIndex(axis->findData(static_cast<int>(wanted)));
      return charts.losses()->points(QStringLiteral("total")).back().x();
    };
    QCOMPARE(last(ChartAxis::Iteration), 40.0);
    QCOMPARE(last(ChartAxis::Epoch), 40 * 4 / 50.0);
    QCOMPARE(last(ChartAxis::Progress), 20.0);
    QCOMPARE(last(ChartAxis::Minutes), (80.0 + 3600) / 60);
    QCOMPARE(last(ChartAxis::WallTime), start + 80 + 3600);
    // A click finds its iteration on every axis.
    QSignalSpy clicks(&charts, &RunCharts::iterationClicked);
    last(ChartAxis::Minutes);
    Q_EMIT charts.losses()->clicked((2 * 10 + 0.3) / 60);
    QCOMPARE(clicks.back().front().toDouble(), 10.0);
    // Points that come later lie on the chosen axis too.
    RunHistory more = history(40);
    charts.update(more, 4);
    more.add({start + 82, step(41, 1)});
    charts.update();
    QCOMPARE(charts.losses()->points(QStringLiteral("total")).back().x(), 82.0 / 60);
  }
  void the_best_is_marked() {
    RunHistory run = history(30);
    for (const auto& [at, map] : {std::pair{10, 0.3}, {20, 0.7}, {30, 0.5}})
      run.add({start + 2 * at, evaluation(at, map)});
    RunCharts charts;
    charts.update(run);
    QCOMPARE(*charts.accuracy()->best(), QPointF(20, 0.7));
    QCOMPARE(*charts.losses()->best(), QPointF(30, 1.0 / 30));
  }
  void runs_lie_over_each_other() {
    RunHistory one = history(30), other = history(50);
    one.add({start + 60, evaluation(30, 0.4)});
    other.add({start + 60, evaluation(30, 0.6)});
    RunCharts charts;
    charts.setRuns({{QStringLiteral("0001-a"), &one, 1}, {QStringLiteral("0002-b"), &other, 1}});
    QCOMPARE(charts.losses()->curves(), (QStringList{QStringLiteral("0001-a"), QStringLiteral("0002-b")}));
    QCOMPARE(charts.losses()->pointCount(QStringLiteral("0002-b")), 50);
    QCOMPARE(charts.accuracy()->points(QStringLiteral("0002-b")).back(), QPointF(30, 0.6));
    auto* choice = charts.findChild<QComboBox*>(QStringLiteral("accuracyChoice"));
    choice->setCurrentIndex(choice->findText(QStringLiteral("COCO mAP")));
    Q_EMIT choice->activated(choice->currentIndex());
    QCOMPARE(charts.accuracy()->points(QStringLiteral("0002-b")).back(), QPointF(30, 0.3));
    auto* loss = charts.findChild<QComboBox*>(QStringLiteral("lossChoice"));
    loss->setCurrentIndex(loss->findText(QStringLiteral("RPN class")));
    Q_EMIT loss->activated(loss->currentIndex());
    QCOMPARE(charts.losses()->points(QStringLiteral("0001-a")).front().y(), 1.0 / 3);
    other.add({start + 200, step(51, 3)});
    charts.update();
    QCOMPARE(charts.losses()->pointCount(QStringLiteral("0002-b")), 51);
    charts.resize(1000, 300);
    charts.setRuns({{QStringLiteral("0001-a"), &one, 1}});
    QVERIFY(charts.losses()->curves().contains(QStringLiteral("RoI box")));
  }
  void the_loss_on_val_lies_over_that_of_training_without_an_average() {
    RunHistory run = history(30), old = history(30);
    old.add({start + 20, evaluation(10, 0.3)});  // of an engine that did not measure it
    for (const auto& [at, loss] : {std::pair{10, 0.9}, {20, 0.8}, {30, 0.7}})
      run.add({start + 2 * at, evaluation(at, 0.3, loss)});
    const QString name = QStringLiteral("validation");
    RunCharts charts;
    charts.update(old);
    QVERIFY(!charts.losses()->curves().contains(name));
    charts.update(run);
    charts.findChild<QSlider*>(QStringLiteral("chartSmoothing"))->setValue(95);
    QCOMPARE(charts.losses()->points(name), (QVector<QPointF>{{10, 0.9}, {20, 0.8}, {30, 0.7}}));
    QVERIFY(charts.losses()->smoothed(name).isEmpty());
    QCOMPARE(charts.losses()->smoothed(QStringLiteral("total")).size(), 30);
    charts.setRuns({{QStringLiteral("0001-a"), &run, 1}, {QStringLiteral("0002-b"), &old, 1}});
    auto* loss = charts.findChild<QComboBox*>(QStringLiteral("lossChoice"));
    loss->setCurrentIndex(loss->findText(name));
    Q_EMIT loss->activated(loss->currentIndex());
    QCOMPARE(charts.losses()->curves(), (QStringList{QStringLiteral("0001-a")}));
    QCOMPARE(charts.losses()->points(QStringLiteral("0001-a")).back(), QPointF(30, 0.7));
    QVERIFY(charts.losses()->smoothed(QStringLiteral("0001-a")).isEmpty());
  }
  void nothing_is_identified_by_a_translated_text() {
    RunHistory run = history(5);
    run.add({start + 20, evaluation(5, 0.5)});
    const auto saved = [&](const RunCharts& charts) {
      const QString path = m_dir.filePath(QStringLiteral("language.csv"));
      charts.saveValues(path);
      QFile file(path);
      [&] { QVERIFY(file.open(QIODevice::ReadOnly)); }();
      return file.readAll();
    };
    RunCharts english;
    english.update(run);
    language::use(QStringLiteral("zh_CN"));
    RunCharts chinese;
    chinese.update(run);
    const auto back = qScopeGuard([] { language::use(QStringLiteral("en")); });
    QVERIFY(chinese.losses()->title() != english.losses()->title());
    QCOMPARE(saved(chinese), saved(english));
    for (size_t kind = 0; kind < chinese.all().size(); ++kind)
      QCOMPARE(chinese.all()[kind]->curves(), english.all()[kind]->curves());
    // What a person reads is translated.
    auto* first = qobject_cast<QCPPlottableLegendItem*>(chinese.losses()->plot()->legend->item(0));
    QVERIFY(first != nullptr && first->plottable()->name() != QStringLiteral("total"));
    const auto* choice = chinese.findChild<QComboBox*>(QStringLiteral("lossChoice"));
    QCOMPARE(choice->itemText(0), first->plottable()->name());
    QCOMPARE(choice->itemData(0).toString(), QStringLiteral("total"));
  }
  void every_metric_has_one_row() {
    QSet<QString> names;
    for (int metric = 0; metric <= static_cast<int>(Metric::RpnRecall); ++metric) {
      const auto count = std::ranges::count(metricRows(), static_cast<Metric>(metric), &MetricRow::metric);
      QCOMPARE(count, 1);
      const MetricRow& row = rowOf(static_cast<Metric>(metric));
      const QString key =
          QString::fromUtf8(chartName(row.chart)) + QLatin1Char('/') + QString::fromUtf8(row.name);
      QVERIFY2(!names.contains(key), qPrintable(key));
      names.insert(key);
    }
  }
  void saved_values_come_back_digit_by_digit() {
    RunHistory run = history(100);
    run.add({start + 0.123456, evaluation(100, 1.0 / 7)});
    RunCharts charts;
    charts.setRuns({{QStringLiteral("say \"hi\", run"), &run, 1}});
    const QString path = m_dir.filePath(QStringLiteral("values.csv"));
    charts.saveValues(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.front(), QStringLiteral("run,chart,curve,iteration,time,value"));
    QCOMPARE(lines.size(), 1 + 100 * 13 + 3);
    int totals = 0;
    for (const QString& line : lines) {
      const QStringList cells = line.split(QLatin1Char(','));
      if (!line.startsWith(QStringLiteral("\"say \"\"hi\"\", run\",")) ||
          !line.contains(QStringLiteral("\"total\"")))
        continue;
      ++totals;
      QCOMPARE(cells.back().toDouble(), 1.0 / cells[cells.size() - 3].toInt());
    }
    QCOMPARE(totals, 100);
    QCOMPARE(lines.back().section(QLatin1Char(','), -1).toDouble(), 1.0 / 7);
    QVERIFY_THROWS_EXCEPTION(std::exception,
                             charts.saveValues(m_dir.filePath(QStringLiteral("no/such/folder.csv"))));
  }
  void a_click_on_its_name_hides_a_curve() {
    LiveChart chart(QStringLiteral("x"));
    chart.resize(500, 320);
    for (int i = 0; i < 100; ++i) {
      chart.addPoint(QStringLiteral("low"), i, 1 + i % 2 * 0.1);
      chart.addPoint(QStringLiteral("high"), i, 50);
    }
    chart.setBest(QStringLiteral("high"), LiveChart::Best::Highest);
    chart.show();
    chart.refresh();
    QTest::qWait(50);
    const auto inkAt = [&](double x, double y) {
      return hasInkAt(chart, chart.plot()->toPixmap(500, 320).toImage(), x, y);
    };
    QVERIFY(inkAt(30, 50));
    QSignalSpy placed(&chart, &LiveChart::clicked), switched(&chart, &LiveChart::curveSwitched);
    const auto clickName = [&](int entry) {
      chart.plot()->replot();
      const QPoint at = chart.plot()->legend->item(entry)->rect().center();
      QTest::mouseClick(chart.plot(), Qt::LeftButton, {}, at);
      QTest::qWait(20);
    };
    clickName(1);
    QCOMPARE(switched.takeFirst(), (QVariantList{QStringLiteral("high"), false}));
    QVERIFY(!chart.isCurveShown(QStringLiteral("high")) && chart.isCurveShown(QStringLiteral("low")));
    QVERIFY(chart.shownValues().second < 2);
    QVERIFY(!chart.best());
    chart.plot()->yAxis->setRange(0, 60);
    QVERIFY(!inkAt(30, 50) && inkAt(30, 1));
    QCOMPARE(chart.points(QStringLiteral("high")).size(), 100);
    // Its name stays, struck out, and what comes later is not shown either, smoothed or not.
    QCOMPARE(chart.plot()->legend->itemCount(), 2);
    QVERIFY(chart.plot()->legend->item(1)->property("font").value<QFont>().strikeOut());
    chart.setSmoothing(0.5);
    QVERIFY(!inkAt(30, 50));
    chart.clear();
    for (const char* name : {"low", "high"}) chart.addPoint(QLatin1String(name), 30, 50);
    QVERIFY(!chart.plot()->graph(2)->visible() && chart.plot()->graph(0)->visible());
    clickName(1);
    QVERIFY(chart.isCurveShown(QStringLiteral("high")) && chart.plot()->graph(2)->visible());
    QVERIFY(!chart.plot()->legend->item(1)->property("font").value<QFont>().strikeOut());
    QCOMPARE(placed.count(), 0);  // a click on a name is none on the plot
  }
  void the_legend_stands_under_the_curves() {
    LiveChart chart(QStringLiteral("x"));
    for (const char* name : {"total", "RPN class", "RPN box", "RoI class", "RoI box", "validation"})
      for (int i = 0; i < 100; ++i) chart.addPoint(QLatin1String(name), i, i);
    chart.show();
    const QCPLegend* legend = chart.plot()->legend;
    QList<int> columns;
    for (const int width : {220, 420, 900}) {
      chart.resize(width, 320);
      chart.refresh();
      QTest::qWait(50);
      const auto inLegend = [&](double x) {
        chart.showValuesAt(x);
        chart.plot()->replot();
        QVERIFY(!legend->outerRect().intersects(chart.plot()->axisRect()->rect()));
        for (int i = 0; i < legend->itemCount(); ++i) {
          QVERIFY(chart.plot()->rect().contains(legend->item(i)->rect()));
          constexpr int overlap = 2;  // of the room above and below the letters
          for (int k = 0; k < i; ++k)
            QVERIFY(!legend->item(i)
                         ->rect()
                         .adjusted(0, overlap, 0, -overlap)
                         .intersects(legend->item(k)->rect()));
        }
        QVERIFY(chart.plot()->axisRect()->height() > 120);
      };
      const QRect before = chart.plot()->axisRect()->rect();
      inLegend(50);  // values beside the names
      QCOMPARE(legend->itemCount(), 6);
      QCOMPARE(chart.plot()->axisRect()->rect(), before);  // and nothing moved for them
      columns << legend->columnCount();
    }
    QVERIFY(columns[0] < columns[1] && columns[1] < columns[2]);
  }
  void a_chart_without_points_says_what_fills_it() {
    LiveChart chart(QStringLiteral("x"));
    chart.setEmptyWords(QStringLiteral("soon"));
    auto* words = qobject_cast<QCPItemText*>(chart.plot()->item(0));
    QVERIFY(words->visible() && !chart.plot()->xAxis->tickLabels());
    chart.addPoint(QStringLiteral("a"), 1, 2);
    chart.refresh();
    QVERIFY(!words->visible() && chart.plot()->xAxis->tickLabels());
    chart.clear();
    chart.refresh();
    QVERIFY(words->visible());
  }
  void the_menu_hides_curves_of_charts_without_a_legend() {
    LiveChart chart(QStringLiteral("x"));
    chart.setCompact();
    for (const char* name : {"waiting", "CPU"}) chart.addPoint(QLatin1String(name), 1, 5);
    chart.show();
    QStringList offered;
    inMenuOf(chart, [&](QMenu& menu) {
      for (QAction* curve : menu.findChild<QMenu*>()->actions()) offered << curve->text();
      menu.findChild<QMenu*>()->actions()[1]->trigger();
    });
    QCOMPARE(offered, (QStringList{QStringLiteral("waiting"), QStringLiteral("CPU")}));
    QVERIFY(!chart.isCurveShown(QStringLiteral("CPU")) && chart.isCurveShown(QStringLiteral("waiting")));
  }
  void the_menu_of_a_curve_hides_shows_alone_and_copies() {
    LiveChart chart(QStringLiteral("x"));
    for (int i = 0; i < 3; ++i) {
      chart.addPoint(QStringLiteral("low"), i, 1);
      chart.addPoint(QStringLiteral("high"), i, 9 + i);
    }
    chart.resize(500, 300);
    chart.show();
    chart.refresh();
    chart.plot()->replot();
    QSignalSpy inspect(&chart, &LiveChart::inspectWanted);
    const auto inMenuAt = [&](double x, double y, const std::function<void(QMenu&)>& work) {
      QTimer::singleShot(0, &chart, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        work(*menu);
        menu->close();
      });
      const QPoint at(qRound(chart.plot()->xAxis->coordToPixel(x)),
                      qRound(chart.plot()->yAxis->coordToPixel(y)));
      Q_EMIT chart.plot()->customContextMenuRequested(at);
    };
    const auto pick = [](const QMenu& menu, const char* name) {
      return menu.findChild<QAction*>(QLatin1String(name));
    };
    inMenuAt(1, 10, [&](QMenu& menu) {
      QCOMPARE(pick(menu, "curveSwitch")->text(), QStringLiteral("Hide “high”"));
      pick(menu, "curveCopy")->trigger();
      pick(menu, "curveInspect")->trigger();
    });
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("x,high\n0,9\n1,10\n2,11\n"));
    QCOMPARE(inspect.count(), 1);
    QVERIFY(std::abs(inspect[0][0].toDouble() - 1) < 0.05);
    inMenuAt(1, 1, [&](QMenu& menu) { pick(menu, "curveOnly")->trigger(); });
    QVERIFY(chart.isCurveShown(QStringLiteral("low")) && !chart.isCurveShown(QStringLiteral("high")));
    // Where no curve is, none is meant.
    inMenuAt(1, 5, [&](QMenu& menu) { QVERIFY(pick(menu, "curveSwitch") == nullptr); });
  }
  void a_right_click_opens_the_menu() {
    // As it comes from the window system: to the window, which hands it to the widget under the pointer.
    LiveChart chart(QStringLiteral("x"));
    for (int i = 0; i < 9; ++i) chart.addPoint(QStringLiteral("a"), i, i);
    chart.resize(400, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QStringList offered;
    QTimer::singleShot(0, &chart, [&offered] {
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      if (menu == nullptr) return;
      for (QAction* one : menu->actions()) offered << one->text();
      menu->close();
    });
    QTest::mouseClick(chart.windowHandle(), Qt::RightButton, {}, {200, 150});
    QTRY_VERIFY(offered.contains(QStringLiteral("Save image…")));
  }
  void the_curve_of_a_class_has_the_colour_of_its_boxes() {
    RunHistory run = history(30);
    run.add({start + 60, evaluation(30, 0.4)});
    RunCharts charts;
    charts.update(run);
    charts.setClassColours({{QStringLiteral("cat"), QColor(0x12, 0x34, 0x56)}});
    QCOMPARE(charts.accuracy()->colourOf(QStringLiteral("cat")), QColor(0x12, 0x34, 0x56));
    charts.setClassColours({{QStringLiteral("cat"), QColor(0x65, 0x43, 0x21)}});
    QCOMPARE(charts.accuracy()->colourOf(QStringLiteral("cat")), QColor(0x65, 0x43, 0x21));
    QCOMPARE(charts.accuracy()->pointCount(QStringLiteral("cat")), 1);
  }
  void each_chart_has_logarithms_of_its_own() {
    const RunHistory run = history(30), other = history(20);
    RunCharts charts;
    charts.update(run);
    const auto logarithmic = [](const QCPAxis* axis) { return axis->scaleType() == QCPAxis::stLogarithmic; };
    const QCustomPlot& losses = *charts.losses()->plot();
    const QCustomPlot& rate = *charts.rate()->plot();
    for (const char* words : {"Logarithmic x axis", "Logarithmic y axis"})
      inMenuOf(*charts.rate(), [&](QMenu& menu) { action(menu, words)->trigger(); });
    QVERIFY(logarithmic(rate.xAxis) && logarithmic(rate.yAxis));
    QVERIFY(!logarithmic(losses.xAxis) && !logarithmic(losses.yAxis));
    charts.update(other);  // it stays with the chart
    QVERIFY(logarithmic(rate.xAxis) && logarithmic(rate.yAxis));
    // A clock has no logarithm; the choice comes back with the numbers.
    auto* axis = charts.findChild<QComboBox*>(QStringLiteral("chartAxis"));
    axis->setCurrentIndex(axis->findData(static_cast<int>(ChartAxis::WallTime)));
    QVERIFY(!logarithmic(rate.xAxis));
    inMenuOf(*charts.rate(), [&](QMenu& menu) {
      QVERIFY(!action(menu, "Logarithmic x axis")->isEnabled());
      QVERIFY(action(menu, "Logarithmic y axis")->isChecked());
    });
    axis->setCurrentIndex(axis->findData(static_cast<int>(ChartAxis::Iteration)));
    QVERIFY(logarithmic(rate.xAxis) && !logarithmic(losses.xAxis));
    // The buttons switch all; an axis from 0 to 1 has no use for one.
    auto* all = charts.findChild<QToolButton*>(QStringLiteral("chartLogX"));
    all->setChecked(true);
    QVERIFY(logarithmic(losses.xAxis));
    all->setChecked(false);
    QVERIFY(!logarithmic(rate.xAxis));
    inMenuOf(*charts.accuracy(),
             [&](QMenu& menu) { QVERIFY(!action(menu, "Logarithmic y axis")->isEnabled()); });
  }
  void a_picture_is_saved_in_the_size_a_person_chooses() {
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTest"));
    QStandardPaths::setTestModeEnabled(true);
    QSettings().clear();
    const RunHistory run = history(50);
    RunCharts charts;
    charts.update(run);
    const QString file = m_dir.filePath(QStringLiteral("chosen.png"));
    const auto save = [&](int width, int height) {
      QPair<int, int> offered;
      dialogs::setNextPath(file);
      inMenuOf(*charts.losses(), [&](QMenu& menu) {
        QTimer::singleShot(0, [&] {
          auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
          auto* wide = dialog->findChild<QSpinBox*>(QStringLiteral("pictureWidth"));
          auto* high = dialog->findChild<QSpinBox*>(QStringLiteral("pictureHeight"));
          offered = {wide->value(), high->value()};
          QDir().mkpath(QStringLiteral(SCREENSHOT_FOLDER));
          QVERIFY(dialog->grab().save(QStringLiteral(SCREENSHOT_FOLDER "/chart_picture_size.png")));
          wide->setValue(width);
          high->setValue(height);
          dialog->accept();
        });
        action(menu, "Save image…")->trigger();
      });
      return offered;
    };
    QCOMPARE(save(500, 300), qMakePair(1200, 700));
    QCOMPARE(QImage(file).size(), QSize(1000, 600));
    QCOMPARE(save(640, 480), qMakePair(500, 300));  // what was taken last
    QCOMPARE(QImage(file).size(), QSize(1280, 960));
  }
  void a_run_that_is_hidden_in_one_chart_is_hidden_in_all() {
    const RunHistory one = history(30), other = history(30);
    RunCharts charts;
    charts.setRuns({{QStringLiteral("0001-a"), &one, 1}, {QStringLiteral("0002-b"), &other, 1}});
    Q_EMIT charts.losses()->curveSwitched(QStringLiteral("0002-b"), false);
    for (LiveChart* chart : charts.all())
      for (const QString& name : chart->curves())
        QCOMPARE(chart->isCurveShown(name), !name.startsWith(QStringLiteral("0002-b")));
    // Of one run alone, curves of different charts have nothing to do with each other.
    charts.setRuns({{QStringLiteral("0001-a"), &one, 1}});
    Q_EMIT charts.losses()->curveSwitched(QStringLiteral("rois"), false);
    QVERIFY(charts.foreground()->isCurveShown(QStringLiteral("rois")));
  }
  void recall_and_temperature_are_drawn_where_they_were_measured() {
    const QString recall = QStringLiteral("RPN recall@0.5"), heat = QStringLiteral("GPU °C");
    RunHistory run = history(30);
    run.add({start + 20, evaluation(10, 0.3)});
    RunCharts charts;
    charts.update(run);
    const LiveChart* machine = charts.all()[6];
    QVERIFY(!charts.accuracy()->curves().contains(recall) && !machine->curves().contains(heat));
    EvaluationEvent e = evaluation(20, 0.4);
    e.rpn_recall = 0.875;
    run.add({start + 40, e});
    IterationEvent hot = step(31, 1);
    hot.gpu_celsius = 71;
    run.add({start + 62, hot});
    charts.update();
    QCOMPARE(charts.accuracy()->points(recall), (QVector<QPointF>{{20, 0.875}}));
    QCOMPARE(machine->points(heat), (QVector<QPointF>{{31, 71}}));
    auto* choice = charts.findChild<QComboBox*>(QStringLiteral("accuracyChoice"));
    charts.setRuns({{QStringLiteral("a"), &run, 1}, {QStringLiteral("b"), &run, 1}});
    choice->setCurrentIndex(choice->findText(recall));
    Q_EMIT choice->activated(choice->currentIndex());
    QCOMPARE(charts.accuracy()->points(QStringLiteral("b")), (QVector<QPointF>{{20, 0.875}}));
  }
  void pictures_are_saved_in_three_formats() {
    const RunHistory run = history(100);
    RunCharts charts;
    charts.update(run);
    const auto at = [&](const char* name) { return m_dir.filePath(QLatin1String(name)); };
    QVERIFY(charts.losses()->savePicture(at("a.png"), 600, 400));
    QCOMPARE(QImage(at("a.png")).size(), QSize(1200, 800));
    QVERIFY(charts.losses()->savePicture(at("a.pdf"), 600, 400));
    QFile pdf(at("a.pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly) && pdf.read(5) == "%PDF-");
    QVERIFY(charts.losses()->savePicture(at("a.svg"), 600, 400));
    QFile svg(at("a.svg"));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&svg);
    int lines = 0;
    while (!xml.atEnd())
      lines +=
          xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("polyline") ? 1 : 0;
    QVERIFY(!xml.hasError() && lines > 0);
    QVERIFY(!charts.losses()->savePicture(at("none/a.svg"), 600, 400));
  }
  void marks_tell_restarts_and_label_edits() {
    RunHistory run = history(20);
    run.add({start + 50, StartedEvent{15, 200, 2, 50, "cpu", "0"}});
    for (int i = 16; i <= 30; ++i) run.add({start + 60 + 2 * i, step(i, 1)});
    run.setEdits({start - 5, start + 3, start + 3.5, start + 60 + 2 * 18 - 1, start + 9e5});
    const auto marks = run.marks();
    QCOMPARE(marks.size(), size_t{3});
    QVERIFY(marks[0].kind == RunHistory::Mark::Kind::Resumed && marks[0].iteration == 15);
    QVERIFY(marks[1].kind == RunHistory::Mark::Kind::Edited && marks[1].iteration == 2 &&
            marks[1].count == 2);
    QVERIFY(marks[2].iteration == 18 && marks[2].count == 1);
  }
  void looks() {
    QDir().mkpath(QStringLiteral(SCREENSHOT_FOLDER));
    for (const auto mode : {theme::Mode::Light, theme::Mode::Dark}) {
      theme::apply(mode);
      RunHistory run, other;
      for (RunHistory* one : {&run, &other}) {
        one->add({start, StartedEvent{0, 2000, 1, 50, "cpu", "0"}});
        uint32_t noise = one == &run ? 7 : 99;
        for (int i = 1; i <= 2000; ++i) {
          noise = noise * 1664525U + 1013904223U;
          IterationEvent e = step(i, 0.3 + 2.0 / (1 + i / 150.0) + 0.5 * (noise >> 16) / 65536.0);
          e.gradient_norm = e.losses.total * 3;
          e.images_per_second = 4 + (noise >> 28) / 10.0;
          e.wait_share = 0.02;
          e.cpu_share = 0.4 + (noise >> 28) / 100.0;
          e.gpu_share = 0.9;
          e.gpu_memory_mb = 5200;
          e.gpu_celsius = 60 + 12 * std::min(1.0, i / 300.0);
          e.memory_mb = 1800 + i / 100.0;
          one->add({start + 2 * i, e});
          if (i % 200 != 0) continue;
          EvaluationEvent seen =
              evaluation(i, 0.8 * i / (i + 500.0), 0.7 + 1.6 / (1 + i / 150.0) + i / 6000.0);
          seen.rpn_recall = 0.95 * i / (i + 120.0);
          one->add({start + 2 * i, seen});
        }
      }
      run.setEdits({start + 900, start + 2400});
      RunCharts charts;
      charts.resize(1300, 360);
      charts.update(run, 1);
      charts.findChild<QSlider*>(QStringLiteral("chartSmoothing"))->setValue(95);
      charts.show();
      Q_EMIT charts.losses()->hovered(1000);
      charts.accuracy()->setCurveShown(QStringLiteral("cat"), false);
      QTest::qWait(100);
      const QString name = mode == theme::Mode::Dark ? QStringLiteral("dark") : QStringLiteral("light");
      QVERIFY(charts.grab().save(QStringLiteral(SCREENSHOT_FOLDER "/charts_%1.png").arg(name)));
      charts.setRuns(
          {{QStringLiteral("0001-mobilenet"), &run, 1}, {QStringLiteral("0002-resnet"), &other, 1}});
      QTest::qWait(100);
      QVERIFY(charts.grab().save(QStringLiteral(SCREENSHOT_FOLDER "/charts_compared_%1.png").arg(name)));
    }
  }
};

ANCHOR_TEST_MAIN(ChartsTest, QApplication)
#include "tst_charts.moc"
