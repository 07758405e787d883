// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the inspector the questions of people who train Faster R-CNN, on real blood cells and a trained
// network. ANCHOR_INSPECTOR_PROJECT names a project whose newest run is used instead of the small one trained
// here: for the manual's pictures.
#include <QTemporaryDir>

#include "datasets/formats/voc.h"
#include "engine/inspection/autopsy.h"
#include "tests/support/studio_fixture.h"
#include "tests/support/test_data.h"
#include "ui/inspector/inspector_words.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

using namespace anchor;
using test::trigger;

class InspectorTest : public QObject {
  Q_OBJECT
  QTemporaryDir m_dir;
  std::unique_ptr<MainWindow> m_window;
  std::vector<std::shared_ptr<const Inspection>> m_looked;
  [[nodiscard]] InspectorPanel& panel() { return *m_window->inspector(); }
  const Inspection& look(InspectorView view) {
    panel().showView(view);
    settle();
    m_looked.push_back(panel().model()->inspection());  // a test compares it with what comes after
    return *m_looked.back();
  }
  void settle() {
    test::waitForImage(*m_window);
    QTRY_VERIFY_WITH_TIMEOUT(panel().model()->settled() && backgroundIdle(), test::patience);
    QCoreApplication::processEvents();
  }
  [[nodiscard]] QString facts() { return m_window->findChild<QLabel*>(QStringLiteral("sceneText"))->text(); }
  [[nodiscard]] QString card() {
    return m_window->findChild<QLabel*>(QStringLiteral("inspectorCard"))->text();
  }
  [[nodiscard]] QTableWidget* list() {
    return m_window->findChild<QTableWidget*>(QStringLiteral("inspectorList"));
  }
  void slide(const char* path, double value) {
    m_window->findChild<QDoubleSpinBox*>(QLatin1String(path) + QStringLiteral(".value"))->setValue(value);
    settle();
  }
  void clickImage(double x, double y) {
    QTest::mouseClick(m_window->canvas(), Qt::LeftButton, {}, test::onCanvas(*m_window, x, y));
  }
  void reveal(QWidget* panel) {
    m_window->reveal(panel);
    QTest::qWait(50);
  }
  /// Sets all numbers of a slider page back.
  void reset() {
    m_window->findChild<QPushButton*>(QStringLiteral("resetRules"))->click();
    settle();
  }
  static QString imageName(const MainWindow& window) {
    return text(std::filesystem::path(const_cast<MainWindow&>(window).session()->current()->path)
                    .filename()
                    .string());
  }
  void openImage(const char* name) {
    for (const ImageEntry& image : m_window->session()->images())
      if (std::filesystem::path(image.path).filename() == name) m_window->session()->setCurrent(image.id);
    settle();
    QCOMPARE(imageName(*m_window), QLatin1String(name));
  }
  /// The window as a person finds it after a run: charts, and what the network finds on the image.
  void showTrained() {
    slide("test.score", 0.3);
    reveal(m_window->training());
    auto* smoothing = m_window->findChild<QSlider*>(QStringLiteral("chartSmoothing"));
    smoothing->setValue(80);
    const QStringList curves = m_window->training()->charts()->accuracy()->curves();
    QVERIFY(test::says(curves.join(QLatin1Char('|')), QStringLiteral("RPN recall@0.5")));
    test::screenshot(m_window.get(), "trained_run");
    smoothing->setValue(0);
    reset();
  }
  void trainSmall() {
    RunConfig config = presetByName("mobilenet-v2-fpn").config;
    config.weights = (test::sharedData() / "weights/mobilenet_v2_imagenet.safetensors").string();
    config.input.short_side = 240;
    config.network.neck_channels = config.network.rpn_channels = 64;
    config.network.head_hidden = 128;
    config.solver.iterations = 120;
    config.solver.warmup_iterations = 10;
    config.evaluate_every = 40;
    config.evaluate_most = 4;
    config.checkpoint_every = 60;
    config.pinned = {(test::sharedData() / "bccd/BCCD/JPEGImages/BloodImage_00002.jpg").string()};
    m_window->startTraining(config);
    const RunFollower& follower = m_window->training()->follower();
    QTRY_VERIFY_WITH_TIMEOUT(!follower.alive(), test::patience);
    QVERIFY2(follower.state() == RunFollower::State::Finished, qPrintable(follower.trouble()));
  }
 private Q_SLOTS:
  void initTestCase() {
    theme::apply(theme::Mode::Light);
    m_window = test::studio();
    const QString ready = qEnvironmentVariable("ANCHOR_INSPECTOR_PROJECT");
    if (!ready.isEmpty()) {
      m_window->openProject(ready);
      settle();
    } else {
      m_window->newProject(m_dir.filePath(QStringLiteral("cells")));
      QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
      dialogs::setNextPath(QString::fromStdString((test::sharedData() / "bccd/BCCD").string()));
      dialogs::setNextAnswer(QMessageBox::Ok);
      trigger(*m_window, "fileImportLabels");
      QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
      settle();
      trainSmall();
    }
    openImage("BloodImage_00002.jpg");
    look(InspectorView::Detections);
    QTRY_VERIFY_WITH_TIMEOUT(panel().model()->inspection()->hasNetwork, test::patience);
    showTrained();
    settle();
  }

  void input_q12_do_resize_and_flip_hold_my_boxes() {
    const Inspection& in = look(InspectorView::Input);
    const float scale = in.scene->geometry.scale;
    QCOMPARE(in.input.width(), static_cast<int>(in.scene->geometry.size.width));
    QVERIFY(test::says(facts(), QStringLiteral("scale %1").arg(scale, 0, 'f', 3)));
    QCOMPARE(list()->rowCount(), static_cast<int>(in.scene->gtBoxes.size()));
    const Box first = in.scene->gtBoxes.front();
    test::screenshot(m_window.get(), "inspector_1_input");
    m_window->findChild<QCheckBox*>(QStringLiteral("mirrored"))->setChecked(true);
    settle();
    const Inspection& flipped = *panel().model()->inspection();
    QCOMPARE(flipped.scene->gtBoxes.front().x1, flipped.scene->geometry.size.width - first.x2);
    // The picture is mirrored with them.
    QCOMPARE(flipped.input.pixel(0, 5), in.input.pixel(in.input.width() - 1, 5));
    m_window->findChild<QCheckBox*>(QStringLiteral("mirrored"))->setChecked(false);
    settle();
  }

  void anchors_q7_how_many_cross_the_border() {
    const Inspection& in = look(InspectorView::Anchors);
    QVERIFY(facts().contains(QString::number(in.scene->anchors.size())));
    QVERIFY(facts().contains(QString::number(in.scene->insideCount())));
    clickImage(5, 5);
    auto* cell = m_window->findChild<QTableWidget*>(QStringLiteral("cellTable"));
    QCOMPARE(cell->rowCount(), static_cast<int>(in.scene->levels.front().base.size()));
    const size_t marks = m_window->canvas()->overlay()->marks.size();
    m_window->findChild<QCheckBox*>(QStringLiteral("showOutside"))->setChecked(false);
    QVERIFY(m_window->canvas()->overlay()->marks.size() < marks);
    m_window->findChild<QCheckBox*>(QStringLiteral("showOutside"))->setChecked(true);
    clickImage(320, 240);
    test::screenshot(m_window.get(), "inspector_2_anchors");
    // Live: twice as large anchors, and the same number of them.
    m_window->findChild<QSlider*>(QStringLiteral("anchors.scales.factor"))->setValue(20);
    settle();
    QCOMPARE(panel().model()->inspection()->scene->anchors.size(), in.scene->anchors.size());
    QCOMPARE(panel().config().anchors.scales.front(), 2 * in.request.config.anchors.scales.front());
    QVERIFY(panel().model()->inspection()->scene->insideCount() < in.scene->insideCount());
    reset();
  }

  void assignment_q2_q3_q4_q5_q6_why_is_this_anchor_fg() {
    const Inspection& in = look(InspectorView::Assignment);
    const LabelAssignment& a = in.scene->assignment;
    const auto because = [&](LabelReason reason) {
      return std::count(a.reasons.begin(), a.reasons.end(), reason);
    };
    for (const auto count :
         {because(LabelReason::PositiveIou), because(LabelReason::BestForGt), std::ptrdiff_t(a.count(0)),
          std::ptrdiff_t(in.sampled.count(1)), std::ptrdiff_t(in.sampled.count(0))})
      QVERIFY2(facts().contains(QString::number(count)), qPrintable(facts()));
    QCOMPARE(list()->rowCount(), static_cast<int>(in.scene->gtBoxes.size()));
    // Q2, Q3: each object with its best IoU, and whether only the best-per-gt rule trains it.
    for (int g = 0; g < list()->rowCount(); ++g) {
      QCOMPARE(list()->item(g, 1)->text(), QString::number(a.bestIou[static_cast<size_t>(g)], 'f', 3));
      const bool byIou = a.bestIou[static_cast<size_t>(g)] >= in.scene->config.assignment.positiveIou;
      QVERIFY(test::says(list()->item(g, 4)->text(),
                         byIou ? QStringLiteral("IoU") : QStringLiteral("best match only")));
    }
    test::screenshot(m_window.get(), "inspector_3_assignment");
    list()->selectRow(0);
    QVERIFY(card().contains(QString::number(a.bestIou[0], 'f', 3)));
    test::screenshot(m_window.get(), "inspector_3_assignment_gt");
    // Q4, Q6: the card of a clicked anchor says what the engine says.
    const QRectF gt = m_window->canvas()->overlay()->marks.empty()
                          ? QRectF()
                          : in.scene->imageRect(static_cast<size_t>(a.bestAnchor[0]));
    clickImage(gt.center().x(), gt.center().y());
    const int chosen = panel().state().chosen.as(Pick::Kind::Anchor);
    QVERIFY(chosen >= 0);
    const AnchorReport report = reportAnchor(*in.scene, in.sampled, chosen);
    QVERIFY(card().contains(QString::number(report.ious[static_cast<size_t>(report.gt)], 'f', 3)));
    QVERIFY(card().contains(reasonText(report.reason)));
    QVERIFY(card().contains(QString::number(report.target.dx, 'f', 3)));
    QVERIFY(card().contains(QString::number(report.target.dh, 'f', 3)));
    QCOMPARE(m_window->canvas()->overlay()->lines.size(), size_t{1});  // the arrow to its gt
    test::screenshot(m_window.get(), "inspector_4_assignment_anchor");
    // Live: with a lower threshold more anchors are fg.
    slide("assignment.positive_iou", 0.5);
    QVERIFY(panel().model()->inspection()->scene->assignment.count(1) > a.count(1));
    // Compare both, side by side.
    auto* compare = m_window->findChild<QPushButton*>(QStringLiteral("compareRules"));
    compare->setChecked(true);
    slide("assignment.positive_iou", 0.75);
    auto* kept = m_window->findChild<ImageCanvas*>(QStringLiteral("keptCanvas"));
    QTRY_VERIFY(kept->isVisible() && kept->overlay() != nullptr);
    QVERIFY(kept->overlay()->marks.size() > m_window->canvas()->overlay()->marks.size());
    test::screenshot(m_window.get(), "inspector_compare");
    compare->setChecked(false);
    QTRY_VERIFY(!kept->isVisible());
    // Q5 and "use in next run": the Train dialog starts with the value.
    m_window->findChild<QPushButton*>(QStringLiteral("useInNextRun"))->click();
    trigger(*m_window, "trainStart");
    auto* dialog = m_window->findChild<TrainDialog*>();
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->config().assignment.positiveIou, 0.75F);
    dialog->reject();
    reset();
  }

  void proposals_q8_q9_what_did_each_step_remove() {
    const Inspection& in = look(InspectorView::Proposals);
    QVERIFY(in.hasNetwork);
    const ProposalSteps& p = in.proposals;
    for (const size_t count : {p.largeEnough.size(), p.preNms.size(), p.nms.size(), p.rois.size()})
      QVERIFY2(facts().contains(QString::number(count)), qPrintable(facts()));
    auto* step = m_window->findChild<QSlider*>(QStringLiteral("proposalStep"));
    for (int at = 0; at < proposalStepCount; ++at) {
      step->setValue(at);
      const size_t shown = proposalsAfter(in, static_cast<ProposalStep>(at)).size();
      // The objects are outlined too.
      QCOMPARE(m_window->canvas()->overlay()->marks.size(),
               std::min<size_t>(shown, 100) + in.networkStage.gtBoxes.size());
    }
    test::screenshot(m_window.get(), "inspector_5_proposals");
    // Who removed whom: a removed proposal names the one that did.
    step->setValue(static_cast<int>(ProposalStep::BeforeNms));
    int removed = -1;
    for (int row = 0; row < list()->rowCount() && removed < 0; ++row)
      if (p.suppressedBy[static_cast<size_t>(list()->item(row, 0)->data(Qt::UserRole).toInt())] >= 0)
        removed = row;
    QVERIFY(removed >= 0);
    const int anchor = list()->item(removed, 0)->data(Qt::UserRole).toInt();
    list()->selectRow(removed);
    QVERIFY2(test::says(card(), QStringLiteral("anchor %1").arg(p.suppressedBy[static_cast<size_t>(anchor)])),
             qPrintable(card()));
    test::screenshot(m_window.get(), "inspector_6_suppressed");
    // Pointing at a box is enough.
    panel().showView(InspectorView::Proposals);
    settle();
    step->setValue(static_cast<int>(ProposalStep::Final));
    const QRectF first = in.imageRect(p.clipped[static_cast<size_t>(p.rois.front())]);
    QTest::mouseMove(m_window->canvas(), test::onCanvas(*m_window, first.center().x(), first.center().y()));
    QTRY_VERIFY(panel().state().subject().as(Pick::Kind::Anchor) >= 0);
    QVERIFY(test::says(card(), QStringLiteral("anchor %1").arg(panel().state().subject().index)));
    const size_t passed = p.rois.size();
    slide("test_proposals.post_nms", 20);
    QCOMPARE(panel().model()->inspection()->proposals.rois.size(), std::min<size_t>(20, passed));
    reset();
    step->setValue(proposalStepCount - 1);
  }

  void rois_q10_which_boxes_train_the_head() {
    const Inspection& in = look(InspectorView::Rois);
    QCOMPARE(list()->rowCount(), static_cast<int>(in.rois.rois.size()));
    QVERIFY(in.rois.fg > 0);
    for (int k = 0; k < in.rois.fg; ++k) {
      QVERIFY(in.rois.maxIou[static_cast<size_t>(k)] >= in.networkConfig.rois.fgIou);
      QCOMPARE(list()->item(k, 2)->text(), QString::number(in.rois.maxIou[static_cast<size_t>(k)], 'f', 3));
    }
    test::screenshot(m_window.get(), "inspector_7_rois");
    list()->selectRow(0);
    QVERIFY(card().contains(in.className(in.rois.labels[0] - 1)));
    const int bins = in.networkConfig.network.roi_size;
    QCOMPARE(m_window->canvas()->overlay()->lines.size(), static_cast<size_t>(2 * (bins - 1) + 1));
    test::screenshot(m_window.get(), "inspector_8_roi_cells");
  }

  void detections_q13_q15_what_is_found_and_where_is_the_rest_lost() {
    const Inspection& in = look(InspectorView::Detections);
    const auto lost = std::count_if(in.autopsy.objects.begin(), in.autopsy.objects.end(),
                                    [](const ObjectTrace& t) { return t.lost != LostAt::Found; });
    QCOMPARE(list()->rowCount(), static_cast<int>(in.autopsy.detections.size()) + static_cast<int>(lost));
    slide("test.score", 0.99);
    const Inspection& strict = *panel().model()->inspection();
    QVERIFY(strict.autopsy.detections.size() < in.autopsy.detections.size());
    int below = -1;
    for (size_t t = 0; t < strict.autopsy.objects.size(); ++t)
      if (strict.autopsy.objects[t].lost == LostAt::Score) below = static_cast<int>(t);
    QVERIFY(below >= 0);
    panel().chooseObject(below);
    QVERIFY(card().contains(lostText(LostAt::Score)));
    test::screenshot(m_window.get(), "inspector_9_strict");
    reset();
    test::screenshot(m_window.get(), "inspector_9_detections");
  }

  void time_travel_q16_what_changed_between_checkpoints() {
    look(InspectorView::Detections);
    auto* slider = m_window->findChild<QSlider*>(QStringLiteral("timeSlider"));
    QVERIFY(m_window->timeBar()->isVisible());
    QVERIFY(slider->maximum() >= 2);
    slider->setValue(0);
    settle();
    QTRY_COMPARE(panel().model()->inspection()->request.record->iteration, 0);
    m_window->canvas()->fit();
    test::screenshot(m_window.get(), "inspector_10_start");
    reveal(m_window->training());
    auto* smoothing = m_window->findChild<QSlider*>(QStringLiteral("chartSmoothing"));
    smoothing->setValue(80);
    QTest::qWait(200);
    test::screenshot(m_window->training()->charts(), "training_charts");
    smoothing->setValue(0);
    const auto correct = [&] {
      const auto& verdicts = panel().model()->inspection()->autopsy.verdicts;
      return std::count_if(verdicts.begin(), verdicts.end(), [](const TideVerdict& v) { return v.correct; });
    };
    const auto atStart = correct();
    // A click on a curve goes to the snapshot nearest to it.
    Q_EMIT m_window->training()->charts()->iterationClicked(1e9);
    settle();
    QTRY_VERIFY(panel().model()->inspection()->request.record->iteration >= 80);
    QVERIFY(correct() > atStart);
    slider->setValue(slider->maximum());
    settle();
  }

  void fit_q1_do_my_anchors_fit_my_boxes() {
    reveal(m_window->fitPanel());
    auto* fit = m_window->findChild<FitPanel*>();
    QTRY_COMPARE_WITH_TIMEOUT(fit->ious().size(), fit->subject().objects.size(), test::patience);
    QTRY_VERIFY(!fit->ious().empty());
    // The same number as label assignment finds on the image in hand.
    const Inspection& in = look(InspectorView::Assignment);
    QVERIFY(fit->ious() == anchorCoverage(in.scene->config, fit->subject()));
    for (size_t g = 0; g < in.scene->gtBoxes.size(); ++g) {
      const Box box = in.request.boxes[static_cast<size_t>(in.scene->gtObject[g])].id > 0
                          ? sampleBoxes(in.request.boxes)[static_cast<size_t>(in.scene->gtObject[g])].box
                          : ExactBox{};
      bool found = false;
      for (size_t o = 0; o < fit->ious().size(); ++o)
        found = found || (fit->subject().objects[o].box == box &&
                          std::abs(fit->ious()[o] - in.scene->assignment.bestIou[g]) < 1e-6F);
      QVERIFY(found);
    }
    const CoverageFigures figures = coverageFigures(fit->ious(), in.scene->config.assignment.positiveIou);
    auto* words = m_window->findChild<QLabel*>(QStringLiteral("fitWords"));
    QVERIFY2(words->text().contains(QString::number(figures.mean, 'f', 3)), qPrintable(words->text()));
    reveal(m_window->fitPanel());
    test::screenshot(m_window.get(), "insight_1_fit");
    // Q2: the worst object opens.
    auto* worst = m_window->findChild<QTableWidget*>(QStringLiteral("fitWorst"));
    const auto before = m_window->session()->current()->id;
    QTest::mouseClick(worst->viewport(), Qt::LeftButton, {},
                      worst->visualItemRect(worst->item(0, 0)).center());
    QVERIFY(m_window->session()->current()->id != before);
    settle();
    // The list stays under the image that it opened.
    QVERIFY(m_window->canvas()->isVisible() && worst->isVisible());
    // Better anchors, with the gain shown before they are accepted.
    m_window->findChild<QPushButton*>(QStringLiteral("suggestAnchors"))->click();
    auto* accept = m_window->findChild<QPushButton*>(QStringLiteral("acceptAnchors"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isVisible(), test::patience);
    test::screenshot(m_window.get(), "insight_2_suggested");
    const std::vector<float> scales = panel().config().anchors.scales;
    accept->click();
    settle();
    QVERIFY(panel().config().anchors.scales != scales);
    QTRY_VERIFY(coverageFigures(fit->ious(), 0.7F).mean > figures.mean);
    reset();
    openImage("BloodImage_00002.jpg");
  }

  void autopsy_q14_q15_which_stage_loses_objects() {
    reveal(m_window->autopsyPanel());
    auto* autopsy = m_window->findChild<AutopsyPanel*>();
    m_window->findChild<QPushButton*>(QStringLiteral("examine"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(autopsy->file() != nullptr, test::patience);
    const AutopsyReport report = autopsy->file()->report();
    const auto& bars = autopsy->waterfall()->bars();
    QCOMPARE(bars.front().to, 100.0);
    const int found = report.causes[0].count;
    QVERIFY(std::abs(bars.back().to - 100.0 * found / report.objects) < 1e-6);
    int lost = 0;
    for (size_t c = 1; c < lostStages; ++c) lost += report.causes[c].count;
    QCOMPARE(lost + found, report.objects);
    auto* objects = m_window->findChild<QTableWidget*>(QStringLiteral("autopsyList"));
    QCOMPARE(objects->rowCount(), lost);
    test::screenshot(m_window.get(), "insight_3_autopsy");
    // A bar shows its objects, and an object opens its image with the stage that lost it.
    Q_EMIT autopsy->waterfall()->clicked(1);
    QVERIFY(objects->rowCount() > 0 && objects->rowCount() <= lost);
    const QString stage = objects->item(0, 1)->text();
    QTest::mouseClick(objects->viewport(), Qt::LeftButton, {},
                      objects->visualItemRect(objects->item(0, 0)).center());
    settle();
    QTRY_VERIFY_WITH_TIMEOUT(card().contains(stage), test::patience);
    QVERIFY(m_window->canvas()->isVisible() && objects->isVisible());
    test::screenshot(m_window.get(), "insight_4_lost_object");
    reveal(m_window->autopsyPanel());  // goes back to its page
    QVERIFY(objects->isVisible() && !m_window->canvas()->isVisible());
  }
  void classes_show_what_the_autopsy_measured() {
    reveal(m_window->classesPanel());
    auto* classes = m_window->findChild<ClassesPanel*>();
    QTRY_VERIFY(classes->file() != nullptr);  // the file that the Autopsy made
    const auto* table = m_window->findChild<QTableWidget*>(QStringLiteral("classFigures"));
    const ClassReport report = classReport(*classes->file());
    QCOMPARE(table->rowCount(), static_cast<int>(report.classes.size()));
    QVERIFY(std::abs(*report.all.ap50 - classes->file()->report().ap) < 1e-9);  // TIDE's AP is COCO's AP50
    auto* matrix = m_window->findChild<QTableWidget*>(QStringLiteral("confusionTable"));
    int counted = 0;
    for (int truth = 0; truth + 1 < matrix->rowCount(); ++truth)
      for (int as = 0; as < matrix->columnCount(); ++as) counted += matrix->item(truth, as)->text().toInt();
    QCOMPARE(counted, report.all.objects);
    test::screenshot(m_window.get(), "insight_7_classes");
    reveal(m_window->statistics());
    settle();
    test::screenshot(m_window.get(), "insight_8_statistics");
    reveal(m_window->classesPanel());
    // A click on a cell opens an image that has such an object.
    const Confusion mixed = confusion(*classes->file(), 0.5F);
    for (int truth = 0; truth + 1 < matrix->rowCount(); ++truth) {
      const auto& missed = mixed.examples[static_cast<size_t>(truth)].back();
      if (missed.empty()) continue;
      Q_EMIT matrix->cellClicked(truth, matrix->columnCount() - 1);
      const std::string& wanted = classes->file()->images[static_cast<size_t>(missed.front().image)].path;
      QCOMPARE(QString::fromStdString(
                   std::filesystem::path(m_window->session()->current()->path).filename().string()),
               QString::fromStdString(std::filesystem::path(wanted).filename().string()));
      break;
    }
  }

  void doctor_q13_which_labels_are_doubtful() {
    reveal(m_window->doctorPanel());
    auto* doctor = m_window->findChild<DoctorPanel*>();
    auto* examine = m_window->findChild<QPushButton*>(QStringLiteral("examineLabels"));
    const QString idle = examine->text();  // Cancel while it works
    examine->click();
    QTRY_COMPARE_WITH_TIMEOUT(examine->text(), idle, test::patience);
    settle();
    QTRY_VERIFY(doctor->shown() > 0);
    auto* doubts = m_window->findChild<QTableWidget*>(QStringLiteral("doubts"));
    auto* kind = m_window->findChild<QComboBox*>(QStringLiteral("doubtKind"));
    kind->setCurrentIndex(1);
    Q_EMIT kind->activated(1);
    QVERIFY(doctor->shown() > 0);  // this data set lacks labels, as everybody who used it knows
    m_window->activateWindow();    // a dialog was open before
    doubts->setFocus();
    doubts->setCurrentCell(0, 0);
    settle();
    test::screenshot(m_window.get(), "insight_5_doctor");
    const int all = doctor->shown();
    const int64_t image = m_window->session()->current()->id;
    const auto boxes = [&] { return m_window->session()->store().boxes(image).size(); };
    const size_t before = boxes();
    QTest::keyClick(doubts, Qt::Key_Return);  // and the next doubt is shown
    QCOMPARE(boxes(), before + 1);
    QCOMPARE(doctor->shown(), all - 1);
    trigger(*m_window, "editUndo");
    QCOMPARE(boxes(), before);
    QTest::keyClick(doubts, Qt::Key_X);
    QCOMPARE(doctor->shown(), all - 2);
    QVERIFY(std::filesystem::exists(m_window->session()->store().folder() / "label-doctor.json"));
    reveal(m_window->training());
    openImage("BloodImage_00002.jpg");
  }

  void predictions_wait_as_predictions_until_a_person_answers() {
    m_window->showWorkspace(Workspace::Label);
    auto& session = *m_window->session();
    auto& tools = *m_window->tools();
    m_window->canvas()->setFocus();
    const size_t labels = session.boxes().size();
    const std::string before = session.store().fingerprint();
    tools.selectAll();
    tools.remove();
    QVERIFY(session.boxes().empty());
    trigger(*m_window, "labelPredict");
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->prelabeller()->busy(), test::patience);
    const auto predictions = session.predictions();
    QVERIFY(predictions.size() >= 3);
    for (size_t i = 1; i < predictions.size(); ++i) QVERIFY(predictions[i - 1].score >= predictions[i].score);
    QVERIFY(session.boxes().empty());  // nothing is a label yet
    test::screenshot(m_window.get(), "labelling_ghosts");
    // The same that the canvas shows as detections, with the class of the same name.
    QTest::keyClick(m_window->canvas(), Qt::Key_Return);
    QCOMPARE(session.boxes().size(), size_t{1});
    const LabelBox accepted = session.boxes()[0];
    QVERIFY(accepted.origin == BoxOrigin::Model && accepted.score == predictions[0].score &&
            accepted.x1 == predictions[0].x1);
    QCOMPARE(session.labelClass(accepted.classId)->name, predictions[0].className);
    QVERIFY(session.store().history(accepted.id)[0].actor.starts_with("model "));
    QTest::keyClick(m_window->canvas(), Qt::Key_Backspace);
    QCOMPARE(session.predictions().size(), predictions.size() - 2);
    QCOMPARE(session.boxes().size(), size_t{1});
    const double surest = session.predictions()[0].score;
    tools.acceptPredictionsAbove(surest);
    QCOMPARE(session.boxes().size(), size_t{2});
    // Images that wait for an answer come first.
    auto* sorting = m_window->findChild<QComboBox*>(QStringLiteral("imageSort"));
    const auto listedFirst = [&] { return m_window->imagePanel()->listed().front(); };
    sorting->setCurrentIndex(3);
    QTRY_COMPARE(listedFirst(), session.current()->id);
    sorting->setCurrentIndex(0);
    // The proposal under the cursor is taken while drawing.
    trigger(*m_window, "editDraw");
    const QRectF place(accepted.x1, accepted.y1, accepted.x2 - accepted.x1, accepted.y2 - accepted.y1);
    QTest::mouseMove(m_window->canvas(), test::onCanvas(*m_window, place.center().x(), place.center().y()));
    trigger(*m_window, "boxProposal");
    QCOMPARE(session.boxes().size(), size_t{3});
    QVERIFY(session.boxes().back().origin == BoxOrigin::Proposal);
    trigger(*m_window, "editDraw");
    for (int i = 0; i < 4; ++i) trigger(*m_window, "editUndo");
    QCOMPARE(session.predictions().size(), predictions.size());
    trigger(*m_window, "editUndo");
    QCOMPARE(session.boxes().size(), labels);
    tools.rejectAllPredictions();
    QVERIFY(session.predictions().empty());
    session.store().replacePredictions(session.current()->id, {});
    session.store().undo();
    session.store().replacePredictions(session.current()->id, {});
    session.reload();
    QCOMPARE(session.store().fingerprint(), before);
  }

  void what_belongs_to_an_object_stands_out_and_is_linked() {
    using Weight = CanvasOverlay::Weight;
    const auto marks = [this](Weight weight) {
      return std::ranges::count(m_window->canvas()->overlay()->marks, weight, &CanvasOverlay::Mark::weight);
    };
    const Inspection& in = look(InspectorView::Assignment);
    const Pick object{Pick::Kind::Object, in.scene->gtIds[0]};
    panel().choose({});
    QCOMPARE(marks(Weight::Dim), 0);
    list()->selectRow(0);
    QCOMPARE(panel().state().chosen, object);
    QCOMPARE(marks(Weight::Front), 1);
    QCOMPARE(marks(Weight::Plain), in.scene->foregroundOf(0));
    QVERIFY(marks(Weight::Dim) > 0);
    // It stays chosen in the stages after this one.
    for (const auto view : {InspectorView::Proposals, InspectorView::Rois, InspectorView::Detections}) {
      look(view);
      QCOMPARE(panel().state().chosen, object);
      QVERIFY(marks(Weight::Dim) > 0 && !card().isEmpty());
    }
    // A place without anything chooses nothing.
    panel().pick(QPointF(-50, -50), 1);
    QVERIFY(!panel().state().chosen);
    QCOMPARE(marks(Weight::Dim), 0);
    // From the list to the image, and back.
    look(InspectorView::Rois);
    list()->scrollToTop();
    QTest::mouseMove(list()->viewport(), list()->visualItemRect(list()->item(1, 0)).center());
    QTRY_COMPARE(panel().state().hovered, (Pick{Pick::Kind::Roi, 1}));
    QCOMPARE(marks(Weight::Front), 1);
    panel().hover(QPointF(-50, -50), 1);
    QCOMPARE(marks(Weight::Front), 0);
    const QRectF second = in.imageRect(panel().model()->inspection()->rois.rois[1]);
    panel().hover(second.center(), 0);
    const int pointed = panel().state().hovered.as(Pick::Kind::Roi);
    QVERIFY(pointed >= 0);
    QVERIFY(list()->item(pointed, 0)->background().color() == theme::colours().raised);
    // The card names its object, and its name chooses it.
    list()->selectRow(0);
    static const QRegularExpression link(QStringLiteral("href=\"([^\"]+)\""));
    const QString target = link.match(card()).captured(1);
    QVERIFY2(!target.isEmpty(), qPrintable(card()));
    Q_EMIT m_window->findChild<QLabel*>(QStringLiteral("inspectorCard"))->linkActivated(target);
    QCOMPARE(panel().state().chosen.kind, Pick::Kind::Object);
    // Another image has none of it.
    openImage("BloodImage_00003.jpg");
    QVERIFY(!panel().state().chosen);
    openImage("BloodImage_00002.jpg");
  }

  void words_give_way_where_boxes_are_dense() {
    CanvasOverlay overlay;
    const auto add = [&](int number, CanvasOverlay::Weight weight) {
      for (int i = 0; i < number; ++i)
        overlay.marks.push_back(
            {QRectF(i, i, 20, 20), Qt::red, Qt::SolidLine, 1, QStringLiteral("RBC 0.98"), weight});
    };
    const auto dense = [&](QSize image) {
      return isDense(overlay, m_window->canvas()->view(), m_window->fontMetrics(), image);
    };
    add(400, CanvasOverlay::Weight::Dim);  // these have no words
    add(4, CanvasOverlay::Weight::Plain);
    QVERIFY(!dense({640, 480}));
    add(400, CanvasOverlay::Weight::Plain);
    QVERIFY(dense({640, 480}));
    QVERIFY(!dense({64000, 48000}));  // the same at a larger zoom
  }

  void the_legend_names_the_colours_and_folds() {
    StageLegend* legend = panel().legend();
    for (const Stage* stage : stages()) {
      look(stage->names().view);
      QVERIFY(legend->isVisible() && !legend->entries().empty());
      QVERIFY(m_window->canvas()->rect().contains(legend->geometry()));
    }
    const int open = legend->height();
    QTest::mouseClick(legend, Qt::LeftButton);
    QVERIFY(legend->height() < open / 2);
    QTest::mouseClick(legend, Qt::LeftButton);
    QCOMPARE(legend->height(), open);
    m_window->showWorkspace(Workspace::Label);
    QVERIFY(!legend->isVisible());
  }

  void the_views_read_well_in_the_dark() {
    {
      const test::DarkLook dark;
      look(InspectorView::Assignment);
      list()->selectRow(1);
      test::screenshot(m_window.get(), "inspector_dark");
    }
    m_window->showWorkspace(Workspace::Label);
    QVERIFY(m_window->canvas()->overlay() == nullptr);
    test::screenshot(m_window.get(), "inspector_label");
  }

  void the_views_read_well_in_chinese() {
    const auto project = QString::fromStdString(m_window->session()->store().folder().string());
    m_window.reset();
    const test::DarkLook dark(QStringLiteral("zh_CN"));
    m_window = test::studio();  // a window speaks the language that it was made in
    m_window->openProject(project);
    settle();
    openImage("BloodImage_00002.jpg");
    reveal(m_window->training());
    look(InspectorView::Detections);
    QTRY_VERIFY_WITH_TIMEOUT(panel().model()->inspection()->hasNetwork, test::patience);
    look(InspectorView::Detections);
    QVERIFY(facts().contains(QStringLiteral("检测")));
    test::screenshot(m_window.get(), "inspector_chinese_detections");
    look(InspectorView::Assignment);
    list()->selectRow(1);
    test::screenshot(m_window.get(), "inspector_chinese_assignment");
    m_window.reset();
  }
};

ANCHOR_DATA_TEST_MAIN(InspectorTest, QApplication)
#include "tst_inspector.moc"
