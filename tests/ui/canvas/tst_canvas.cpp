// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/test_data.h"
#include "ui/canvas/anchor_scene.h"
#include "ui/canvas/image_canvas.h"
#include "ui/canvas/tag_places.h"
#include "ui/inspector/inspector_panel.h"

using namespace anchor;

class CanvasTest : public QObject {
  Q_OBJECT
  static std::unique_ptr<ImageCanvas> canvas() {
    auto made = std::make_unique<ImageCanvas>();
    made->resize(800, 600);
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::gray);
    made->show();
    made->setImage(image, false);
    made->showPixels();  // image point p lies at widget point p + (200, 150)
    return made;
  }
  static QPoint at(const ImageCanvas& canvas, double x, double y) {
    return canvas.view().toWidget(QPointF(x, y)).toPoint();
  }
  static void drag(ImageCanvas& canvas, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton) {
    QTest::mousePress(&canvas, button, {}, from);
    QTest::mouseMove(&canvas, (from + to) / 2);
    QTest::mouseMove(&canvas, to);
    QTest::mouseRelease(&canvas, button, {}, to);
  }
 private Q_SLOTS:
  void an_image_at_its_actual_size_lies_on_whole_pixels() {
    ViewTransform view;
    view.setZoom(1, {400, 300}, {583, 801});
    QCOMPARE(view.toWidget({0, 0}), QPointF(view.toWidget({0, 0}).toPoint()));
  }
  void words_of_boxes_cover_no_other_words_and_stay_inside() {
    const QRectF area(0, 0, 400, 300);
    const QSizeF words(80, 17);
    // Alone, a tag stands below its box; at an edge it slides along it, at the bottom it stands above.
    QCOMPARE(placeTags({{QRectF(50, 50, 60, 40), words}}, area)[0], QRectF(50, 91, 80, 17));
    QCOMPARE(placeTags({{QRectF(370, 50, 60, 40), words}}, area)[0].right(), 400.0);
    QCOMPARE(placeTags({{QRectF(50, 260, 60, 40), words}}, area)[0].bottom(), 260.0);
    // A label's stands above its box, or below it at the top.
    QCOMPARE(placeTags({{QRectF(50, 50, 60, 40), words, true}}, area)[0], QRectF(50, 33, 80, 17));
    QCOMPARE(placeTags({{QRectF(50, 5, 60, 40), words, true}}, area)[0].top(), 46.0);
    std::vector<TaggedBox> crowd;
    QRandomGenerator random(5);
    for (int i = 0; i < 60; ++i)
      crowd.push_back({QRectF(random.bounded(380), random.bounded(280), 20 + random.bounded(80), 30), words});
    const std::vector<QRectF> places = placeTags(crowd, area);
    int shown = 0;
    for (size_t i = 0; i < places.size(); ++i) {
      if (places[i].isEmpty()) continue;
      ++shown;
      QVERIFY(area.contains(places[i]));
      QVERIFY(places[i].intersects(crowd[i].box.adjusted(-2, -2, 2, 2)));
      for (size_t k = 0; k < i; ++k) QVERIFY(!places[k].intersects(places[i]));
    }
    QVERIFY2(shown > 25, qPrintable(QString::number(shown)));
    // Of two in the same place the later one, which is drawn on top, keeps its words.
    const QRectF narrow(0, 0, 100, 20);
    const auto two = placeTags({{narrow, words}, {narrow, words}}, narrow);
    QVERIFY(two[0].isEmpty() && !two[1].isEmpty());
  }
  void a_drag_in_draw_mode_makes_a_box_cut_to_the_image() {
    auto c = canvas();
    QSignalSpy drawn(c.get(), &ImageCanvas::boxDrawn);
    c->setDrawing(true);
    drag(*c, at(*c, 50, 60), at(*c, 150, 140));
    QCOMPARE(drawn.last()[0].toRectF(), QRectF(50, 60, 100, 80));
    drag(*c, at(*c, 350, 250), at(*c, 500, 400));
    QCOMPARE(drawn.last()[0].toRectF(), QRectF(350, 250, 50, 50));
    QVERIFY(c->drawing());
  }
  void a_box_of_no_area_is_refused() {
    auto c = canvas();
    QSignalSpy drawn(c.get(), &ImageCanvas::boxDrawn);
    QSignalSpy refused(c.get(), &ImageCanvas::boxRefused);
    c->setDrawing(true);
    drag(*c, at(*c, 50, 60), at(*c, 50, 160));
    drag(*c, at(*c, -80, 20), at(*c, -10, 90));
    QCOMPARE(drawn.count(), 0);
    QCOMPARE(refused.count(), 2);
  }
  void boxes_are_selected_moved_and_resized() {
    auto c = canvas();
    c->setBoxes({{1, QRectF(50, 50, 200, 150), Qt::red, QStringLiteral("big")},
                 {2, QRectF(100, 100, 40, 30), Qt::green, QStringLiteral("small")}});
    QSignalSpy changed(c.get(), &ImageCanvas::boxChanged);
    QTest::mouseClick(c.get(), Qt::LeftButton, {}, at(*c, 120, 115));
    QCOMPARE(c->selected(), int64_t{2});  // the smaller one, although it lies in the other
    drag(*c, at(*c, 120, 115), at(*c, 130, 125));
    QCOMPARE(changed.last()[1].toRectF(), QRectF(110, 110, 40, 30));
    drag(*c, at(*c, 140, 130), at(*c, 160, 150));
    QCOMPARE(changed.last()[1].toRectF(), QRectF(100, 100, 60, 50));
    QTest::mouseClick(c.get(), Qt::LeftButton, {}, at(*c, 60, 60));
    QCOMPARE(c->selected(), int64_t{1});
    drag(*c, at(*c, 60, 60), at(*c, -200, 60));
    QCOMPARE(changed.last()[1].toRectF(), QRectF(0, 50, 200, 150));  // stops at the edge, keeps its size
    QTest::keyClick(c.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(changed.last()[1].toRectF(), QRectF(60, 50, 200, 150));
  }
  void the_wheel_zooms_at_the_cursor_and_the_middle_button_pans() {
    auto c = canvas();
    const QPointF cursor(300, 200);
    const QPointF before = c->view().toImage(cursor);
    QWheelEvent wheel(cursor, cursor, {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(c.get(), &wheel);
    QVERIFY(c->view().zoom() > 1.3);
    QVERIFY((c->view().toImage(cursor) - before).manhattanLength() < 1e-6);
    drag(*c, {300, 200}, {340, 190}, Qt::MiddleButton);
    QVERIFY((c->view().toImage(QPointF(340, 190)) - before).manhattanLength() < 1e-6);
    c->fit();
    QVERIFY(qAbs(c->view().zoom() - 584.0 / 300) < 1e-9);
  }
  void a_small_box_is_moved_by_its_middle() {
    auto c = canvas();
    c->setBoxes({{1, QRectF(100, 100, 17, 17), Qt::red, QStringLiteral("small")}});
    c->select(1);
    QSignalSpy changed(c.get(), &ImageCanvas::boxChanged);
    drag(*c, at(*c, 108, 108), at(*c, 128, 118));
    QCOMPARE(changed.last()[1].toRectF(), QRectF(120, 110, 17, 17));
    // Its edges are still edges.
    drag(*c, at(*c, 117, 108), at(*c, 127, 108));
    QCOMPARE(changed.last()[1].toRectF(), QRectF(100, 100, 27, 17));
  }
  void several_selected_boxes_stand_out_and_do_not_jump_when_pressed() {
    auto c = canvas();
    c->setBoxes({{1, QRectF(50, 50, 60, 60), Qt::red, {}}, {2, QRectF(200, 50, 60, 60), Qt::red, {}}});
    const QColor plain = c->grab().toImage().pixelColor(at(*c, 70, 90));
    c->selectMany({1, 2});
    const QImage shown = c->grab().toImage();
    QVERIFY(shown.pixelColor(at(*c, 70, 90)) != plain && shown.pixelColor(at(*c, 220, 90)) != plain);
    QCOMPARE(shown.pixelColor(at(*c, 53, 90)), QColor(Qt::red));  // four pixels wide
    QTest::mousePress(c.get(), Qt::LeftButton, {}, at(*c, 80, 80));
    const QImage pressed = c->grab().toImage();
    QCOMPARE(pressed.pixelColor(at(*c, 50, 90)), QColor(Qt::red));
    QCOMPARE(pressed.pixelColor(at(*c, 200, 90)), QColor(Qt::red));
    QTest::mouseRelease(c.get(), Qt::LeftButton, {}, at(*c, 80, 80));
    QCOMPARE(c->selection(), std::vector<int64_t>{1});
  }
  void the_magnifier_shows_the_picture_while_a_box_is_resized() {
    auto c = canvas();
    c->setBoxes({{1, QRectF(50, 50, 100, 100), Qt::red, {}}});
    c->select(1);
    QTest::mousePress(c.get(), Qt::LeftButton, {}, at(*c, 150, 150));
    QTest::mouseMove(c.get(), at(*c, 160, 160));
    // The cursor is left of the middle: the magnifier is in the upper right corner.
    QVERIFY(at(*c, 160, 160).x() < c->width() / 2);
    QCOMPARE(c->grab().toImage().pixelColor(c->width() - 40, 120), QColor(Qt::gray));
    QTest::mouseRelease(c.get(), Qt::LeftButton, {}, at(*c, 160, 160));
  }
  void two_fingers_on_a_touchpad_pan_and_the_wheel_zooms() {
    auto c = canvas();
    const QPointF cursor(300, 200);
    const QPointF before = c->view().toWidget(QPointF(0, 0));
    QWheelEvent fingers(cursor, cursor, {12, -7}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::ScrollUpdate,
                        false);
    QCoreApplication::sendEvent(c.get(), &fingers);
    QCOMPARE(c->view().toWidget(QPointF(0, 0)) - before, QPointF(12, -7));
    QCOMPARE(c->view().zoom(), 1.0);
    QWheelEvent zooming(cursor, cursor, {0, 30}, {0, 120}, Qt::NoButton, Qt::ControlModifier,
                        Qt::ScrollUpdate, false);
    QCoreApplication::sendEvent(c.get(), &zooming);
    QVERIFY(c->view().zoom() > 1.1);
  }
  void a_click_in_the_minimap_moves_the_view() {
    auto c = canvas();
    const auto place = [&] { return Minimap::place(c->imageSize(), c->size()); };
    QVERIFY(!Minimap::wanted(c->view(), c->imageSize(), c->size()));
    c->zoomBy(8);
    QVERIFY(Minimap::wanted(c->view(), c->imageSize(), c->size()));
    QVERIFY(c->grab().toImage().pixelColor(place().topLeft().toPoint() + QPoint(2, 2)) != QColor(Qt::gray));
    QSignalSpy moved(c.get(), &ImageCanvas::viewMoved);
    QTest::mouseClick(c.get(), Qt::LeftButton, {}, (place().topLeft() + QPointF(40, 30)).toPoint());
    const QPointF middle = c->view().toImage(QRectF(c->rect()).center());
    QVERIFY2((middle - QPointF(100, 75)).manhattanLength() < 5,
             qPrintable(QStringLiteral("%1 %2").arg(middle.x()).arg(middle.y())));
    QCOMPARE(moved.count(), 1);
    QVERIFY(c->selection().empty());
    c->setMinimap(false);
    const QPointF stays = c->view().toImage(QPointF(0, 0));
    QTest::mouseClick(c.get(), Qt::LeftButton, {}, (place().topLeft() + QPointF(80, 60)).toPoint());
    QCOMPARE(c->view().toImage(QPointF(0, 0)), stays);
  }
  void the_anchor_scene_says_what_the_geometry_says() {
    RunConfig config = presetByName("vgg16-simple").config;
    LabelBox box;
    box.x1 = 100;
    box.y1 = 100;
    box.x2 = 300;
    box.y2 = 300;
    box.id = 7;
    const auto scene = makeAnchorScene(config, 901, 600, {box});
    QCOMPARE(scene->anchors.size(), size_t{18648});
    QCOMPARE(scene->insideCount(), 6928);
    QVERIFY(scene->assignment.count(1) > 0);
    const std::vector<int> cell = scene->cellAnchors(QPointF(16 * 10 + 8, 16 * 5 + 8));
    QCOMPARE(cell.size(), size_t{9});
    QCOMPARE(cell.front(), (5 * 56 + 10) * 9);
    QVERIFY(scene->cellAnchors(QPointF(-1, 5)).empty());
  }
  void the_inspector_shows_the_published_anchor_counts_in_both_conventions() {
    InspectorPanel panel(nullptr);
    auto* rules = panel.findChild<QComboBox*>(QStringLiteral("anchorPreset"));
    rules->setCurrentIndex(rules->findData(QStringLiteral("vgg16-simple")));
    Q_EMIT rules->activated(rules->currentIndex());
    panel.showView(InspectorView::Anchors);
    QImage image(901, 600, QImage::Format_RGB32);
    image.fill(Qt::gray);
    panel.model()->update([&](InspectionRequest& r) { r.image = image; });
    auto* facts = panel.findChild<QLabel*>(QStringLiteral("sceneText"));
    QTRY_COMPARE(facts->text(),
                 QStringLiteral("18648 anchors, 6928 inside the image; 11720 cross its border and are "
                                "dropped in training."));
    auto* convention = panel.findChild<QComboBox*>(QStringLiteral("convention"));
    convention->setCurrentIndex(convention->findData(QStringLiteral("pixel")));
    Q_EMIT convention->activated(convention->currentIndex());
    QTRY_VERIFY2(facts->text().contains(QStringLiteral("7041 inside")), qPrintable(facts->text()));
  }
  void thousands_of_boxes_are_drawn_and_found() {
    auto c = canvas();
    std::vector<CanvasBox> boxes;
    RandomSource random(9);
    for (int i = 0; i < 3000; ++i)
      boxes.push_back({i + 1,
                       QRectF(random.uniform() * 380, random.uniform() * 280, 3 + random.uniform() * 17,
                              3 + random.uniform() * 17),
                       QColor(250, 10, 20),
                       {}});
    c->setBoxes(boxes);
    QCOMPARE(c->grab().toImage().pixelColor(c->view().toWidget(boxes.back().rect.topLeft()).toPoint()),
             QColor(250, 10, 20));
    for (int i = 0; i < 2000; ++i) {
      const QPointF point(random.uniform() * 400, random.uniform() * 300);
      const CanvasBox* best = nullptr;
      for (const CanvasBox& box : boxes)
        if (box.rect.contains(point) && (best == nullptr || box.rect.width() * box.rect.height() <
                                                                best->rect.width() * best->rect.height()))
          best = &box;
      const CanvasBox* found = c->boxAt(point);
      QCOMPARE(found == nullptr ? 0 : found->id, best == nullptr ? 0 : best->id);
    }
  }
  void an_overlay_is_drawn_and_clicks_pick_instead_of_editing() {
    auto c = canvas();
    c->setBoxes({{1, QRectF(50, 50, 100, 100), Qt::red, QStringLiteral("box")}});
    auto overlay = std::make_shared<CanvasOverlay>();
    overlay->marks.push_back({QRectF(200, 100, 50, 40), QColor(1, 200, 3), Qt::SolidLine, 2, {}});
    overlay->heat = QImage(10, 10, QImage::Format_ARGB32_Premultiplied);
    overlay->heat.fill(QColor(0, 0, 250));
    c->setOverlay(overlay);
    QSignalSpy picked(c.get(), &ImageCanvas::picked);
    QSignalSpy changed(c.get(), &ImageCanvas::boxChanged);
    drag(*c, at(*c, 100, 100), at(*c, 120, 120));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(picked.last()[0].toPointF(), QPointF(100, 100));
    const QImage shown = c->grab().toImage();
    QCOMPARE(shown.pixelColor(at(*c, 200, 120)), QColor(1, 200, 3));
    QCOMPARE(shown.pixelColor(at(*c, 300, 250)), QColor(0, 0, 250));
    c->setOverlay(nullptr);
    QCOMPARE(c->grab().toImage().pixelColor(at(*c, 300, 250)), QColor(Qt::gray));
  }
};

ANCHOR_TEST_MAIN(CanvasTest, QApplication)
#include "tst_canvas.moc"
