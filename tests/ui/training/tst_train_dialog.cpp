// SPDX-License-Identifier: GPL-3.0-or-later
// The Train dialog with an engine that answers what the test wrote down.
#include <QFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

#include "datasets/sample/sample_project.h"
#include "engine/base/atomic_file.h"
#include "tests/support/test_data.h"
#include "ui/style/theme.h"
#include "ui/training/train_dialog.h"

using namespace anchor;

class TrainDialogTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  [[nodiscard]] QString at(const char* name) const { return m_dir.filePath(QLatin1String(name)); }
  void answer(const char* question, const char* json) const {
    writeAtomically(at(question).toStdString(), std::string(json) + "\n");
  }
  [[nodiscard]] TrainSubject subject(const char* project = "project") const {
    TrainSubject subject;
    subject.trainImages = 20;
    subject.valImages = 5;
    subject.classes = 2;
    subject.project = at(project);
    return subject;
  }
  [[nodiscard]] std::unique_ptr<TrainDialog> dialog(const char* project = "project") const {
    return open(subject(project));
  }
  [[nodiscard]] std::unique_ptr<TrainDialog> open(const TrainSubject& subject) const {
    auto made = std::make_unique<TrainDialog>(subject, at("engine"), nullptr);
    made->setAttribute(Qt::WA_DeleteOnClose, false);
    return made;
  }
  template <class Widget>
  static Widget* child(const TrainDialog& dialog, const char* name) {
    return dialog.findChild<Widget*>(QLatin1String(name));
  }
  static FieldNote* note(const TrainDialog& dialog, const char* name) {
    return child<FieldNote>(dialog, name);
  }
  static QPushButton* start(const TrainDialog& dialog) { return child<QPushButton>(dialog, "startTraining"); }
  [[nodiscard]] QString weights() const {
    const QString file = at("weights.pth");
    writeAtomically(file.toStdString(), std::string("PK\x03\x04 something", 14));
    return file;
  }
 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("AnchorStudioTrainTest"));
    theme::apply(theme::Mode::Light);
    writeAtomically(at("engine").toStdString(), "#!/bin/sh\ncat \"$(dirname \"$0\")/$1\"\n");
    QFile(at("engine")).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  }
  void init() {
    QSettings().clear();
    answer(
        "forecast",
        R"({"seconds_per_iteration": 0.5, "memory_mb": 400, "free_mb": 9000, "gpus": 0, "checkpoint_mb": 50})");
    answer("check-weights", R"({"usable": true})");
  }
  void what_was_chosen_last_comes_back_for_its_project() {
    const QString file = weights();
    {
      const auto first = dialog();
      child<QComboBox>(*first, "preset")
          ->setCurrentIndex(child<QComboBox>(*first, "preset")->findData(QStringLiteral("resnet18-fpn")));
      child<QLineEdit>(*first, "weights")->setText(file);
      child<QSpinBox>(*first, "iterations")->setValue(777);
      child<QSpinBox>(*first, "shortSide")->setValue(448);
      child<QComboBox>(*first, "device")->setCurrentIndex(1);
      RunConfig changed = first->config();
      changed.solver.momentum = 0.8F;
      first->findChild<ParameterTree*>()->edit(changed, {"solver.momentum"});
      first->resize(first->width(), 570);
      QSignalSpy accepted(first.get(), &QDialog::accepted);
      first->show();
      start(*first)->click();
      QTRY_COMPARE(accepted.count(), 1);
    }
    const auto again = dialog();
    QCOMPARE(child<QComboBox>(*again, "preset")->currentData().toString(), QStringLiteral("resnet18-fpn"));
    const RunConfig config = again->config();
    QCOMPARE(config.weights, file.toStdString());
    QCOMPARE(config.solver.iterations, 777);
    QCOMPARE(config.input.short_side, 448.F);
    QCOMPARE(config.device, std::string("cpu"));
    QCOMPARE(config.solver.momentum, 0.8F);
    QCOMPARE(again->height(), 570);
    QVERIFY(note(*again, "trainOrigin")->text().contains(QStringLiteral("last run")));
    const auto other = dialog("another");
    QVERIFY(other->config().solver.iterations != 777);
    QVERIFY(other->config().weights.empty());
  }
  void another_network_keeps_what_was_typed_and_takes_the_rest() {
    const auto made = dialog();
    auto* preset = child<QComboBox>(*made, "preset");
    child<QSpinBox>(*made, "iterations")->setValue(321);
    preset->setCurrentIndex(preset->findData(QStringLiteral("resnet18-fpn")));
    QCOMPARE(made->config().solver.iterations, 321);
    QCOMPARE(made->config().solver.batch, presetByName("resnet18-fpn").config.solver.batch);
    QCOMPARE(made->config().network.backbone, std::string("resnet18"));
  }
  void values_of_the_inspector_outlast_another_network_and_can_be_dropped() {
    const auto made = dialog();
    QSignalSpy dropped(made.get(), &TrainDialog::rulesDropped);
    auto* drop = child<QPushButton>(*made, "dropRules");
    QVERIFY(drop->isHidden());
    RunConfig rules = presetByName("tiny-from-scratch").config;
    rules.anchors.scales = {2, 7};
    rules.assignment.positiveIou = 0.61F;
    made->setRules(rules);
    QVERIFY(!drop->isHidden());
    const QString said = note(*made, "trainOrigin")->text();
    QVERIFY2(said.contains(QStringLiteral("anchors.scales")) &&
                 said.contains(QStringLiteral("assignment.positive_iou")),
             qPrintable(said));
    auto* preset = child<QComboBox>(*made, "preset");
    preset->setCurrentIndex(preset->findData(QStringLiteral("resnet18-fpn")));
    QCOMPARE(made->config().assignment.positiveIou, 0.61F);
    QCOMPARE(made->config().anchors.scales, (std::vector<float>{2, 7}));
    drop->click();
    QCOMPARE(dropped.count(), 1);
    QVERIFY(drop->isHidden());
    QCOMPARE(made->config().anchors.scales, presetByName("resnet18-fpn").config.anchors.scales);
    QCOMPARE(made->config().assignment.positiveIou,
             presetByName("resnet18-fpn").config.assignment.positiveIou);
  }
  void nothing_moves_while_one_works() {
    answer(
        "forecast",
        R"({"seconds_per_iteration": 0.5, "memory_mb": 400, "free_mb": 9, "gpus": 4, "checkpoint_mb": 50})");
    const auto made = dialog();
    made->show();
    QVERIFY(made->width() <= 1024 && made->height() <= 640);
    const auto places = [&] {
      QList<std::pair<QWidget*, QRect>> all{{made.get(), QRect(QPoint(), made->size())}};
      for (QWidget* one : made->findChildren<QWidget*>())
        if (!one->objectName().isEmpty() && !one->objectName().startsWith(QStringLiteral("qt_")) &&
            one->objectName() != QLatin1String("lighter"))
          all << std::pair(one, QRect(one->mapTo(made.get(), QPoint()), one->size()));
      return all;
    };
    QCoreApplication::processEvents();
    const auto before = places();
    const auto still = [&](const char* what) {
      QCoreApplication::processEvents();
      const auto now = places();
      if (now.size() != before.size()) return QStringLiteral("others after %1").arg(QLatin1String(what));
      for (qsizetype i = 0; i < now.size(); ++i)
        if (now[i] != before[i])
          return QStringLiteral("%1 moved after %2").arg(now[i].first->objectName(), QLatin1String(what));
      return QString();
    };
    auto* lighter = child<QPushButton>(*made, "lighter");
    QTRY_VERIFY(lighter->isVisible());  // too little memory, several GPUs
    QVERIFY(child<QSpinBox>(*made, "processes")->isEnabled());
    QCOMPARE(still("the measurement"), QString());
    child<QLineEdit>(*made, "weights")
        ->setText(QStringLiteral("/nowhere/at/all/with/a/long/name/weights.pth"));
    QVERIFY(!start(*made)->isEnabled());
    QCOMPARE(still("a missing file"), QString());
    child<QLineEdit>(*made, "weights")->clear();
    QTest::keyClicks(child<QLineEdit>(*made, "machine"), QStringLiteral("me@there"));
    QCOMPARE(still("a machine"), QString());
    auto* preset = child<QComboBox>(*made, "preset");
    for (int i = 0; i < preset->count(); ++i) {
      preset->setCurrentIndex(i);
      QCOMPARE(still("another network"), QString());
    }
    RunConfig rules = presetByName("tiny-from-scratch").config;
    rules.anchors.scales = {2, 7};
    rules.solver.momentum = 0.7F;
    made->setRules(rules);
    QCOMPARE(still("values of the inspector"), QString());
    RunConfig wrong = made->config();
    wrong.solver.momentum = 7;
    made->findChild<ParameterTree*>()->edit(wrong, {"solver.momentum"});
    QVERIFY(note(*made, "trainWarning")->text().contains(QStringLiteral("solver.momentum")));
    QCOMPARE(still("a value that cannot be used"), QString());
    // All of it is in view on a small screen.
    for (QScrollArea* area : made->findChildren<QScrollArea*>())
      QCOMPARE(area->verticalScrollBar()->maximum(), 0);
  }
  void weights_are_checked_before_the_start() {
    const auto made = dialog();
    auto* field = child<QLineEdit>(*made, "weights");
    const auto* said = note(*made, "weightsNote");
    QSignalSpy accepted(made.get(), &QDialog::accepted);
    const QString page = at("page.pth");
    writeAtomically(page.toStdString(), "<!doctype html><html>");
    field->setText(page);
    QVERIFY2(said->text().contains(QStringLiteral("web page")), qPrintable(said->text()));
    QVERIFY(said->kind() == FieldNote::Kind::Error && !start(*made)->isEnabled());
    // What only the engine can tell.
    answer("check-weights", R"({"usable": false, "trouble": "w.pth: do not fit this network"})");
    field->setText(weights());
    QVERIFY(start(*made)->isEnabled());
    QCOMPARE(said->text(), QStringLiteral("Checking the weights…"));
    start(*made)->click();
    QVERIFY(!start(*made)->isEnabled());
    QTRY_VERIFY2(said->text().contains(QStringLiteral("do not fit")), qPrintable(said->text()));
    QVERIFY(!start(*made)->isEnabled());
    QCOMPARE(accepted.count(), 0);
    // Another network, for which they do.
    answer("check-weights", R"({"usable": true})");
    auto* preset = child<QComboBox>(*made, "preset");
    preset->setCurrentIndex(preset->findData(QStringLiteral("resnet18-fpn")));
    QTRY_COMPARE(said->text(), QStringLiteral("The weights fit this network."));
    start(*made)->click();
    QTRY_COMPARE(accepted.count(), 1);
  }
  void the_engine_says_whether_weights_fit() {
    TrainDialog made(subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), nullptr);
    made.setAttribute(Qt::WA_DeleteOnClose, false);
    child<QLineEdit>(made, "weights")
        ->setText(QString::fromStdString(test::dataFile("weights_zip.pth").string()));
    const auto* said = note(made, "weightsNote");
    QTRY_VERIFY2_WITH_TIMEOUT(said->text().contains(QStringLiteral("do not fit this network")),
                              qPrintable(said->text()), test::patience);
    QVERIFY(!start(made)->isEnabled());
  }
  void images_and_labels_are_checked_too() {
    const auto project = createSampleProject(at("sample").toStdString(), {12}, {});
    TrainCheck check = checkProject(*project);
    QVERIFY(check.images > 0 && check.boxes > 0 && check.missing == 0);
    bool fatal = true;
    QCOMPARE(wordsOf(check, 5, fatal), QString());
    QVERIFY(!fatal);
    QVERIFY(wordsOf(check, 0, fatal).contains(QStringLiteral("validation split is empty")) && !fatal);
    // One file is gone, and a class has no box.
    std::vector<ImageEntry> train;
    for (const ImageEntry& image : project->images())
      if (image.split == "train" && image.state != ImageState::Unlabelled) train.push_back(image);
    std::filesystem::remove(project->absolutePath(train[0]));
    {
      ProjectEdit edit = project->edit("Add a class");
      edit.addClass("unseen");
      edit.commit();
    }
    check = checkProject(*project);
    QCOMPARE(check.missing, 1);
    const QString words = wordsOf(check, 5, fatal);
    QVERIFY2(
        words.contains(QString::fromStdString(std::filesystem::path(train[0].path).filename().string())) &&
            words.contains(QStringLiteral("unseen")),
        qPrintable(words));
    QVERIFY(!fatal);
    for (const ImageEntry& image : train) std::filesystem::remove(project->absolutePath(image));
    TrainSubject about = subject();
    about.check = [&] { return checkProject(*project); };
    const auto made = open(about);
    const auto* said = note(*made, "imagesNote");
    QTRY_VERIFY2(said->text().contains(QStringLiteral("Find moved images")), qPrintable(said->text()));
    QVERIFY(said->kind() == FieldNote::Kind::Error && !start(*made)->isEnabled());
  }
  void a_full_disk_is_told_before_the_start() {
    std::filesystem::create_directories(at("project").toStdString());
    const auto made = dialog();
    made->setDiskLimit(180);
    made->show();
    const auto* said = note(*made, "diskNote");
    QTRY_VERIFY(said->text().contains(QStringLiteral("180 MB are free")));
    QVERIFY(said->kind() == FieldNote::Kind::Warning && start(*made)->isEnabled());
    made->setDiskLimit(60);
    child<QSpinBox>(*made, "iterations")->setValue(50);
    QVERIFY(said->kind() == FieldNote::Kind::Error && !start(*made)->isEnabled());
    made->setDiskLimit(100000);
    child<QSpinBox>(*made, "iterations")->setValue(60);
    QVERIFY(said->text().isEmpty() && start(*made)->isEnabled());
  }
};

ANCHOR_TEST_MAIN(TrainDialogTest, QApplication)
#include "tst_train_dialog.moc"
