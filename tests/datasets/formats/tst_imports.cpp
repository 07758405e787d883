// SPDX-License-Identifier: GPL-3.0-or-later
// What an import stores of labels that are not clear-cut: one test for each kind of fault, with the right
// value.
#include <QTemporaryDir>
#include <QtTest>

#include "app/project_run/project_run.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/image_locator.h"
#include "datasets/formats/label_import.h"
#include "tests/datasets/label_trees.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class ImportsTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  [[nodiscard]] fs::path in(const std::string& name) const {
    return fs::path(m_dir->path().toStdString()) / name;
  }
  [[nodiscard]] ImportReport read(const std::string& name) const {
    const auto found = detectLabels(in(name));
    if (!found) throw std::runtime_error(name + " holds no labels");
    return importLabels(*found, {});
  }
  static std::string xml(const std::string& corners, const std::string& filename = {},
                         const char* name = "cat") {
    return "<annotation><filename>" + filename +
           "</filename><size><width>64</width><height>48</height></size><object><name>" + name +
           "</name><bndbox>" + corners + "</bndbox></object></annotation>";
  }
  static std::string corners(int x1, int y1, int x2, int y2) {
    return "<xmin>" + std::to_string(x1) + "</xmin><ymin>" + std::to_string(y1) + "</ymin><xmax>" +
           std::to_string(x2) + "</xmax><ymax>" + std::to_string(y2) + "</ymax>";
  }

 private Q_SLOTS:
  void init() { m_dir = std::make_unique<QTemporaryDir>(); }

  void an_image_of_which_no_object_could_be_used_is_not_background_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::newRow("voc") << "Annotations/a.xml" << QString::fromStdString(xml(corners(9, 9, 9, 20)));
    QTest::newRow("voc without a number")
        << "Annotations/a.xml" << QString::fromStdString(xml("<xmin>1</xmin>"));
    QTest::newRow("coco") << "l.json"
                          << R"({"images":[{"id":1,"file_name":"a.jpg"},{"id":2,"file_name":"b.jpg"}],
      "annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[5,5,0,9]},{"id":2,"image_id":2,"category_id":1,"bbox":[5,5,9,9]}],
      "categories":[{"id":1,"name":"cat"}]})";
    QTest::newRow("yolo") << "a.txt"
                          << "0 0.5 0.5 0 0.2\n";
    QTest::newRow("createml")
        << "l.json"
        << R"([{"image":"a.jpg","annotations":[{"label":"cat","coordinates":{"x":5}}]}])";
    QTest::newRow("csv") << "l.csv"
                         << "filename,class,xmin,ymin,xmax,ymax\na.jpg,cat,oops,2,9,9\n";
  }
  void an_image_of_which_no_object_could_be_used_is_not_background() {
    QFETCH(QString, file);
    QFETCH(QString, text);
    const std::string folder = file.startsWith(QLatin1String("Ann")) ? "t/JPEGImages/" : "t/";
    picture(in(folder + "a.jpg"));
    picture(in(folder + "b.jpg"));
    writeText(in("t/" + file.toStdString()), text.toStdString());
    const ImportReport report = read("t");
    const ImportedImage& a = named(report, "a.jpg");
    QVERIFY(!a.labelled);
    QVERIFY(!a.trouble.empty());
    // Neither training nor an export takes it for an image without objects.
    auto project = ProjectStore::create(in("p"));
    project->addImported(report.images, "t", {}, SplitShares{0, 0}, report.classes);
    for (const RunSample& sample : samplesOf(*project, true).samples)
      QVERIFY(!QString::fromStdString(sample.image).endsWith(QLatin1String("/a.jpg")));
    exportDataset(LabelFormat::Yolo, *project, in("out"), {});
    QVERIFY(!fs::exists(in("out/labels/train/a.txt")));
  }
  void a_line_that_cannot_be_read_keeps_the_image_out_of_training_and_export() {
    picture(in("y/a.jpg"));
    picture(in("y/b.jpg"));
    writeText(in("y/a.txt"), "0 0.5 0.5 0.2 0.2\n0 0,5 0,5 0,2 0,2\n");
    writeText(in("y/b.txt"), "");
    writeText(in("y/classes.txt"), "cat\n");
    const ImportReport report = read("y");
    QCOMPARE(named(report, "a.jpg").boxes.size(), size_t{1});
    QVERIFY(named(report, "b.jpg").labelled && named(report, "b.jpg").trouble.empty());
    auto project = ProjectStore::create(in("p"));
    project->addImported(report.images, "y", {}, SplitShares{0, 0}, report.classes);
    QCOMPARE(samplesOf(*project).samples.size(), size_t{1});
    const ExportCertificate certificate = exportDataset(LabelFormat::Voc, *project, in("out"), {});
    QCOMPARE(certificate.locked, 1);
    QCOMPARE(certificate.images, 1);
  }
  void mentions_of_one_image_are_united_and_equal_objects_merged_one_to_one() {
    picture(in("c/1.jpg"));
    const std::string head =
        R"({"images":[{"id":1,"file_name":"1.jpg"}],"categories":[{"id":1,"name":"cat"},{"id":2,"name":"dog"}],"annotations":[)";
    writeText(
        in("c/cats.json"),
        head +
            R"({"id":1,"image_id":1,"category_id":1,"bbox":[1,2,10,10]},{"id":2,"image_id":1,"category_id":1,"bbox":[1,2,10,10]}]})");
    writeText(
        in("c/dogs.json"),
        head +
            R"({"id":1,"image_id":1,"category_id":2,"bbox":[1,2,10,10]},{"id":3,"image_id":1,"category_id":1,"bbox":[1.001,2,10,10]}]})");
    writeText(
        in("c/captions.json"),
        R"({"images":[{"id":1,"file_name":"1.jpg"}],"annotations":[{"id":9,"image_id":1,"caption":"a cat"}]})");
    const ImportReport report = read("c");
    QCOMPARE(report.images.size(), size_t{1});
    QCOMPARE(report.images[0].boxes.size(), size_t{3});  // two equal cats of one file, and the dog
    QVERIFY(report.images[0].labelled);
    QVERIFY(words(report).contains(QLatin1String("captions.json: contains no boxes")));
  }
  void captions_alone_label_nothing() {
    picture(in("c/1.jpg"));
    writeText(
        in("c/captions.json"),
        R"({"images":[{"id":1,"file_name":"1.jpg"}],"annotations":[{"id":9,"image_id":1,"caption":"a cat"}]})");
    QVERIFY(!read("c").images.at(0).labelled);
  }
  void importing_again_adds_what_is_new_and_respects_what_a_person_did() {
    picture(in("y/a.jpg"), 100, 100);
    writeText(in("y/classes.txt"), "cat\ndog\n");
    writeText(in("y/a.txt"), "0 0.2 0.2 0.1 0.1\n0 0.5 0.5 0.1 0.1\n0 0.8 0.8 0.1 0.1\n");
    auto project = ProjectStore::create(in("p"));
    project->addImported(read("y").images, "y", {});
    const auto boxes = project->boxes(project->images()[0].id);
    {
      auto edit = project->edit("Delete a box");
      edit.removeBox(boxes[0].id);
      edit.commit();
    }
    QCOMPARE(project->addImported(read("y").images, "y", {}), 0);  // the deleted one does not come back
    QCOMPARE(project->images()[0].boxes, 2);
    writeText(in("y/a.txt"), "0 0.2 0.2 0.1 0.1\n1 0.5 0.5 0.1 0.1\n0 0.8 0.8 0.1 0.1\n1 0.3 0.7 0.1 0.1\n");
    QCOMPARE(project->addImported(read("y").images, "y", {}), 1);
    QCOMPARE(project->images()[0].boxes, 3);
    project->undo();
    QCOMPARE(project->images()[0].boxes, 2);
  }
  void an_object_goes_to_the_image_that_its_path_names() {
    for (const char* name :
         {"i/cam1/1.jpg", "i/1.jpg", "i/images/2.jpg", "i/Big.JPG", "i/train/3.jpg", "i/val/3.jpg"})
      picture(in(name));
    const ImageLocator locator = ImageLocator::around(in("i/labels.json"));
    const auto found = [&](const char* name, const char* split = "") {
      return locator.find(name, split).lexically_relative(in("i")).generic_string();
    };
    QCOMPARE(found("cam1/1.jpg"), std::string("cam1/1.jpg"));
    QCOMPARE(found("cam1\\1.jpg"), std::string("cam1/1.jpg"));
    QCOMPARE(found("cam2/1.jpg"), std::string());  // another folder is another picture
    QCOMPARE(found("1.jpg"), std::string("1.jpg"));
    QCOMPARE(found("2.jpg"), std::string("images/2.jpg"));
    QCOMPARE(found("imgs/2.jpg"), std::string("images/2.jpg"));
    QCOMPARE(found("http://server/set/2.jpg"), std::string("images/2.jpg"));
    QCOMPARE(found("/home/me/cam1/1.jpg"), std::string("cam1/1.jpg"));
    QCOMPARE(found("C:/me/val/2.jpg"), std::string());  // there is a folder val, and it is not there
    QCOMPARE(found("big.jpg"), std::string("Big.JPG"));
    QCOMPARE(found("3.jpg"), std::string());  // which of the two?
    QCOMPARE(found("3.jpg", "val"), std::string("val/3.jpg"));
  }
  void splits_are_whole_words() {
    for (const char* name :
         {"valves", "latest_export", "constraints", "interval", "valley", "train_test", ""})
      QCOMPARE(splitNamedIn(name), std::string());
    QCOMPARE(splitNamedIn("instances_val2017"), std::string("val"));
    QCOMPARE(splitNamedIn("train_labels"), std::string("train"));
    QCOMPARE(splitNamedIn("Validation"), std::string("val"));
  }
  void voc_pairs_by_the_annotation_s_own_name_wherever_the_files_lie() {
    for (const char* name : {"v/train/1.jpg", "v/train/2.jpg", "v/valid/1.JPG"}) picture(in(name));
    writeText(in("v/train/1.xml"), xml(corners(1, 1, 20, 20), "2.jpg", "one"));
    writeText(in("v/train/2.xml"), xml(corners(1, 1, 20, 20), "1.jpg", "two"));
    writeText(in("v/valid/1.XML"), xml(corners(1, 1, 20, 20), "1.JPG", "three"));
    const ImportReport report = read("v");
    QCOMPARE(named(report, "1.jpg").boxes.at(0).className, std::string("one"));
    QCOMPARE(named(report, "2.jpg").boxes.at(0).className, std::string("two"));
    QCOMPARE(named(report, "1.JPG").boxes.at(0).className, std::string("three"));
    QCOMPARE(named(report, "1.jpg").split, std::string("train"));
    QCOMPARE(named(report, "1.JPG").split, std::string("val"));
    QVERIFY(words(report).contains(QLatin1String("refers to the image 2.jpg, but is named like 1.jpg")));
  }
  void voc_lists_give_the_splits_by_path_and_trainval_is_never_test() {
    for (const char* cam : {"cam1", "cam2"})
      for (int i = 0; i < 10; ++i) {
        const std::string name = std::string(cam) + "/" + std::to_string(i);
        picture(in("v/JPEGImages/" + name + ".jpg"));
        writeText(in("v/Annotations/" + name + ".xml"), xml(corners(1, 1, 20, 20)));
      }
    std::string all;
    for (int i = 0; i < 10; ++i) all += "cam1/" + std::to_string(i) + "\n";
    writeText(in("v/ImageSets/Main/trainval.txt"), all + "cam1/gone\n");
    writeText(in("v/ImageSets/Main/test.txt"), "cam2/0\n");
    const ImportReport report = read("v");
    QCOMPARE(report.boxCount(), size_t{20});
    QVERIFY(words(report).contains(
        QLatin1String("trainval.txt:11: refers to 1 images that were not found: cam1/gone")));
    auto project = ProjectStore::create(in("p"));
    project->addImported(report.images, "v", {}, SplitShares{0.3, 0.6});
    for (const ImageEntry& image : project->images()) {
      if (image.path.find("cam1") != std::string::npos)
        QVERIFY(image.split == "train" || image.split == "val");
      if (image.path.ends_with("cam2/0.jpg")) QCOMPARE(image.split, std::string("test"));
    }
  }
  void voc_counting_is_decided_by_all_corners_but_not_by_parts() {
    picture(in("v/JPEGImages/a.jpg"));
    writeText(in("v/Annotations/a.xml"), xml(corners(1, 1, 64, 48)));
    for (int i = 0; i < 4; ++i) {
      const std::string name = "b" + std::to_string(i);
      picture(in("v/JPEGImages/" + name + ".jpg"));
      writeText(in("v/Annotations/" + name + ".xml"),
                xml(i == 0 ? "<xmin>2</xmin><ymin>45.7</ymin><xmax>20</xmax><ymax>48</ymax>"
                           : corners(1, 1, 64, 48)));
    }
    QCOMPARE(named(read("v"), "a.jpg").boxes.at(0).box.x1, 0.0);
    writeText(
        in("w/Annotations/a.xml"),
        "<annotation><object><name>cat</name><part><name>head</name><bndbox><xmin>0.5</xmin><ymin>0</ymin>"
        "<xmax>9</xmax><ymax>9</ymax></bndbox></part><bndbox>" +
            corners(5, 5, 20, 30) + "</bndbox></object></annotation>");
    picture(in("w/JPEGImages/a.jpg"));
    QCOMPARE(read("w").images.at(0).boxes.at(0).box.x1, 4.0);
  }
  void coco_ids_are_kept_whole() {
    picture(in("c/a.jpg"));
    picture(in("c/b.jpg"));
    picture(in("c/c.jpg"));
    writeText(
        in("c/l.json"),
        R"({"images":[{"id":9007199254740992,"file_name":"a.jpg"},{"id":9007199254740993,"file_name":"b.jpg"},{"id":"x","file_name":"c.jpg"}],
      "annotations":[{"id":1,"image_id":9007199254740992,"category_id":1,"bbox":[1,1,9,9]},{"id":2,"image_id":9007199254740993,"category_id":1,"bbox":[2,2,9,9]},
                     {"id":"y","image_id":"x","category_id":"1","bbox":[3,3,9,9]}],"categories":[{"id":1,"name":7}]})");
    const ImportReport report = read("c");
    QCOMPARE(named(report, "a.jpg").boxes.at(0).box.x1, 1.0);
    QCOMPARE(named(report, "b.jpg").boxes.at(0).box.x1, 2.0);
    QCOMPARE(named(report, "c.jpg").boxes.at(0).box.x1, 3.0);
    QCOMPARE(named(report, "c.jpg").boxes.at(0).className, std::string("7"));
  }
  void json_that_is_something_else_is_called_what_it_is() {
    writeText(
        in("min.json"),
        R"([{"id":0,"image":"/data/a.jpg","label":[{"x":1,"rectanglelabels":["cat"],"original_width":9}],"annotation_id":3}])");
    writeText(in("results.json"), R"([{"image_id":1,"category_id":1,"bbox":[1,1,9,9],"score":0.5}])");
    for (const char* name : {"min.json", "results.json", "gone.json"}) QVERIFY(!detectLabels(in(name)));
    QVERIFY(notLabels(in("min.json")).reason.english().find("Label Studio") != std::string::npos);
    QVERIFY(notLabels(in("results.json")).reason.english().find("detections") != std::string::npos);
    QCOMPARE(notLabels(in("gone.json")).reason.english(), std::string("was not found"));
  }
  void json_of_other_programs_is_never_labels_and_named_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char* kind, const char* file, const char* text) {
      QTest::newRow(kind) << QString::fromUtf8(file) << QString::fromUtf8(text) << QString::fromUtf8(kind);
    };
    row("VIA project", "a.json", R"({"_via_settings":{},"_via_img_metadata":{}})");
    row("VIA project", "b.json",
        R"({"a.jpg1":{"filename":"a.jpg","regions":[{"shape_attributes":{"name":"rect"}}]}})");
    row("LabelMe", "a.json", R"({"version":"5","flags":{},"shapes":[{"label":"cow"}],"imagePath":"a.jpg"})");
    row("Datumaro", "a.json",
        R"({"info":{},"categories":{"label":{"labels":[]}},"items":[{"id":"a","annotations":[]}]})");
    row("CVAT backup", "annotations.json", R"([{"version":0,"tags":[],"shapes":[],"tracks":[]}])");
    row("Supervisely", "a.jpg.json",
        R"({"size":{},"objects":[{"classTitle":"cow","points":{"exterior":[]}}]})");
    row("BDD100K", "a.json", R"([{"name":"a.jpg","labels":[{"category":"car","box2d":{"x1":1}}]}])");
    row("Labelbox", "a.json", R"([{"ID":"x","DataRow ID":"y","Label":{}}])");
    row("V7 Darwin", "a.json",
        R"({"version":"2.0","item":{"name":"a.jpg"},"annotations":[{"bounding_box":{"h":1}}]})");
    row("SageMaker manifest", "a.manifest", R"({"source-ref":"a.jpg"})");
    row("Vertex AI import", "a.jsonl", R"({"imageGcsUri":"a.jpg","boundingBoxAnnotations":[]})");
    row("CVAT XML", "annotations.xml",
        R"(<?xml version="1.0"?><annotations><image id="0" name="a.jpg"><box label="cow"/></image></annotations>)");
    row("TFRecord", "train.tfrecord", "x");
  }
  void json_of_other_programs_is_never_labels_and_named() {
    QFETCH(QString, file);
    QFETCH(QString, text);
    QFETCH(QString, kind);
    const fs::path path = in("f/sub/" + file.toStdString());
    picture(in("f/a.jpg"));
    writeText(path, text.toStdString());
    for (const fs::path& asked : {path, in("f")}) {  // the folder's refusal names its first such file
      QVERIFY(!detectLabels(asked));
      const Problem why = notLabels(asked);
      QCOMPARE(why.reason.english(), "is a " + kind.toStdString() + " file, which is not supported");
      QCOMPARE(fs::path(why.file), path);
      QVERIFY(!why.remedy.empty());
    }
    // Beside labels that are read it is named in the ledger and among the problems.
    writeText(in("f/classes.txt"), "cow\n");
    writeText(in("f/a.txt"), "0 0.5 0.5 0.2 0.2\n");
    const ImportReport report = read("f");
    QVERIFY(report.ledger.knows(path.string()));
    QVERIFY2(words(report).contains(QStringLiteral("is a %1 file").arg(kind)), qPrintable(words(report)));
  }
  void classes_keep_their_order_without_a_box_and_without_spaces() {
    picture(in("y/images/a.jpg"));
    writeText(in("y/labels/a.txt"), "3 0.5 0.5 0.2 0.2\n1 0.5 0.5 0.2 0.2\n");
    writeText(in("y/data.yaml"),
              "path: .\ntrain: images\nnames:\n  0: apple\n  1: \" banana \"\n  2: cherry\n  3: date\n");
    const ImportReport report = read("y");
    auto project = ProjectStore::create(in("p"));
    project->addImported(report.images, "y", {}, {}, report.classes);
    std::vector<std::string> names;
    for (const LabelClass& c : project->classes()) names.push_back(c.name);
    QCOMPARE(names, (std::vector<std::string>{"apple", "banana", "cherry", "date"}));
  }
  void yolo_lists_go_by_path_and_name_what_is_missing() {
    for (const char* name : {"obj/a.jpg", "obj/b b.jpg"}) {
      picture(in(std::string("y/") + name));
      writeText(in("y/" + fs::path(name).replace_extension(".txt").string()), "0 0.5 0.5 0.2 0.2\n");
    }
    writeText(in("y/obj/lone.txt"), "0 0.5 0.5 0.2 0.2\n");
    writeText(in("y/obj.names"), "cat\n");
    writeText(in("y/train.txt"), "obj\\a.jpg \nobj/gone.jpg\n");
    writeText(in("y/valid.txt"), "obj\\b b.jpg\n");
    const ImportReport report = read("y");
    QCOMPARE(named(report, "a.jpg").split, std::string("train"));
    QCOMPARE(named(report, "b b.jpg").split, std::string("val"));
    QVERIFY(words(report).contains(
        QLatin1String("train.txt:2: refers to 1 images that were not found: obj/gone.jpg")));
    QVERIFY(words(report).contains(QLatin1String("lone.txt: has no matching image")));
  }
  void tables_with_semicolons_decimal_commas_and_parts_are_read() {
    picture(in("t/a.jpg"), 100, 100);
    writeText(in("t/a.csv"), "filename;class;xmin;ymin;xmax;ymax\na.jpg;cat;10,5;20;30;40\n");
    QCOMPARE(read("t/a.csv").images.at(0).boxes.at(0).box.x1, 10.5);
    writeText(in("t/b.csv"), "filename,class,x_center,y_center,width,height\na.jpg,cat,0.5,0.5,0.2,0.4\n");
    const LabelBox box = read("t/b.csv").images.at(0).boxes.at(0).box;
    QVERIFY(qFuzzyCompare(box.x1, 40.0) && qFuzzyCompare(box.y2, 70.0));
    writeText(in("s/train/_annotations.csv"), "filename,class,xmin,ymin,xmax,ymax\nb.jpg,cat,10,20,30,40\n");
    writeText(in("s/test/_annotations.csv"), "filename,class,xmin,ymin,xmax,ymax\nc.jpg,cat,10,20,30,40\n");
    picture(in("s/train/b.jpg"));
    picture(in("s/test/c.jpg"));
    const ImportReport both = read("s");
    QCOMPARE(named(both, "b.jpg").split, std::string("train"));
    QCOMPARE(named(both, "c.jpg").split, std::string("test"));
  }
  void the_regions_of_via_become_the_boxes_around_them() {
    for (const char* name : {"a.jpg", "b.jpg", "c.jpg", "d.jpg"})
      picture(in(std::string("t/") + name), 100, 100);
    const auto row = [](const std::string& image, const std::string& shape, const std::string& attributes) {
      const auto quoted = [](std::string cell) {
        for (size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2) cell.insert(at, 1, '"');
        return "\"" + cell + "\"";
      };
      return image + ",1,\"{}\",1,0," + quoted(shape) + "," + quoted(attributes) + "\n";
    };
    writeText(
        in("t/via.csv"),
        "filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_"
        "attributes\n" +
            row("a.jpg", R"({"name":"rect","x":10,"y":20,"width":30,"height":40})",
                R"({"colour":"red","Label":"cow"})") +
            row("a.jpg", R"({"name":"polygon","all_points_x":[5,30,20],"all_points_y":[7,9,50]})",
                R"({"kind":"cat"})") +
            row("a.jpg", R"({"name":"circle","cx":50,"cy":60,"r":10})",
                R"({"type":{"cat":false,"dog":true}})") +
            row("a.jpg", R"({"name":"ellipse","cx":50,"cy":50,"rx":20,"ry":10,"theta":1.5707963267948966})",
                R"({"name":"egg"})") +
            row("b.jpg", R"({"name":"point","cx":5,"cy":6})", R"({"name":"egg"})") +
            row("c.jpg", R"({"name":"rect","x":1,"y":2,"width":3,"height":4})", R"({"one":"x","two":"y"})") +
            "d.jpg,1,\"{}\",0,0,\"{}\",\"{}\"\n");
    const ImportReport report = read("t");
    const auto& a = named(report, "a.jpg").boxes;
    QCOMPARE(a.size(), size_t{4});
    const auto box = [&](size_t i) {
      return std::vector<double>{a[i].box.x1, a[i].box.y1, a[i].box.x2, a[i].box.y2};
    };
    QCOMPARE(box(0), (std::vector<double>{10, 20, 40, 60}));
    QCOMPARE(a[0].className, std::string("cow"));
    QCOMPARE(a[0].box.attributes.at("colour"), std::string("red"));
    QCOMPARE(box(1), (std::vector<double>{5, 7, 30, 50}));
    QCOMPARE(a[1].className, std::string("cat"));
    QCOMPARE(box(2), (std::vector<double>{40, 50, 60, 70}));
    QCOMPARE(a[2].className, std::string("dog"));
    QCOMPARE(box(3), (std::vector<double>{40, 30, 60, 70}));  // it stands upright
    QVERIFY(!named(report, "b.jpg").labelled && !named(report, "b.jpg").trouble.empty());
    QVERIFY(!named(report, "c.jpg").labelled);
    QVERIFY(named(report, "d.jpg").labelled && named(report, "d.jpg").trouble.empty());
    QVERIFY(report.ledger.found() == 6 && report.ledger.count(ObjectOutcome::LeftOut) == 2);
    QVERIFY(words(report).contains(QLatin1String("via.csv:6: a region is a point, which has no box")));
    QVERIFY(words(report).contains(QLatin1String("via.csv:7: a region has no attribute that names a class")));
  }
  void tables_of_openimages_find_images_by_stem_and_classes_by_code() {
    picture(in("o/validation/0a1b.jpg"), 200, 100);
    picture(in("o/validation/ff.x.png"), 200, 100);
    writeText(in("o/validation-annotations-bbox.csv"),
              "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,"
              "IsDepiction,"
              "IsInside\n0a1b,xclick,/m/01yrx,1,0.1,0.5,0.2,0.6,1,0,0,0,0\n"
              "ff.x,xclick,/m/0bt9lr,1,0,1,0,1,0,1,1,0,0\n");
    const ImportReport codes = read("o");
    QCOMPARE(named(codes, "0a1b.jpg").boxes.at(0).className, std::string("/m/01yrx"));
    QVERIFY(words(codes).contains(
        QLatin1String("no class descriptions were found for the classes of 2 boxes, such as /m/01yrx")));
    writeText(in("o/class-descriptions-boxable.csv"), "/m/01yrx,Cat\n/m/0bt9lr,\"Dog, small\"\n");
    const ImportReport report = read("o");
    const ImportedImage& image = named(report, "0a1b.jpg");
    QCOMPARE(image.split, std::string("val"));
    const ImportedBox& cat = image.boxes.at(0);
    QCOMPARE(cat.className, std::string("Cat"));
    QCOMPARE((std::vector<double>{cat.box.x1, cat.box.y1, cat.box.x2, cat.box.y2}),
             (std::vector<double>{20, 20, 100, 60}));
    QVERIFY(cat.box.occluded && !cat.box.truncated && !cat.box.crowd && cat.box.score < 0);
    const ImportedBox& dog = named(report, "ff.x.png").boxes.at(0);
    QCOMPARE(dog.className, std::string("Dog, small"));
    QVERIFY(dog.box.crowd && dog.box.truncated);
    QVERIFY2(report.problems.empty(), qPrintable(words(report)));
  }
  void tables_of_automl_give_the_split_and_two_or_four_corners() {
    for (const char* name : {"a.jpg", "b.jpg", "c.jpg", "d.jpg"})
      picture(in(std::string("g/") + name), 100, 200);
    writeText(in("g/flowers.csv"),
              "UNASSIGNED,gs://bucket/set/d.jpg,,,,,,,,,\n"
              "TRAIN,gs://bucket/set/a.jpg,daisy,0.1,0.2,,,0.5,0.6,,\n"
              "VALIDATION,gs://bucket/set/b.jpg,rose,0,0,1,0,1,0.5,0,0.5\n"
              "TEST,gs://bucket/set/c.jpg\n");
    const ImportReport report = read("g");
    const LabelBox a = named(report, "a.jpg").boxes.at(0).box;
    QCOMPARE((std::vector<double>{a.x1, a.y1, a.x2, a.y2}), (std::vector<double>{10, 40, 50, 120}));
    const LabelBox b = named(report, "b.jpg").boxes.at(0).box;
    QCOMPARE((std::vector<double>{b.x1, b.y1, b.x2, b.y2}), (std::vector<double>{0, 0, 100, 100}));
    QCOMPARE(named(report, "a.jpg").split, std::string("train"));
    QCOMPARE(named(report, "b.jpg").split, std::string("val"));
    QCOMPARE(named(report, "c.jpg").split, std::string("test"));
    QCOMPARE(named(report, "d.jpg").split, std::string());
    QVERIFY(named(report, "c.jpg").labelled && named(report, "c.jpg").boxes.empty());
  }
  void retinanet_s_mapping_is_no_table_of_labels_and_gives_the_classes_their_order() {
    picture(in("r/a.jpg"));
    writeText(in("r/annotations.csv"), "a.jpg,1,2,30,40,cow\n");
    writeText(in("r/classes.csv"), "cat,1\nsheep,2\ncow,0\n");
    QVERIFY(!detectLabels(in("r/classes.csv")));
    const ImportReport report = read("r");
    QCOMPARE(report.boxCount(), size_t{1});
    QCOMPARE(report.classes, (std::vector<std::string>{"cow", "cat", "sheep"}));
  }
  void a_table_of_unknown_columns_is_refused_with_the_way_to_name_them() {
    writeText(in("k/t.csv"), "bild,klasse,links,oben,rechts,unten\na.jpg,Kuh,1,2,3,4\n");
    const Problem why = notLabels(in("k/t.csv"));
    QVERIFY(why.reason.english().find("bild,klasse") != std::string::npos);
    QVERIFY(why.remedy.english().find("--columns") != std::string::npos &&
            why.remedy.english().find("--units") != std::string::npos);
  }
  void text_files_of_corners_are_read_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("name");
    QTest::newRow("number first") << QStringLiteral("1 10 20 100 80") << QStringLiteral("dog");
    QTest::newRow("number last") << QStringLiteral("10 20 100 80 1") << QStringLiteral("dog");
    QTest::newRow("word first") << QStringLiteral("traffic light 10 20 100 80 difficult")
                                << QStringLiteral("traffic light");
    QTest::newRow("word last") << QStringLiteral("10 20 100 80 cow") << QStringLiteral("cow");
    QTest::newRow("commas") << QStringLiteral("10, 20, 100, 80, big cow") << QStringLiteral("big cow");
    QTest::newRow("tabs") << QStringLiteral("big cow\t10\t20\t100\t80\t0") << QStringLiteral("big cow");
    QTest::newRow("BBox-Label-Tool") << QStringLiteral("1\n10 20 100 80") << QStringLiteral("object");
    QTest::newRow("BBox-Label-Tool with classes")
        << QStringLiteral("1\n10 20 100 80 cow") << QStringLiteral("cow");
    QTest::newRow("KITTI") << QStringLiteral(
                                  "Car 0.20 1 1.57 10.00 20.00 100.00 80.00 1.6 1.5 3.6 -1 1 10 -1.5\n"
                                  "DontCare -1 -1 -10 0.0 0.0 9.5 9.5 -1 -1 -1 -1000 -1000 -1000 -10")
                           << QStringLiteral("Car");
    QTest::newRow("sizes") << QStringLiteral(
                                  "dog 10 20 90 60\ndog 100 20 20 30\ndog 120 90 10 8\ndog 110 80 5 6")
                           << QStringLiteral("dog");
  }
  void text_files_of_corners_are_read() {
    QFETCH(QString, line);
    QFETCH(QString, name);
    const bool numbered = name == QLatin1String("dog");
    for (const char* image : {"a", "b", "c"}) {
      picture(in("t/images/train/" + std::string(image) + ".jpg"), 160, 120);
      writeText(in("t/labels/train/" + std::string(image) + ".txt"),
                *image == 'c' ? "" : line.toStdString() + "\n");
    }
    picture(in("t/images/train/d.jpg"), 160, 120);
    if (numbered) writeText(in("t/classes.txt"), "cat\ndog\n");
    const auto found = detectLabels(in("t"));
    QVERIFY(found && found->format == LabelFormat::CornerText);
    const ImportReport report = importLabels(*found, {});
    const ImportedImage& a = named(report, "a.jpg");
    QVERIFY2(!a.boxes.empty(), qPrintable(words(report)));
    QCOMPARE(a.boxes[0].className, name.toStdString());
    const LabelBox& box = a.boxes[0].box;
    QCOMPARE((std::vector<double>{box.x1, box.y1, box.x2, box.y2}), (std::vector<double>{10, 20, 100, 80}));
    QCOMPARE(box.difficult, line.contains(QLatin1String("difficult")));
    QCOMPARE(a.split, std::string("train"));
    QVERIFY(named(report, "c.jpg").labelled && named(report, "c.jpg").boxes.empty());
    QVERIFY(!named(report, "d.jpg").labelled);
    QCOMPARE(report.ledger.found(), static_cast<int64_t>(report.boxCount()));
    if (name == QLatin1String("Car")) {
      QVERIFY(box.truncated && box.occluded && !box.crowd);
      QVERIFY(a.boxes.at(1).box.crowd);
    }
    if (numbered) QCOMPARE(report.classes, (std::vector<std::string>{"cat", "dog"}));
  }
  void a_spoilt_line_of_corners_locks_its_image_and_lists_of_stems_give_the_splits() {
    for (const char* image : {"training/image_2/0", "training/image_2/1", "testing/image_2/2"})
      picture(in("k/" + std::string(image) + ".png"), 160, 120);
    writeText(in("k/training/label_2/0.txt"), "cow 10 20 100 80\ncow 10 oops 100 80\n");
    writeText(in("k/training/label_2/1.txt"), "cow 10 20 100 80\n#3 11 20 300 80\n");
    writeText(in("k/training/label_2/9.txt"), "cow 10 20 100 80\n");
    writeText(in("k/ImageSets/val.txt"), "1\n");
    const ImportReport report = read("k");
    QVERIFY(!named(report, "0.png").trouble.empty());
    QCOMPARE(named(report, "0.png").split, std::string("train"));
    QCOMPARE(named(report, "1.png").split, std::string("val"));
    QCOMPARE(named(report, "1.png").boxes.at(1).box.x2, 160.0);
    QCOMPARE(named(report, "2.png").split, std::string("test"));
    QVERIFY(words(report).contains(QLatin1String("9.txt: has no matching image")));
    QVERIFY(report.ledger.found() == 5 && report.ledger.count(ObjectOutcome::LeftOut) == 2);
  }
  void numbers_below_one_stay_yolo_s() {
    for (const char* image : {"a", "b"}) {
      picture(in("y/" + std::string(image) + ".jpg"));
      writeText(in("y/" + std::string(image) + ".txt"), "0 0.5 0.5 0.2 0.2\n1 1 1 1 1\n");
    }
    QCOMPARE(detectLabels(in("y"))->format, LabelFormat::YoloFlat);
  }
  void the_counting_of_voc_is_shown_with_its_evidence_and_can_be_chosen() {
    for (const char* name : {"v", "w", "x"}) picture(in(std::string(name) + "/JPEGImages/a.jpg"));
    writeText(in("v/Annotations/a.xml"), xml(corners(1, 5, 64, 30)));
    writeText(in("w/Annotations/a.xml"), xml(corners(0, 5, 64, 30)));
    writeText(in("x/Annotations/a.xml"), xml("<xmin>1.5</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax>"));
    auto found = detectLabels(in("v"));
    QCOMPARE(found->words.english(),
             std::string("Pascal VOC: pixels from 1, both ends counted (no corner is 0; boxes "
                         "that end at the image's edge: 1)"));
    QCOMPARE(importLabels(*found, {}).images.at(0).boxes.at(0).box.x1, 0.0);
    found->pixelsFrom = 0;
    QCOMPARE(importLabels(*found, {}).images.at(0).boxes.at(0).box.x1, 1.0);
    QCOMPARE(detectLabels(in("w"))->words.english(),
             std::string("Pascal VOC: from 0, half-open (corners at 0: 1)"));
    QCOMPARE(detectLabels(in("x"))->words.english(),
             std::string("Pascal VOC: from 0, half-open (corners with a fraction: 1 of 4)"));
  }
  void the_counting_of_a_table_is_shown_with_its_evidence_and_can_be_chosen() {
    picture(in("t/a.jpg"));
    writeText(in("t/a.csv"), "filename,class,xmin,ymin,xmax,ymax\na.jpg,cat,10,20,64,40\n");
    auto found = detectLabels(in("t/a.csv"));
    const ImportReport asFound = importLabels(*found, {});
    QCOMPARE(asFound.images.at(0).boxes.at(0).box.x1, 9.0);
    QCOMPARE(asFound.counting.english(),
             std::string("Pixels from 1, both ends counted (boxes with a corner at 0: 0; boxes "
                         "that end at the image's edge: 1)"));
    found->pixelsFrom = 0;
    QCOMPARE(importLabels(*found, {}).images.at(0).boxes.at(0).box.x1, 10.0);
    // Where every program counts alike the choice is refused.
    writeText(in("c/l.json"), R"({"images":[],"annotations":[],"categories":[]})");
    auto coco = detectLabels(in("c/l.json"));
    coco->pixelsFrom = 1;
    QVERIFY_THROWS_EXCEPTION(UserError, importLabels(*coco, {}));
  }
};

ANCHOR_TEST_MAIN(ImportsTest, QCoreApplication)
#include "tst_imports.moc"
