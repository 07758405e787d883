// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/export/exported_model.h"
#include "engine/export/format_work.h"
#include "engine/export/model_export.h"
#include "engine/export/onnx/onnx_graph.h"
#include "engine/export/parity.h"
#include "engine/training/trainer.h"

#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/lively_network.h"
#include "tests/support/test_data.h"

using namespace anchor;

namespace {

/// No blank one: random weights make hundreds of equal scores of it, and which of equals comes first is
/// chance.
std::vector<RgbImage> comparedImages() {
  return {test::syntheticImage(320, 240, 1), test::syntheticImage(211, 333, 2)};
}

}  // namespace

class TestExport : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { setComputeThreads(0); }

  void every_format_of_every_family_finds_what_the_network_finds_data() {
    QTest::addColumn<QString>("preset");
    for (const char* preset :
         {"tiny-from-scratch", "py-faster-rcnn-zf", "py-faster-rcnn-vgg-cnn-m-1024", "py-faster-rcnn-vgg16",
          "vgg16-simple", "resnet18-fpn", "resnet18-stride16", "resnet50-c4", "resnet50-fpn",
          "mobilenet-v2-fpn", "mobilenet-v2-stride16", "mobilenet-v3-fpn", "squeezenet"})
      QTest::newRow(preset) << QString::fromLatin1(preset);
  }
  void every_format_of_every_family_finds_what_the_network_finds() {
    QFETCH(QString, preset);
    QTemporaryDir dir;
    const std::filesystem::path folder = dir.path().toStdString();
    const std::vector<RgbImage> images = comparedImages();
    const RunConfig config = test::smallPreset(preset.toStdString(), 200);
    test::writeLivelyCheckpoint(folder / "network.safetensors", config, images[0], 5);
    Detector live(folder / "network.safetensors", "cpu");
    std::vector<std::vector<Detection>> expected;
    size_t count = 0;
    for (const RgbImage& image : images) count += expected.emplace_back(live.detect(image)).size();
    QVERIFY2(count > 10, "the network finds too little to compare");
    ModelWriter writer(folder / "network.safetensors");
    QCOMPARE(formatWork().size(), modelFormats().size());
    for (const ModelFormatRow& format : modelFormats()) {
      QCOMPARE(std::ranges::count(formatWork(), format.format, &FormatWork::format), 1);
      if (!format.whyNot(config).empty()) continue;
      writer.write(format.format, folder);
      for (const char* file : format.files) QVERIFY(std::filesystem::exists(folder / file));
      const auto model = openExportedModel(folder / format.file());
      QVERIFY(model != nullptr);
      QCOMPARE(model->classes(), config.classes);
      ParityResult parity;
      for (size_t i = 0; i < images.size(); ++i)
        addToParity(parity, expected[i], model->detect(images[i]), perturbedBy(live, images[i]));
      qInfo("%-22s %s", format.file(), parityText(parity).c_str());
      QVERIFY2(parity.passed(), qPrintable(QString::fromLatin1(format.file())));
    }
  }
};

ANCHOR_TEST_MAIN(TestExport, QCoreApplication)
#include "tst_export.moc"
