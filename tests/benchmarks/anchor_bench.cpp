// anchor-bench: costs as ratios within one run, as JSON. Nothing here passes or fails.
#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <algorithm>
#include <cstdio>

#include "engine/geometry/sampling.h"
#include "engine/geometry/suppression.h"
#include "ui/canvas/image_canvas.h"

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
  double photo, density, labels;
};

/// Frames of a pan and zoom at 1920 x 1080 with 18,648 anchors, against a plain blit of the same size.
CanvasCost canvasFrames() {
  QImage photo(901, 600, QImage::Format_RGB32);
  for (int y = 0; y < photo.height(); ++y)
    for (int x = 0; x < photo.width(); ++x)
      photo.setPixel(x, y, qRgb(x * 7 % 256, y * 5 % 256, (x + y) % 256));
  LabelBox box;
  box.x1 = box.y1 = 100;
  box.x2 = box.y2 = 300;
  ImageCanvas canvas;
  canvas.resize(1920, 1080);
  canvas.setImage(photo, false);
  canvas.setAnchorScene(makeAnchorScene(presetByName("vgg16-simple").config, 901, 600, {box}));
  QImage frame(1920, 1080, QImage::Format_RGB32);
  const auto frames = [&](bool density, bool labels) {
    CanvasLayers layers;
    layers.density = density;
    layers.anchorLabels = labels;
    canvas.setLayers(layers);
    canvas.fit();
    return medianMilliseconds(60, [&](int i) {
      canvas.zoomBy(i % 2 == 0 ? 1.05 : 0.95);
      canvas.render(&frame);
    });
  };
  return {frames(false, false), frames(true, false), frames(true, true)};
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
  std::printf(
      "{\"blit_ms\": %.3f, \"photo_ratio\": %.2f, \"anchors_18648_density_ratio\": %.2f, "
      "\"anchors_18648_density_and_labels_ratio\": %.2f, \"assign_18648x100_ms\": %.2f, "
      "\"nms_12000_to_2000_ms\": %.2f}\n",
      plain, canvas.photo / plain, canvas.density / plain, canvas.labels / plain, assignment(),
      suppression());
  return 0;
}
