// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of the table of edge cases, and every format in and out.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QColor>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "datasets/formats/createml.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/label_import.h"
#include "datasets/formats/voc.h"
#include "datasets/formats/yolo.h"
#include "datasets/images/content_hash.h"
#include "datasets/images/image_reader.h"
#include "datasets/plain_numbers.h"
#include "tests/datasets/label_trees.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

bool near(const LabelBox& b, double x1, double y1, double x2, double y2, double by = 1e-9) {
  return std::abs(b.x1 - x1) < by && std::abs(b.y1 - y1) < by && std::abs(b.x2 - x2) < by &&
         std::abs(b.y2 - y2) < by;
}

}  // namespace

class FormatsTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  [[nodiscard]] fs::path in(const std::string& name) const {
    return fs::path(m_dir->path().toStdString()) / name;
  }

  /// Two splits, same stems, odd names, negatives, fractions, boxes on every edge, flags and attributes.
  std::unique_ptr<ProjectStore> oddProject(bool flags) {
    std::vector<ImportedImage> images;
    const char* names[] = {"a/1.jpg", "b/1.jpg",   "a/1.png", "图像/é ü & <x>.jpg",
                           "B/1.JPG", "empty.png", "new.png"};
    const char* splits[] = {"train", "train", "val", "test", "", "train", "val"};
    for (int i = 0; i < 7; ++i) {
      const fs::path path = in(std::string("src/") + names[i]);
      picture(path, 64 + i, 48, static_cast<uint8_t>(30 * i + 10));
      images.push_back({path.string(), 64 + i, 48, splits[i], contentHash(path), i != 6, {}, ""});
      if (i >= 5) continue;
      for (int b = 0; b < 3; ++b) {
        LabelBox box;
        box.x1 = b == 0 ? 0 : 1.0 / 3 + i;
        box.y1 = b == 1 ? 0 : 2.7;
        box.x2 = b == 2 ? 64 + i : 33.1 + i;
        box.y2 = b == 1 ? 48 : 40.05;
        if (flags) {
          box.difficult = b == 0;
          box.truncated = b == 1;
          box.occluded = b == 2;
          box.pose = b == 0 ? "Left" : "";
          if (b == 1) box.attributes = {{"colour", "红 & <blue>"}, {"number plate", "x=1"}};
        }
        images.back().boxes.push_back({b == 0   ? "cat"
                                       : b == 1 ? "猫 & \"dog\", <2>"
                                                : "zebra crossing",
                                       box});
      }
    }
    auto store = ProjectStore::create(in("project"));
    ProjectEdit order = store->edit("classes");
    // An order that no sorting makes.
    for (const char* name : {"zebra crossing", "unused", "cat", "猫 & \"dog\", <2>"}) order.addClass(name);
    order.commit();
    store->addImported(images, "test", {});
    return store;
  }

 private Q_SLOTS:
  void init() { m_dir = std::make_unique<QTemporaryDir>(); }

  void every_format_has_one_row() {
    QCOMPARE(labelFormats().size(), static_cast<size_t>(LabelFormat::Count));
    std::set<std::string> names;
    for (int i = 0; i < static_cast<int>(LabelFormat::Count); ++i) {
      const auto format = static_cast<LabelFormat>(i);
      QCOMPARE(std::ranges::count(labelFormats(), format, &LabelFormatRow::format), std::ptrdiff_t{1});
      const LabelFormatRow& row = rowOf(format);
      QVERIFY(!row.words.empty() && !row.family.empty() && row.read != nullptr && !row.endings.empty());
      QVERIFY(row.detectFile != nullptr || row.isLabelFile != nullptr);
      QCOMPARE(row.write != nullptr, row.name != nullptr);
      if (row.name == nullptr) continue;
      QVERIFY2(names.insert(row.name).second, row.name);
      QVERIFY(formatByName(row.name) == format);
    }
    QCOMPARE(writableFormats().size(), names.size());
    QVERIFY(std::ranges::is_sorted(writableFormats(), {}, &LabelFormatRow::format));
  }
  void what_is_no_labels_names_every_format() {
    const std::string known = notLabels(in("")).remedy.english();
    QCOMPARE(known, std::string("Known: Pascal VOC, COCO, YOLO, CreateML, CSV and text files of corners"));
    for (const LabelFormatRow& row : labelFormats())
      QVERIFY2(known.find(row.family.english()) != known.npos, row.family.english().c_str());
  }
  void a_format_loses_what_its_row_says_data() {
    QTest::addColumn<QString>("format");
    for (const LabelFormatRow& row : writableFormats())
      QTest::newRow(row.name) << QString::fromLatin1(row.name);
  }
  void a_format_loses_what_its_row_says() {
    QFETCH(QString, format);
    const LabelFormatRow& row = rowOf(*formatByName(format.toStdString()));
    // An image for each thing that may be lost: unlabelled, crowd, a flag, an attribute.
    std::vector<ImportedImage> images;
    for (const char* name : {"none", "crowd", "flag", "attribute"}) {
      const fs::path path = in(std::string("src/") + name + ".png");
      picture(path, 64, 48, static_cast<uint8_t>(40 + 30 * images.size()));
      LabelBox box;
      box.x2 = box.y2 = 30;
      box.crowd = images.size() == 1;
      box.occluded = images.size() == 2;
      if (images.size() == 3) box.attributes = {{"colour", "red"}};
      const bool labelled = !images.empty();
      images.push_back({path.string(), 64, 48, "train", contentHash(path), labelled, {}, ""});
      if (labelled) images.back().boxes.push_back({"cat", box});
    }
    auto store = ProjectStore::create(in("project"));
    store->addImported(images, "test", {});
    exportDataset(row.format, *store, in("out"), {});
    std::map<std::string, LabelBox> back;
    bool unlabelled = false;
    for (const ImportedImage& image : importLabels(*detectLabels(in("out")), {}).images)
      if (image.labelled)
        back[fs::path(image.path).stem().string()] = image.boxes.at(0).box;
      else
        unlabelled = true;
    QCOMPARE(back.size(), size_t{3});
    QCOMPARE(!unlabelled, row.losses.unlabelledImages);
    QCOMPARE(!back.at("crowd").crowd, row.losses.crowd);
    QCOMPARE(!back.at("flag").occluded, row.losses.flags);
    QCOMPARE(back.at("attribute").attributes.empty(), row.losses.attributes);
  }
  void the_manual_tells_what_a_format_loses() {
    const std::string manual = test::readText(test::dataFile("../../docs/manual/en/labelling.md"));
    std::istringstream lines(manual.substr(manual.find("| format | not labelled yet |")));
    std::map<std::string, std::string> told;  // by family
    for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
      const size_t end = line.find(" |", 2);
      std::istringstream families(line.substr(2, end - 2));
      for (std::string family; std::getline(families >> std::ws, family, ',');)
        told[family] = line.substr(end + 1);
    }
    for (const LabelFormatRow& row : writableFormats()) {
      const LabelLosses& lost = row.losses;
      const char* flags = lost.flags        ? "lost"
                          : lost.attributes ? "flags kept, attributes lost"
                          : lost.crowd      ? "kept, crowd lost"
                                            : "kept";
      QCOMPARE(told[row.family.english()],
               std::string(lost.unlabelledImages ? "| left out | " : "| kept | ") + flags + " |");
    }
  }
  void acceptance_05_07_12_every_format_returns_what_it_was_given_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("leftOut");
    QTest::addColumn<int>("flagsLost");
    for (const LabelFormatRow& name : writableFormats()) {
      const bool all = name.format == LabelFormat::Voc || name.format == LabelFormat::Coco;
      const int lost = all                               ? 0
                       : name.format == LabelFormat::Csv ? 5
                                                         : 15;  // CSV has no column for attributes
      QTest::newRow(name.name) << QString::fromLatin1(name.name) << (name.format == LabelFormat::Voc ? 0 : 1)
                               << lost;
    }
  }
  void acceptance_05_07_12_every_format_returns_what_it_was_given() {
    QFETCH(QString, format);
    QFETCH(int, leftOut);
    QFETCH(int, flagsLost);
    auto store = oddProject(true);
    const LabelFormat kind = *formatByName(format.toStdString());
    const ExportCertificate certificate = exportDataset(kind, *store, in("out"), {});
    QCOMPARE(certificate.images, int64_t{7 - leftOut});
    QCOMPARE(certificate.leftOut, int64_t{leftOut});
    QCOMPARE(certificate.boxes, int64_t{15});
    QVERIFY2(certificate.largestError < 1e-11, qPrintable(QString::number(certificate.largestError)));
    QCOMPARE(certificate.flagsLost, int64_t{flagsLost});
    // Opened and saved again without an edit: the same boxes in the same places.
    const auto found = detectLabels(in("out"));
    QVERIFY(found && found->format == kind);
    const ImportReport back = importLabels(*found, {});
    QVERIFY2(back.problems.empty(), qPrintable(words(back)));
    auto again = ProjectStore::create(in("again"));
    again->addImported(back.images, "test", {});
    const ExportCertificate second = exportDataset(kind, *again, in("out2"), {});
    QCOMPARE(second.boxes, certificate.boxes);
    QCOMPARE(second.largestError, 0.0);
    QVERIFY(!fs::exists(in("out2.part")));
    if (kind == LabelFormat::Yolo || kind == LabelFormat::YoloFlat) {
      // The order of the classes is the project's, not the alphabet's.
      const std::string list =
          test::readText(in(kind == LabelFormat::Yolo ? "out/data.yaml" : "out/obj.names"));
      QVERIFY(list.find("zebra") < list.find("unused") && list.find("unused") < list.find("cat"));
    }
  }
  void odd_names_never_block_an_export_data() {
    QTest::addColumn<QString>("format");
    for (const LabelFormatRow& name : writableFormats())
      QTest::newRow(name.name) << QString::fromLatin1(name.name);
  }
  void odd_names_never_block_an_export() {
    QFETCH(QString, format);
    const std::vector<std::string> classNames{"plain",
                                              "two\nlines",
                                              "cr\rhere",
                                              " leading",
                                              "trailing ",
                                              "plain ",
                                              "\tcontrol\x01\x7f",
                                              "#3",
                                              "a,b;c\td",
                                              "\"quoted",
                                              "it's",
                                              "a/b\\c",
                                              "<&>]]>",
                                              "null",
                                              "~",
                                              "yes",
                                              "1.50",
                                              "- item",
                                              "key: value",
                                              "%s{}",
                                              "=1+1",
                                              "\xEF\xBB\xBFmark",
                                              "猫",
                                              "0 0.5 0.5 0.2 0.2"};
    const std::vector<std::string> files{
        "plain", "two\nlines", "a,b;c", "\"quoted'", "-dash", " blank",    "blank ",    "classes",
        "train", "con",        "a\\b",  "Case",      "case",  "tab\there", "000001 -1", "000001",
        "a.b.c", "#hash",      "%41",   "C:",        "http:", "images",    "猫",        std::string(240, 'x'),
        "labels"};
    auto store = ProjectStore::create(in("project"));
    std::vector<int64_t> ids;
    {
      ProjectEdit edit = store->edit("classes");
      for (const std::string& name : classNames) ids.push_back(edit.addClass(name));
      edit.commit();
    }
    // Each class in one image of a plain name, each odd name on one image of a plain class.
    std::vector<ImportedImage> images;
    for (size_t i = 0; i < classNames.size() + files.size(); ++i) {
      const bool named = i >= classNames.size();
      const fs::path path =
          in("src/" + (named ? files[i - classNames.size()] : "class" + std::to_string(i)) + ".png");
      picture(path, 64, 48, static_cast<uint8_t>(3 * i));
      images.push_back(
          {path.string(), 64, 48, i % 2 == 0 ? "train" : "val", contentHash(path), true, {}, ""});
    }
    store->addImported(images, "test", {});
    {
      ProjectEdit edit = store->edit("boxes");
      const auto entries = store->images();
      for (size_t i = 0; i < entries.size(); ++i) {
        LabelBox box;
        box.classId = ids[i < ids.size() ? i : 0];
        box.x1 = 4;
        box.y1 = 6;
        box.x2 = 30;
        box.y2 = 40;
        edit.addBox(entries[i].id, box);
      }
      edit.commit();
    }
    const LabelFormat kind = *formatByName(format.toStdString());
    const ExportCertificate certificate = exportDataset(kind, *store, in("out"), {});
    // A list of names, one a line, cannot hold one of two lines; XML turns one kind of line end into the
    // other.
    const int64_t unwritable = kind == LabelFormat::YoloFlat || kind == LabelFormat::Voc ? 1 : 0;
    QVERIFY2(certificate.odd == unwritable, certificate.text().c_str());
    QCOMPARE(certificate.images, std::ssize(images) - unwritable);
    QCOMPARE(certificate.boxes, std::ssize(images) - unwritable);
    if (unwritable > 0)
      QVERIFY2(certificate.text().find("did not come back equal: 1 images (") != std::string::npos,
               certificate.text().c_str());
    QVERIFY(certificate.text().find("Spaces around the names of ") != std::string::npos);
  }
  void no_format_exports_a_box_whose_class_is_unknown() {
    auto store = oddProject(false);
    const std::string box = std::to_string(store->boxes(store->images().front().id).front().id);
    const fs::path folder = store->folder();
    store.reset();
    SQLite::Database((folder / "project.anchor").string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE boxes SET class = 77 WHERE id = " + box);
    store = ProjectStore::open(folder);
    for (const LabelFormatRow& format : writableFormats()) {
      try {
        exportDataset(format.format, *store, in("out"), {});
        QFAIL("was exported");
      } catch (const UserError& error) {
        QCOMPARE(error.problem().reason.english(),
                 "box " + box + " has the class 77, which the project does not have");
      }
      QVERIFY(!fs::exists(in("out")) && !fs::exists(in("out.part")));
    }
  }
  void coco_ids_come_back_as_they_were() {
    for (const char* name : {"a.png", "b.png", "c.png"})
      picture(in(std::string("ids/images/") + name), 64, 48, 90);
    writeText(in("ids/annotations/instances_train.json"), R"({"images":[
      {"id":907,"file_name":"a.png","width":64,"height":48},{"id":12,"file_name":"b.png","width":64,"height":48}],
      "categories":[{"id":90,"name":"toothbrush"},{"id":3,"name":"car"}],
      "annotations":[{"id":5001,"image_id":907,"category_id":90,"bbox":[1,2,10,10],"area":100,"iscrowd":0},
      {"id":17,"image_id":12,"category_id":3,"bbox":[5,6,20,20],"area":400,"iscrowd":1},
      {"id":17,"image_id":12,"category_id":3,"bbox":[8,6,20,20],"area":400,"iscrowd":0}]})");
    auto store = ProjectStore::create(in("kept"));
    store->addImported(importLabels(*detectLabels(in("ids")), {}).images, "coco", {});
    ProjectEdit more = store->edit("more");
    const int64_t bird = more.addClass("bird");
    LabelBox drawn;
    drawn.classId = bird;
    drawn.x2 = drawn.y2 = 9;
    more.addBox(store->images()[0].id, drawn);
    more.commit();
    exportDataset(LabelFormat::Coco, *store, in("out"), {});
    const auto json = nlohmann::json::parse(test::readText(in("out/annotations/instances_train.json")));
    std::map<std::string, int> categories;
    for (const auto& c : json.at("categories")) categories[c.at("name")] = c.at("id");
    QVERIFY((categories == std::map<std::string, int>{{"toothbrush", 90}, {"car", 3}, {"bird", 91}}));
    std::map<std::string, int> images;
    for (const auto& i : json.at("images")) images[i.at("file_name")] = i.at("id");
    QVERIFY((images == std::map<std::string, int>{{"a.png", 907}, {"b.png", 12}}));
    // Of two annotations with one id the first keeps it; new ones come above all.
    std::vector<int> ids;
    for (const auto& a : json.at("annotations")) ids.push_back(a.at("id"));
    QVERIFY((ids == std::vector<int>{5001, 5002, 17, 5003}));
    QCOMPARE(json.at("annotations")[2].at("iscrowd").get<int>(), 1);
  }
  void numbers_in_yolo_files_stay_within_the_image_when_others_read_them() {
    auto store = oddProject(false);
    exportDataset(LabelFormat::Yolo, *store, in("out"), {});
    int lines = 0;
    for (const auto& entry : fs::recursive_directory_iterator(in("out/labels"))) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path());
      for (double c, x, y, w, h; file >> c >> x >> y >> w >> h; ++lines)
        QVERIFY(x - w / 2 >= 0 && y - h / 2 >= 0 && x + w / 2 <= 1 && y + h / 2 <= 1);
    }
    QCOMPARE(lines, 15);
  }
  void voc_dialects_are_found_out() {
    const auto tree = [this](const char* name, const std::string& box) {
      picture(in(std::string(name) + "/JPEGImages/a.jpg"), 50, 40);
      writeText(in(std::string(name) + "/Annotations/a.xml"),
                "<annotation><filename>a.jpg</filename><object><name>x</name><bndbox>" + box +
                    "</bndbox></object></annotation>");
      return readVoc(in(name), {}).images.at(0).boxes.at(0).box;
    };
    QVERIFY(near(tree("one", "<xmin>1</xmin><ymin>2</ymin><xmax>50</xmax><ymax>40</ymax>"), 0, 1, 50, 40));
    QVERIFY(near(tree("zero", "<xmin>0</xmin><ymin>2</ymin><xmax>50</xmax><ymax>40</ymax>"), 0, 2, 50, 40));
    QVERIFY(near(tree("fraction", "<xmin>3.5</xmin><ymin>2</ymin><xmax>12.5</xmax><ymax>40</ymax>"), 3.5, 2,
                 12.5, 40));
    QVERIFY(detectLabels(in("zero"))->words.english().find("half-open") != std::string::npos);
    QVERIFY(detectLabels(in("one"))->words.english().find("from 1") != std::string::npos);
  }
  void voc_parts_flags_unknown_tags_and_encodings() {
    picture(in("v/JPEGImages/a.jpg"), 50, 40);
    writeText(in("v/Annotations/a.xml"),
              "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><annotation><object><name>Person &amp; "
              "Co</name>"
              "<part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></"
              "bndbox></part>"
              "<colour>red</colour><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>20</xmax><ymax>30</ymax></"
              "bndbox></object>"
              "</annotation>");
    const ImportReport report = readVoc(in("v"), {});
    QVERIFY2(report.problems.empty(), qPrintable(words(report)));
    QCOMPARE(report.images[0].boxes.size(), size_t{1});  // the head is a part, no object
    QCOMPARE(report.images[0].boxes[0].className, std::string("Person & Co"));
    QCOMPARE(report.images[0].boxes[0].box.attributes.at("colour"), std::string("red"));
  }
  void voc_images_are_found_by_their_stem_whatever_their_ending() {
    picture(in("v/JPEGImages/a.TIFF"), 50, 40);
    for (const char* name : {"a", "gone"})
      writeText(in("v/Annotations/" + std::string(name) + ".xml"),
                "<annotation><object><name>cat</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>20</xmax>"
                "<ymax>30</ymax></bndbox></object></annotation>");
    const ImportReport report = readVoc(in("v"), {});
    QCOMPARE(named(report, "a.TIFF").boxes.size(), size_t{1});
    QCOMPARE(report.problems.size(), size_t{1});
    QCOMPARE(report.problems[0].reason.english(), std::string("its image gone is not in JPEGImages"));
  }
  void pictures_with_palette_alpha_and_grey_are_seen_in_their_colours() {
    const auto saved = [this](const char* name, const QImage& image) {
      const QString path = QString::fromStdString(in(name).string());
      if (!image.save(path)) throw std::runtime_error("the picture was not written");
      const PixelBuffer read = readImage(in(name));
      if (read.width != image.width() || read.height != image.height())
        throw std::runtime_error("another size");
      return QColor(read.rgb[0], read.rgb[1], read.rgb[2]);
    };
    QImage palette(30, 20, QImage::Format_Indexed8);
    palette.setColorTable({qRgb(10, 200, 30), qRgb(1, 2, 3)});
    palette.fill(0);
    QCOMPARE(saved("palette.png", palette), QColor(10, 200, 30));
    QImage alpha(30, 20, QImage::Format_ARGB32);
    alpha.fill(QColor(200, 100, 50, 255));
    QCOMPARE(saved("alpha.png", alpha), QColor(200, 100, 50));
    QImage grey(30, 20, QImage::Format_Grayscale8);
    grey.fill(77);
    QCOMPARE(saved("grey.png", grey), QColor(77, 77, 77));
    QCOMPARE(saved("grey.bmp", grey), QColor(77, 77, 77));
    // One that is no picture, and one whose kind is not known here, are refused with a reason and a remedy.
    writeText(in("photo.heic"), "ftypheic");
    QVERIFY(!looksLikeImage(in("photo.heic")));
    QVERIFY_THROWS_EXCEPTION(UserError, readImage(in("photo.heic")));
  }
  void acceptance_03_an_image_whose_labels_are_broken_is_locked() {
    picture(in("v/JPEGImages/a.jpg"), 50, 40);
    picture(in("v/JPEGImages/b.jpg"), 50, 40);
    const std::string broken = "<annotation><object><name>x</name><bndbox><xmin>1</xm";
    writeText(in("v/Annotations/a.xml"), broken);
    const ImportReport report = readVoc(in("v"), {});
    QCOMPARE(report.images.size(), size_t{2});
    QVERIFY(!named(report, "a.jpg").trouble.empty() && !named(report, "a.jpg").labelled);
    QVERIFY(named(report, "b.jpg").trouble.empty());
    auto store = ProjectStore::create(in("p"));
    store->addImported(report.images, "v", {});
    QVERIFY(!store->images()[0].trouble.empty());
    QCOMPARE(test::readText(in("v/Annotations/a.xml")), broken);  // not touched
    // Mended and imported again, it is an image like any other.
    writeText(
        in("v/Annotations/a.xml"),
        "<annotation><object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax>"
        "</bndbox></object></annotation>");
    store->addImported(readVoc(in("v"), {}).images, "v", {});
    QVERIFY(store->images()[0].trouble.empty());
    QCOMPARE(store->images()[0].boxes, 1);
    store->undo();
    QVERIFY(!store->images()[0].trouble.empty());
    // A line of a YOLO file that is no box does the same.
    picture(in("y/a.jpg"));
    // Nor is one whose class is no number of a class.
    for (const char* line : {"0 0.5 oops", "1e300 0.5 0.5 0.2 0.2", "-1 0.5 0.5 0.2 0.2",
                             "0.5 0.5 0.5 0.2 0.2", "2147483648 0.1 0.1 0.3 0.1 0.3 0.5"}) {
      writeText(in("y/a.txt"), std::string("0.0 0.5 0.5 0.2 0.2\n") + line + "\n");
      const ImportReport yolo = readYolo(in("y"), {});
      QVERIFY(!yolo.images[0].trouble.empty());
      QCOMPARE(yolo.images[0].boxes.size(), size_t{1});
      QVERIFY(words(yolo).contains(QStringLiteral("a.txt:2")));
    }
  }
  void a_yaml_with_other_names_than_classes_is_refused_with_its_line() {
    picture(in("y/images/a.jpg"));
    for (const char* yaml :
         {"train: images\nnames:\n  cat: 0\n", "train: images\nnames:\n  0: [cat]\n",
          "names: [cat]\n\nval: {images: 3}\n", "names: [cat, dog]\n\ntrain: [[images]]\n"}) {
      writeText(in("y/data.yaml"), yaml);
      try {
        (void)readYolo(in("y"), {});
        QFAIL(yaml);
      } catch (const UserError& error) {
        QCOMPARE(error.problem().line, 3);
        QVERIFY(error.problem().file.ends_with("data.yaml"));
      }
    }
    writeText(in("y/data.yaml"), "names: [cat]\ntrain:\nval: images\n");
    QCOMPARE(readYolo(in("y"), {}).images[0].split, std::string("val"));
  }
  void yolo_folders_with_yaml_are_read_with_all_their_habits() {
    writeText(
        in("y/data.yaml"),
        "path: ../datasets/x\ntrain: ../train/images\nval: valid/images\nnames:\n  0: cat\n  1: \"猫\"\n");
    for (const char* name : {"train/images/a.jpg", "train/images/b.jpg", "train/images/c.jpg",
                             "valid/images/d.png", "train/images/e.jpg"})
      picture(in(std::string("y/") + name), 100, 50);
    writeText(in("y/train/labels/a.txt"),
              "\xEF\xBB\xBF"
              "0 0.5 0.5 0.2 0.4\r\n1 0.9999998 0.5 0.0000008 1\r\n");
    writeText(in("y/train/labels/b.txt"), "");
    writeText(in("y/train/labels/e.txt"), "0 0.1 0.1 0.3 0.1 0.3 0.5 0.1 0.5\n7 0.5 0.5 0.5 0.5 0.83\n");
    writeText(in("y/valid/labels/d.txt"), "1 0.95 0.5 0.2 0.2\n");
    const auto found = detectLabels(in("y"));
    QVERIFY(found && found->format == LabelFormat::Yolo);
    const ImportReport report = importLabels(*found, {});
    QCOMPARE(report.images.size(), size_t{5});
    const ImportedImage& a = named(report, "a.jpg");
    QCOMPARE(a.split, std::string("train"));
    QVERIFY(near(a.boxes[0].box, 40, 15, 60, 35));
    QCOMPARE(a.boxes[1].className, std::string("猫"));
    QVERIFY(named(report, "b.jpg").labelled && named(report, "b.jpg").boxes.empty());
    QVERIFY(!named(report, "c.jpg").labelled);  // no file: not labelled
    QCOMPARE(named(report, "d.png").split, std::string("val"));
    QCOMPARE(named(report, "d.png").boxes[0].box.x2, 100.0);  // 105 is cut, and told
    const ImportedImage& e = named(report, "e.jpg");
    QVERIFY(near(e.boxes[0].box, 10, 5, 30, 25));
    QCOMPARE(e.boxes[1].className, std::string("#7"));
    QCOMPARE(e.boxes[1].box.score, 0.83);
    for (const char* said :
         {"class 7 has no name", "polygons", "score as a sixth number", "outside the image"})
      QVERIFY2(words(report).contains(QLatin1String(said)), qPrintable(words(report)));
  }
  void yolo_flat_folders_share_stems_and_disagree_about_names() {
    picture(in("d/data/a.jpg"));
    picture(in("d/data/a.png"), 64, 48, 10);
    picture(in("d/data/b.jpg"));
    writeText(in("d/data/a.txt"), "1 0.5 0.5 0.5 0.5\n");
    writeText(in("d/data/b.txt"), "0 0.5 0.5 0.25 0.25\n");
    writeText(in("d/obj.names"), "cat\ndog\n");
    writeText(in("d/classes.txt"), "dog\ncat\n");
    writeText(in("d/valid.txt"), "data/b.jpg\n");
    const auto found = detectLabels(in("d"));
    QVERIFY(found && found->format == LabelFormat::YoloFlat);
    const ImportReport report = importLabels(*found, {});
    QCOMPARE(report.images.size(), size_t{3});
    QCOMPARE(named(report, "b.jpg").split, std::string("val"));
    QCOMPARE(named(report, "a.jpg").boxes.size() + named(report, "a.png").boxes.size(), size_t{1});
    for (const char* said : {"lists different classes from classes.txt", "belongs to a.jpg and to a.png"})
      QVERIFY2(words(report).contains(QLatin1String(said)), qPrintable(words(report)));
  }
  void createml_in_both_spellings_and_units() {
    picture(in("c/a.jpg"), 100, 80);
    picture(in("c/b.jpg"), 100, 80);
    writeText(in("c/annotations.json"), R"([
      {"image": "a.jpg", "annotations": [{"label": "cat", "coordinates": {"x": 50, "y": 40, "width": 20, "height": 10}},
                                         {"label": "cat", "coordinates": {"x": 50}}]},
      {"imagefilename": "b.jpg", "annotation": []}, {"image": "gone.jpg", "annotations": []}])");
    const auto found = detectLabels(in("c"));
    QVERIFY(found && found->format == LabelFormat::CreateMl);
    const ImportReport report = importLabels(*found, {});
    QVERIFY(near(named(report, "a.jpg").boxes[0].box, 40, 35, 60, 45));
    QVERIFY(named(report, "b.jpg").labelled && named(report, "b.jpg").boxes.empty());
    QCOMPARE(report.problems.size(), size_t{2});
    writeText(in("n/x.json"), R"([{"image": "a.jpg", "annotations": [
      {"label": "cat", "coordinates": {"x": 0.5, "y": 0.5, "width": 0.2, "height": 0.5}}]}])");
    picture(in("n/a.jpg"), 100, 80);
    QVERIFY(near(readCreateMl(in("n/x.json"), {}).images[0].boxes[0].box, 40, 20, 60, 60));
    writeText(in("n/broken.json"), R"([{"image": "a.jpg", )");
    QVERIFY_THROWS_EXCEPTION(UserError, readCreateMl(in("n/broken.json"), {}));
  }
  void csv_presets_and_the_mapper() {
    for (const char* name : {"t/a.jpg", "t/b.jpg", "t/c, d.jpg"}) picture(in(name), 100, 80);
    writeText(in("t/named.csv"),
              "filename;cell_type;xmin;xmax;ymin;ymax\n\"a.jpg\";WBC;10;30;20;60\nb.jpg;;;;;\n"
              "\"c, d.jpg\";\"x; \"\"y\"\"\";0.5;10;1;9\na.jpg;WBC;oops;1;2;3\n");
    const auto named = detectLabels(in("t/named.csv"));
    QVERIFY(named && named->format == LabelFormat::Csv);
    const ImportReport report = importLabels(*named, {});
    QCOMPARE(report.images.size(), size_t{3});
    QVERIFY(near(report.images[0].boxes[0].box, 10, 20, 30, 60));
    QVERIFY(report.images[1].labelled && report.images[1].boxes.empty());
    QCOMPARE(report.images[2].boxes[0].className, std::string("x; \"y\""));
    QCOMPARE(report.problems.size(), size_t{1});
    QCOMPARE(report.problems[0].line, 5);
    // keras-retinanet's six and make-sense's eight columns have no names.
    writeText(in("t/six.csv"), "a.jpg,10,20,30,60,cat\nb.jpg,,,,,\n");
    QVERIFY(near(importLabels(*detectLabels(in("t/six.csv")), {}).images[0].boxes[0].box, 10, 20, 30, 60));
    writeText(in("t/eight.csv"), "cat,10,20,20,40,a.jpg,100,80\n");
    QVERIFY(near(importLabels(*detectLabels(in("t/eight.csv")), {}).images[0].boxes[0].box, 10, 20, 30, 60));
    // VOC's counting shows where a box ends at the image's side and none begins at 0.
    writeText(in("t/voc.csv"), "filename,class,xmin,ymin,xmax,ymax\na.jpg,cat,11,21,100,60\n");
    QVERIFY(near(importLabels(*detectLabels(in("t/voc.csv")), {}).images[0].boxes[0].box, 10, 20, 100, 60));
    // One that nobody can guess goes through the mapper.
    writeText(in("t/odd.csv"), "who|what\nfoo,bar\n");
    QVERIFY(!detectLabels(in("t/odd.csv")));
    writeText(in("t/mapped.csv"), "4,0.5,0.5,0.2,0.5,thing,a.jpg\n");
    CsvColumns columns;
    columns.header = false;
    columns.image = 6;
    columns.label = 5;
    columns.parts = true;
    columns.shape = CsvColumns::Shape::CentreSize;
    std::ranges::copy(std::initializer_list<int>{1, 2, 3, 4}, columns.box);
    QVERIFY(near(readCsv(in("t/mapped.csv"), columns, {}, {}).images[0].boxes[0].box, 40, 20, 60, 60));
  }
  void images_that_moved_are_found_again_by_their_bytes() {
    auto store = oddProject(true);
    const auto before = store->images();
    const std::string state = store->fingerprint();
    fs::rename(in("src"), in("elsewhere"));
    const ImportReport report = readImageFolder(in("elsewhere"), {});
    store->addImported(report.images, "moved", {});
    const auto after = store->images();
    QCOMPARE(after.size(), before.size());
    for (size_t i = 0; i < after.size(); ++i) {
      QCOMPARE(after[i].boxes, before[i].boxes);
      QVERIFY(fs::exists(store->absolutePath(after[i])));
    }
    store->undo();
    QCOMPARE(store->fingerprint(), state);
    // A copy that the project has already is not taken for the missing one.
    fs::create_directories(in("src/a"));
    fs::copy_file(in("elsewhere/a/1.jpg"), in("copy.jpg"));
    const PictureSize size = imageSize(in("copy.jpg"));
    auto both = ProjectStore::create(in("both"));
    fs::copy_file(in("copy.jpg"), in("gone.jpg"));
    std::vector<ImportedImage> two;
    for (const char* name : {"gone.jpg", "copy.jpg"})
      two.push_back(
          {in(name).string(), size.width, size.height, "", contentHash(in("copy.jpg")), false, {}, ""});
    both->addImported(two, "two", {});
    fs::remove(in("gone.jpg"));
    QCOMPARE(both->addImported({two[1]}, "again", {}), 0);
    QCOMPARE(both->images().size(), size_t{2});
  }
  void numbers_have_a_point_whatever_the_locale() {
    QCOMPARE(plainNumber(" 1.5\r").value(), 1.5);
    QCOMPARE(plainNumber("+2e-1").value(), 0.2);
    for (const char* none : {"1,5", "", "1.5 2", "nan", "inf", "0x10"}) QVERIFY2(!plainNumber(none), none);
    for (const double value : {0.1 + 0.2, 1.0 / 3, 1e-9, 123456789.0, 64.0})
      QCOMPARE(plainNumber(plainText(value)).value(), value);
    QCOMPARE(plainText(64), std::string("64"));
  }
  void an_image_that_moved_or_changed_ends_an_export_with_its_name() {
    auto store = oddProject(false);
    fs::remove(in("src/b/1.jpg"));
    try {
      exportDataset(LabelFormat::Yolo, *store, in("out"), {});
      QFAIL("an export without one of its images was published");
    } catch (const UserError& error) {
      QVERIFY(error.problem().file.find("b/1.jpg") != std::string::npos);
    }
    QVERIFY(!fs::exists(in("out")) && !fs::exists(in("out.part")));
  }
  void the_eight_orientations_of_a_picture_are_exported_as_they_are_seen() {
    // JPEG files with an Exif tag made here: 40 x 20 as stored, upright 20 x 40 from the fifth on.
    std::vector<ImportedImage> images;
    for (int orientation = 1; orientation <= 8; ++orientation) {
      const fs::path path = in("exif/" + std::to_string(orientation) + ".jpg");
      picture(path, 40, 20);
      std::string bytes = test::readText(path);
      std::string exif(
          "\xFF\xE1\x00\x22"
          "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0",
          29);
      exif += static_cast<char>(orientation);
      exif += std::string(6, '\0');
      bytes.insert(2, exif);
      writeText(path, bytes);
      const PixelBuffer pixels = readImage(path);
      const PictureSize size = imageSize(path);
      QCOMPARE(size.width, orientation >= 5 ? 20 : 40);
      QVERIFY(pixels.width == size.width && pixels.height == size.height);
      LabelBox box;
      box.x1 = 1;
      box.y1 = 2;
      box.x2 = size.width;
      box.y2 = size.height - 3;
      images.push_back(
          {path.string(), size.width, size.height, "train", contentHash(path), true, {{"x", box}}, ""});
    }
    auto store = ProjectStore::create(in("p"));
    store->addImported(images, "test", {});
    for (const LabelFormatRow& format : writableFormats()) {
      const ExportCertificate c = exportDataset(format.format, *store, in(format.name), {});
      QCOMPARE(c.boxes, int64_t{8});
      QVERIFY(c.largestError < 1e-12);
    }
    // Written upright when asked to: turned files anew, the one that lies as it is byte for byte.
    exportDataset(LabelFormat::Voc, *store, in("upright"), {}, {true});
    for (int orientation = 1; orientation <= 8; ++orientation) {
      const std::string name = std::to_string(orientation) + ".jpg";
      const fs::path source = in("exif/" + name);
      const fs::path written = in("upright/JPEGImages/" + name);
      QCOMPARE(storedOrientation(source), orientation);
      QCOMPARE(storedOrientation(written), 1);
      QCOMPARE(contentHash(source) == contentHash(written), orientation == 1);
      const PixelBuffer before = readImage(source);
      const PixelBuffer after = readImage(written);
      QVERIFY(before.width == after.width && before.height == after.height);
      for (size_t i = 0; i < before.rgb.size(); ++i) QVERIFY(std::abs(before.rgb[i] - after.rgb[i]) <= 6);
    }
  }
  void every_container_is_written_upright_when_asked() {
    std::vector<ImportedImage> images;
    std::vector<fs::path> files;
    for (const char* extension : {".jpg", ".png", ".webp", ".tif"})
      for (const char* orientation : {"1", "2", "3", "4", "5", "6", "7", "8", "6_late", "grey16"}) {
        const fs::path path =
            test::dataFile(("odd_images/turned/" + std::string(orientation) + extension).c_str());
        if (!fs::exists(path)) continue;  // only a PNG has its Exif late, only a TIFF 16 bits
        files.push_back(in("containers") / (std::string(extension + 1) + "_" + orientation + extension));
        fs::create_directories(files.back().parent_path());
        fs::copy_file(path, files.back());
      }
    for (const fs::path& path : files) {
      const PictureSize size = imageSize(path);
      images.push_back({path.string(), size.width, size.height, "train", contentHash(path), true, {}, ""});
    }
    auto store = ProjectStore::create(in("p"));
    store->addImported(images, "test", {});
    exportDataset(LabelFormat::Voc, *store, in("upright"), {}, {true});
    const auto isDeep = [](const fs::path& path) {
      std::vector<uint8_t> screen;
      return readForScreen(path,
                           [&](int width, int height) {
                             screen.resize(size_t{4} * width * height);
                             return ScreenRows{screen.data(), size_t{4} * width};
                           })
          .deep;
    };
    QVERIFY(isDeep(in("containers/tif_grey16.tif")));
    for (const fs::path& source : files) {
      const fs::path written = in("upright/JPEGImages") / source.filename();
      const std::string what = source.filename().string();
      QVERIFY2(storedOrientation(written) == 1, what.c_str());
      QVERIFY2((contentHash(source) == contentHash(written)) == (storedOrientation(source) == 1),
               what.c_str());
      QVERIFY2(test::readText(written).substr(0, 2) == test::readText(source).substr(0, 2), what.c_str());
      const PixelBuffer before = readImage(source);
      const PixelBuffer after = readImage(written);
      QVERIFY2(before.width == after.width && before.height == after.height, what.c_str());
      QVERIFY2(isDeep(written) == isDeep(source), what.c_str());
      double difference = 0;
      for (size_t i = 0; i < before.rgb.size(); ++i) difference += std::abs(before.rgb[i] - after.rgb[i]);
      difference /= static_cast<double>(before.rgb.size());
      // A JPEG written anew blurs colours at its edges; a picture turned the wrong way differs by more
      // than 50.
      QVERIFY2(difference <= (source.extension() == ".jpg" ? 6 : 0), what.c_str());
    }
  }
};

ANCHOR_TEST_MAIN(FormatsTest, QCoreApplication)
#include "tst_formats.moc"
