// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <map>

#include "datasets/formats/coco.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/label_import.h"
#include "datasets/formats/voc.h"
#include "datasets/images/image_reader.h"
#include "engine/evaluation/voc_ap.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class RealDataTest : public QObject {
  Q_OBJECT
  static std::map<std::string, ImportedImage> byName(const ImportReport& report) {
    std::map<std::string, ImportedImage> images;
    for (const ImportedImage& image : report.images) images[fs::path(image.path).filename().string()] = image;
    return images;
  }
  static void roundTrip(const fs::path& folder, const ImportReport& report) {
    auto store = ProjectStore::create(folder / "p");
    store->addImported(report.images, "voc", {});
    exportDataset(LabelFormat::Voc, *store, folder / "out", {});
    const ImportReport again = readVoc(folder / "out", {});
    QVERIFY(again.problems.empty());
    auto before = byName(report);
    auto after = byName(again);
    QCOMPARE(after.size(), before.size());
    for (auto& [name, image] : before) {
      const ImportedImage& back = after.at(name);
      QCOMPARE(back.hash, image.hash);
      QCOMPARE(back.split, image.split);
      QCOMPARE(back.boxes.size(), image.boxes.size());
      for (size_t i = 0; i < image.boxes.size(); ++i)
        QVERIFY(back.boxes[i].box == image.boxes[i].box &&
                back.boxes[i].className == image.boxes[i].className);
    }
    // And by way of COCO, found out by itself.
    const ExportCertificate certificate = exportDataset(LabelFormat::Coco, *store, folder / "coco", {});
    QCOMPARE(certificate.boxes, static_cast<int64_t>(report.boxCount()));
    QCOMPARE(certificate.largestError, 0.0);
    QCOMPARE(certificate.flagsLost, int64_t{0});
    const auto found = detectLabels(folder / "coco");
    QVERIFY(found && found->format == LabelFormat::Coco);
    const ImportReport coco = importLabels(*found, {});
    QVERIFY(coco.problems.empty());
    QCOMPARE(coco.images.size(), static_cast<size_t>(certificate.images));
    QCOMPARE(coco.boxCount(), report.boxCount());
    // And every other format.
    for (const LabelFormatRow& format : writableFormats()) {
      const ExportCertificate c =
          exportDataset(format.format, *store, folder / ("as-" + std::string(format.name)), {});
      QCOMPARE(c.boxes, static_cast<int64_t>(report.boxCount()));
      QVERIFY2(c.largestError < 1e-9, format.name);
    }
  }
 private Q_SLOTS:
  void all_blood_cell_images_import_and_return_exactly() {
    QTemporaryDir dir;
    const ImportReport report = readVoc(test::sharedData() / "bccd/BCCD", {});
    QCOMPARE(report.images.size(), size_t{364});
    QCOMPARE(report.boxCount(), size_t{4886});
    QCOMPARE(report.problems.size(), size_t{2});  // the two boxes of no area
    std::map<std::string, int> splits;
    for (const ImportedImage& image : report.images) ++splits[image.split];
    QCOMPARE(splits["train"], 205);
    QCOMPARE(splits["val"], 87);
    QCOMPARE(splits["test"], 72);
    roundTrip(dir.path().toStdString(), report);
  }
  void all_raccoons_import_and_return_exactly() {
    QTemporaryDir dir;
    const ImportReport report = readVoc(test::sharedData() / "raccoon", {});
    QCOMPARE(report.images.size(), size_t{200});
    QVERIFY(report.boxCount() >= 210);
    roundTrip(dir.path().toStdString(), report);
  }
  void tables_say_what_the_annotations_say() {
    // The same labels as CSV and as XML, found out by content, counted alike.
    const auto compare = [](const fs::path& table, const ImportReport& voc) {
      const auto found = detectLabels(table);
      QVERIFY(found && found->format == LabelFormat::Csv);
      const ImportReport csv = importLabels(*found, {});
      auto known = byName(voc);
      size_t same = 0;
      for (const ImportedImage& image : csv.images) {
        const ImportedImage& other = known.at(fs::path(image.path).filename().string());
        for (const ImportedBox& box : image.boxes)
          same += std::ranges::any_of(other.boxes,
                                      [&](const ImportedBox& b) {
                                        return b.className == box.className && b.box.x1 == box.box.x1 &&
                                               b.box.y1 == box.box.y1 && b.box.x2 == box.box.x2 &&
                                               b.box.y2 == box.box.y2;
                                      })
                      ? 1
                      : 0;
      }
      QCOMPARE(csv.boxCount(), voc.boxCount());
      QCOMPARE(same, voc.boxCount());
    };
    compare(test::sharedData() / "bccd/test.csv", readVoc(test::sharedData() / "bccd/BCCD", {}));
  }
  void the_exif_orientations_give_one_upright_picture() {
    for (const char* kind : {"Landscape", "Portrait"}) {
      const fs::path folder = test::sharedData() / "exif_orientation";
      std::vector<fs::path> files;
      for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (looksLikeImage(entry.path()) && QString::fromStdString(entry.path().filename().string())
                                                .startsWith(QString::fromLatin1(kind), Qt::CaseInsensitive))
          files.push_back(entry.path());
      QVERIFY(files.size() >= 8);
      const PixelBuffer first = readImage(files[0]);
      for (const fs::path& file : files) {
        const PixelBuffer image = readImage(file);
        QCOMPARE(image.width, first.width);
        QCOMPARE(image.height, first.height);
        const PictureSize size = imageSize(file);
        QVERIFY(size.width == image.width && size.height == image.height);
        double difference = 0;
        for (size_t i = 0; i < image.rgb.size(); i += 97)
          difference += std::abs(int(image.rgb[i]) - int(first.rgb[i]));
        QVERIFY2(difference / (double(image.rgb.size()) / 97) < 16,
                 qPrintable(QString::fromStdString(file.filename().string())));
      }
    }
  }
  void the_published_average_precision_comes_out() {
    std::vector<GroundTruth> gts;
    std::vector<Detection> found;
    for (int image = 1; image <= 7; ++image) {
      const std::string name = "0000" + std::to_string(image) + ".txt";
      const fs::path folder = test::sharedData() / "detection-metrics-examples";
      std::string label;
      float x = 0, y = 0, w = 0, h = 0, score = 0;
      std::ifstream truth(folder / "groundtruths" / name);
      while (truth >> label >> x >> y >> w >> h) gts.push_back({image, 0, {x, y, x + w, y + h}});
      std::ifstream detections(folder / "detections" / name);
      while (detections >> label >> score >> x >> y >> w >> h)
        found.push_back({image, 0, {x, y, x + w, y + h}, score});
    }
    QCOMPARE(gts.size(), size_t{15});
    QCOMPARE(found.size(), size_t{24});
    const auto ap = [&](VocMetric metric) {
      return 100 * evaluateVoc(gts, found, 1, 0.3F, metric, BoxConvention::Pixel).map;
    };
    QVERIFY2(std::abs(ap(VocMetric::Area) - 24.57) < 0.01, qPrintable(QString::number(ap(VocMetric::Area))));
    QVERIFY2(std::abs(ap(VocMetric::ElevenPoint) - 26.84) < 0.01,
             qPrintable(QString::number(ap(VocMetric::ElevenPoint))));
  }
};

ANCHOR_DATA_TEST_MAIN(RealDataTest, QCoreApplication)
#include "tst_real_data.moc"
