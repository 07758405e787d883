// SPDX-License-Identifier: GPL-3.0-or-later
// The main job on real photographs, in the real window with the real engine process.
#include <QTemporaryDir>

#include "datasets/formats/voc.h"
#include "tests/support/studio_fixture.h"
#include "tests/support/test_data.h"
#include "ui/shared/dialogs.h"
#include "ui/style/theme.h"

using namespace anchor;
using test::trigger;

class BloodCellsTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
 private Q_SLOTS:
  void import_correct_train_watch_and_detect() {
    theme::apply(theme::Mode::Light);
    auto window = test::studio();
    window->newProject(m_dir.filePath(QStringLiteral("cells")));
    QSignalSpy done(window->transfer(), &DataTransfer::finished);
    dialogs::setNextPath(QString::fromStdString((test::sharedData() / "bccd/BCCD").string()));
    dialogs::setNextAnswer(QMessageBox::Ok);
    trigger(*window, "fileImportLabels");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
    QVERIFY2(dialogs::lastMessage().contains(QStringLiteral("364 images with 4886 boxes")),
             qPrintable(dialogs::lastMessage()));
    QVERIFY(dialogs::lastMessage().contains(QStringLiteral("BloodImage_00338.xml:158")));
    test::waitForImage(*window);
    QCOMPARE(window->session()->images().size(), size_t{364});

    // Correct a box: take hold of its corner.
    const LabelBox before = window->session()->boxes().front();
    QTest::mouseClick(window->canvas(), Qt::LeftButton, {},
                      test::onCanvas(*window, (before.x1 + before.x2) / 2, (before.y1 + before.y2) / 2));
    window->canvas()->select(before.id);
    test::drag(*window, {before.x2, before.y2}, {before.x2 - 6, before.y2 - 6});
    const LabelBox after = *window->session()->box(before.id);
    QVERIFY(std::abs(after.x2 - (before.x2 - 6)) < 1.5 && after.x1 == before.x1);
    trigger(*window, "editUndo");
    QVERIFY(*window->session()->box(before.id) == before);

    RunConfig config = presetByName("mobilenet-v2-fpn").config;
    config.weights = (test::sharedData() / "weights/mobilenet_v2_imagenet.safetensors").string();
    config.input.short_side = 240;
    config.network.neck_channels = config.network.rpn_channels = 64;
    config.network.head_hidden = 128;
    config.solver.iterations = 60;
    config.solver.warmup_iterations = 10;
    config.evaluate_every = 0;
    config.evaluate_most = 10;
    config.checkpoint_every = 30;
    // From the start: on a busy machine the last checkpoint's answer may come before the next image is asked
    // for.
    QSignalSpy ready(window->findChild<RecordProvider*>(), &RecordProvider::ready);
    window->startTraining(config);
    const RunFollower& follower = window->training()->follower();
    QTRY_VERIFY_WITH_TIMEOUT(!follower.alive(), test::patience);
    QVERIFY2(follower.state() == RunFollower::State::Finished, qPrintable(follower.trouble()));
    const RunHistory& history = follower.history();
    QCOMPARE(history.iterations().size(), size_t{60});
    const auto mean = [&](size_t from) {
      double sum = 0;
      for (size_t i = from; i < from + 10; ++i) sum += history.iterations()[i].losses.total;
      return sum / 10;
    };
    QVERIFY2(mean(50) < 0.8 * mean(0), qPrintable(QStringLiteral("%1 → %2").arg(mean(0)).arg(mean(50))));
    QCOMPARE(window->training()->charts()->losses()->pointCount(QStringLiteral("total")), 60);
    QCOMPARE(history.evaluations().size(), size_t{1});
    QCOMPARE(history.evaluations()[0].images, 87);
    QVERIFY(history.evaluations()[0].voc12 > 0);
    QVERIFY(window->training()->charts()->accuracy()->pointCount(QStringLiteral("RBC")) == 1);

    // Detections of the newest checkpoint come onto the canvas.
    window->showWorkspace(Workspace::Label);
    QTest::keyClick(window.get(), Qt::Key_D);
    test::waitForImage(*window);
    QTRY_VERIFY_WITH_TIMEOUT(ready.count() >= 1, test::patience);
    const auto record = ready.last()[1].value<std::shared_ptr<const ImageRecord>>();
    QVERIFY(!detectionStepsOf(*record, record->config.test).kept.empty());
    test::screenshot(window.get(), "blood_cells");

    // Nothing of all this changed a label or a picture.
    dialogs::setNextPath(m_dir.filePath(QStringLiteral("out")));
    trigger(*window, "fileExport_voc");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, test::patience);
    const ImportReport original = readVoc(test::sharedData() / "bccd/BCCD", {});
    const ImportReport exported = readVoc(m_dir.filePath(QStringLiteral("out")).toStdString(), {});
    QVERIFY(exported.problems.empty());
    QCOMPARE(exported.images.size(), original.images.size());
    for (size_t i = 0; i < original.images.size(); ++i) {
      QCOMPARE(exported.images[i].hash, original.images[i].hash);
      QCOMPARE(exported.images[i].boxes.size(), original.images[i].boxes.size());
      for (size_t b = 0; b < original.images[i].boxes.size(); ++b)
        QVERIFY(exported.images[i].boxes[b].box == original.images[i].boxes[b].box);
    }
  }
};

ANCHOR_DATA_TEST_MAIN(BloodCellsTest, QApplication)
#include "tst_blood_cells.moc"
