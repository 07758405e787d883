// SPDX-License-Identifier: GPL-3.0-or-later
// Ten photographs labelled by mouse and keyboard alone, from an empty project to an export.
#include <QToolButton>

#include "datasets/formats/voc.h"
#include "tests/support/labelling_fixture.h"

using namespace anchor;
using test::drag;
using test::trigger;

class TenImagesTest : public test::LabellingFixture {
  Q_OBJECT
 private Q_SLOTS:
  void init() { open(); }
  void cleanup() { m_window.reset(); }

  void a_person_labels_ten_real_images() {
    const ImportReport truth = readVoc(test::sharedData() / "bccd/BCCD", {});
    QDir().mkpath(path("ten"));
    std::vector<ImportedImage> wanted;
    for (size_t i = 0; i < 10; ++i) {
      wanted.push_back(truth.images[i * 7]);
      const QString file = QString::fromStdString(wanted.back().path);
      QVERIFY(QFile::copy(file, path("ten/") + QFileInfo(file).fileName()));
    }
    m_window->newProject(path("cells"));
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    dialogs::setNextPath(path("ten"));
    trigger(*m_window, "fileImportImages");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, test::patience);
    int boxes = 0;
    double worst = 1;
    for (size_t i = 0; i < wanted.size(); ++i) {
      test::waitForImage(*m_window);
      QCOMPARE(QFileInfo(QString::fromStdString(session().current()->path)).fileName(),
               QFileInfo(QString::fromStdString(wanted[i].path)).fileName());
      key(Qt::Key_W);
      for (const ImportedBox& object : wanted[i].boxes) {
        const QString name = QString::fromStdString(object.className);
        const LabelClass* known = session().labelClass(object.className);
        if (known != nullptr) {
          // Its digit chooses the class of the next box.
          canvas().select(0);
          key(static_cast<Qt::Key>(Qt::Key_1 + (known - session().classes().data())));
        } else if (!session().classes().empty()) {
          canvas().select(0);
          key(Qt::Key_C);
          typeClass(name);
        }
        const size_t before = session().boxes().size();
        const auto at = [&](double x, double y) { return test::onCanvas(*m_window, x, y); };
        if (boxes % 3 == 2) {  // two clicks, as often as a drag
          QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::AltModifier, at(object.box.x1, object.box.y1));
          QTest::mouseMove(&canvas(), at(object.box.x2, object.box.y2));
          QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::AltModifier, at(object.box.x2, object.box.y2));
        } else {
          drag(*m_window, {object.box.x1, object.box.y1}, {object.box.x2, object.box.y2});
        }
        if (session().classes().empty()) {  // the first box of all asks what it is
          typeClass(name);
        }
        QCOMPARE(session().boxes().size(), before + 1);
        const LabelBox& made = session().boxes().back();
        QCOMPARE(session().labelClass(made.classId)->name, object.className);
        const QRectF own(QPointF(made.x1, made.y1), QPointF(made.x2, made.y2));
        const QRectF real(QPointF(object.box.x1, object.box.y1), QPointF(object.box.x2, object.box.y2));
        const QRectF both = own & real;
        const double inter = both.width() * both.height();
        worst = std::min(worst, inter / (own.width() * own.height() + real.width() * real.height() - inter));
        ++boxes;
      }
      if (i == 4) test::screenshot(m_window.get(), "labelling_cells");
      key(Qt::Key_W);
      key(Qt::Key_Space);  // verified, and on
    }
    qInfo("boxes drawn: %d, worst IoU with the photographs' own labels %.3f", boxes, worst);
    QVERIFY(boxes > 80);
    QVERIFY(worst > 0.75);
    QCOMPARE(session().store().imagesWhere("review = 1 AND state = 1", {}).size(), size_t{10});
    m_window->showWorkspace(Workspace::Data);
    QTRY_VERIFY(!m_window->statistics()->busy() && backgroundIdle());
    test::screenshot(m_window.get(), "labelling_gallery_cells");
    {
      const test::DarkLook dark;
      test::screenshot(m_window.get(), "labelling_dark");
    }
    m_window->showWorkspace(Workspace::Label);
    dialogs::setNextPath(path("out"));
    trigger(*m_window, "fileExport_voc");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, test::patience);
    QCOMPARE(static_cast<int>(readVoc(path("out").toStdString(), {}).boxCount()), boxes);
    // Everything of it can be taken back, one step after the other, across images.
    int steps = 0;
    while (session().store().nextUndo()) {
      trigger(*m_window, "editUndo");
      ++steps;
    }
    QVERIFY(steps >= boxes + 10);
    QVERIFY(session().images().empty());
  }
};

ANCHOR_DATA_TEST_MAIN(TenImagesTest, QApplication)
#include "tst_ten_images.moc"
