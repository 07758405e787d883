// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include "app/engine/dataset_images.h"
#include "datasets/formats/voc.h"
#include "datasets/images/image_reader.h"
#include "engine/geometry/overlap_scan.h"
#include "engine/preprocess/image_tensor.h"
#include "engine/training/stage_proposals.h"
#include "engine/training/train_loop.h"
#include "tests/support/test_data.h"

using namespace anchor;

namespace {

/// The first `count` labelled photographs of the training split.
RunSamples photographs(size_t count) {
  const ImportReport report = readVoc(test::sharedData() / "bccd/BCCD", {});
  RunSamples out;
  out.classes = {"Platelets", "RBC", "WBC"};
  for (const ImportedImage& image : report.images) {
    if (image.split != "train" || out.samples.size() == count) continue;
    RunSample sample{image.path, "", image.width, image.height, "train", {}};
    for (const ImportedBox& imported : image.boxes) {
      const LabelBox& box = imported.box;
      const auto at = std::ranges::find(out.classes, imported.className);
      sample.boxes.push_back({static_cast<int>(at - out.classes.begin()),
                              {float(box.x1), float(box.y1), float(box.x2), float(box.y2)}});
    }
    out.samples.push_back(std::move(sample));
  }
  return out;
}

/// Share of gts that one of the best 100 proposals overlaps by more than half.
double recall(TrainLoop& loop, const RunConfig& config, const std::vector<const RunSample*>& samples,
              ImageSource& source) {
  loop.network().eval();
  const auto proposals =
      computeProposals(loop.network(), config, samples, source, loop.device(), [](int, int) { return true; });
  loop.network().train();
  int found = 0;
  int all = 0;
  for (size_t s = 0; s < samples.size(); ++s) {
    Boxes best = proposals->of(s);
    best.resize(std::min<size_t>(best.size(), 100));
    Boxes gts;
    for (const SampleBox& gt : samples[s]->boxes) gts.push_back(gt.box);
    for (const float iou : scanOverlaps(best, {}, gts, BoxConvention::Continuous).bestIou) {
      ++all;
      found += iou > 0.5F ? 1 : 0;
    }
  }
  return static_cast<double>(found) / all;
}

}  // namespace

/// What must hold while a network learns photographs.
class RealTrainingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void recall_of_the_proposals_rises_and_samples_keep_their_bounds_data() {
    QTest::addColumn<QString>("precision");
    QTest::newRow("float32") << QStringLiteral("float32");
    QTest::newRow("bfloat16") << QStringLiteral("bfloat16");
  }
  void recall_of_the_proposals_rises_and_samples_keep_their_bounds() {
    QFETCH(QString, precision);
    const RunSamples samples = photographs(12);
    QCOMPARE(samples.samples.size(), size_t{12});
    RunConfig config = presetByName("mobilenet-v2-fpn").config;
    config.classes = samples.classes;
    config.weights = (test::sharedData() / "weights/mobilenet_v2_imagenet.safetensors").string();
    config.input.short_side = 240;
    config.network.neck_channels = config.network.rpn_channels = 64;
    config.network.head_hidden = 128;
    config.solver.iterations = 40;
    config.solver.warmup_iterations = 5;
    config.solver.batch = 2;
    config.solver.precision = *choiceNamed<Precision>(precision.toStdString());
    DatasetImages source({});
    TrainLoop loop(config, {samples.all(), &source, {}}, std::nullopt);
    loop.enterStage();
    const double before = recall(loop, config, samples.all(), source);
    std::vector<double> losses;
    while (!loop.done()) {
      const IterationEvent event = loop.step();
      losses.push_back(event.losses.total);
      QVERIFY(event.rpn_fg >= 2 && event.rpn_fg <= 2 * 128);
      QVERIFY(event.rpn_fg + event.rpn_bg <= 2 * config.rpn_budget.batch);
      QVERIFY(event.roi_fg <= 2 * config.rois.batch * config.rois.fraction);
      QVERIFY(event.roi_fg + event.roi_bg <= 2 * config.rois.batch);
    }
    const double after = recall(loop, config, samples.all(), source);
    QVERIFY2(after > before + 0.2 && after > 0.6,
             qPrintable(QStringLiteral("recall %1, then %2").arg(before).arg(after)));
    QVERIFY(losses.back() < 0.7 * losses.front());
  }
  void acceptance_11_training_sees_the_eight_orientations_upright() {
    DatasetImages source({});
    const RunConfig config = presetByName("mobilenet-v2-fpn").config;
    for (const char* kind : {"Landscape", "Portrait"}) {
      std::optional<PreparedImage> first;
      int files = 0;
      for (const auto& entry :
           std::filesystem::recursive_directory_iterator(test::sharedData() / "exif_orientation")) {
        const QString name = QString::fromStdString(entry.path().filename().string());
        if (!looksLikeImage(entry.path()) || !name.startsWith(QLatin1String(kind), Qt::CaseInsensitive))
          continue;
        ++files;
        RunSample sample{entry.path().string(), "", 0, 0, "train", {}};
        const RgbImage image = source.read(sample);
        sample.width = image.width;
        sample.height = image.height;
        const PreparedImage prepared = prepareImage(image, sample, config, false);
        if (!first) {
          first = prepared;
          continue;
        }
        QVERIFY2(prepared.width == first->width && prepared.height == first->height, qPrintable(name));
        double difference = 0;
        for (size_t i = 0; i < prepared.pixels.size(); ++i)
          difference += std::abs(prepared.pixels[i] - first->pixels[i]);
        // JPEG is lossy, and each orientation was stored anew; a picture lying on its side differs by 1 and
        // more.
        QVERIFY2(difference / static_cast<double>(prepared.pixels.size()) < 0.25, qPrintable(name));
      }
      QVERIFY(files >= 8);
    }
  }
};

ANCHOR_DATA_TEST_MAIN(RealTrainingTest, QCoreApplication)
#include "tst_real_training.moc"
