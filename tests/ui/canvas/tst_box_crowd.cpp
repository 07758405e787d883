// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>
#include <set>

#include "ui/canvas/box_crowd.h"
#include "ui/canvas/image_canvas.h"

using namespace anchor;

class BoxCrowdTest : public QObject {
  Q_OBJECT
  static std::vector<CanvasBox> boxes(int count, double largest, uint32_t seed) {
    QRandomGenerator random(seed);
    const auto part = [&random](double of) { return random.generateDouble() * of; };
    std::vector<CanvasBox> all;
    for (int i = 0; i < count; ++i)
      all.push_back({i + 1,
                     QRectF(part(1100) - 50, part(900) - 50, part(largest), part(largest)),
                     QColor(200, 120 + i % 100, 90),
                     {}});
    return all;
  }
  /// The dots that the rule names, found one by one.
  static std::set<std::pair<int, int>> ruled(const std::vector<CanvasBox>& boxes, const ViewTransform& view,
                                             const QImage& picture, double ratio) {
    std::set<std::pair<int, int>> dots;
    const auto put = [&](int x, int y) {
      if (picture.valid(x, y)) dots.emplace(x, y);
    };
    for (const CanvasBox& box : boxes) {
      const QRectF widget = view.toWidget(box.rect);
      const QRectF r(widget.topLeft() * ratio, widget.size() * ratio);
      if (r.width() < 1 && r.height() < 1) {
        put(static_cast<int>(std::floor(r.center().x())), static_cast<int>(std::floor(r.center().y())));
        continue;
      }
      const int left = qRound(r.left());
      const int top = qRound(r.top());
      const int right = std::max(left, qRound(r.right()) - 1);
      const int bottom = std::max(top, qRound(r.bottom()) - 1);
      for (int x = left; x <= right; ++x) put(x, top), put(x, bottom);
      for (int y = top; y <= bottom; ++y) put(left, y), put(right, y);
    }
    return dots;
  }

 private Q_SLOTS:
  void exactly_the_dots_of_outlines_and_of_small_boxes_are_written() {
    for (const double zoom : {0.02, 0.3, 1.0, 2.7})
      for (const double ratio : {1.0, 1.5})
        for (const double largest : {1.5, 60.0}) {
          const auto all = boxes(3000, largest, 7);
          ViewTransform view;
          view.setZoom(zoom, {1000, 800}, {400, 300});
          QImage picture(static_cast<int>(400 * ratio), static_cast<int>(300 * ratio), QImage::Format_RGB32);
          picture.fill(Qt::black);
          BoxCrowd(all, {1000, 800}).write(picture, view, ratio, {});
          std::set<std::pair<int, int>> written;
          for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
              if (picture.pixel(x, y) != qRgb(0, 0, 0)) written.emplace(x, y);
          QVERIFY(!written.empty());
          QCOMPARE(written, ruled(all, view, picture, ratio));
        }
  }
  void more_small_boxes_in_a_dot_make_it_denser() {
    ViewTransform view;
    view.setZoom(0.05, {1000, 800}, {100, 100});
    int before = 0;
    for (const int count : {1, 2, 4, 9}) {
      const std::vector<CanvasBox> all(static_cast<size_t>(count),
                                       {1, QRectF(500, 400, 4, 4), QColor(255, 255, 255), {}});
      QImage picture(100, 100, QImage::Format_RGB32);
      picture.fill(Qt::black);
      BoxCrowd(all, {1000, 800}).write(picture, view, 1, {});
      const QPoint at = view.toWidget(QPointF(502, 402)).toPoint();
      const int now = qRed(picture.pixel(at));
      QVERIFY2(now > before, qPrintable(QString::number(now)));
      QVERIFY(qAbs(now - 255 * (1 - std::pow(0.5, count))) <= count);
      before = now;
    }
  }
  void what_is_left_out_is_not_written_and_what_is_in_view_is_counted() {
    const std::vector<CanvasBox> all{{1, QRectF(0, 0, 10, 10), Qt::red, {}},
                                     {2, QRectF(50, 50, 10, 10), Qt::green, {}},
                                     {3, QRectF(20, 0, 10, 10), Qt::blue, {}}};
    const BoxCrowd crowd(all, {100, 100});
    QVERIFY(crowd.exceeds(2, QRectF(0, 0, 100, 100)));
    QVERIFY(!crowd.exceeds(3, QRectF(0, 0, 100, 100)));
    QVERIFY(!crowd.exceeds(2, QRectF(0, 0, 40, 40)));
    QImage picture(100, 100, QImage::Format_RGB32);
    picture.fill(Qt::black);
    crowd.write(picture, {}, 1, {false, true, false});
    QCOMPARE(picture.pixelColor(0, 0), QColor(Qt::red));
    QCOMPARE(picture.pixelColor(50, 50), QColor(Qt::black));
    QCOMPARE(picture.pixelColor(20, 0), QColor(Qt::blue));
  }
  void a_crowd_is_selected_and_moved_as_one() {
    ImageCanvas canvas;
    canvas.resize(640, 480);
    QImage image(1200, 900, QImage::Format_RGB32);
    image.fill(Qt::gray);
    canvas.show();
    canvas.setImage(image, false);
    std::vector<CanvasBox> all;
    for (int i = 0; i < 4000; ++i)  // their ids are in no order
      all.push_back({4000 - i, QRectF(20 + i % 80 * 12, 20 + i / 80 * 12, 8, 8), Qt::red, {}});
    all.front().locked = true;
    canvas.setBoxes(all);
    std::vector<int64_t> ids;
    for (const CanvasBox& box : all) ids.push_back(box.id);
    canvas.selectMany(ids);
    QCOMPARE(canvas.selection().size(), size_t{4000});
    QSignalSpy moved(&canvas, &ImageCanvas::boxesMoved);
    canvas.nudge({5, 0});
    QCOMPARE(moved.count(), 1);
    QCOMPARE(moved.last()[0].value<std::vector<int64_t>>().size(), size_t{3999});
    // While they are moved they are drawn where they go, the locked one where it is.
    const auto dots = [&canvas](const QRectF& of) {
      const QImage picture = canvas.grab().toImage();
      return picture.pixelColor(canvas.view().toWidget(of.topLeft()).toPoint() + QPoint(0, 1));
    };
    const QRectF far = all[79].rect;
    QCOMPARE(dots(far), QColor(Qt::red));
    QTest::mousePress(&canvas, Qt::LeftButton, {}, canvas.view().toWidget(far.center()).toPoint());
    QTest::mouseMove(&canvas, canvas.view().toWidget(far.center() + QPointF(100, 40)).toPoint());
    QVERIFY(dots(far) != QColor(Qt::red));
    QCOMPARE(dots(all[0].rect), QColor(Qt::red));
    QTest::mouseRelease(&canvas, Qt::LeftButton, {},
                        canvas.view().toWidget(far.center() + QPointF(100, 40)).toPoint());
    QCOMPARE(moved.count(), 2);
    // What is gone is no longer selected.
    all.resize(2000);
    canvas.setBoxes(all);
    QCOMPARE(canvas.selection().size(), size_t{2000});
  }
};

QTEST_MAIN(BoxCrowdTest)
#include "tst_box_crowd.moc"
