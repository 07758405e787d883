// SPDX-License-Identifier: GPL-3.0-or-later
// Labels and names in other encodings than UTF-8.
#include <QTemporaryDir>
#include <QtTest>

#include "datasets/formats/label_import.h"
#include "datasets/formats/voc.h"
#include "datasets/formats/yolo.h"
#include "tests/datasets/label_trees.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class EncodingsTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  [[nodiscard]] fs::path in(const std::string& name) const {
    return fs::path(m_dir->path().toStdString()) / name;
  }

 private Q_SLOTS:
  void init() { m_dir = std::make_unique<QTemporaryDir>(); }
  void voc_in_utf_16_is_read() {
    picture(in("v/JPEGImages/a.jpg"), 50, 40);
    const QString xml = QStringLiteral(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><annotation><object><name>猫</name><bndbox><xmin>5</xmin>"
        "<ymin>5</ymin><xmax>20</xmax><ymax>30</ymax></bndbox></object></annotation>");
    std::string bytes("\xFF\xFE");
    bytes.append(reinterpret_cast<const char*>(xml.utf16()), 2 * static_cast<size_t>(xml.size()));
    writeText(in("v/Annotations/a.xml"), bytes);
    const ImportReport report = readVoc(in("v"), {});
    QVERIFY2(report.problems.empty(), qPrintable(words(report)));
    QCOMPARE(report.images[0].boxes.at(0).className, std::string("猫"));
  }
  void labels_and_names_that_are_not_utf_8_are_refused_with_their_line() {
    const std::string dog = "\xB9\xB7";  // 狗 in GBK, as an old Chinese system writes it
    const std::string corners = "<bndbox><xmin>5</xmin><ymin>5</ymin><xmax>20</xmax><ymax>30</ymax></bndbox>";
    const std::string object = "<object>\n<name>" + dog + "</name>" + corners + "</object></annotation>";
    // Of a tree of annotations, one is left out and its image locked.
    for (const char* name : {"a", "b"}) picture(in(std::string("v/JPEGImages/") + name + ".jpg"), 50, 40);
    writeText(in("v/Annotations/a.xml"), "<annotation>\n" + object);
    // é in Latin-1, which pugixml turns into UTF-8 because the file says what it is.
    writeText(in("v/Annotations/b.xml"),
              "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><annotation><object><name>caf\xE9</name>" +
                  corners + "</object></annotation>");
    const ImportReport voc = readVoc(in("v"), {});
    QCOMPARE(words(voc),
             QString::fromStdString(in("v/Annotations/a.xml").string() +
                                    ":3: is not UTF-8 text. The file was left out; save it as UTF-8\n"));
    QVERIFY(named(voc, "a.jpg").boxes.empty() && !named(voc, "a.jpg").trouble.empty());
    QCOMPARE(named(voc, "b.jpg").boxes.at(0).className, std::string("café"));
    // A list of names or a table is refused as a whole: half its classes would be wrong.
    const auto refusal = [](const auto& read) {
      try {
        (void)read();
        return QStringLiteral("was read");
      } catch (const UserError& error) {
        const Problem& said = error.problem();
        return QStringLiteral("%1:%2 %3")
            .arg(QString::fromStdString(fs::path(said.file).filename().string()))
            .arg(said.line)
            .arg(QString::fromStdString(said.reason.english()));
      }
    };
    picture(in("y/images/a.jpg"));
    writeText(in("y/labels/a.txt"), "1 0.5 0.5 0.2 0.2\n");
    writeText(in("y/classes.txt"), "cat\n" + dog + "\n");
    const auto yolo = [this] { return readYolo(in("y"), {}); };
    QCOMPARE(refusal(yolo), QStringLiteral("classes.txt:2 is not UTF-8 text"));
    fs::remove(in("y/classes.txt"));
    writeText(in("y/data.yaml"), "train: images\nnames:\n  0: cat\n  1: " + dog + "\n");
    QCOMPARE(refusal(yolo), QStringLiteral("data.yaml:4 is not UTF-8 text"));
    writeText(in("y/data.yaml"), "train: images\nnames: [cat, 狗]  # " + dog + "\n");  // only a remark
    QCOMPARE(yolo().images.at(0).boxes.at(0).className, std::string("狗"));
    picture(in("c/a.jpg"));
    writeText(in("c/labels.csv"), "image,class,x1,y1,x2,y2\na.jpg,cat,1,1,9,9\na.jpg," + dog + ",1,1,9,9\n");
    QCOMPARE(refusal([this] { return importLabels(*detectLabels(in("c/labels.csv")), {}); }),
             QStringLiteral("labels.csv:3 is not UTF-8 text"));
  }
  void an_image_whose_name_is_not_utf_8_is_left_out_and_said() {
    picture(in("p/cat.jpg"));
    picture(in("v/JPEGImages/cat.jpg"));
    writeText(in("y/labels/cat.txt"), "0 0.5 0.5 0.2 0.2\n");
    writeText(in("y/classes.txt"), "cat\n");
    picture(in("y/images/cat.jpg"));
    for (const char* folder : {"p", "v/JPEGImages", "y/images"}) {
      std::error_code error;
      fs::copy_file(in(folder) / "cat.jpg", in(folder) / "\xB9\xB7.jpg", error);
      if (error) QSKIP("this file system takes UTF-8 names only");
    }
    writeText(in("v/Annotations/\xB9\xB7.xml"), "<annotation></annotation>");
    fs::create_directories(in("only"));
    fs::copy_file(in("y/images/\xB9\xB7.jpg"), in("only/\xB9\xB7.jpg"));
    try {
      (void)readYolo(in("only"), {});
      QFAIL("was read");
    } catch (const UserError& error) {
      QCOMPARE(error.problem().reason.english(),
               std::string("has a name that is not UTF-8"));  // not: holds no images
    }
    for (const ImportReport& report :
         {readImageFolder(in("p"), {}), readVoc(in("v"), {}), readYolo(in("y"), {})}) {
      QCOMPARE(report.images.size(), size_t{1});
      QCOMPARE(report.problems.size(), size_t{1});
      QCOMPARE(report.problems[0].reason.english(), std::string("has a name that is not UTF-8"));
      QVERIFY(report.problems[0].file.ends_with("\xB9\xB7.jpg"));
    }
  }
};

ANCHOR_TEST_MAIN(EncodingsTest, QCoreApplication)
#include "tst_encodings.moc"
