// SPDX-License-Identifier: GPL-3.0-or-later
// Labelling as a person does it: mouse and keys on the real window.
#include <QListWidget>
#include <QPushButton>

#include "tests/support/labelling_fixture.h"

using namespace anchor;
using test::drag;
using test::trigger;
namespace fs = std::filesystem;

class LabellingTest : public test::LabellingFixture {
  Q_OBJECT
 private Q_SLOTS:
  void init() { open(); }
  void cleanup() { m_window.reset(); }

  void acceptance_02_an_edit_that_cannot_be_saved_stays_and_is_tried_again() {
    pictures(2);
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    const std::string before = fingerprint();
    auto other = ProjectStore::open(path("project").toStdString());
    std::unique_ptr<ProjectEdit> hold(new ProjectEdit(other->edit("another program writes")));
    hold->addClass("blocked");
    drag(*m_window, {200, 50}, {300, 150});
    QCOMPARE(session().boxes().size(), size_t{2});  // still to be seen
    QVERIFY(!session().unsaved().isEmpty() && !session().editable());
    QVERIFY2(banner().contains(QStringLiteral("Not saved")), qPrintable(banner()));
    test::screenshot(m_window.get(), "labelling_unsaved");
    drag(*m_window, {10, 200}, {60, 250});
    key(Qt::Key_D);
    QCOMPARE(session().boxes().size(), size_t{2});  // nothing else happens meanwhile
    dialogs::setNextAnswer(QMessageBox::Cancel);
    m_window->close();
    QVERIFY(m_window->isVisible());
    hold.reset();
    QCOMPARE(fingerprint(), before);
    child<QPushButton>("retryUnsaved")->click();
    QVERIFY(session().unsaved().isEmpty() && banner().isEmpty());
    QCOMPARE(session().store().boxes(session().current()->id).size(), size_t{2});
  }
  void a_second_window_is_told_that_the_project_is_open() {
    pictures(1);
    const auto second = test::studio();
    second->openProject(path("project"));
    QVERIFY(!second->session()->isOpen());
    QVERIFY2(dialogs::lastMessage().contains(QStringLiteral("is open in another window")),
             qPrintable(dialogs::lastMessage()));
    m_window->openProject(path("project"));  // the window that has it may open it again
    QVERIFY(session().isOpen());
    session().close();
    second->openProject(path("project"));
    QVERIFY(second->session()->isOpen());
  }
  void what_another_program_writes_is_read_and_nothing_is_done_to_what_is_gone() {
    pictures(1);
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    drag(*m_window, {200, 50}, {300, 150});
    QCOMPARE(session().boxes().size(), size_t{2});
    QSignalSpy told(&session(), &ProjectSession::told);
    auto other = ProjectStore::open(path("project").toStdString());
    const auto remove = [&](int64_t box) {
      ProjectEdit edit = other->edit("another program");
      edit.removeBox(box);
      edit.commit();
    };
    // Before the window has looked: the edit of a box that is gone is not done, and nothing waits to be
    // saved.
    const LabelBox gone = session().boxes()[0];
    remove(gone.id);
    session().moveBox(gone.id, QRectF(10, 10, 20, 20));
    QCOMPARE(session().boxes().size(), size_t{1});
    QVERIFY(session().unsaved().isEmpty() && session().editable());
    QVERIFY(told.last()[0].toString().contains(QStringLiteral("repeat")));
    // Undo does not take back what it has not shown.
    remove(session().boxes()[0].id);
    session().undo();
    QVERIFY(session().boxes().empty());
    QVERIFY(told.last()[0].toString().contains(QStringLiteral("repeat")));
    // By itself.
    ProjectEdit edit = other->edit("another program");
    edit.addBox(session().current()->id, gone);
    edit.commit();
    QTRY_COMPARE_WITH_TIMEOUT(session().boxes().size(), size_t{1}, test::patience);
  }
  void acceptance_03_an_image_with_broken_labels_is_locked_until_a_person_decides() {
    QDir().mkpath(path("voc/JPEGImages"));
    QDir().mkpath(path("voc/Annotations"));
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QVERIFY(image.save(path("voc/JPEGImages/a.png")));
    QFile file(path("voc/Annotations/a.xml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<annotation><object>");
    file.close();
    m_window->newProject(path("project"));
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    dialogs::setNextPath(path("voc"));
    dialogs::setNextAnswer(QMessageBox::Ok);
    trigger(*m_window, "fileImportLabels");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
    test::waitForImage(*m_window);
    QVERIFY2(banner().contains(QStringLiteral("a.xml")), qPrintable(banner()));
    session().ensureClass(QStringLiteral("cat"));
    trigger(*m_window, "editDraw");
    QVERIFY(!canvas().drawing());
    drag(*m_window, {50, 50}, {150, 150});
    trigger(*m_window, "editNegative");
    QVERIFY(session().boxes().empty() && session().current()->state == ImageState::Unlabelled);
    test::screenshot(m_window.get(), "labelling_locked");
    child<QPushButton>("clearTrouble")->click();
    QVERIFY(session().editable() && banner().isEmpty());
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    QCOMPARE(session().boxes().size(), size_t{1});
  }
  void acceptance_04_an_unreadable_image_shows_why_and_cannot_be_drawn_on() {
    pictures(2);
    const QString broken =
        QString::fromStdString(session().store().absolutePath(session().images()[1]).string());
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a picture");
    file.close();
    m_window->findChild<ImageLoader*>()->clear();
    key(Qt::Key_D);
    settle();
    QVERIFY(canvas().imageSize().isEmpty());  // not the picture before it
    QVERIFY(!session().editable());
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    trigger(*m_window, "editNegative");
    trigger(*m_window, "editPaste");
    QVERIFY(session().boxes().empty() && session().current()->state == ImageState::Unlabelled);
    test::screenshot(m_window.get(), "labelling_unreadable");
    key(Qt::Key_A);
    settle();
    QVERIFY(!canvas().imageSize().isEmpty() && session().editable());
  }
  void acceptance_08_undo_covers_everything_and_survives_leaving() {
    pictures(3);
    const std::string start = fingerprint();
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {120, 120});
    key(Qt::Key_2);
    trigger(*m_window, "editDraw");
    trigger(*m_window, "boxOccluded");
    trigger(*m_window, "boxDuplicate");
    QCOMPARE(session().boxes().size(), size_t{2});
    key(Qt::Key_Right, Qt::ShiftModifier);
    trigger(*m_window, "editSelectAll");
    trigger(*m_window, "editCopy");
    key(Qt::Key_D);
    settle();
    trigger(*m_window, "editPaste");
    key(Qt::Key_D);
    settle();
    trigger(*m_window, "boxPasteBefore");
    QCOMPARE(session().boxes().size(), size_t{2});
    trigger(*m_window, "editSelectAll");
    trigger(*m_window, "editDelete");
    key(Qt::Key_N);
    QVERIFY(session().current()->state == ImageState::Negative);
    session().store().replacePredictions(session().current()->id, {{0, "fox", 10, 10, 60, 60, 0.9, "run"}});
    session().reload();
    const std::string afterwards = fingerprint();
    key(Qt::Key_Return);
    QCOMPARE(session().boxes().size(), size_t{1});
    QCOMPARE(session().labelClass(session().boxes()[0].classId)->name, std::string("fox"));
    trigger(*m_window, "imageTrash");
    settle();
    QCOMPARE(session().images().size(), size_t{2});
    const std::string end = fingerprint();
    // The program is left and started again.
    m_window = test::studio();
    m_window->openProject(path("project"));
    test::waitForImage(*m_window);
    std::vector<std::string> seen{fingerprint()};
    QCOMPARE(seen.front(), end);
    trigger(*m_window, "editUndo");
    trigger(*m_window, "editUndo");
    QCOMPARE(fingerprint(), afterwards);
    int steps = 2;
    while (fingerprint() != start && session().store().nextUndo()) {
      trigger(*m_window, "editUndo");
      if (++steps > 30) break;
      if (session().store().predictions(3).size() == 1 && session().images().size() == 3)
        session().store().replacePredictions(3, {});
    }
    QCOMPARE(fingerprint(), start);
    QCOMPARE(steps, 11);
    for (int i = 0; i < steps; ++i) trigger(*m_window, "editRedo");
    QCOMPARE(fingerprint(), end);
  }
  void acceptance_15_the_trash_in_the_window() {
    pictures(3);
    const int64_t second = session().images()[1].id;
    key(Qt::Key_D);
    settle();
    trigger(*m_window, "imageTrash");
    QCOMPARE(session().images().size(), size_t{2});
    QVERIFY(QFile::exists(path("图像/é ü 1.png")));
    QVERIFY(session().current() != nullptr && session().current()->id != second);
    trigger(*m_window, "imageShowTrash");
    auto* list = child<QListWidget>("trashList");
    QCOMPARE(list->count(), 1);
    list->selectAll();
    test::screenshot(child<QDialog>("trashDialog"), "labelling_trash");
    child<QPushButton>("restoreImages")->click();
    QCOMPARE(session().images().size(), size_t{3});
    trigger(*m_window, "editUndo");
    QCOMPARE(session().images().size(), size_t{2});
    trigger(*m_window, "editUndo");
    QCOMPARE(session().current()->id, second);
  }
  void boxes_are_drawn_by_two_clicks_snapped_and_given_up_in_steps() {
    pictures(1);
    canvas().showPixels();
    trigger(*m_window, "editDraw");
    click(50, 60);
    QTest::mouseMove(&canvas(), test::onCanvas(*m_window, 120, 130));
    test::screenshot(m_window.get(), "labelling_lens");
    click(120, 130);
    QCOMPARE(session().boxes().size(), size_t{1});
    QVERIFY(session().boxes()[0].x1 == 50 && session().boxes()[0].y2 == 130);
    drag(*m_window, {3, 200}, {80, 297});  // close to the left and lower edge
    QVERIFY(session().boxes()[1].x1 == 0 && session().boxes()[1].y2 == 300);
    click(200, 60);
    key(Qt::Key_Escape);  // the box
    QVERIFY(canvas().drawing());
    key(Qt::Key_Escape);  // the mode
    QVERIFY(!canvas().drawing() && canvas().selected() != 0);
    key(Qt::Key_Escape);  // the selection
    QCOMPARE(canvas().selected(), int64_t{0});
    QCOMPARE(session().boxes().size(), size_t{2});
    trigger(*m_window, "viewStay");
    trigger(*m_window, "editDraw");
    drag(*m_window, {200, 60}, {260, 120});
    QVERIFY(!canvas().drawing());
    trigger(*m_window, "viewStay");
  }
  void several_boxes_are_chosen_moved_hidden_and_locked() {
    pictures(1);
    canvas().showPixels();
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {60, 60});
    drag(*m_window, {100, 20}, {140, 60});
    drag(*m_window, {20, 200}, {60, 240});
    trigger(*m_window, "editDraw");
    key(Qt::Key_Escape);
    drag(*m_window, {10, 10}, {160, 90});  // a rubber band around two
    QCOMPARE(canvas().selection().size(), size_t{2});
    click(40, 220, Qt::ShiftModifier);
    QCOMPARE(canvas().selection().size(), size_t{3});
    drag(*m_window, {40, 40}, {70, 45});
    QVERIFY(session().boxes()[0].x1 == 50 && session().boxes()[1].x1 == 130 &&
            session().boxes()[2].y1 == 205);
    key(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(session().boxes()[2].x1, 40.0);
    trigger(*m_window, "editUndo");
    trigger(*m_window, "editUndo");
    QVERIFY(session().boxes()[0].x1 == 20 && session().boxes()[2].x1 == 20);  // one undo each for all three
    key(Qt::Key_Escape);
    key(Qt::Key_Tab);
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
    key(Qt::Key_Tab);
    QCOMPARE(canvas().selected(), session().boxes()[1].id);
    key(Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
    key(Qt::Key_L);
    drag(*m_window, {40, 40}, {70, 45});
    key(Qt::Key_Right);
    key(Qt::Key_Delete);
    QVERIFY(session().boxes().size() == 3 && session().boxes()[0].x1 == 20);
    key(Qt::Key_L);
    key(Qt::Key_Right);
    QCOMPARE(session().boxes()[0].x1, 21.0);
    key(Qt::Key_H);
    QVERIFY(canvas().boxAt({40, 40}) == nullptr);
    QCOMPARE(session().store().boxes(session().current()->id).size(), size_t{3});  // hidden, not lost
    key(Qt::Key_H, Qt::ShiftModifier);
    QVERIFY(canvas().boxAt({40, 40}) != nullptr);
  }
  void the_lens_says_what_label_assignment_says() {
    pictures(1);
    trigger(*m_window, "editDraw");
    const RunConfig& config = m_window->inspector()->config();
    AnchorLens lens;
    lens.setImage(config, 400, 300);
    for (const QRectF rect : {QRectF(10, 20, 30, 40), QRectF(100, 50, 200, 180), QRectF(0, 0, 400, 300)}) {
      LabelBox box;
      box.x1 = rect.left();
      box.y1 = rect.top();
      box.x2 = rect.right();
      box.y2 = rect.bottom();
      const auto scene = makeAnchorScene(config, 400, 300, {box});
      const int fg = scene->foregroundOf(0);
      const QString words = lens.words(rect);
      QVERIFY2(words.startsWith(QStringLiteral("best IoU %1, fg anchors: %2")
                                    .arg(scene->assignment.bestIou[0], 0, 'f', 3)
                                    .arg(fg)),
               qPrintable(words));
      QCOMPARE(words.contains(QStringLiteral("only as best match")),
               scene->assignment.bestIou[0] < config.assignment.positiveIou);
    }
  }
  void who_trains_a_box_is_told_by_the_rules() {
    pictures(1);
    RunConfig config = m_window->inspector()->config();
    config.assignment.positiveIou = 0.7F;
    config.assignment.negativeIou = 0.3F;
    const QRectF sliver(100, 20, 3, 250);  // no anchor is that thin
    const auto words = [&](bool bgLast) {
      config.assignment.clobberPositives = bgLast;
      AnchorLens lens;
      lens.setImage(config, 400, 300);
      return lens.words(sliver);
    };
    QVERIFY2(words(false).contains(QStringLiteral("trained only as best match")), qPrintable(words(false)));
    QVERIFY2(
        words(true).contains(QStringLiteral("the background rule takes precedence: no anchor learns it")),
        qPrintable(words(true)));
    const AssignmentRule rule = config.assignment;
    QCOMPARE(gtTrainedBy(0, 0, rule), GtTrainedBy::NobodyTouches);
    QCOMPARE(gtTrainedBy(0.8F, 3, rule), GtTrainedBy::Iou);
    QCOMPARE(gtTrainedBy(0.5F, 1, rule), GtTrainedBy::BestOnly);
    QCOMPARE(gtTrainedBy(0.2F, 0, rule), GtTrainedBy::NobodyForBg);
    QCOMPARE(gtTrainedBy(0.8F, 0, rule), GtTrainedBy::NobodyForAnother);
  }
  void the_lens_says_what_the_panel_says() {
    pictures(1);
    auto* panel = child<QLabel>("boxFit");
    // The panel does not count the cells.
    const auto fit = [](const QString& words) { return words.section(QLatin1Char('\n'), 0, -2); };
    AnchorLens lens;
    lens.setImage(m_window->inspector()->config(), 400, 300);
    // Each lies beside those before it, and takes anchors from them.
    for (const QRectF rect : {QRectF(10, 20, 60, 80), QRectF(18, 28, 60, 80), QRectF(100, 50, 200, 180),
                              QRectF(110, 60, 190, 170), QRectF(0, 0, 400, 300)}) {
      lens.setBoxes(session().boxes());
      const QString before = fit(lens.words(rect));
      const int64_t id = session().addBox(rect, session().classes().front().id);
      canvas().select(id);
      settle();
      QCOMPARE(panel->text(), before);
      // And while the label itself is changed.
      lens.setBoxes(session().boxes());
      QCOMPARE(fit(lens.words(rect, id)), before);
    }
    for (const LabelBox& box : session().boxes()) {
      canvas().select(box.id);
      QCOMPARE(fit(lens.words(QRectF(QPointF(box.x1, box.y1), QPointF(box.x2, box.y2)), box.id)),
               panel->text());
    }
  }
};

ANCHOR_TEST_MAIN(LabellingTest, QApplication)
#include "tst_labelling.moc"
