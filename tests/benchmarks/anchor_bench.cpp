// SPDX-License-Identifier: GPL-3.0-or-later
// anchor-bench: costs as ratios within one run, as JSON. Nothing here passes or fails.
#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <algorithm>
#include <cstdio>

#include "engine/geometry/sampling.h"
#include "engine/geometry/suppression.h"
#include "engine/inspection/anchor_coverage.h"
#include "ui/canvas/image_canvas.h"
#include "ui/inspector/stages/stage.h"

using namespace anchor;

namespace {

double medianMilliseconds(int repeats, const std::function<void(int)>& work) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) {
    QElapsedTimer clock;
    clock.start();
    work(i);
    times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
  }
  std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
  return times[static_cast<size_t>(repeats / 2)];
}

struct CanvasCost {
  double photo, anchors, assignment;  ///< a frame of each
  double recompute, overlay;          ///< after a slider moved
};

InspectionRequest request(const QImage& photo) {
  InspectionRequest r;
  r.config = presetByName("vgg16-simple").config;
  r.image = photo;
  r.classes = {{1, "cell", "#ff0000"}};
  for (int i = 0; i < 20; ++i) {
    LabelBox box;
    box.id = i + 1;
    box.classId = 1;
    box.x1 = i * 37 % 700;
    box.y1 = i * 53 % 420;
    box.x2 = box.x1 + 60 + i * 5;
    box.y2 = box.y1 + 90;
    r.boxes.push_back(box);
  }
  return r;
}

/// Frames of a pan and zoom at 1920 x 1080 with 18,648 anchors, against a plain blit of the same size.
CanvasCost canvasFrames() {
  QImage photo(901, 600, QImage::Format_RGB32);
  for (int y = 0; y < photo.height(); ++y)
    for (int x = 0; x < photo.width(); ++x)
      photo.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, (x + y) % 256));
  ImageCanvas canvas;
  canvas.resize(1920, 1080);
  canvas.setImage(photo, false);
  QImage frame(1920, 1080, QImage::Format_RGB32);
  const auto frames = [&](std::shared_ptr<const CanvasOverlay> overlay) {
    canvas.setOverlay(std::move(overlay));
    canvas.fit();
    return medianMilliseconds(60, [&](int i) {
      canvas.zoomBy(i % 2 == 0 ? 1.05 : 0.95);
      canvas.render(&frame);
    });
  };
  const auto inspection = inspect(request(photo));
  const auto view = [&](InspectorView wanted) {
    InspectorState state;
    state.view = wanted;
    return std::make_shared<CanvasOverlay>(stageOf(wanted)->overlay(*inspection, state));
  };
  CanvasCost cost{frames(nullptr), frames(view(InspectorView::Anchors)),
                  frames(view(InspectorView::Assignment)), 0, 0};
  cost.recompute = medianMilliseconds(15, [&](int) { inspect(request(photo)); });
  cost.overlay = medianMilliseconds(15, [&](int) { view(InspectorView::Assignment); });
  return cost;
}

struct CrowdCost {
  double frame, far, selected, hitMicroseconds;
};

/// A canvas with many labels: a frame of pan and zoom, one so far away that most boxes are smaller than a
/// dot, one with all of them selected, and finding the box under the cursor (99th percentile).
CrowdCost crowdOf(int count) {
  RandomSource random(4);
  QImage photo(1600, 1000, QImage::Format_RGB32);
  photo.fill(QColor(90, 120, 140));
  std::vector<CanvasBox> boxes;
  for (int i = 0; i < count; ++i)
    boxes.push_back({i + 1,
                     QRectF(random.uniform() * 1500, random.uniform() * 900, 5 + random.uniform() * 60,
                            5 + random.uniform() * 60),
                     QColor::fromHsv(i % 360, 255, 230), QStringLiteral("cell")});
  ImageCanvas canvas;
  canvas.resize(1920, 1080);
  canvas.setImage(photo, false);
  canvas.setBoxes(boxes);
  QImage frame(1920, 1080, QImage::Format_RGB32);
  CrowdCost cost{};
  const auto frames = [&] {
    return medianMilliseconds(30, [&](int i) {
      canvas.zoomBy(i % 2 == 0 ? 1.05 : 0.95);
      canvas.render(&frame);
    });
  };
  cost.frame = frames();
  std::vector<int64_t> ids;
  for (const CanvasBox& box : boxes) ids.push_back(box.id);
  canvas.selectMany(std::move(ids));
  cost.selected = frames();
  canvas.select(0);
  canvas.zoomBy(0.025);
  cost.far = frames();
  std::vector<double> hits;
  volatile int found = 0;
  for (int i = 0; i < 10000; ++i) {
    const QPointF at(random.uniform() * 1600, random.uniform() * 1000);
    QElapsedTimer clock;
    clock.start();
    found = found + (canvas.boxAt(at) != nullptr ? 1 : 0);
    hits.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e3);
  }
  std::nth_element(hits.begin(), hits.begin() + 9900, hits.end());
  cost.hitMicroseconds = hits[9900];
  return cost;
}

struct CoverageCost {
  double ms, perPairRatio;
};

/// The fit of `count` boxes in images of 40 sizes, against comparing boxes with every anchor of the grid.
CoverageCost coverage(int count) {
  RandomSource random(2);
  CoverageSubject subject;
  for (int i = 0; i < count / 10; ++i)
    subject.images.push_back({static_cast<float>(400 + 10 * (i / 50 % 40)), 600});
  for (int b = 0; b < count; ++b) {
    const auto x = static_cast<float>(random.uniform() * 400);
    const auto y = static_cast<float>(random.uniform() * 250);
    subject.objects.push_back({b / 10,
                               0,
                               {x, y, x + 10 + static_cast<float>(random.uniform() * 150),
                                y + 10 + static_cast<float>(random.uniform() * 120)}});
  }
  const RunConfig config = presetByName("vgg16-simple").config;
  const double ms = medianMilliseconds(5, [&](int) { anchorCoverage(config, subject); });
  std::vector<SampleBox> few;
  for (int b = 0; b < 100; ++b) few.push_back({0, subject.objects[static_cast<size_t>(b)].box});
  const AnchorStage stage = anchorStage(config, subject.images[0], few);
  const double brute = medianMilliseconds(
      5, [&](int) { scanOverlaps(stage.anchors, stage.inside, stage.gtBoxes, BoxConvention::Continuous); });
  return {ms, brute / 100 * count / ms};
}

double blit() {
  QImage from(1920, 1080, QImage::Format_RGB32);
  from.fill(Qt::gray);
  QImage to(1920, 1080, QImage::Format_RGB32);
  return medianMilliseconds(60, [&](int) {
    QPainter painter(&to);
    painter.drawImage(0, 0, from);
  });
}

double assignment() {
  std::vector<LabelBox> boxes(100);
  for (size_t i = 0; i < boxes.size(); ++i) {
    boxes[i].x1 = static_cast<double>(i * 7 % 700);
    boxes[i].y1 = static_cast<double>(i * 13 % 400);
    boxes[i].x2 = boxes[i].x1 + 120;
    boxes[i].y2 = boxes[i].y1 + 90;
  }
  const auto scene = makeAnchorScene(presetByName("vgg16-simple").config, 901, 600, boxes);
  return medianMilliseconds(15, [&](int) {
    assignLabels(scene->anchors, scene->inside, scene->gtBoxes, {}, BoxConvention::Continuous);
  });
}

double suppression() {
  RandomSource random(1);
  Boxes boxes;
  std::vector<float> scores;
  for (int i = 0; i < 12000; ++i) {
    const auto x = static_cast<float>(random.uniform() * 900);
    const auto y = static_cast<float>(random.uniform() * 550);
    boxes.push_back({x, y, x + 20 + static_cast<float>(random.uniform() * 150),
                     y + 20 + static_cast<float>(random.uniform() * 150)});
    scores.push_back(static_cast<float>(random.uniform()));
  }
  return medianMilliseconds(7, [&](int) { suppress(boxes, scores, 0.7F, BoxConvention::Continuous, 2000); });
}

}  // namespace

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  const double plain = blit();
  const CanvasCost canvas = canvasFrames();
  const CrowdCost twenty = crowdOf(20000);
  const CrowdCost many = crowdOf(100000);
  const CoverageCost hundred = coverage(100000);
  const CoverageCost million = coverage(1000000);
  std::printf(
      "{\"blit_ms\": %.3f, \"photo_ratio\": %.2f, \"anchors_view_ratio\": %.2f, "
      "\"assignment_view_ratio\": %.2f, \"labels_20k_ratio\": %.2f, \"labels_100k_ratio\": %.2f, "
      "\"labels_100k_far_ratio\": %.2f, \"labels_100k_selected_ratio\": %.2f, "
      "\"hit_100k_p99_us\": %.2f, "
      "\"inspection_ms\": %.2f, \"overlay_ms\": %.2f, "
      "\"assign_18648x100_ms\": %.2f, \"nms_12000_to_2000_ms\": %.2f, \"fit_100k_ms\": %.1f, "
      "\"fit_1m_ms\": %.1f, \"fit_times_faster_than_search\": %.0f}\n",
      plain, canvas.photo / plain, canvas.anchors / plain, canvas.assignment / plain, twenty.frame / plain,
      many.frame / plain, many.far / plain, many.selected / plain, many.hitMicroseconds, canvas.recompute,
      canvas.overlay, assignment(), suppression(), hundred.ms, million.ms, hundred.perPairRatio);
  return 0;
}
