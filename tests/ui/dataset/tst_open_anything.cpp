// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a person opens, drops or names on the command line.
#include <QDropEvent>
#include <QMimeData>
#include <fstream>

#include "datasets/formats/dataset_export.h"
#include "datasets/formats/open_anything.h"
#include "datasets/images/content_hash.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/user_error.h"
#include "tests/support/studio_fixture.h"
#include "ui/dataset/missing_images.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/toast.h"

using namespace anchor;
namespace fs = std::filesystem;

class TestOpenAnything : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  std::unique_ptr<MainWindow> m_window;

  [[nodiscard]] QString in(const QString& name) const { return m_dir->filePath(name); }
  [[nodiscard]] fs::path at(const QString& name) const { return in(name).toStdString(); }
  void write(const QString& name, const QByteArray& bytes) const {
    QDir().mkpath(QFileInfo(in(name)).absolutePath());
    QFile file(in(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
  }
  void photo(const QString& name, int grey) const {
    QImage image(80, 60, QImage::Format_RGB32);
    image.fill(qRgb(grey, grey, grey));
    QDir().mkpath(QFileInfo(in(name)).absolutePath());
    QVERIFY(image.save(in(name)));
  }
  void photos() const {
    for (int i = 1; i <= 3; ++i) photo(QStringLiteral("photos/p%1.png").arg(i), 40 * i);
  }
  /// A project of six images and its labels as a tree of Pascal VOC.
  void voc() const {
    const auto sample = createSampleProject(at(QStringLiteral("sample")), {6}, {});
    exportDataset(LabelFormat::Voc, *sample, at(QStringLiteral("voc")), {});
  }
  [[nodiscard]] Opened what(const QString& name) const { return whatIs({at(name)}, {}); }
  ProjectSession& session() { return *m_window->session(); }
  /// Opens these and waits for the end; whether it went well.
  bool open(const QStringList& names) {
    QStringList paths;
    for (const QString& name : names) paths << in(name);
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    m_window->openPaths(paths);
    if (!QTest::qWaitFor([&] { return done.count() == 1; }, test::patience)) return false;
    return done.front().front().toBool();
  }
  [[nodiscard]] QStringList inFolder() const {
    return QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name);
  }

 private Q_SLOTS:
  void init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_window = test::studio();
  }
  void cleanup() {
    m_window.reset();
    m_dir.reset();
  }

  void everything_is_called_what_it_is() {
    photos();
    voc();
    write(QStringLiteral("photos/notes.txt"), "buy milk\n");
    write(QStringLiteral("net.onnx"), "x");
    write(QStringLiteral("vgg.pth"), "x");
    write(QStringLiteral("empty/readme"), "");
    write(QStringLiteral("t.csv"), "filename,class,cx,cy,w,h\na.png,cat,0.5,0.5,0.1,0.1\n");
    const auto words = [this](const char* name) {
      return QString::fromStdString(what(QString::fromUtf8(name)).words.english());
    };
    QCOMPARE(words("sample"), QStringLiteral("Project “sample”"));
    QCOMPARE(words("sample/project.anchor"), QStringLiteral("Project “sample”"));
    QCOMPARE(words("sample/"), QStringLiteral("Project “sample”"));
    QCOMPARE(words("photos"), QStringLiteral("3 images in “photos”"));
    QCOMPARE(words("photos/p1.png"), QStringLiteral("Image “p1.png”"));
    QCOMPARE(words("voc"), QStringLiteral("Pascal VOC data set in “voc”, 6 images"));
    QCOMPARE(words("net.onnx"), QStringLiteral("ONNX network “net.onnx”"));
    QCOMPARE(words("vgg.pth"), QStringLiteral("Weights “vgg.pth”"));
    QCOMPARE(words("t.csv"), QStringLiteral("CSV label file “t.csv”"));
    const auto refused = [this](const QString& name, const char* reason, const char* remedy) {
      const Opened opened = what(name);
      QVERIFY(opened.kind == OpenedKind::Nothing);
      const std::string all = opened.why.text();
      QVERIFY2(all.find(reason) != std::string::npos && all.find(remedy) != std::string::npos, all.c_str());
      QVERIFY2(all.find(at(name).filename().string()) != std::string::npos, all.c_str());
    };
    refused(QStringLiteral("photos/notes.txt"), "is neither an image, labels", "Open images");
    refused(QStringLiteral("empty"), "contains no images and no labels", "Open a folder of");
    refused(QStringLiteral("nowhere"), "", "Check the path");
    const QStringList xml = QDir(in(QStringLiteral("voc/Annotations"))).entryList({QStringLiteral("*.xml")});
    refused(QStringLiteral("voc/Annotations/") + xml.front(), "labels of a single image (Pascal VOC)",
            "Open the folder");
    // Images and folders of images go together, nothing else does.
    const Opened both = whatIs({at(QStringLiteral("photos")), at(QStringLiteral("photos/p2.png"))}, {});
    QVERIFY(both.kind == OpenedKind::Images && both.images == 3 &&
            both.folder == at(QStringLiteral("photos")));
    const Opened mixed = whatIs({at(QStringLiteral("photos/p1.png")), at(QStringLiteral("voc"))}, {});
    QVERIFY(mixed.kind == OpenedKind::Nothing);
    QVERIFY(mixed.why.text().find("Pascal VOC") != std::string::npos);
  }

  void photos_become_a_project_beside_them_in_one_step() {
    photos();
    QVERIFY(open({QStringLiteral("photos")}));
    QVERIFY(session().isOpen());
    QCOMPARE(session().images().size(), size_t{3});
    QCOMPARE(session().store().folder(), at(QStringLiteral("photos-anchor")));
    QVERIFY(session().current() != nullptr);
    QVERIFY(m_window->findChild<Toast*>()->words().contains(QStringLiteral("photos-anchor")));
    QCOMPARE(QDir(in(QStringLiteral("photos"))).entryList(QDir::Files).size(), 3);  // nothing written there
    QTRY_VERIFY(m_window->canvas()->drawing());  // the first box is the next drag
    m_window->canvas()->setDrawing(false);
    // The next ones go into the project that is open.
    photo(QStringLiteral("more/a.png"), 200);
    photo(QStringLiteral("more/b.png"), 220);
    photo(QStringLiteral("more/c.png"), 240);
    QVERIFY(open({QStringLiteral("more/a.png"), QStringLiteral("more/b.png")}));
    QCOMPARE(session().images().size(), size_t{5});
    QVERIFY(!QFileInfo::exists(in(QStringLiteral("more-anchor"))));
    QVERIFY(!m_window->canvas()->drawing());
    // The same folder again is the same project.
    session().close();
    QVERIFY(open({QStringLiteral("photos")}));
    QCOMPARE(session().store().folder(), at(QStringLiteral("photos-anchor")));
    QCOMPARE(session().images().size(), size_t{5});
    QVERIFY(!QFileInfo::exists(in(QStringLiteral("photos-anchor-2"))));
    // A name that something else has taken is numbered.
    session().close();
    photo(QStringLiteral("more/taken/a.png"), 200);
    QVERIFY(QDir(in(QStringLiteral("more"))).mkpath(QStringLiteral("taken-anchor")));
    QVERIFY(open({QStringLiteral("more/taken")}));
    QCOMPARE(session().store().folder(), at(QStringLiteral("more/taken-anchor-2")));
  }

  void a_data_set_is_shown_before_a_project_is_made() {
    voc();
    const QStringList before = inFolder();
    dialogs::setNextAnswer(QMessageBox::Cancel);
    QVERIFY(!open({QStringLiteral("voc")}));
    QVERIFY(!session().isOpen());
    QCOMPARE(inFolder(), before);
    dialogs::setNextAnswer(QMessageBox::Ok);
    QVERIFY(open({QStringLiteral("voc")}));
    QCOMPARE(session().store().folder(), at(QStringLiteral("voc-anchor")));
    QCOMPARE(session().images().size(), size_t{6});
    QVERIFY(!session().classes().empty());
    QVERIFY(session().current() != nullptr && session().current()->boxes > 0);
    test::waitForImage(*m_window);
    QVERIFY(!m_window->canvas()->drawing());  // there are boxes: one looks first
  }

  void a_project_is_opened() {
    voc();
    m_window->openPaths({in(QStringLiteral("sample/project.anchor"))});
    QTRY_VERIFY(session().isOpen());
    QCOMPARE(session().store().folder(), at(QStringLiteral("sample")));
  }

  void what_cannot_be_opened_is_said_and_leaves_no_trace() {
    write(QStringLiteral("notes.txt"), "buy milk\n");
    write(QStringLiteral("broken/a.png"), "no picture");
    const QStringList before = inFolder();
    QVERIFY(!open({QStringLiteral("notes.txt")}));
    const QString said = dialogs::lastMessage();
    QVERIFY2(said.contains(QStringLiteral("is neither an image, labels, a project nor a network")) &&
                 said.contains(QStringLiteral("Open images, a folder of images")),
             qPrintable(said));
    QVERIFY(!open({QStringLiteral("broken")}));
    QVERIFY2(dialogs::lastMessage().contains(QStringLiteral("a.png")), qPrintable(dialogs::lastMessage()));
    QVERIFY(!session().isOpen());
    QCOMPARE(inFolder(), before);
  }

  void a_project_is_made_elsewhere_where_images_may_only_be_read() {
    const auto places = placesForProject("/proc/1", at(QStringLiteral("documents")));
    QCOMPARE(places.front(), fs::path("/proc/1-anchor"));  // nobody can make a folder there
    const auto made = createProjectIn(places);
    QCOMPARE(made->folder(), at(QStringLiteral("documents/1-anchor")));
    QVERIFY_THROWS_EXCEPTION(UserError, createProjectIn({"/proc/1-anchor"}));
  }

  void images_that_were_moved_are_found_again() {
    photos();
    photo(QStringLiteral("photos/sub/p1.png"), 200);  // of one name with another, in a folder of its own
    QVERIFY(open({QStringLiteral("photos")}));
    MissingImages watch(&session(), nullptr);
    QSignalSpy counted(&watch, &MissingImages::countChanged);
    QVERIFY(QDir(m_dir->path()).mkpath(QStringLiteral("disk")));
    QVERIFY(QDir().rename(in(QStringLiteral("photos")), in(QStringLiteral("disk/pictures"))));
    QVERIFY(QFile::rename(in(QStringLiteral("disk/pictures/p3.png")), in(QStringLiteral("disk/other.png"))));
    session().reload();
    QTRY_COMPARE_WITH_TIMEOUT(watch.count(), 4, test::patience);
    const std::string before = session().store().fingerprint();
    const auto find = [this](const QString& name) {
      QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
      m_window->transfer()->findImages(in(name));
      QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
    };
    photo(QStringLiteral("empty/x.png"), 7);
    find(QStringLiteral("empty"));
    QVERIFY2(dialogs::lastMessage().contains(QStringLiteral("Still missing: 4")),
             qPrintable(dialogs::lastMessage()));
    QCOMPARE(session().store().fingerprint(), before);
    find(QStringLiteral("disk"));
    std::set<fs::path> files;
    for (const ImageEntry& image : session().images()) {
      const fs::path file = session().store().absolutePath(image);
      QVERIFY2(fs::exists(file), file.c_str());
      QCOMPARE(contentHash(file), image.hash);  // each its own picture
      files.insert(file);
    }
    QCOMPARE(files.size(), size_t{4});
    QTRY_COMPARE_WITH_TIMEOUT(watch.count(), 0, test::patience);
    session().undo();
    QCOMPARE(session().store().fingerprint(), before);
  }

  void a_drop_says_what_it_is_before_anything_is_written() {
    photos();
    const QStringList before = inFolder();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(in(QStringLiteral("photos")))});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QCOMPARE(enter.dropAction(), Qt::CopyAction);
    auto* sheet = m_window->findChild<QLabel*>(QStringLiteral("dropSheet"));
    QVERIFY(sheet != nullptr && sheet->isVisible());
    QTRY_VERIFY(sheet->text().contains(QStringLiteral("Drop to import 3 images")));
    test::screenshot(m_window.get(), "drop_sheet");
    QCOMPARE(inFolder(), before);
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(m_window.get(), &leave);
    QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("dropSheet")) == nullptr);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
    QCOMPARE(session().images().size(), size_t{3});
    QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("dropSheet")) == nullptr);
    // Text is none of its business.
    QMimeData words;
    words.setText(QStringLiteral("cat"));
    QDragEnterEvent other(QPoint(300, 300), Qt::CopyAction, &words, Qt::LeftButton, {});
    QCoreApplication::sendEvent(m_window.get(), &other);
    QVERIFY(m_window->findChild<QLabel*>(QStringLiteral("dropSheet")) == nullptr);
  }
};

QTEST_MAIN(TestOpenAnything)
#include "tst_open_anything.moc"
