// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDoubleSpinBox>
#include <QInputDialog>
#include <QTemporaryDir>
#include <QTimer>
#include <csignal>

#include "datasets/sample/sample_project.h"
#include "engine/base/atomic_file.h"
#include "engine/protocol/run_branch.h"
#include "tests/support/studio_fixture.h"
#include "tests/support/test_data.h"
#include "ui/runs/memory_ladder.h"
#include "ui/shared/dialogs.h"
#include "ui/style/theme.h"

using namespace anchor;
using test::drag;
using test::trigger;

class StudioTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  std::unique_ptr<MainWindow> m_window;
  [[nodiscard]] QString sample() const { return m_dir.filePath(QStringLiteral("样本 sample")); }
  void openSample() {
    m_window->openProject(sample());
    test::waitForImage(*m_window);
  }
  static RunConfig quick() {
    RunConfig config = presetByName("tiny-from-scratch").config;
    config.network.width = 0.25F;
    config.input.short_side = 160;
    config.input.long_side = 256;
    config.solver.iterations = 4000;
    config.checkpoint_every = 5;
    config.evaluate_every = 20;
    config.evaluate_most = 4;
    return fromRandomWeights(config);
  }
 private Q_SLOTS:
  void init() {
    theme::apply(theme::Mode::Light);
    m_window = test::studio();
  }
  void cleanup() {
    if (m_window->training()->follower().alive()) {
      m_window->training()->command(RunCommand::Kind::Stop);
      QTRY_VERIFY_WITH_TIMEOUT(!m_window->training()->follower().alive(), test::patience);
    }
    m_window.reset();
  }
  void the_welcome_says_what_to_do_and_the_sample_appears() {
    test::screenshot(m_window.get(), "welcome");
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    dialogs::setNextPath(sample());
    m_window->createSample(sample(), 24);
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
    QVERIFY(done[0][0].toBool());
    test::waitForImage(*m_window);
    QCOMPARE(m_window->session()->images().size(), size_t{24});
    test::screenshot(m_window.get(), "sample");
  }
  void a_person_draws_moves_classes_copies_and_undoes() {
    openSample();
    auto& session = *m_window->session();
    const size_t before = session.boxes().size();
    trigger(*m_window, "editDraw");
    drag(*m_window, {5, 5}, {45, 65});
    QCOMPARE(session.boxes().size(), before + 1);
    const int64_t id = m_window->canvas()->selected();
    QVERIFY(session.box(id) != nullptr);
    QVERIFY(std::abs(session.box(id)->x1 - 5) < 1.5 && std::abs(session.box(id)->y2 - 65) < 1.5);
    QCOMPARE(m_window->session()->store().boxes(session.current()->id).size(),
             before + 1);  // on the disk already
    trigger(*m_window, "editDraw");
    QTest::keyClick(m_window.get(), Qt::Key_3);
    QCOMPARE(session.labelClass(session.box(id)->classId)->name, std::string("ring"));
    const double x = session.box(id)->x1;
    QTest::keyClick(m_window->canvas(), Qt::Key_Right);
    QCOMPARE(session.box(id)->x1, x + 1);
    trigger(*m_window, "editCopy");
    const int64_t first = session.current()->id;
    QTest::keyClick(m_window.get(), Qt::Key_D);
    QVERIFY(session.current()->id != first);
    const size_t second = session.boxes().size();
    trigger(*m_window, "editPaste");
    QCOMPARE(session.boxes().size(), second + 1);
    trigger(*m_window, "editUndo");
    QCOMPARE(session.boxes().size(), second);
    for (int i = 0; i < 3; ++i) trigger(*m_window, "editUndo");
    QCOMPARE(session.current()->id, first);
    QCOMPARE(session.boxes().size(), before);
    trigger(*m_window, "editRedo");
    QCOMPARE(session.boxes().size(), before + 1);
    m_window->canvas()->select(id);
    trigger(*m_window, "editDelete");
    QCOMPARE(session.boxes().size(), before);
  }
  void the_layers_show_what_the_geometry_computes() {
    openSample();
    trigger(*m_window, "layerLabels");
    test::waitForImage(*m_window);
    QTRY_VERIFY(m_window->findChild<QLabel*>(QStringLiteral("sceneText"))
                    ->text()
                    .contains(QStringLiteral("inside the image")));
    const QSize size = m_window->canvas()->imageSize();
    QTest::mouseClick(m_window->canvas(), Qt::LeftButton, {},
                      test::onCanvas(*m_window, size.width() / 2.0, size.height() / 2.0));
    QCOMPARE(m_window->findChild<QTableWidget*>(QStringLiteral("cellTable"))->rowCount(), 6);
    test::screenshot(m_window.get(), "anchor_labels");
    trigger(*m_window, "layerLabels");
    trigger(*m_window, "layerDensity");
    test::waitForImage(*m_window);
    test::screenshot(m_window.get(), "anchor_density");
    const test::DarkLook look;
    test::screenshot(m_window.get(), "anchor_density_dark");
  }
  void training_runs_pauses_dies_and_resumes() {
    openSample();
    m_window->startTraining(quick());
    const auto& follower = m_window->training()->follower();
    const auto points = [&] {
      return m_window->training()->charts()->losses()->pointCount(QStringLiteral("total"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(points() >= 6, test::patience);
    QVERIFY(m_window->training()->height() >= 200);  // the charts have room to be read
    m_window->training()->command(RunCommand::Kind::Pause);
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Paused, test::patience);
    m_window->training()->command(RunCommand::Kind::Resume);
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Running, test::patience);
    const size_t boxes = m_window->session()->boxes().size();
    ::kill(follower.history().started()->pid, SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Died, 2000);
    QCOMPARE(m_window->session()->boxes().size(), boxes);
    test::screenshot(m_window.get(), "engine_died");
    m_window->training()->resumeRun();
    QTRY_VERIFY_WITH_TIMEOUT(follower.history().evaluations().size() >= 1, test::patience);
    QVERIFY(follower.history().iterations().size() >= 20);
    for (size_t i = 1; i < follower.history().iterations().size(); ++i)
      QCOMPARE(follower.history().iterations()[i].iteration,
               follower.history().iterations()[i - 1].iteration + 1);
    m_window->training()->command(RunCommand::Kind::Stop);
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Stopped, test::patience);
    const int stoppedAt = follower.history().iterations().back().iteration;
    m_window->training()->resumeRun();
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Running, test::patience);
    QTRY_VERIFY_WITH_TIMEOUT(follower.history().iterations().back().iteration > stoppedAt, test::patience);
    // Closing leaves the run going; opening the project again re-attaches to it.
    dialogs::setNextAnswer(QMessageBox::Yes);
    m_window->close();
    QTRY_VERIFY(!m_window->isVisible());
    m_window = test::studio();
    openSample();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->training()->follower().alive(), test::patience);
    QVERIFY(m_window->training()->charts()->losses()->pointCount(QStringLiteral("total")) >= 20);
    dialogs::setNextAnswer(QMessageBox::No);
    m_window->close();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->training()->follower().state() == RunFollower::State::Stopped,
                             test::patience);
  }
  void runs_wait_in_line_change_their_rate_and_go_on_from_a_checkpoint() {
    openSample();
    TrainingPanel* training = m_window->training();
    const auto& follower = training->follower();
    const auto shown = [&] { return QString::fromStdString(follower.folder()->path().filename().string()); };
    RunConfig config = quick();
    config.solver.iterations = 20;
    config.solver.warmup_iterations = 0;
    config.solver.schedule = Schedule::Constant;
    config.evaluate_every = 0;
    config.evaluate_most = 2;
    m_window->startTraining(config);
    const QString first = shown();
    QTRY_VERIFY_WITH_TIMEOUT(follower.history().iterations().size() >= 2, test::patience);
    // The field shows the base rate that it sets; left as it is it sets nothing.
    QString shownRate, toldRate;
    const auto answer = [&](const QString& rate) {
      QTimer::singleShot(0, this, [&, rate] {
        auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        shownRate = dialog->findChild<QDoubleSpinBox*>()->text();
        toldRate = dialog->labelText();
        if (!rate.isEmpty()) dialog->findChild<QDoubleSpinBox*>()->setValue(rate.toDouble());
        dialog->accept();
      });
      training->askForRate();
    };
    answer({});
    QCOMPARE(shownRate.toDouble(), qRound(config.solver.learning_rate * 1e7) / 1e7);
    QVERIFY(toldRate.contains(QString::number(follower.history().iterations().back().learning_rate, 'g', 4)));
    QVERIFY(!std::filesystem::exists(follower.folder()->commands()));
    answer(QStringLiteral("0.00025"));
    m_window->startTraining(config);  // the first one goes on: this one waits
    QCOMPARE(shown(), first);
    QCOMPARE(training->queue().waiting().size(), 1);
    const QString second = training->queue().waiting().first();
    const auto* words = m_window->findChild<QLabel*>(QStringLiteral("queueWords"));
    QVERIFY(!words->isHidden() && words->text().contains(second));
    test::screenshot(m_window.get(), "training_queue");
    // Looking at another run is no end of this one: the queue waits on.
    RunList* runs = training->runs();
    const QModelIndex chosen = runs->currentIndex();
    for (int other = 0; other < runs->model()->rowCount(); ++other) {
      const QModelIndex at = runs->model()->index(other, 0);
      if (at == chosen || at.data().toString() == second) continue;
      runs->setCurrentIndex(at);
      QTest::qWait(300);
      QCOMPARE(training->queue().waiting(), QStringList{second});
      runs->setCurrentIndex(chosen);
      break;
    }
    QCOMPARE(shown(), first);
    // It starts by itself when the first has finished, and both end.
    QTRY_COMPARE_WITH_TIMEOUT(shown(), second, test::patience);
    QVERIFY(training->queue().waiting().isEmpty() && words->isHidden());
    QCOMPARE(runs->currentIndex().data().toString(), second);
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Finished, test::patience);
    RunFollower before(nullptr);
    const RunFolder firstFolder(follower.folder()->path().parent_path() / first.toStdString());
    before.follow(firstFolder, false);
    QVERIFY(before.state() == RunFollower::State::Finished);
    QCOMPARE(before.history().iterations().back().learning_rate, 0.00025);
    QVERIFY(before.history().iterations().front().learning_rate > 0.00025);

    // A branch: the same steps up to its checkpoint, its own from there, and the run it came from untouched.
    training->branchAt(10);
    QVERIFY(shown().endsWith(QStringLiteral("-from-10")));
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Finished, test::patience);
    const auto& steps = follower.history().iterations();
    QCOMPARE(steps.size(), size_t{20});
    RunFollower source(nullptr);
    source.follow(RunFolder(follower.folder()->path().parent_path() / second.toStdString()), false);
    QCOMPARE(source.history().iterations().size(), size_t{20});
    // Same seed, same checkpoint, same machine: the same losses, digit by digit.
    for (size_t i = 0; i < steps.size(); ++i)
      QCOMPARE(steps[i].losses.total, source.history().iterations()[i].losses.total);
    QVERIFY_THROWS_EXCEPTION(UserError, branchRun(*follower.folder(), 7));
  }
  void a_weights_file_that_is_missing_is_told_before_the_start() {
    openSample();
    TrainDialog dialog(m_window->subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), m_window.get());
    auto* start = dialog.findChild<QPushButton*>(QStringLiteral("startTraining"));
    RunConfig config = dialog.config();
    dialog.setConfig(config);
    QVERIFY(start->isEnabled());
    config.weights = m_dir.filePath(QStringLiteral("nowhere.pth")).toStdString();
    dialog.setConfig(config);
    QVERIFY(!start->isEnabled());
    const auto labels = dialog.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
      return label->text().startsWith(QStringLiteral("Weights file not found")) && !label->isHidden();
    }));
    config.weights.clear();
    dialog.setConfig(config);
    QVERIFY(start->isEnabled());
  }
  void another_machine_is_asked_for_in_the_dialog_and_told_of_when_it_is_not_there() {
    openSample();
    TrainDialog dialog(m_window->subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), m_window.get());
    QVERIFY(!dialog.remote());
    auto* processes = dialog.findChild<QSpinBox*>(QStringLiteral("processes"));
    QVERIFY(!processes->isEnabled());  // of no use on a machine with one GPU or none
    auto* machine = dialog.findChild<QLineEdit*>(QStringLiteral("machine"));
    const auto* estimate = dialog.findChild<QLabel*>(QStringLiteral("estimate"));
    QTest::keyClicks(machine, QStringLiteral(" me@nowhere.invalid "));
    QCOMPARE(estimate->text(), QStringLiteral("Measured when you leave the field"));
    QVERIFY(processes->isEnabled());
    processes->setValue(0);
    QCOMPARE(processes->text(), QStringLiteral("One for each GPU"));
    QCOMPARE(dialog.config().processes, 0);
    dialog.findChild<QLineEdit*>(QStringLiteral("remoteEngine"))
        ->setText(QStringLiteral("/opt/anchor-engine"));
    QCOMPARE(dialog.remote()->host, std::string("me@nowhere.invalid"));
    dialog.show();
    Q_EMIT machine->editingFinished();
    QTRY_VERIFY_WITH_TIMEOUT(
        estimate->text().contains(QStringLiteral("me@nowhere.invalid: cannot be reached")), test::patience);
    test::screenshot(&dialog, "train_machine");
    m_window->startTraining(quick(), dialog.remote());
    const auto& follower = m_window->training()->follower();
    const RemotePlace place = readRemotePlace(follower.folder()->path());
    QCOMPARE(place.engine, std::string("/opt/anchor-engine"));
    QVERIFY(place.folder.starts_with("anchor-runs/") && place.folder.ends_with("-tiny-from-scratch"));
    const auto* words = m_window->findChild<QLabel*>(QStringLiteral("runState"));
    QTRY_VERIFY_WITH_TIMEOUT(words->text().contains(QStringLiteral("me@nowhere.invalid: cannot be reached")),
                             60000);
  }
  void the_train_dialog_is_dark_and_chinese_where_that_was_chosen() {
    const test::DarkLook look(QStringLiteral("zh_CN"));
    auto window = test::studio();
    window->openProject(sample());
    test::waitForImage(*window);
    TrainDialog dialog(window->subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), window.get());
    dialog.findChild<QSpinBox*>(QStringLiteral("processes"))->setValue(0);
    dialog.findChild<QLineEdit*>(QStringLiteral("machine"))->setText(QStringLiteral("me@nowhere.invalid"));
    dialog.show();
    QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("estimate"))->text(),
             QStringLiteral("离开输入框后测量"));
    QVERIFY(dialog.palette().color(QPalette::Window).lightness() < 90);
    test::screenshot(&dialog, "train_machine_dark_chinese");
  }
  void the_inspector_says_why_a_network_says_nothing() {
    const QString place = m_dir.filePath(QStringLiteral("silent"));
    const auto project = createSampleProject(place.toStdString(), {4}, {});
    const auto* words = m_window->findChild<QLabel*>(QStringLiteral("sceneText"));
    const auto look = [&] {
      m_window->openProject(place);
      test::waitForImage(*m_window);
      m_window->inspector()->showView(InspectorView::Detections);
      QTRY_VERIFY(m_window->inspector()->model()->settled());
    };
    look();
    QVERIFY2(words->text().contains(QStringLiteral("choose a run above")), qPrintable(words->text()));
    const RunFolder run = prepareRun(*project, quick());
    EventWriter(run.events()).write(StartedEvent{0, 100, 1, 3, "cpu", "0"});
    look();
    QVERIFY2(words->text().contains(QStringLiteral("no checkpoint yet")), qPrintable(words->text()));
    std::filesystem::create_directories(run.checkpoints());
    writeAtomically(run.checkpoint(5), "no weights");
    EventWriter(run.events())
        .write(CheckpointEvent{5, "checkpoints/" + run.checkpoint(5).filename().string()});
    QStringList said;
    const auto note = [&] {
      if (said.isEmpty() || said.back() != words->text()) said << words->text();
    };
    look();
    note();
    const auto failed = [&] {
      note();
      return said.back().contains(QStringLiteral("iteration-000005"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(failed(), test::patience);
    QVERIFY2(said.front().contains(QStringLiteral("Running the network")), qPrintable(said.front()));
    test::screenshot(m_window.get(), "inspector_no_network");
  }
  void another_project_keeps_nothing_of_the_one_before() {
    const auto* rules = m_window->findChild<QComboBox*>(QStringLiteral("anchorPreset"));
    const QString fresh = rules->currentText();
    openSample();
    RunConfig config = quick();
    config.solver.iterations = config.checkpoint_every = config.evaluate_every = 6;
    m_window->startTraining(config);
    const auto& follower = m_window->training()->follower();
    QTRY_VERIFY_WITH_TIMEOUT(follower.state() == RunFollower::State::Finished, test::patience);
    auto& session = *m_window->session();
    const auto label = [&](const char* name) { return m_window->findChild<QLabel*>(QLatin1String(name)); };
    auto* split = m_window->findChild<QComboBox*>(QStringLiteral("imageState"));
    auto* positive = m_window->findChild<QDoubleSpinBox*>(QStringLiteral("assignment.positive_iou.value"));
    QVERIFY(rules->currentText() != fresh);  // those of the run
    positive->setValue(0.9);
    m_window->findChild<QPushButton*>(QStringLiteral("useInNextRun"))->click();
    trigger(*m_window, "editSelectAll");
    trigger(*m_window, "editCopy");
    m_window->imagePanel()->setQuery(QStringLiteral("boxes:[1,2]"));
    trigger(*m_window, "labelCheck");
    test::waitForBackground();
    m_window->reveal(m_window->autopsyPanel());
    auto* examine = m_window->findChild<QPushButton*>(QStringLiteral("examine"));
    const QString idle = examine->text();
    examine->click();
    QTRY_COMPARE_WITH_TIMEOUT(examine->text(), idle, test::patience);
    auto* lost = m_window->findChild<QTableWidget*>(QStringLiteral("autopsyList"));
    QTRY_VERIFY(lost->rowCount() > 0);
    trigger(*m_window, "layerDetections");
    test::waitForImage(*m_window);
    // A class has one colour everywhere.
    int coloured = 0;
    for (const LabelClass& c : session.classes()) {
      const QString name = QString::fromStdString(c.name);
      for (const LiveChart* chart : {m_window->training()->charts()->accuracy(),
                                     m_window->findChild<LiveChart*>(QStringLiteral("precisionChart"))}) {
        if (!chart->curves().contains(name)) continue;  // none in the few images that were measured
        QCOMPARE(chart->colourOf(name), QColor(QString::fromStdString(c.colour)));
        ++coloured;
      }
    }
    QVERIFY(coloured > 0);
    m_window->imagePanel()->step(2);
    const int64_t leftAt = session.current()->id;
    // Answers of the engine and of the worker threads that are still to come belong to this project too.
    trigger(*m_window, "labelPredictListed");
    trigger(*m_window, "labelCheck");
    QVERIFY(m_window->prelabeller()->busy());

    const QString other = m_dir.filePath(QStringLiteral("other"));
    createSampleProject(other.toStdString(), {8}, {});
    m_window->openProject(other);
    test::waitForImage(*m_window);
    QVERIFY(!follower.folder() && follower.state() == RunFollower::State::Idle);
    QVERIFY(follower.history().iterations().empty());
    QCOMPARE(m_window->training()->charts()->losses()->curves(), QStringList());
    QCOMPARE(m_window->training()->runs()->model()->rowCount(), 0);
    QVERIFY(!m_window->findChild<QAbstractButton*>(QStringLiteral("exportModelButton"))->isEnabled());
    QVERIFY(!m_window->findChild<QAction*>(QStringLiteral("trainExport"))->isEnabled());
    QVERIFY(!label("runState")->text().contains(QStringLiteral("Finished")));
    QCOMPARE(rules->currentText(), fresh);
    const RunConfig preset = presetByName(rules->currentData().toString().toStdString()).config;
    QCOMPARE(float(positive->value()), preset.assignment.positiveIou);
    QCOMPARE(m_window->imagePanel()->query(), QString());
    QCOMPARE(split->currentIndex(), 0);
    QCOMPARE(m_window->imagePanel()->listed().size(), size_t{8});
    QVERIFY(!m_window->lint()->busy() && m_window->lint()->findings().empty());
    QCOMPARE(m_window->findChild<QTableWidget*>(QStringLiteral("lintList"))->rowCount(), 0);
    QCOMPARE(lost->rowCount(), 0);
    QVERIFY(label("autopsyWords")->text().contains(QStringLiteral("Train a run first")));
    QVERIFY(label("classesWords")->text().contains(QStringLiteral("Train a run first")));
    QVERIFY(label("doctorWords")->text().contains(QStringLiteral("Train a run first")));
    QVERIFY(m_window->findChild<TimeBar*>()->isHidden());
    QVERIFY(!m_window->prelabeller()->busy());
    // Nothing of the other run is predicted, and nothing was while the engine still answered.
    const std::string untouched = session.store().fingerprint();
    trigger(*m_window, "labelPredict");
    QVERIFY(!m_window->prelabeller()->busy());
    for (QMessageBox* told : m_window->findChildren<QMessageBox*>()) told->close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->findChild<EngineService*>()->busy(), test::patience);
    test::waitForBackground();
    for (const ImageEntry& one : session.images()) QVERIFY(session.store().predictions(one.id).empty());
    // Boxes that were copied name a class of the other project.
    trigger(*m_window, "editPaste");
    trigger(*m_window, "boxPasteBefore");
    QCOMPARE(session.store().fingerprint(), untouched);
    trigger(*m_window, "trainStart");
    auto* dialog = m_window->findChild<TrainDialog*>();
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->config().assignment.positiveIou != 0.9F);
    dialog->reject();
    trigger(*m_window, "layerDetections");
    // The first one still has all of it, and is where it was left.
    openSample();
    QCOMPARE(session.current()->id, leftAt);
    QVERIFY(follower.state() == RunFollower::State::Finished);
    QTRY_VERIFY(m_window->training()->charts()->losses()->pointCount(QStringLiteral("total")) > 0);
  }
  void a_window_lies_on_the_screen() {
    const QRect screen(0, 0, 1280, 720);
    const auto lies = [&](const QRect& window) {
      const QRect placed = withinScreen(window, screen);
      return screen.contains(placed) && placed.top() > 0;  // with its title
    };
    QVERIFY(lies({100, 60, 1360, 860}));
    QVERIFY(lies({-3000, -200, 900, 600}));
    QVERIFY(lies({5000, 4000, 900, 600}));
    QCOMPARE(withinScreen({200, 100, 800, 500}, screen), QRect(200, 100, 800, 500));
    // The second screen, where it was left, is gone.
    m_window->setGeometry(5000, 4000, 9000, 7000);
    m_window->close();
    const MainWindow again({QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), {}, lintRulesFor});
    QVERIFY(again.screen()->availableGeometry().contains(again.geometry().topLeft()));
    QVERIFY(again.width() < 9000 && again.height() < 7000);
  }
  void a_run_is_duplicated_with_all_its_settings() {
    openSample();
    RunConfig config = quick();
    config.assignment.positiveIou = 0.65F;
    config.solver.momentum = 0.8F;
    config.rois.batch = 64;
    config.seed = 77;
    config.device = "cpu";
    TrainDialog dialog(m_window->subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), m_window.get());
    dialog.setConfig(config);
    Json wanted = toJson(config), got = toJson(dialog.config());
    for (const char* field : {"classes", "pinned", "engine_version"}) {
      wanted.erase(field);
      got.erase(field);
    }
    QCOMPARE(QString::fromStdString(Json::diff(wanted, got).dump()), QStringLiteral("[]"));
  }
  void too_little_memory_offers_less_and_takes_nothing_by_itself() {
    openSample();
    TrainDialog dialog(m_window->subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), m_window.get());
    auto* estimate = dialog.findChild<QLabel*>(QStringLiteral("estimate"));
    auto* lighter = dialog.findChild<QPushButton*>(QStringLiteral("lighter"));
    auto* batch = dialog.findChild<QSpinBox*>(QStringLiteral("batch"));
    batch->setValue(2);
    dialog.setMemoryLimit(100);
    dialog.open();
    QTRY_VERIFY_WITH_TIMEOUT(lighter->isVisible(), test::patience);
    QVERIFY(estimate->text().contains(QStringLiteral("Only 100 MB are free")));
    QCOMPARE(batch->value(), 2);
    test::screenshot(&dialog, "train_memory");
    lighter->click();
    QCOMPARE(batch->value(), 1);
    QCOMPARE(dialog.config().solver.accumulate,
             2 * presetByName("tiny-from-scratch").config.solver.accumulate);
    dialog.setMemoryLimit(1e9);
    QTRY_VERIFY_WITH_TIMEOUT(estimate->text().contains(QStringLiteral("MB of memory")), test::patience);
    QVERIFY(!lighter->isVisible());
    dialog.reject();
  }
  void the_train_dialog_measures_the_step() {
    openSample();
    TrainDialog* dialog =
        new TrainDialog(m_window->subject(), QStringLiteral(PROGRAM_FOLDER "/anchor-engine"), m_window.get());
    dialog->open();
    auto* estimate = dialog->findChild<QLabel*>(QStringLiteral("estimate"));
    QTRY_VERIFY_WITH_TIMEOUT(estimate->text().contains(QStringLiteral("MB of memory")), test::patience);
    test::screenshot(dialog, "train_dialog");

    // Any parameter, found by the name it has in config.py.
    auto* tree = dialog->findChild<QTreeWidget*>(QStringLiteral("parameters"));
    auto* search = dialog->findChild<ParameterTree*>()->findChild<QLineEdit*>();
    QTRY_VERIFY(tree->isVisible());
    search->setText(QStringLiteral("RPN_POSITIVE_OVERLAP"));
    QTreeWidgetItem* found = nullptr;
    for (QTreeWidgetItemIterator it(tree, QTreeWidgetItemIterator::NotHidden); *it != nullptr; ++it)
      if ((*it)->childCount() == 0) found = *it;
    QVERIFY(found != nullptr);
    QCOMPARE(found->text(0), QStringLiteral("positive_iou"));
    found->setText(1, QStringLiteral("0.6"));
    QCOMPARE(dialog->config().assignment.positiveIou, 0.6F);
    auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startTraining"));
    QVERIFY(start->isEnabled());
    search->clear();
    test::screenshot(dialog, "train_parameters");
    found->setText(1, QStringLiteral("very much"));
    QVERIFY(!start->isEnabled());
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("trainWarning"))
                ->text()
                .contains(QStringLiteral("assignment.positive_iou")));
    found->setText(1, QString());
    QVERIFY(start->isEnabled());
    QCOMPARE(dialog->config().assignment.positiveIou, 0.7F);
    dialog->reject();
  }
};

ANCHOR_TEST_MAIN(StudioTest, QApplication)
#include "tst_studio.moc"
