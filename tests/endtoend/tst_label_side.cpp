// SPDX-License-Identifier: GPL-3.0-or-later
// What the Label workspace has beside the image: objects, the selected box, classes; and its context menus.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

#include "tests/support/labelling_fixture.h"
#include "ui/labelling/label_side.h"

using namespace anchor;
using test::drag;
using test::trigger;

class LabelSideTest : public test::LabellingFixture {
  Q_OBJECT
  [[nodiscard]] QTableView* table() { return child<QTableView>("objectTable"); }
  [[nodiscard]] QAbstractItemModel* rows() { return table()->model(); }
  [[nodiscard]] QString cell(int row, int column) { return rows()->index(row, column).data().toString(); }
  [[nodiscard]] QList<int> chosenRows() {
    QList<int> chosen;
    for (const QModelIndex& row : table()->selectionModel()->selectedRows()) chosen << row.row();
    std::ranges::sort(chosen);
    return chosen;
  }
  void clickCell(int row, int column, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, modifiers,
                      table()->visualRect(rows()->index(row, column)).center());
  }
  /// Three boxes, of a cat, a dog and a cat, growing.
  void threeBoxes() {
    pictures(2);
    const int64_t cat = session().classes()[0].id;
    const int64_t dog = session().classes()[1].id;
    session().addBox(QRectF(20, 20, 40, 40), cat);
    session().addBox(QRectF(100, 20, 80, 60), dog);
    session().addBox(QRectF(200, 100, 150, 150), cat);
    canvas().showPixels();
    settle();
  }
  /// What a click with the right button at an image point offers, by the names of its actions.
  QStringList menuAt(double x, double y) {
    const QPoint at = test::onCanvas(*m_window, x, y);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas().mapToGlobal(at));
    QCoreApplication::sendEvent(&canvas(), &event);
    return openMenu("canvasMenu");
  }
  QStringList openMenu(const char* name) {
    auto* menu = child<QMenu>(name);
    QStringList names;
    if (menu == nullptr) return names;
    test::screenshot(menu, qPrintable(QStringLiteral("label_menu_%1").arg(menu->actions().size())));
    for (const QAction* action : menu->actions())
      if (!action->isSeparator())
        names << (action->objectName().isEmpty() ? action->text() : action->objectName());
    menu->close();
    delete menu;
    return names;
  }

 private Q_SLOTS:
  void init() { open(); }
  void cleanup() { m_window.reset(); }

  void the_boxes_of_the_image_are_listed_with_size_and_anchors() {
    pictures(1);
    QCOMPARE(rows()->rowCount(), 0);
    QVERIFY(child<QLabel>("objectsEmpty")->isVisible());
    QVERIFY(child<QLabel>("objectsEmpty")->text().contains(QStringLiteral("Press W")));
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 130});
    settle();
    QCOMPARE(rows()->rowCount(), 1);
    QCOMPARE(cell(0, ObjectModel::Class), QStringLiteral("cat"));
    QCOMPARE(cell(0, ObjectModel::Size), QStringLiteral("100 × 80"));
    QCOMPARE(child<QLabel>("objectCount")->text(), QStringLiteral("1"));
    // The words agree with what the panel says of the same box.
    const auto scene = makeAnchorScene(m_window->inspector()->config(), 400, 300, session().boxes());
    const int fg = scene->foregroundOf(0);
    const bool good = scene->assignment.bestIou[0] >= scene->config.assignment.positiveIou;
    QCOMPARE(cell(0, ObjectModel::Anchors),
             good ? QStringLiteral("%1 fg").arg(fg) : QStringLiteral("best only"));
    QCOMPARE(rows()->index(0, ObjectModel::Anchors).data(Qt::ToolTipRole).toString(),
             child<QLabel>("boxFit")->text());
    trigger(*m_window, "boxCrowd");
    settle();
    QCOMPARE(cell(0, ObjectModel::Anchors), QStringLiteral("not trained"));
  }
  void the_selection_is_the_same_in_the_list_and_on_the_canvas() {
    threeBoxes();
    const auto id = [this](size_t i) { return session().boxes()[i].id; };
    canvas().select(id(1));
    QCOMPARE(chosenRows(), QList<int>{1});
    click(40, 40, Qt::ShiftModifier);
    QCOMPARE(chosenRows(), (QList<int>{0, 1}));
    canvas().select(0);
    QVERIFY(chosenRows().isEmpty());
    clickCell(2, ObjectModel::Class);
    QCOMPARE(canvas().selection(), std::vector<int64_t>{id(2)});
    clickCell(0, ObjectModel::Class, Qt::ControlModifier);
    QCOMPARE(canvas().selection().size(), size_t{2});
    QCOMPARE(canvas().selected(), id(0));  // the one clicked last is the one that the panel shows
    QTest::keyClick(table(), Qt::Key_Down);
    QCOMPARE(canvas().selection(), std::vector<int64_t>{id(1)});
    // A move and its undo leave it as it is.
    key(Qt::Key_Right);
    QCOMPARE(chosenRows(), QList<int>{1});
    trigger(*m_window, "editUndo");
    QCOMPARE(chosenRows(), QList<int>{1});
    QCOMPARE(canvas().selected(), id(1));
    trigger(*m_window, "editSelectAll");
    QCOMPARE(chosenRows(), (QList<int>{0, 1, 2}));
    test::screenshot(m_window.get(), "label_side_selected");
    // Another image, and back.
    key(Qt::Key_D);
    settle();
    QCOMPARE(rows()->rowCount(), 0);
    key(Qt::Key_A);
    settle();
    QCOMPARE(rows()->rowCount(), 3);
    QVERIFY(chosenRows().isEmpty());
  }
  void the_list_is_sorted_by_its_columns_and_keeps_the_selection() {
    threeBoxes();
    canvas().select(session().boxes()[0].id);
    table()->sortByColumn(ObjectModel::Size, Qt::DescendingOrder);
    QCOMPARE(cell(0, ObjectModel::Size), QStringLiteral("150 × 150"));
    QCOMPARE(cell(2, ObjectModel::Size), QStringLiteral("40 × 40"));
    QCOMPARE(chosenRows(), QList<int>{2});
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
    table()->sortByColumn(ObjectModel::Class, Qt::AscendingOrder);
    QCOMPARE(cell(2, ObjectModel::Class), QStringLiteral("dog"));
    // A box that comes takes its place.
    session().addBox(QRectF(10, 200, 30, 30), session().classes()[0].id);
    QCOMPARE(cell(3, ObjectModel::Class), QStringLiteral("dog"));
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
  }
  void boxes_are_hidden_and_locked_from_the_list() {
    threeBoxes();
    clickCell(0, ObjectModel::Hidden);
    QVERIFY(canvas().boxAt({40, 40}) == nullptr);
    QVERIFY(child<QLabel>("objectCount")->text().contains(QStringLiteral("1 hidden")));
    QVERIFY(child<QToolButton>("showAllObjects")->isVisible());
    QCOMPARE(rows()->index(0, ObjectModel::Hidden).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("hidden"));
    test::screenshot(m_window.get(), "label_side_hidden");
    const auto eye = [this] { return child<QToolButton>("showAllObjects")->icon().pixmap(16).toImage(); };
    const QImage light = eye();
    theme::apply(theme::Mode::Dark);
    QTRY_VERIFY(eye() != light);  // to be seen on either ground
    theme::apply(theme::Mode::Light);
    child<QToolButton>("showAllObjects")->click();
    QVERIFY(canvas().boxAt({40, 40}) != nullptr && !child<QToolButton>("showAllObjects")->isVisible());
    clickCell(1, ObjectModel::Locked);
    QVERIFY(m_window->tools()->locked().contains(session().boxes()[1].id));
    drag(*m_window, {140, 50}, {160, 70});
    QCOMPARE(session().boxes()[1].x1, 100.0);
    // By keys alone.
    table()->setFocus();
    table()->setCurrentIndex(rows()->index(1, ObjectModel::Locked));
    QTest::keyClick(table(), Qt::Key_Space);
    QVERIFY(m_window->tools()->locked().isEmpty());
  }
  void keys_in_the_list_delete_and_zoom() {
    threeBoxes();
    clickCell(1, ObjectModel::Class);
    const double before = canvas().view().zoom();
    QTest::keyClick(table(), Qt::Key_Return);
    QVERIFY(canvas().view().zoom() != before);
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(session().boxes().size(), size_t{2});
    QCOMPARE(rows()->rowCount(), 2);
    clickCell(0, ObjectModel::Class);
    QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {},
                       table()->visualRect(rows()->index(0, ObjectModel::Class)).center());
    QVERIFY(child<QDialog>("classPicker") != nullptr);
    typeClass(QStringLiteral("dog"));
    QCOMPARE(cell(0, ObjectModel::Class), QStringLiteral("dog"));
  }
  void thousands_of_boxes_are_listed_and_chosen() {
    pictures(1);
    const int64_t cat = session().classes()[0].id;
    session().perform(QStringLiteral("many"), [image = session().current()->id, cat](ProjectEdit& edit) {
      for (int i = 0; i < 3000; ++i) {
        LabelBox box;
        box.classId = cat;
        box.x1 = i % 380;
        box.y1 = i / 380 * 30;
        box.x2 = box.x1 + 10;
        box.y2 = box.y1 + 10;
        edit.addBox(image, box);
      }
    });
    settle();
    QCOMPARE(rows()->rowCount(), 3000);
    trigger(*m_window, "editSelectAll");
    QCOMPARE(chosenRows().size(), 3000);
    trigger(*m_window, "editDelete");
    QCOMPARE(rows()->rowCount(), 0);
  }
  void classes_are_listed_with_their_counts() {
    threeBoxes();
    QAbstractItemModel* classes = child<QTableView>("classTable")->model();
    const auto count = [&](int row) { return classes->index(row, ClassModel::Boxes).data().toString(); };
    QCOMPARE(classes->rowCount(), 2);
    QCOMPARE(classes->index(1, ClassModel::Digit).data().toString(), QStringLiteral("2"));
    QTRY_COMPARE_WITH_TIMEOUT(count(0), QStringLiteral("2"), test::patience);
    QCOMPARE(count(1), QStringLiteral("1"));
    // At once, without asking the file.
    session().addBox(QRectF(10, 200, 30, 30), session().classes()[1].id);
    QCOMPARE(count(1), QStringLiteral("2"));
    trigger(*m_window, "editUndo");
    QCOMPARE(count(1), QStringLiteral("1"));
    key(Qt::Key_D);
    settle();
    session().addBox(QRectF(10, 200, 30, 30), session().classes()[0].id);
    QCOMPARE(count(0), QStringLiteral("3"));
    // An undo that changes another image.
    key(Qt::Key_A);
    settle();
    trigger(*m_window, "editUndo");
    QTRY_COMPARE_WITH_TIMEOUT(count(0), QStringLiteral("2"), test::patience);
  }
  void a_class_is_chosen_renamed_and_added() {
    threeBoxes();
    auto* list = child<QTableView>("classTable");
    const auto place = [&](int row) {
      return list->visualRect(list->model()->index(row, ClassModel::Name)).center();
    };
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place(1));
    QCOMPARE(session().activeClass(), session().classes()[1].id);
    key(Qt::Key_Escape);
    key(Qt::Key_1);
    QCOMPARE(session().activeClass(), session().classes()[0].id);
    QCOMPARE(list->currentIndex().row(), 0);
    list->model()->setData(list->model()->index(0, ClassModel::Name), QStringLiteral("lynx"), Qt::EditRole);
    QCOMPARE(session().classes()[0].name, std::string("lynx"));
    QCOMPARE(cell(0, ObjectModel::Class), QStringLiteral("lynx"));
    list->model()->setData(list->model()->index(0, ClassModel::Name), QStringLiteral("dog"), Qt::EditRole);
    QVERIFY(dialogs::lastMessage().contains(QStringLiteral("already exists")));
    trigger(*m_window, "editUndo");
    QCOMPARE(session().classes()[0].name, std::string("cat"));
    child<QToolButton>("addClassHere")->click();
    auto* name = child<QLineEdit>("classToAdd");
    QVERIFY(name->isVisible());
    QTest::keyClicks(name, QStringLiteral("fox"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(session().classes().size(), size_t{3});
    QCOMPARE(session().activeClass(), session().classes()[2].id);
    QVERIFY(!name->isVisible());
    QSignalSpy asked(child<ClassList>("classSection"), &ClassList::queryWanted);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place(1), list->viewport()->mapToGlobal(place(1)));
    QCoreApplication::sendEvent(list->viewport(), &event);
    auto* menu = child<QMenu>("classMenu");
    QVERIFY(menu != nullptr);
    for (QAction* action : menu->actions())
      if (action->text().contains(QStringLiteral("Show images"))) action->trigger();
    QCOMPARE(m_window->imagePanel()->query(), QStringLiteral("class:dog"));
    menu->close();
  }
  void the_context_menu_is_that_of_what_lies_under_the_cursor() {
    threeBoxes();
    const QStringList box = menuAt(40, 40);
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
    for (const char* name :
         {"editClass", "editCopy", "boxDuplicate", "boxHide", "boxLock", "boxLook", "editDelete"})
      QVERIFY2(box.contains(QLatin1String(name)), name);
    // One of several selected: they stay selected.
    trigger(*m_window, "editSelectAll");
    menuAt(40, 40);
    QCOMPARE(canvas().selection().size(), size_t{3});
    const QStringList image = menuAt(30, 280);
    QVERIFY(canvas().selection().empty());
    for (const char* name : {"editDraw", "editPaste", "viewFit", "viewPixels", "labelPredict", "editNegative",
                             "imageVerified", "imageCopyPath", "imageShowFile"})
      QVERIFY2(image.contains(QLatin1String(name)), name);
    QVERIFY(!image.contains(QStringLiteral("editDelete")));
    session().store().replacePredictions(session().current()->id, {{0, "dog", 20, 200, 80, 280, 0.9, "run"}});
    session().reload();
    const QStringList prediction = menuAt(50, 240);
    QVERIFY(prediction.contains(QStringLiteral("ghostAccept")) &&
            prediction.contains(QStringLiteral("ghostReject")) &&
            !prediction.contains(QStringLiteral("editDraw")));
    // In the list: that of the box.
    clickCell(1, ObjectModel::Class);
    const QPoint at = table()->visualRect(rows()->index(1, 0)).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, table()->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(table()->viewport(), &event);
    QVERIFY(openMenu("canvasMenu").contains(QStringLiteral("editDelete")));
  }
  void a_double_click_on_a_box_opens_the_class_picker() {
    threeBoxes();
    QTest::mouseDClick(&canvas(), Qt::LeftButton, {}, test::onCanvas(*m_window, 40, 40));
    QVERIFY(child<QDialog>("classPicker") != nullptr);
    typeClass(QStringLiteral("dog"));
    QCOMPARE(session().boxes()[0].classId, session().classes()[1].id);
    QCOMPARE(session().boxes()[0].x1, 20.0);
  }
  void a_digit_before_drawing_sets_the_class() {
    pictures(1);
    trigger(*m_window, "editDraw");
    key(Qt::Key_2);
    drag(*m_window, {50, 50}, {150, 130});
    QCOMPARE(session().boxes()[0].classId, session().classes()[1].id);
    QVERIFY(child<QDialog>("classPicker") == nullptr);
  }
  void a_click_on_one_of_several_selects_it_alone() {
    threeBoxes();
    trigger(*m_window, "editSelectAll");
    click(140, 50);
    QCOMPARE(canvas().selection(), std::vector<int64_t>{session().boxes()[1].id});
    key(Qt::Key_Delete);
    QCOMPARE(session().boxes().size(), size_t{2});
  }
  void space_verifies_when_it_is_let_go_and_pans_while_it_is_held() {
    threeBoxes();
    const int64_t first = session().current()->id;
    canvas().setFocus();
    const QPointF before = canvas().view().toWidget(QPointF(0, 0));
    QTest::keyPress(&canvas(), Qt::Key_Space);
    drag(*m_window, {60, 200}, {90, 220});
    QTest::keyRelease(&canvas(), Qt::Key_Space);
    QCOMPARE(canvas().view().toWidget(QPointF(0, 0)) - before, QPointF(30, 20));
    QCOMPARE(session().current()->id, first);
    QVERIFY(session().current()->review == ImageReview::None && session().boxes().size() == 3);
    key(Qt::Key_Space);
    settle();
    QVERIFY(session().entry(first)->review == ImageReview::Verified);
    QVERIFY(session().current()->id != first);
  }
  void a_held_space_bar_that_repeats_unmarked_is_one_press() {
    threeBoxes();
    const int64_t first = session().current()->id;
    canvas().setFocus();
    const auto space = [this](QEvent::Type type, quint64 time) {
      QKeyEvent event(type, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "));
      event.setTimestamp(time);
      QCoreApplication::sendEvent(&canvas(), &event);
    };
    space(QEvent::KeyPress, 1000);
    drag(*m_window, {60, 200}, {90, 220});
    space(QEvent::KeyRelease, 1500);
    space(QEvent::KeyPress, 1501);  // no hand's
    space(QEvent::KeyRelease, 1800);
    QCOMPARE(session().current()->id, first);
    space(QEvent::KeyPress, 2500);
    space(QEvent::KeyRelease, 2600);
    QVERIFY(session().current()->id != first);
  }
  void class_and_flags_are_set_for_all_selected_boxes() {
    threeBoxes();
    canvas().selectMany({session().boxes()[0].id, session().boxes()[1].id});
    auto* label = child<QComboBox>("boxClass");
    QCOMPARE(label->currentIndex(), -1);  // a cat and a dog
    QVERIFY(child<QLabel>("boxPlace")->text().contains(QStringLiteral("2 boxes")));
    label->setCurrentIndex(1);
    Q_EMIT label->activated(1);
    QVERIFY(session().boxes()[0].classId == session().classes()[1].id &&
            session().boxes()[2].classId == session().classes()[0].id);
    QCheckBox* occluded = nullptr;
    for (auto* check : child<LabelSide>("labelSide")->findChildren<QCheckBox*>())
      if (check->text() == QLatin1String("occluded")) occluded = check;
    canvas().select(session().boxes()[0].id);
    occluded->click();
    trigger(*m_window, "editSelectAll");
    QCOMPARE(occluded->checkState(), Qt::PartiallyChecked);
    occluded->click();
    QVERIFY(session().boxes()[1].occluded && session().boxes()[2].occluded);
    trigger(*m_window, "editUndo");  // one step for all
    QVERIFY(session().boxes()[0].occluded && !session().boxes()[1].occluded);
  }
  void the_zoom_is_kept_across_images_by_choice() {
    pictures(2);
    canvas().zoomBy(4);
    const double fitted = canvas().view().zoom() / 4;
    key(Qt::Key_D);
    settle();
    QVERIFY(qAbs(canvas().view().zoom() - fitted) < 1e-6);
    trigger(*m_window, "viewKeepZoom");
    canvas().zoomBy(4);
    const QPointF corner = canvas().view().toWidget(QPointF(0, 0));
    key(Qt::Key_A);
    settle();
    QVERIFY(qAbs(canvas().view().zoom() - fitted * 4) < 1e-6);
    QCOMPARE(canvas().view().toWidget(QPointF(0, 0)), corner);
    trigger(*m_window, "viewKeepZoom");
  }
  void the_side_looks_right_in_the_dark() {
    threeBoxes();
    canvas().select(session().boxes()[1].id);
    canvas().zoomBy(3);
    settle();
    theme::apply(theme::Mode::Dark);
    test::screenshot(m_window.get(), "label_side_dark");
    theme::apply(theme::Mode::Light);
  }
};

ANCHOR_TEST_MAIN(LabelSideTest, QApplication)
#include "tst_label_side.moc"
