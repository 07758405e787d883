// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <iostream>

#include "datasets/cancelled.h"
#include "datasets/formats/coco.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/voc.h"
#include "datasets/images/content_hash.h"
#include "datasets/images/file_damage.h"
#include "datasets/images/image_file.h"
#include "datasets/images/image_reader.h"
#include "datasets/images/thumbnails.h"
#include "datasets/lint/label_lint.h"
#include "datasets/project/import_ledger.h"
#include "datasets/sample/sample_painter.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/user_error.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {
/// One step of work.
template <class Work>
auto edited(ProjectStore& store, Work work) {
  ProjectEdit edit = store.edit("test");
  if constexpr (std::is_void_v<std::invoke_result_t<Work, ProjectEdit&>>) {
    work(edit);
    edit.commit();
  } else {
    const auto result = work(edit);
    edit.commit();
    return result;
  }
}
LabelBox boxAt(int64_t label, double x) {
  LabelBox box;
  box.classId = label;
  box.x1 = x;
  box.y1 = 2;
  box.x2 = x + 10;
  box.y2 = 20;
  return box;
}
void writeText(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}
PixelBuffer grey(int width, int height) {
  return {width, height, std::vector<uint8_t>(size_t{3} * width * height, 120)};
}
}  // namespace

class DatasetsTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  [[nodiscard]] fs::path in(const char* name) const { return fs::path(m_dir->path().toStdString()) / name; }
  void smallVoc(const std::string& objects,
                const std::string& size = "<size><width>50</width><height>40</height></size>") const {
    fs::create_directories(in("voc/JPEGImages"));
    writePng(in("voc/JPEGImages/a.png"), grey(50, 40));
    writeText(in("voc/Annotations/a.xml"),
              "<annotation>\n<filename>a.png</filename>\n" + size + "\n" + objects + "\n</annotation>\n");
  }
  /// A 16-bit PGM whose values reach from 100 to 4095, as microscopes and X-ray detectors write them.
  static std::string twelveBits() {
    std::string pgm = "P5\n64 64\n65535\n";
    for (int i = 0; i < 64 * 64; ++i) {
      const int value = 100 + i * 3995 / (64 * 64 - 1);
      pgm += static_cast<char>(value >> 8);
      pgm += static_cast<char>(value & 255);
    }
    return pgm;
  }

 private Q_SLOTS:
  void init() { m_dir = std::make_unique<QTemporaryDir>(); }
  void edits_are_kept_and_undone_across_reopening() {
    {
      auto store = ProjectStore::create(in("p"));
      const int64_t cat = edited(*store, [&](ProjectEdit& e) { return e.addClass("cat"); });
      store->addImported({{"/nowhere/a.jpg", 100, 80, "train", "", false, {}}}, "test", {});
      const int64_t image = store->images()[0].id;
      const int64_t first = edited(*store, [&](ProjectEdit& e) { return e.addBox(image, boxAt(cat, 1)); });
      LabelBox moved = store->boxes(image)[0];
      moved.x1 = 0.1 + 0.2;  // keeps its last bit
      edited(*store, [&](ProjectEdit& e) { return e.changeBox(moved); });
      edited(*store, [&](ProjectEdit& e) { return e.addBox(image, boxAt(cat, 30)); });
      edited(*store, [&](ProjectEdit& e) { return e.removeBox(first); });
      QCOMPARE(store->boxes(image).size(), size_t{1});
    }
    auto store = ProjectStore::open(in("p"));
    const int64_t image = store->images()[0].id;
    QVERIFY(store->images()[0].state == ImageState::Labelled);
    store->undo();
    QCOMPARE(store->boxes(image).size(), size_t{2});
    QCOMPARE(store->boxes(image)[0].x1, 0.1 + 0.2);
    store->undo();
    store->undo();
    QCOMPARE(store->boxes(image)[0].x1, 1.0);
    store->undo();
    QCOMPARE(store->boxes(image).size(), size_t{0});
    QVERIFY(store->images()[0].state == ImageState::Unlabelled);
    QVERIFY(store->undo().has_value());  // the import
    QVERIFY(store->undo().has_value());  // the class
    QVERIFY(!store->undo().has_value());
    for (int i = 0; i < 6; ++i) QVERIFY(store->redo().has_value());
    QVERIFY(!store->nextRedo().has_value());
    QCOMPARE(store->boxes(image).size(), size_t{1});
    QCOMPARE(store->boxes(image)[0].x1, 30.0);
  }
  void no_objects_and_not_labelled_are_two_states() {
    auto store = ProjectStore::create(in("p"));
    store->addImported({{"/n/a.jpg", 10, 10, "", "", false, {}}, {"/n/b.jpg", 10, 10, "", "", true, {}}},
                       "test", {});
    QVERIFY(store->images()[0].state == ImageState::Unlabelled);
    QVERIFY(store->images()[1].state == ImageState::Negative);
    edited(*store, [&](ProjectEdit& e) { return e.setState(store->images()[0].id, ImageState::Negative); });
    QVERIFY(store->images()[0].state == ImageState::Negative);
    store->undo();
    QVERIFY(store->images()[0].state == ImageState::Unlabelled);
  }
  void a_cancelled_import_changes_nothing() {
    auto store = ProjectStore::create(in("p"));
    std::vector<ImportedImage> many(500, {"", 10, 10, "", "", false, {}});
    for (size_t i = 0; i < many.size(); ++i) many[i].path = "/n/" + std::to_string(i);
    QVERIFY_THROWS_EXCEPTION(
        Cancelled, store->addImported(many, "test", [](int64_t done, int64_t) { return done < 300; }));
    QVERIFY(store->images().empty());
  }
  void foreign_newer_and_broken_projects_are_refused_and_untouched() {
    ProjectStore::create(in("p"));
    const fs::path file = in("p/project.anchor");
    const std::string good = test::readText(file);
    const auto refused = [&](const std::string& bytes) {
      std::ofstream(file, std::ios::binary) << bytes;
      try {
        ProjectStore::open(in("p"));
        return QString();
      } catch (const UserError& error) {
        if (test::readText(file) != bytes) return QStringLiteral("was written to");
        return QString::fromStdString(error.problem().reason.english());
      }
    };
    std::string newer = good;
    newer[63] = 99;
    QVERIFY(refused(newer).contains(QStringLiteral("newer")));
    std::string foreign = good;
    foreign[68] = 0;
    QVERIFY(refused(foreign).contains(QStringLiteral("another program")));
    QVERIFY(refused("not a database").contains(QStringLiteral("not an Anchor Studio project")));
    std::string broken = good;
    for (size_t i = 4096; i < std::min<size_t>(broken.size(), 12288); ++i)
      broken[i] = static_cast<char>(i * 31);
    QVERIFY(refused(broken).contains(QStringLiteral("damaged")));
  }
  void voc_coordinates_become_half_open_and_return() {
    smallVoc(
        "<object><name>猫</name><pose>Left</pose><truncated>1</truncated><difficult>1</"
        "difficult><bndbox><xmin>1</xmin><ymin>3</ymin><xmax>50</xmax><ymax>40</ymax></bndbox></object>");
    const ImportReport report = readVoc(in("voc"), {});
    QVERIFY(report.problems.empty());
    const LabelBox& box = report.images[0].boxes[0].box;
    QVERIFY(box.x1 == 0 && box.y1 == 2 && box.x2 == 50 && box.y2 == 40 && box.difficult && box.truncated &&
            box.pose == "Left");
    auto store = ProjectStore::create(in("p"));
    store->addImported(report.images, "voc", {});
    exportDataset(LabelFormat::Voc, *store, in("out"), {});
    const ImportReport again = readVoc(in("out"), {});
    QVERIFY(again.problems.empty());
    QVERIFY(again.images[0].boxes[0].box == box);
    QCOMPARE(again.images[0].boxes[0].className, std::string("猫"));
    QCOMPARE(again.images[0].hash, report.images[0].hash);
    QVERIFY_THROWS_EXCEPTION(UserError, exportDataset(LabelFormat::Voc, *store, in("out"), {}));
  }
  void coco_is_read_with_all_its_habits() {
    fs::create_directories(in("coco/images"));
    writePng(in("coco/images/a.png"), {64, 48, std::vector<uint8_t>(3 * 64 * 48, 90)});
    writePng(in("coco/images/b.png"), {64, 48, std::vector<uint8_t>(3 * 64 * 48, 91)});
    std::ofstream(in("coco/instances_val2017.json")) << R"({"info": {"images": 3},
      "annotations": [
        {"id": 1, "image_id": 7, "category_id": 90, "bbox": ["1.5", "2", "10", "20"], "iscrowd": 0,
         "segmentation": [[1, 2, 3, 4, 5, 6]], "attributes": {"occluded": true, "pose": "Left"}},
        {"id": 1, "image_id": 7, "category_id": 3, "bbox": [60, 40, 10, 20], "iscrowd": 1},
        {"id": 3, "image_id": 7, "category_id": 3, "bbox": [1, 2, 3]},
        {"id": 4, "image_id": 99, "category_id": 3, "bbox": [1, 2, 3, 4]}],
      "categories": [{"id": 90, "name": "toothbrush", "supercategory": "x"}],
      "images": [{"id": 7, "file_name": "a.png", "width": 64, "height": 48},
                 {"id": 8, "file_name": "sub/../b.png", "width": 48, "height": 64},
                 {"id": 9, "file_name": "../../etc/passwd"}]})";
    const ImportReport report = readCoco(in("coco/instances_val2017.json"), {}, {});
    QCOMPARE(report.images.size(), size_t{2});
    QCOMPARE(report.images[0].split, std::string("val"));
    QVERIFY(report.images[1].labelled && report.images[1].boxes.empty());  // no objects, and that is known
    QCOMPARE(report.images[0].boxes.size(), size_t{2});
    const ImportedBox& first = report.images[0].boxes[0];
    QCOMPARE(first.className, std::string("toothbrush"));
    QVERIFY(first.box.x1 == 1.5 && first.box.y1 == 2 && first.box.x2 == 11.5 && first.box.y2 == 22);
    QVERIFY(first.box.occluded && first.box.pose == "Left" && !first.box.crowd);
    const ImportedBox& second = report.images[0].boxes[1];
    QCOMPARE(second.className, std::string("#3"));
    QVERIFY(second.box.crowd && second.box.x2 == 64 && second.box.y2 == 48);  // cut at the edge, and told
    QString all;
    for (const Problem& problem : report.problems)
      all += QString::fromStdString(problem.text()) + QLatin1Char('\n');
    for (const char* words : {"passwd was not found", "is listed as 48x64", "no bbox with four numbers",
                              "refer to images that are not in the file", "have the same id",
                              "category 3 has no name", "reaches outside the image"})
      QVERIFY2(all.contains(QLatin1String(words)), qPrintable(all));
    std::ofstream(in("coco/broken.json")) << R"({"images": [{"id": 1, )";
    QVERIFY_THROWS_EXCEPTION(UserError, readCoco(in("coco/broken.json"), {}, {}));
    QVERIFY_THROWS_EXCEPTION(
        Cancelled, readCoco(in("coco/instances_val2017.json"), {}, [](int64_t, int64_t) { return false; }));
  }
  void an_export_is_checked_before_it_is_published() {
    fs::create_directories(in("x/1"));
    fs::create_directories(in("x/2"));
    std::vector<ImportedImage> images;
    for (const char* name : {"x/1/same.png", "x/2/same.png", "x/1/empty.png", "x/1/new.png"}) {
      writePng(in(name),
               {32, 32, std::vector<uint8_t>(3 * 32 * 32, static_cast<uint8_t>(20 * images.size()))});
      images.push_back({in(name).string(), 32, 32, "train", contentHash(in(name)), images.size() < 3, {}});
    }
    LabelBox box;
    box.x1 = 1.0 / 3;
    box.y1 = 2;
    box.x2 = 20.1;
    box.y2 = 30;
    box.crowd = true;
    for (size_t i = 0; i < 2; ++i) images[i].boxes.push_back({i == 0 ? "a" : "b", box});
    auto store = ProjectStore::create(in("p"));
    store->addImported(images, "test", {});
    const ExportCertificate coco = exportDataset(LabelFormat::Coco, *store, in("as-coco"), {});
    QCOMPARE(coco.images, int64_t{3});
    QCOMPARE(coco.leftOut, int64_t{1});  // not labelled yet: COCO cannot say so
    QCOMPARE(coco.boxes, int64_t{2});
    QCOMPARE(coco.flagsLost, int64_t{0});
    QVERIFY(coco.largestError < 1e-12);
    QVERIFY(fs::exists(in("as-coco/images/same_2.png")) && fs::exists(in("as-coco/certificate.txt")));
    const ExportCertificate voc = exportDataset(LabelFormat::Voc, *store, in("as-voc"), {});
    QCOMPARE(voc.images, int64_t{4});
    QCOMPARE(voc.flagsLost, int64_t{2});  // VOC knows no crowd
    QVERIFY(!fs::exists(in("as-voc.part")));
    // A source that is no longer what was labelled ends the export, and nothing is left of it.
    writePng(in("x/1/same.png"), {32, 32, std::vector<uint8_t>(3 * 32 * 32, 255)});
    QVERIFY_THROWS_EXCEPTION(UserError, exportDataset(LabelFormat::Coco, *store, in("never"), {}));
    QVERIFY(!fs::exists(in("never")) && !fs::exists(in("never.part")));
  }
  void each_problem_is_listed_with_its_line_and_the_rest_is_read() {
    smallVoc(
        "<object><name>a</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>5</xmax><ymax>9</ymax></bndbox></"
        "object>\n"
        "<object><name>a</name><bndbox><xmin>60</xmin><ymin>5</ymin><xmax>70</xmax><ymax>9</ymax></bndbox></"
        "object>\n"
        "<object><name>a</name><bndbox><xmin>40</xmin><ymin>5</ymin><xmax>70</xmax><ymax>9</ymax></bndbox></"
        "object>\n"
        "<object><name>a</name><bndbox><xmin>oops</xmin><ymin>5</ymin><xmax>7</xmax><ymax>9</ymax></bndbox></"
        "object>\n"
        "<object><bndbox><xmin>1</xmin><ymin>5</ymin><xmax>7</xmax><ymax>9</ymax></bndbox></object>\n"
        "<object><name>a</name><bndbox><xmin>1</xmin><ymin>5</ymin><xmax>7</xmax><ymax>9</ymax></bndbox></"
        "object>",
        "<size><width>51</width><height>40</height></size>");
    writeText(in("voc/Annotations/b.xml"), "<annotation><object></annotation>");
    writeText(in("voc/Annotations/c.xml"), "<annotation><filename>../../etc/c.png</filename></annotation>");
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    writeText(in("voc/Annotations/d.xml"), deep);
    const ImportReport report = readVoc(in("voc"), {});
    QCOMPARE(report.images.size(), size_t{1});
    QCOMPARE(report.images[0].boxes.size(), size_t{2});
    QCOMPARE(report.images[0].boxes[0].box.x2, 50.0);
    const auto has = [&](const char* file, int line, const char* reason) {
      return std::any_of(report.problems.begin(), report.problems.end(), [&](const Problem& p) {
        return fs::path(p.file).filename() == file && (line < 0 || p.line == line) &&
               p.reason.english().find(reason) != std::string::npos;
      });
    };
    QVERIFY(has("a.xml", 3, "51x40"));
    QVERIFY(has("a.xml", 4, "zero area"));
    QVERIFY(has("a.xml", 5, "outside the image"));
    QVERIFY(has("a.xml", 6, "outside the image"));
    QVERIFY(has("a.xml", 7, "xmin"));
    QVERIFY(has("a.xml", 8, "no name"));
    QVERIFY(has("b.xml", 1, "cannot be read"));
    QVERIFY(has("c.xml", -1, "is not in"));
    QVERIFY(has("d.xml", -1, "deeper than 64"));
    QCOMPARE(report.problems.size(), size_t{9});
  }
  void splits_stay_when_images_are_added() {
    auto store = ProjectStore::create(in("p"));
    const auto add = [&](int from, int to) {
      std::vector<ImportedImage> images;
      for (int i = from; i < to; ++i)
        images.push_back({"/n/" + std::to_string(i), 10, 10, "", "", false, {}});
      store->addImported(images, "test", {}, SplitShares{0.2, 0.2});
    };
    add(0, 200);
    const auto before = store->images();
    add(200, 400);
    const auto after = store->images();
    int train = 0;
    for (size_t i = 0; i < before.size(); ++i) {
      QCOMPARE(before[i].split, after[i].split);
      train += before[i].split == "train" ? 1 : 0;
    }
    QVERIFY(train > 90 && train < 150);
  }
  void unreadable_images_are_problems_not_crashes() {
    writeText(in("images/broken.jpg"), "not a picture");
    writeText(in("images/empty.png"), "");
    writePng(in("images/good.png"), grey(30, 20));
    const ImportReport report = readImageFolder(in("images"), {});
    QCOMPARE(report.images.size(), size_t{1});
    QCOMPARE(report.problems.size(), size_t{2});
    QVERIFY_THROWS_EXCEPTION(UserError, readImageFolder(in("nothing"), {}));
    QVERIFY_THROWS_EXCEPTION(UserError, readImage(in("images/broken.jpg")));
    QCOMPARE(thumbnail(in("images/good.png"), 12).width, 12);
  }
  void a_folder_or_nothing_in_place_of_an_image_says_so() {
    const auto wordsOf = [](const auto& read) -> std::string {
      try {
        read();
      } catch (const UserError& error) {
        return error.problem().reason.english();
      }
      return {};
    };
    const fs::path nothing = in("nothing.png");
    fs::create_directories(in("folder.png"));
    for (const auto& [path, words] :
         {std::pair<fs::path, std::string>{in("folder.png"), "this is a folder, not an image file"},
          {nothing, "the image file is missing"}}) {
      QCOMPARE(wordsOf([&] { readImage(path); }), words);
      QCOMPARE(wordsOf([&] { imageSize(path); }), words);
      QCOMPARE(wordsOf([&] { contentHash(path); }), words);
      QCOMPARE(damageIn(path).english(), words);
    }
  }
  void images_below_a_folder_come_in_natural_order() {
    for (const char* name : {"b/1.png", "a/z.JPG", "10.jpg", "2.tif", "a/a/x.webp", "02.bmp", "x.txt", "9"}) {
      const fs::path file = in("below") / name;
      fs::create_directories(file.parent_path());
      writeText(file, "x");
    }
    fs::create_directories(in("below/folder.png"));
    std::string order;
    for (const fs::path& path : imagesBelow(in("below")))
      order += path.lexically_relative(in("below")).generic_string() + " ";
    QCOMPARE(order, std::string("02.bmp 2.tif 10.jpg a/z.JPG a/a/x.webp b/1.png "));
    QVERIFY(naturallyBefore("img99999999999999999999", "img100000000000000000000"));
    QVERIFY(!naturallyBefore("a", "a"));
  }
  void pictures_of_twelve_bits_are_seen_in_their_whole_range() {
    writeText(in("deep.pgm"), twelveBits());
    const PixelBuffer image = readImage(in("deep.pgm"));
    QVERIFY(image.rgb.front() == 0 && image.rgb.back() == 255);
    const int middle = image.rgb[image.rgb.size() / 2];
    QVERIFY2(std::abs(middle - 128) <= 2, qPrintable(QString::number(middle)));
  }
  void the_range_of_deep_pixels_can_be_chosen_for_the_screen() {
    writeText(in("deep.pgm"), twelveBits());
    std::vector<uint8_t> screen;
    const auto rows = [&](int width, int height) {
      screen.assign(size_t{4} * width * height, 1);
      return ScreenRows{screen.data(), size_t{4} * width};
    };
    PixelDepth depth = readForScreen(in("deep.pgm"), rows);
    QVERIFY(depth.deep);
    QCOMPARE(depth.all, (DeepRange{100, 4095}));
    QVERIFY(depth.own.black >= 100 && depth.own.black < 110 && depth.own.white > 4085);
    // What training sees: the blue, green and red of the screen are its red, green and blue.
    const PixelBuffer trained = readImage(in("deep.pgm"));
    for (size_t i = 0; i < trained.rgb.size() / 3; ++i)
      for (size_t c = 0; c < 3; ++c) QCOMPARE(screen[4 * i + 2 - c], trained.rgb[3 * i + c]);
    depth = readForScreen(in("deep.pgm"), rows, DeepRange{1000, 2000});
    QCOMPARE(depth.used, (DeepRange{1000, 2000}));
    for (int i = 0; i < 64 * 64; ++i) {
      const double value = 100 + i * 3995 / (64 * 64 - 1);
      const double wanted = std::clamp((value - 1000) / 1000 * 255, 0.0, 255.0);
      QVERIFY(std::abs(screen[size_t{4} * i] - wanted) <= 0.51);
    }
    QVERIFY(!readForScreen(test::dataFile("odd_images/palette.png"), rows).deep);
  }
  void odd_kinds_of_pictures_are_read_or_refused_with_the_reason() {
    // Quarters red, green, blue and white, written by tests/data/golden/make_odd_images.py with Pillow.
    const int wanted[4][3] = {{200, 30, 30}, {30, 170, 60}, {40, 60, 200}, {240, 240, 240}};
    for (const char* name :
         {"cmyk.jpg", "palette.png", "alpha.png", "animated.png", "pages.tif", "big.tif"}) {
      const PixelBuffer image = readImage(test::dataFile((std::string("odd_images/") + name).c_str()));
      QCOMPARE(image.width, 32);
      for (int quarter = 0; quarter < 4; ++quarter)
        for (int c = 0; c < 3; ++c) {
          const int x = 8 + 16 * (quarter % 2);
          const int y = 6 + 12 * (quarter / 2);
          const int seen = image.rgb[static_cast<size_t>(3 * (y * image.width + x) + c)];
          QVERIFY2(std::abs(seen - wanted[quarter][c]) <= 3, name);
        }
    }
    const PixelBuffer grey = readImage(test::dataFile("odd_images/grey.png"));
    QVERIFY(grey.rgb[0] == grey.rgb[1] && grey.rgb[1] == grey.rgb[2]);
    fs::create_directories(in("odd"));
    fs::copy_file(test::dataFile("odd_images/animated.webp"), in("odd/animated.webp"));
    writeText(in("odd/phone.heic"), std::string("\0\0\0\x18"
                                                "ftypheic\0\0\0\0mif1heic",
                                                24));
    writeText(in("odd/film.gif"), "GIF89a1234567890");
    // The mark of a DICOM file, under a name of ours: its reader would end the program over what follows.
    writeText(in("odd/medical.jpg"), std::string(128, '\0') + "DICM" + std::string(40, '\xE5'));
    // The beginnings of files, cut off within their marks.
    const std::string animated = test::readText(in("odd/animated.webp"));
    for (const size_t length : {1, 2, 4, 6, 8, 15, 16, 20, 21})
      writeText(in("odd") / ("cut" + std::to_string(length) + ".webp"), animated.substr(0, length));
    const ImportReport report = readImageFolder(in("odd"), {});
    QVERIFY(report.images.empty());
    QCOMPARE(report.problems.size(), size_t{13});
    const auto reason = [&](const char* file) {
      for (const Problem& p : report.problems)
        if (p.file.ends_with(file)) return p.reason.english();
      return std::string();
    };
    QVERIFY(reason("animated.webp").find("animated") != std::string::npos);
    QVERIFY(reason("phone.heic").find("HEIC") != std::string::npos);
    QVERIFY(reason("film.gif").find("GIF") != std::string::npos);
    QVERIFY(reason("medical.jpg").find("not a JPEG, PNG") != std::string::npos);
  }
  void every_container_is_turned_as_its_exif_says_for_size_pixels_thumbnail_and_screen() {
    for (const char* extension : {".jpg", ".png", ".webp", ".tif"}) {
      const auto file = [&](const std::string& orientation) {
        return fs::path(test::dataFile(("odd_images/turned/" + orientation + extension).c_str()));
      };
      const PixelBuffer wanted = readImage(file("1"));
      // A JPEG's blocks lie elsewhere once turned.
      const int loss = extension == std::string_view(".jpg") ? 4 : 0;
      for (const char* orientation : {"1", "2", "3", "4", "5", "6", "7", "8", "6_late"}) {
        const fs::path path = file(orientation);
        if (!fs::exists(path)) continue;  // only a PNG has its Exif late
        const std::string what = path.filename().string();
        const PictureSize size = imageSize(path);
        QVERIFY2(size.width == 32 && size.height == 24, what.c_str());
        const PixelBuffer image = readImage(path);
        QVERIFY2(image.width == 32 && image.height == 24, what.c_str());
        for (size_t i = 0; i < image.rgb.size(); ++i)
          QVERIFY2(std::abs(image.rgb[i] - wanted.rgb[i]) <= loss, what.c_str());
        for (const PixelBuffer& small : {readReducedImage(path, 2), thumbnail(path, 16)}) {
          QVERIFY2(small.width == 16 && small.height == 12, what.c_str());
          QVERIFY2(small.rgb[0] > 190 && small.rgb[1] < 60, what.c_str());  // red lies top left
        }
        std::vector<uint8_t> screen;
        (void)readForScreen(path, [&](int width, int height) {
          screen.assign(size_t{4} * width * height, 0);
          return ScreenRows{screen.data(), size_t{4} * width};
        });
        for (size_t i = 0; i < image.rgb.size(); ++i)
          QVERIFY2(screen[i / 3 * 4 + 2 - i % 3] == image.rgb[i], what.c_str());
      }
    }
  }
  void floats_and_wide_integers_in_one_channel_are_read() {
    for (const char* name : {"odd_images/floats.tif", "odd_images/integers.tif"}) {
      const fs::path path = test::dataFile(name);
      QVERIFY(imageSize(path).width == 1000 && imageSize(path).height == 4);
      const PixelBuffer image = readImage(path);
      // The least thousandth of the values and the greatest are black and white, what is no number is black.
      QCOMPARE(int{image.rgb[0]}, 0);
      QCOMPARE(int{image.rgb[3 * 999]}, 0);
      for (int x = 0; x < 1000; ++x) {
        const size_t at = size_t{3} * (1000 + x);
        QVERIFY(image.rgb[at] == image.rgb[at + 1] && image.rgb[at] == image.rgb[at + 2]);
        QVERIFY2(std::abs(image.rgb[at] - x * 255.0 / 999) <= 1.5, qPrintable(QString::number(x)));
      }
      QCOMPARE(thumbnail(path, 50).width, 50);
    }
  }
  void what_opencv_says_of_its_source_stays_unsaid() {
    const fs::path said = in("said.txt");
    const int before = ::dup(STDERR_FILENO);
    const int file = ::open(said.c_str(), O_CREAT | O_WRONLY, 0600);
    ::dup2(file, STDERR_FILENO);
    QString reason;
    try {
      (void)readImage(test::dataFile("odd_images/unsigned.tif"));
    } catch (const UserError& error) {
      reason = QString::fromStdString(error.what());
    }
    std::cerr << "ours" << std::flush;
    ::dup2(before, STDERR_FILENO);
    ::close(file);
    ::close(before);
    QVERIFY2(reason.contains(QStringLiteral("unsigned.tif")), qPrintable(reason));
    QCOMPARE(test::readText(said), std::string("ours"));
  }
  void pictures_that_are_too_large_to_decode_are_refused_by_their_headers() {
    const auto claim = [&](const char* name, uint32_t width, uint32_t height) {
      std::string png("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
      for (const uint32_t side : {width, height})
        for (int shift = 24; shift >= 0; shift -= 8) png += static_cast<char>(side >> shift & 0xFF);
      writeText(in(name), png + std::string("\x08\x02\0\0\0\0\0\0\0", 9));
    };
    claim("images/area.png", 30000, 20000);
    claim("images/long.png", 1000001, 3);
    claim("images/fine.png", 20000, 20000);
    const ImportReport report = readImageFolder(in("images"), {});
    QCOMPARE(report.images.size(), size_t{1});
    QCOMPARE(report.images[0].width, 20000);
    QCOMPARE(report.problems.size(), size_t{2});
    QVERIFY(report.problems[0].reason.english().find("512 megapixels") != std::string::npos);
    QVERIFY(report.problems[1].reason.english().find("1,000,000 pixels") != std::string::npos);
  }
  void files_that_were_cut_off_are_found() {
    fs::create_directories(in("cut"));
    const PixelBuffer picture = paintSample(5).image;
    writePng(in("cut/whole.png"), picture);
    writeJpeg(in("cut/whole.jpg"), picture, 90);
    fs::copy_file(test::dataFile("odd_images/turned/6.webp"), in("cut/whole.webp"));
    for (const char* extension : {".png", ".jpg", ".webp"}) {
      const fs::path whole = in("cut/whole") += extension;
      const fs::path cut = in("cut/cut") += extension;
      QVERIFY(damageIn(whole).empty());
      const std::string bytes = test::readText(whole);
      writeText(whole, bytes + "more behind the end");  // as phones write it
      QVERIFY(damageIn(whole).empty());
      for (const size_t length : {bytes.size() - 4, bytes.size() / 2, size_t{25}}) {
        writeText(cut, bytes.substr(0, length));
        QVERIFY2(damageIn(cut).english().find("cut off") != std::string::npos, extension);
      }
    }
    // With a thumbnail, whose end is not the picture's.
    const std::string jpeg = test::readText(in("cut/whole.jpg"));
    const std::string thumbnail("\xFF\xE1\0\x0A\xFF\xD8\xFF\xD9\0\0\0\0", 12);
    writeText(in("cut/cut.jpg"), jpeg.substr(0, 2) + thumbnail + jpeg.substr(2, jpeg.size() / 2));
    QVERIFY(!damageIn(in("cut/cut.jpg")).empty());
    auto store = ProjectStore::create(in("p"));
    const ImportReport report = readImageFolder(in("cut"), {});
    store->addImported(report.images, "test", {});
    LintRules rules;
    rules.kinds = {LintKind::Damaged};
    QStringList found;
    for (const LintFinding& f : lintProject(*store, rules, {}))
      found << QString::fromStdString(fs::path(store->image(f.image)->path).filename().string());
    QVERIFY2(found == (QStringList{QStringLiteral("cut.jpg"), QStringLiteral("cut.png")}),
             qPrintable(found.join(QLatin1Char(' '))));
  }
  void the_sample_is_repeatable_and_believable() {
    const SamplePicture a = paintSample(5);
    const SamplePicture b = paintSample(5);
    QVERIFY(a.image.rgb == b.image.rgb && a.boxes.size() == b.boxes.size());
    QVERIFY(paintSample(6).image.rgb != a.image.rgb);
    auto project = createSampleProject(in("sample"), {40}, {});
    const ImportLedger ledger = ImportLedger::fromKept(project->imports().at(0).ledger);
    QVERIFY(ledger.addsUp() && ledger.found() > 40);  // shown under File > Imports
    int boxes = 0;
    double smallest = 1e9;
    double largest = 0;
    project->forEachBox([&](int64_t, const LabelBox& box) {
      ++boxes;
      smallest = std::min(smallest, box.x2 - box.x1);
      largest = std::max(largest, box.x2 - box.x1);
    });
    QCOMPARE(project->classes().size(), size_t{4});
    QVERIFY(boxes > 80);
    QVERIFY(largest / smallest >= 8);
    for (const ImageEntry& image : project->images())
      QVERIFY(image.width >= 320 && image.height >= 320 && !image.split.empty());
  }
};

ANCHOR_TEST_MAIN(DatasetsTest, QCoreApplication)
#include "tst_datasets.moc"
