// SPDX-License-Identifier: GPL-3.0-or-later
// What stands beside the charts: pinned images, the difference of two runs, the word at the end of a run.
#include <QDBusConnection>
#include <QDBusMessage>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/atomic_file.h"
#include "engine/inspection/image_record.h"
#include "engine/protocol/run_samples.h"
#include "tests/support/test_data.h"
#include "tests/ui/made_history.h"
#include "ui/runs/desktop_notifier.h"
#include "ui/shared/settings.h"
#include "ui/style/theme.h"
#include "ui/training/training_panel.h"

using namespace anchor;
using test::evaluation, test::step;

/// What a desktop does with notifications: it keeps them.
class FakeDesktop : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
 public:
  QStringList told;
 public Q_SLOTS:
  uint Notify(const QString&, uint, const QString&, const QString& title, const QString& words,
              const QStringList&, const QVariantMap&, int) {
    told << title + QLatin1Char('|') + words;
    return 7;
  }
 Q_SIGNALS:
  void ActionInvoked(uint id, const QString& action);
};

namespace {

/// One detection, or none.
ImageRecord recordOf(bool found) {
  ImageRecord record;
  record.config = presetByName("vgg16-simple").config;
  record.config.classes = {"a"};
  record.image = {300, 200};
  const size_t anchors = gridAnchors(gridLevels(record.config, record.geometry().padded)).size();
  record.rpnScores.assign(anchors, 0.01F);
  record.rpnDeltas.assign(anchors, BoxDelta{});
  record.labels = 2;
  record.rois = {{50, 50, 250, 250}};
  record.proposals = 1;
  record.headScores = found ? std::vector<float>{0.02F, 0.98F} : std::vector<float>{0.99F, 0.01F};
  record.headDeltas.assign(2, BoxDelta{});
  return record;
}

}  // namespace

class TrainWorkspaceTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  QProcess m_bus;
  [[nodiscard]] RunFolder run(const RunConfig& given = {}) const {
    const RunFolder made = createRunFolder(m_dir.path().toStdString() + "/runs", "made");
    RunConfig config = given;
    config.classes = {"a"};
    writeAtomically(made.config(), runConfigText(config));
    return made;
  }
  /// Recorded at 0 and 50; found only at 50.
  [[nodiscard]] RunFolder recorded() const {
    const RunFolder made = run();
    QImage(300, 200, QImage::Format_RGB32).save(QString::fromStdString((made.path() / "a.png").string()));
    writeRunSamples(made.samples(), {{"a"}, {{"a.png", "", 300, 200, "val", {{0, {40, 40, 160, 160}}}}}});
    EventWriter writer(made.events());
    writer.write(StartedEvent{0, 100, 1, 5, "cpu", "0"});
    for (const int iteration : {0, 50}) {
      const std::string file = "snapshot-" + std::to_string(iteration) + ".safetensors";
      ImageRecord record = recordOf(iteration > 0);
      record.iteration = iteration;
      writeImageRecord(made.path() / file, record);
      for (int i = iteration + 1; i <= iteration + 50; ++i) writer.write(step(i, 1.0 / i));
      writer.write(SnapshotEvent{iteration, "a.png", file});
    }
    return made;
  }
 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTrainTest"));
    theme::apply(theme::Mode::Light);
    // A bus of its own: nobody's desktop is told.
    m_bus.start(QStringLiteral("dbus-daemon"),
                {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (m_bus.waitForStarted() && m_bus.waitForReadyRead())
      qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    else
      qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
  }
  void cleanupTestCase() {
    m_bus.kill();
    m_bus.waitForFinished();
  }
  void init() { QSettings().clear(); }
  void pinned_images_follow_the_cursor_of_the_charts() {
    EngineService service(QString(), nullptr);
    RecordProvider records(&service, nullptr);
    TrainingPanel panel(EngineLauncher(QString()), nullptr);
    panel.pinned()->setRecords(&records);
    QSignalSpy opened(panel.pinned(), &PinnedStrip::opened);
    panel.followerObject()->follow(recorded(), false);
    panel.resize(900, 600);
    panel.show();
    const PinnedStrip& strip = *panel.pinned();
    QTRY_COMPARE(strip.images().size(), 1);
    PinnedImage* image = strip.images().front();
    QTRY_COMPARE(image->truth().size(), size_t{1});
    QTRY_COMPARE(image->detections().size(), size_t{1});
    QCOMPARE(strip.shownIteration(), 50);
    const auto title = [&] { return panel.findChild<QLabel*>(QStringLiteral("pinnedTitle"))->text(); };
    QVERIFY(title().contains(QStringLiteral("50")));
    // The pointer over a curve, left of the second record.
    Q_EMIT panel.charts()->losses()->hovered(20);
    QCOMPARE(strip.shownIteration(), 0);
    QTRY_COMPARE(image->detections().size(), size_t{0});
    QVERIFY(title().contains(QStringLiteral("iteration 0")));
    image->click();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].toString(), QStringLiteral("a.png"));
    QCOMPARE(opened[0][1].toInt(), 0);
    // It leaves the charts.
    Q_EMIT panel.charts()->losses()->hovered(std::nan(""));
    QCOMPARE(strip.shownIteration(), 50);
    QTRY_COMPARE(image->detections().size(), size_t{1});
    if (qEnvironmentVariableIsSet("ANCHOR_LOOK"))
      panel.grab().save(QStringLiteral("/tmp/train-look-pinned.png"));
    // Another run that recorded nothing.
    panel.followerObject()->follow(run(), false);
    QTRY_VERIFY(strip.isHidden());
  }
  void two_runs_say_where_they_differ() {
    RunConfig changed;
    changed.solver.momentum = 0.5F;
    changed.weights = "/data/weights/imagenet.pth";
    const RunFolder first = run();
    const RunFolder second = run(changed);
    EventWriter(second.events()).write(evaluation(10, 0.75));
    TrainingPanel panel(EngineLauncher(QString()), nullptr);
    panel.setRunsFolder(first.path().parent_path());
    auto* difference = panel.findChild<RunDifference*>();
    auto* table = difference->findChild<QTableWidget*>();
    QVERIFY(difference->isHidden());
    RunList* list = panel.runs();
    const auto path = [](const RunFolder& folder) { return QString::fromStdString(folder.path().string()); };
    const auto at = [&](const RunFolder& folder) {
      return list->model()->index(static_cast<int>(list->folders().indexOf(path(folder))), 0);
    };
    list->setCurrentIndex(at(first));
    list->selectionModel()->setCurrentIndex(at(second), QItemSelectionModel::Select);
    QTRY_VERIFY(!difference->isHidden());
    QTRY_COMPARE(table->rowCount(), 3);
    const auto row = [&](int at) {
      QStringList cells;
      for (int column = 0; column < 3; ++column) cells << table->item(at, column)->text();
      return cells;
    };
    QTRY_COMPARE(row(0), (QStringList{QStringLiteral("mAP"), QStringLiteral("0.750"), QStringLiteral("–")}));
    QStringList words;
    for (int i = 1; i < 3; ++i) words << row(i).join(QLatin1Char(' '));
    words.sort();
    QCOMPARE(words,
             (QStringList{QStringLiteral("momentum 0.5 0.9"), QStringLiteral("weights imagenet.pth –")}));
    QVERIFY(difference->findChild<QLabel*>()->text().contains(
        QString::fromStdString(first.path().filename().string())));
    list->setCurrentIndex(at(first));
    QTRY_VERIFY(difference->isHidden());
  }
  void the_end_of_a_run_is_told_once() {
    TrainingPanel panel(EngineLauncher(QString()), nullptr);
    QSignalSpy ended(&panel, &TrainingPanel::runEnded);
    const RunFolder folder = run();
    {
      const RunLock lock(folder);
      EventWriter writer(folder.events());
      writer.write(StartedEvent{0, 10, 1, 5, "cpu", "0"});
      writer.write(step(10, 1));
      panel.followerObject()->follow(folder, false);
      QTRY_VERIFY(panel.follower().alive());
      writer.write(evaluation(10, 0.625));
      writer.write(FinishedEvent{10, "done"});
    }
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(ended[0][0].toString(), QString::fromStdString(folder.path().filename().string()));
    QVERIFY2(ended[0][1].toString().contains(QStringLiteral("0.625")), qPrintable(ended[0][1].toString()));
    // One that ended before it was looked at, and one that a person stops, are no news.
    const RunFolder stopped = run();
    {
      const RunLock lock(stopped);
      EventWriter writer(stopped.events());
      writer.write(StartedEvent{0, 10, 1, 5, "cpu", "0"});
      panel.followerObject()->follow(stopped, false);
      QTRY_VERIFY(panel.follower().alive());
      panel.command(RunCommand::Kind::Stop);
      writer.write(FinishedEvent{10, "stopped"});
    }
    QTRY_VERIFY(panel.follower().state() == RunFollower::State::Stopped);
    panel.followerObject()->follow(folder, false);
    QTRY_VERIFY(panel.follower().state() == RunFollower::State::Finished);
    QCOMPARE(ended.count(), 1);
  }
  void a_notification_reaches_the_desktop() {
    if (m_bus.state() != QProcess::Running) QSKIP("dbus-daemon is not installed");
    FakeDesktop desktop;
    QDBusConnection bus = QDBusConnection::connectToBus(
        QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")), QStringLiteral("desktop"));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                               QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
    DesktopNotifier notifier(nullptr);
    QSignalSpy clicked(&notifier, &DesktopNotifier::clicked);
    notifier.notify(QStringLiteral("0002-tiny"), QStringLiteral("Finished. mAP <0.9"));
    QTRY_COMPARE(desktop.told, QStringList{QStringLiteral("0002-tiny|Finished. mAP &lt;0.9")});
    // Its answer has come when the click is understood.
    QTRY_VERIFY([&] {
      Q_EMIT desktop.ActionInvoked(7, QStringLiteral("default"));
      QCoreApplication::processEvents();
      return clicked.count() > 0;
    }());
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
    notifier.notify(QStringLiteral("0003"), QStringLiteral("nobody listens"));  // harmless
    QVERIFY(DesktopNotifier::wanted());
    Settings::shared().set(setting::notifyRunEnd, false);
    QVERIFY(!DesktopNotifier::wanted());
  }
};

ANCHOR_TEST_MAIN(TrainWorkspaceTest, QApplication)
#include "tst_train_workspace.moc"
