// Labelling as a person does it: mouse and keys on the real window.
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTreeWidget>

#include "datasets/formats/voc.h"
#include "datasets/images/image_reader.h"
#include "tests/support/studio_fixture.h"
#include "tests/support/test_data.h"
#include "ui/labeling/class_manager.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/keys_dialog.h"
#include "ui/shared/theme.h"

using namespace anchor;
using test::drag;
using test::trigger;
namespace fs = std::filesystem;

class LabellingTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  std::unique_ptr<MainWindow> m_window;

  [[nodiscard]] ProjectSession& session() { return *m_window->session(); }
  [[nodiscard]] ImageCanvas& canvas() { return *m_window->canvas(); }
  [[nodiscard]] QString path(const char* name) const { return m_dir->filePath(QString::fromUtf8(name)); }
  template <class T>
  T* child(const char* name) {
    return m_window->findChild<T*>(QLatin1String(name));
  }
  void key(Qt::Key code, Qt::KeyboardModifiers modifiers = {}) {
    canvas().setFocus();
    QTest::keyClick(&canvas(), code, modifiers);
  }
  void click(double x, double y, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(&canvas(), Qt::LeftButton, modifiers, test::onCanvas(*m_window, x, y));
  }
  /// Pictures of one grey each, 400 x 300, as a project with two classes.
  void pictures(int count) {
    for (int i = 0; i < count; ++i) {
      QImage image(400, 300, QImage::Format_RGB32);
      image.fill(QColor(40 + 10 * i, 90, 200 - 10 * i));
      QDir().mkpath(path("图像"));
      QVERIFY(image.save(m_dir->filePath(QStringLiteral("图像/é ü %1.png").arg(i))));
    }
    m_window->newProject(path("project"));
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    m_window->transfer()->importImages(path("图像"));
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
    session().ensureClass(QStringLiteral("cat"));
    session().ensureClass(QStringLiteral("dog"));
    test::waitForImage(*m_window);
  }
  /// Into the picker, once it is the window that keys go to.
  void typeClass(const QString& name) {
    auto* field = child<QLineEdit>("className");
    QVERIFY(field != nullptr);
    field->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(field->window()));
    field->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), field);
    QTest::keyClicks(field, name);
    QTest::keyClick(field, Qt::Key_Return);
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  }
  void settle() {
    QTRY_VERIFY_WITH_TIMEOUT(backgroundIdle(), 20000);
    QCoreApplication::processEvents();
  }
  QString banner() {
    return m_window->findChild<Banner*>()->isVisible() ? child<QLabel>("bannerWords")->text() : QString();
  }
  std::string fingerprint() { return session().store().fingerprint(); }

 private Q_SLOTS:
  void init() {
    theme::apply(theme::Mode::Light);
    m_dir = std::make_unique<QTemporaryDir>();
    m_window = test::studio();
    for (const char* dock :
         {"trainingDock", "fitDock", "autopsyDock", "doctorDock", "lintDock", "statisticsDock"})
      child<QDockWidget>(dock)->hide();
  }
  void cleanup() { m_window.reset(); }

  void a_person_labels_ten_real_images() {
    if (!test::haveSharedData()) QSKIP("the real photographs are not on this machine");
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
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
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
    dialogs::setNextPath(path("out"));
    trigger(*m_window, "fileExport_voc");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 2, 20000);
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
  void acceptance_02_an_edit_that_cannot_be_saved_stays_and_is_tried_again() {
    pictures(2);
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    const std::string before = fingerprint();
    auto other = ProjectStore::open(path("project").toStdString());
    std::unique_ptr<ProjectEdit> hold(new ProjectEdit(other->edit("another program writes")));
    hold->addClass("blocked");
    drag(*m_window, {200, 50}, {300, 150});
    QCOMPARE(session().boxes().size(), size_t{2});  // still to be seen
    QVERIFY(!session().unsaved().isEmpty() && !session().editable());
    QVERIFY2(banner().contains(QStringLiteral("Not saved")), qPrintable(banner()));
    test::screenshot(m_window.get(), "labelling_unsaved");
    drag(*m_window, {10, 200}, {60, 250});
    key(Qt::Key_D);
    QCOMPARE(session().boxes().size(), size_t{2});  // nothing else happens meanwhile
    dialogs::setNextAnswer(QMessageBox::Cancel);
    m_window->close();
    QVERIFY(m_window->isVisible());
    hold.reset();
    QCOMPARE(fingerprint(), before);
    child<QPushButton>("retryUnsaved")->click();
    QVERIFY(session().unsaved().isEmpty() && banner().isEmpty());
    QCOMPARE(session().store().boxes(session().current()->id).size(), size_t{2});
  }
  void acceptance_03_an_image_with_broken_labels_is_locked_until_a_person_decides() {
    QDir().mkpath(path("voc/JPEGImages"));
    QDir().mkpath(path("voc/Annotations"));
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QVERIFY(image.save(path("voc/JPEGImages/a.png")));
    QFile file(path("voc/Annotations/a.xml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<annotation><object>");
    file.close();
    m_window->newProject(path("project"));
    QSignalSpy done(m_window->transfer(), &DataTransfer::finished);
    dialogs::setNextPath(path("voc"));
    dialogs::setNextAnswer(QMessageBox::Ok);
    trigger(*m_window, "fileImportLabels");
    QTRY_COMPARE_WITH_TIMEOUT(done.count(), 1, 20000);
    test::waitForImage(*m_window);
    QVERIFY2(banner().contains(QStringLiteral("a.xml")), qPrintable(banner()));
    session().ensureClass(QStringLiteral("cat"));
    trigger(*m_window, "editDraw");
    QVERIFY(!canvas().drawing());
    drag(*m_window, {50, 50}, {150, 150});
    trigger(*m_window, "editNegative");
    QVERIFY(session().boxes().empty() && session().current()->state == ImageState::Unlabelled);
    test::screenshot(m_window.get(), "labelling_locked");
    child<QPushButton>("clearTrouble")->click();
    QVERIFY(session().editable() && banner().isEmpty());
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    QCOMPARE(session().boxes().size(), size_t{1});
  }
  void acceptance_04_an_unreadable_image_shows_why_and_cannot_be_drawn_on() {
    pictures(2);
    const QString broken =
        QString::fromStdString(session().store().absolutePath(session().images()[1]).string());
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("not a picture");
    file.close();
    m_window->findChild<ImageLoader*>()->clear();
    key(Qt::Key_D);
    settle();
    QVERIFY(canvas().imageSize().isEmpty());  // not the picture before it
    QVERIFY(!session().editable());
    trigger(*m_window, "editDraw");
    drag(*m_window, {50, 50}, {150, 150});
    trigger(*m_window, "editNegative");
    trigger(*m_window, "editPaste");
    QVERIFY(session().boxes().empty() && session().current()->state == ImageState::Unlabelled);
    test::screenshot(m_window.get(), "labelling_unreadable");
    key(Qt::Key_A);
    settle();
    QVERIFY(!canvas().imageSize().isEmpty() && session().editable());
  }
  void acceptance_08_undo_covers_everything_and_survives_leaving() {
    pictures(3);
    const std::string start = fingerprint();
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {120, 120});
    key(Qt::Key_2);
    trigger(*m_window, "editDraw");
    trigger(*m_window, "boxOccluded");
    trigger(*m_window, "boxDuplicate");
    QCOMPARE(session().boxes().size(), size_t{2});
    key(Qt::Key_Right, Qt::ShiftModifier);
    trigger(*m_window, "editSelectAll");
    trigger(*m_window, "editCopy");
    key(Qt::Key_D);
    settle();
    trigger(*m_window, "editPaste");
    key(Qt::Key_D);
    settle();
    trigger(*m_window, "boxPasteBefore");
    QCOMPARE(session().boxes().size(), size_t{2});
    trigger(*m_window, "editSelectAll");
    trigger(*m_window, "editDelete");
    key(Qt::Key_N);
    QVERIFY(session().current()->state == ImageState::Negative);
    session().store().replacePredictions(session().current()->id, {{0, "fox", 10, 10, 60, 60, 0.9, "run"}});
    session().reload();
    const std::string ghostly = fingerprint();
    key(Qt::Key_Return);
    QCOMPARE(session().boxes().size(), size_t{1});
    QCOMPARE(session().labelClass(session().boxes()[0].classId)->name, std::string("fox"));
    trigger(*m_window, "imageTrash");
    settle();
    QCOMPARE(session().images().size(), size_t{2});
    const std::string end = fingerprint();
    // The program is left and started again.
    m_window = test::studio();
    m_window->openProject(path("project"));
    test::waitForImage(*m_window);
    std::vector<std::string> seen{fingerprint()};
    QCOMPARE(seen.front(), end);
    trigger(*m_window, "editUndo");
    trigger(*m_window, "editUndo");
    QCOMPARE(fingerprint(), ghostly);
    int steps = 2;
    while (fingerprint() != start && session().store().nextUndo()) {
      trigger(*m_window, "editUndo");
      if (++steps > 30) break;
      if (session().store().predictions(3).size() == 1 && session().images().size() == 3)
        session().store().replacePredictions(3, {});
    }
    QCOMPARE(fingerprint(), start);
    QCOMPARE(steps, 11);
    for (int i = 0; i < steps; ++i) trigger(*m_window, "editRedo");
    QCOMPARE(fingerprint(), end);
  }
  void acceptance_15_the_trash_in_the_window() {
    pictures(3);
    const int64_t second = session().images()[1].id;
    key(Qt::Key_D);
    settle();
    trigger(*m_window, "imageTrash");
    QCOMPARE(session().images().size(), size_t{2});
    QVERIFY(QFile::exists(path("图像/é ü 1.png")));
    QVERIFY(session().current() != nullptr && session().current()->id != second);
    trigger(*m_window, "imageShowTrash");
    auto* list = child<QListWidget>("trashList");
    QCOMPARE(list->count(), 1);
    list->selectAll();
    test::screenshot(child<QDialog>("trashDialog"), "labelling_trash");
    child<QPushButton>("restoreImages")->click();
    QCOMPARE(session().images().size(), size_t{3});
    trigger(*m_window, "editUndo");
    QCOMPARE(session().images().size(), size_t{2});
    trigger(*m_window, "editUndo");
    QCOMPARE(session().current()->id, second);
  }
  void boxes_are_drawn_by_two_clicks_snapped_and_given_up_in_steps() {
    pictures(1);
    canvas().showPixels();
    trigger(*m_window, "editDraw");
    click(50, 60);
    QTest::mouseMove(&canvas(), test::onCanvas(*m_window, 120, 130));
    test::screenshot(m_window.get(), "labelling_lens");
    click(120, 130);
    QCOMPARE(session().boxes().size(), size_t{1});
    QVERIFY(session().boxes()[0].x1 == 50 && session().boxes()[0].y2 == 130);
    drag(*m_window, {3, 200}, {80, 297});  // close to the left and lower edge
    QVERIFY(session().boxes()[1].x1 == 0 && session().boxes()[1].y2 == 300);
    click(200, 60);
    key(Qt::Key_Escape);  // the box
    QVERIFY(canvas().drawing());
    key(Qt::Key_Escape);  // the mode
    QVERIFY(!canvas().drawing() && canvas().selected() != 0);
    key(Qt::Key_Escape);  // the selection
    QCOMPARE(canvas().selected(), int64_t{0});
    QCOMPARE(session().boxes().size(), size_t{2});
    trigger(*m_window, "viewStay");
    trigger(*m_window, "editDraw");
    drag(*m_window, {200, 60}, {260, 120});
    QVERIFY(!canvas().drawing());
    trigger(*m_window, "viewStay");
  }
  void several_boxes_are_chosen_moved_hidden_and_locked() {
    pictures(1);
    canvas().showPixels();
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {60, 60});
    drag(*m_window, {100, 20}, {140, 60});
    drag(*m_window, {20, 200}, {60, 240});
    trigger(*m_window, "editDraw");
    key(Qt::Key_Escape);
    drag(*m_window, {10, 10}, {160, 90});  // a rubber band around two
    QCOMPARE(canvas().selection().size(), size_t{2});
    click(40, 220, Qt::ShiftModifier);
    QCOMPARE(canvas().selection().size(), size_t{3});
    drag(*m_window, {40, 40}, {70, 45});
    QVERIFY(session().boxes()[0].x1 == 50 && session().boxes()[1].x1 == 130 &&
            session().boxes()[2].y1 == 205);
    key(Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(session().boxes()[2].x1, 40.0);
    trigger(*m_window, "editUndo");
    trigger(*m_window, "editUndo");
    QVERIFY(session().boxes()[0].x1 == 20 && session().boxes()[2].x1 == 20);  // one undo each for all three
    key(Qt::Key_Escape);
    key(Qt::Key_Tab);
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
    key(Qt::Key_Tab);
    QCOMPARE(canvas().selected(), session().boxes()[1].id);
    key(Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
    key(Qt::Key_L);
    drag(*m_window, {40, 40}, {70, 45});
    key(Qt::Key_Right);
    key(Qt::Key_Delete);
    QVERIFY(session().boxes().size() == 3 && session().boxes()[0].x1 == 20);
    key(Qt::Key_L);
    key(Qt::Key_Right);
    QCOMPARE(session().boxes()[0].x1, 21.0);
    key(Qt::Key_H);
    QVERIFY(canvas().boxAt({40, 40}) == nullptr);
    QCOMPARE(session().store().boxes(session().current()->id).size(), size_t{3});  // hidden, not lost
    key(Qt::Key_H, Qt::ShiftModifier);
    QVERIFY(canvas().boxAt({40, 40}) != nullptr);
  }
  void the_lens_says_what_label_assignment_says() {
    pictures(1);
    trigger(*m_window, "editDraw");
    const RunConfig& config = m_window->inspector()->config();
    AnchorLens lens;
    lens.setImage(config, 400, 300);
    for (const QRectF rect : {QRectF(10, 20, 30, 40), QRectF(100, 50, 200, 180), QRectF(0, 0, 400, 300)}) {
      LabelBox box;
      box.x1 = rect.left();
      box.y1 = rect.top();
      box.x2 = rect.right();
      box.y2 = rect.bottom();
      const auto scene = makeAnchorScene(config, 400, 300, {box});
      int fg = 0;
      for (size_t i = 0; i < scene->anchors.size(); ++i)
        fg += scene->assignment.reasons[i] == LabelReason::PositiveIou ? 1 : 0;
      const QString words = lens.words(rect);
      QVERIFY2(words.startsWith(QStringLiteral("best IoU %1, fg anchors: %2")
                                    .arg(scene->assignment.bestIou[0], 0, 'f', 2)
                                    .arg(fg)),
               qPrintable(words));
      QCOMPARE(words.contains(QStringLiteral("best-per-gt")), fg == 0);
    }
  }
  void keys_follow_presets_and_can_be_changed_with_a_warning() {
    pictures(3);
    trigger(*m_window, "helpKeys");
    auto* dialog = m_window->findChild<KeysDialog*>();
    auto* preset = dialog->findChild<QComboBox*>(QStringLiteral("keyPreset"));
    const int64_t first = session().current()->id;
    key(Qt::Key_D);
    QCOMPARE(session().current()->id, session().images()[1].id);
    preset->setCurrentIndex(preset->findData(QStringLiteral("CVAT")));
    Q_EMIT preset->activated(preset->currentIndex());
    key(Qt::Key_D);  // CVAT goes back with it
    QCOMPARE(session().current()->id, first);
    key(Qt::Key_F);
    QCOMPARE(session().current()->id, session().images()[1].id);
    key(Qt::Key_N);
    QVERIFY(canvas().drawing());
    key(Qt::Key_N);
    for (const QString& name : Keymap::presets()) {
      m_window->keymap()->setPreset(name);
      for (const auto& entry : m_window->keymap()->entries())
        QVERIFY2(m_window->keymap()->conflicts(entry.action->objectName()).isEmpty(),
                 qPrintable(name + QLatin1Char(' ') + entry.action->objectName()));
    }
    m_window->keymap()->setPreset(QStringLiteral("studio"));
    auto* list = dialog->findChild<QTreeWidget*>(QStringLiteral("keyList"));
    QTreeWidgetItem* item = nullptr;
    for (QTreeWidgetItemIterator it(list); *it != nullptr; ++it)
      if ((*it)->data(0, Qt::UserRole).toString() == QLatin1String("editDraw")) item = *it;
    list->setCurrentItem(item);
    dialog->findChild<QKeySequenceEdit*>(QStringLiteral("newKeys"))->setKeySequence(QKeySequence(Qt::Key_H));
    dialog->findChild<QPushButton*>(QStringLiteral("setKeys"))->click();
    const QString words = dialog->findChild<QLabel*>(QStringLiteral("keyWords"))->text();
    QVERIFY2(words.contains(QStringLiteral("Hide")), qPrintable(words));
    test::screenshot(dialog, "labelling_keys");
    m_window->keymap()->setKeys(QStringLiteral("editDraw"), {QKeySequence(Qt::Key_B)});
    Keymap again(nullptr);
    QAction draw(QStringLiteral("draw"));
    draw.setObjectName(QStringLiteral("editDraw"));
    again.add(&draw, {});
    again.load();
    QCOMPARE(draw.shortcut(), QKeySequence(Qt::Key_B));  // kept for the next start
    dialog->close();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    key(Qt::Key_B);
    QVERIFY(canvas().drawing());
  }
  void classes_are_renamed_merged_reordered_and_get_attributes() {
    pictures(2);
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {120, 120});
    const int64_t box = canvas().selected();
    trigger(*m_window, "labelClasses");
    auto* table = child<QTableWidget>("classTable");
    table->setCurrentCell(0, 0);
    table->item(0, 0)->setText(QStringLiteral("小猫"));
    QCOMPARE(session().classes()[0].name, std::string("小猫"));
    child<QLineEdit>("attributeName")->setText(QStringLiteral("colour"));
    auto* dialog = m_window->findChild<ClassManager*>();
    for (QComboBox* combo : dialog->findChildren<QComboBox*>())
      if (combo->findText(QStringLiteral("choice")) >= 0)
        combo->setCurrentIndex(combo->findText(QStringLiteral("choice")));
    child<QLineEdit>("attributeChoices")->setText(QStringLiteral("black, white"));
    child<QPushButton>("addAttribute")->click();
    QCOMPARE(session().classes()[0].attributes.size(), size_t{1});
    test::screenshot(dialog, "labelling_classes");
    auto* values = child<QWidget>("boxAttributes")->findChild<QComboBox*>();
    QVERIFY(values != nullptr);
    values->setCurrentIndex(values->findText(QStringLiteral("white")));
    Q_EMIT values->activated(values->currentIndex());
    QCOMPARE(session().box(box)->attributes.at("colour"), std::string("white"));
    test::screenshot(m_window.get(), "labelling_attributes");
    child<QPushButton>("classDown")->click();
    QCOMPARE(session().classes()[1].name, std::string("小猫"));
    const std::string before = fingerprint();
    auto* into = child<QComboBox>("mergeInto");
    into->setCurrentIndex(into->findText(QStringLiteral("dog")));
    for (int row = 0; row < table->rowCount(); ++row)
      if (table->item(row, 0)->text() == QStringLiteral("小猫")) table->setCurrentCell(row, 0);
    child<QPushButton>("mergeClass")->click();
    QCOMPARE(session().classes().size(), size_t{1});
    QCOMPARE(session().labelClass(session().box(box)->classId)->name, std::string("dog"));
    trigger(*m_window, "editUndo");
    QCOMPARE(fingerprint(), before);
    // The history of the box, and a way back.
    dialog->close();
    child<QPushButton>("boxHistory")->click();
    auto* history = child<QTableWidget>("historyTable");
    QCOMPARE(history->rowCount(), 2);
    test::screenshot(child<QDialog>("boxHistoryDialog"), "labelling_history");
    history->setCurrentCell(0, 0);
    child<QPushButton>("restoreVersion")->click();
    QVERIFY(session().box(box)->attributes.empty());
  }
  void images_are_found_by_queries_reviewed_and_split() {
    pictures(6);
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {40, 40});
    key(Qt::Key_2);
    trigger(*m_window, "editDraw");
    key(Qt::Key_Space);
    settle();
    key(Qt::Key_N);
    key(Qt::Key_U);
    settle();
    const auto listed = [this](const char* query) {
      m_window->imagePanel()->setQuery(QString::fromUtf8(query));
      settle();
      return m_window->imagePanel()->listed().size();
    };
    QCOMPARE(listed("class:dog size:[0,30]"), size_t{1});
    QCOMPARE(listed("class:dog size:[30,90]"), size_t{0});
    QCOMPARE(listed("class:cat"), size_t{0});
    QCOMPARE(listed("state:negative review:unsure"), size_t{1});
    QCOMPARE(listed("-state:unlabelled"), size_t{2});
    QCOMPARE(listed("\"é ü 3\""), size_t{1});
    QCOMPARE(listed("regex:[45]\\.png$"), size_t{2});
    QCOMPARE(listed("boxes:[1,9] aspect:[0.9,1.1] centre:[0,0,0.2,0.2]"), size_t{1});
    QCOMPARE(listed("size:oops"), size_t{1});  // the list stays, and the trouble is said
    QVERIFY(child<QLabel>("imageCount")->text().contains(QStringLiteral("size:oops")));
    QCOMPARE(listed(""), size_t{6});
    m_window->imagePanel()->list()->selectAll();
    Q_EMIT m_window->imagePanel()->splitWanted(m_window->imagePanel()->selection(), QStringLiteral("test"));
    QCOMPARE(listed("split:test"), size_t{6});
    trigger(*m_window, "editUndo");
    QVERIFY(listed("split:test") < 6);
    listed("");
    child<QToolButton>("gallery")->click();
    settle();
    QTest::qWait(100);
    settle();
    test::screenshot(m_window.get(), "labelling_gallery");
    child<QToolButton>("gallery")->click();
    QVERIFY(fs::exists(path("project/cache/thumbnails").toStdString()));
  }
  void the_check_finds_faults_and_fixes_them_with_one_undo() {
    pictures(4);
    QVERIFY(QFile::remove(path("图像/é ü 3.png")));
    {
      // The same picture in two splits, a doubled box and one that leaves the image.
      QVERIFY(QFile::remove(path("图像/é ü 1.png")));
      QImage noise(400, 300, QImage::Format_RGB32);
      for (int y = 0; y < 300; ++y)
        for (int x = 0; x < 400; ++x)
          noise.setPixel(x, y, qRgb((x * 7 + y) % 256, (x + y * 3) % 256, (x * y / 50) % 256));
      QVERIFY(noise.save(path("图像/é ü 0.png")) && noise.save(path("图像/é ü 1.png")));
      const auto& images = session().images();
      const int64_t cat = session().classes()[0].id;
      session().perform(QStringLiteral("prepare"), [&](ProjectEdit& edit) {
        LabelBox box;
        box.classId = cat;
        box.x1 = box.y1 = 20;
        box.x2 = box.y2 = 120;
        edit.addBox(images[0].id, box);
        edit.addBox(images[0].id, box);
        box.x2 = 500;
        edit.addBox(images[1].id, box);
        box.x2 = 21;
        edit.addBox(images[1].id, box);
        edit.setSplit({images[0].id}, "train");
        edit.setSplit({images[1].id, images[2].id, images[3].id}, "val");
      });
    }
    m_window->lint()->setConfig(presetByName("vgg16-simple").config);
    trigger(*m_window, "labelCheck");
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->lint()->busy() && backgroundIdle(), 20000);
    std::set<std::string> kinds;
    for (const LintFinding& f : m_window->lint()->findings()) kinds.insert(lintName(f.kind));
    for (const char* kind :
         {"duplicate", "out-of-bounds", "split-leak", "missing", "tiny", "unreachable", "class-gap"})
      QVERIFY2(kinds.contains(kind), kind);
    test::screenshot(m_window.get(), "labelling_check");
    m_window->imagePanel()->setQuery(QStringLiteral("lint:duplicate"));
    settle();
    QCOMPARE(m_window->imagePanel()->listed().size(), size_t{1});
    m_window->imagePanel()->setQuery({});
    settle();
    const std::string before = fingerprint();
    auto* list = child<QTableWidget>("lintList");
    for (const char* kind : {"duplicate", "leaves the image", "same picture in two splits"}) {
      int row = 0;
      while (row < list->rowCount() && list->item(row, 0)->text() != QLatin1String(kind)) ++row;
      QVERIFY2(row < list->rowCount(), kind);
      list->setCurrentCell(row, 0);
      child<QPushButton>("lintFix")->click();
    }
    const auto& images = session().images();
    QCOMPARE(session().store().boxes(images[0].id).size(), size_t{1});
    QCOMPARE(session().store().boxes(images[1].id)[0].x2, 400.0);
    QCOMPARE(images[0].split, images[1].split);
    for (int i = 0; i < 3; ++i) trigger(*m_window, "editUndo");
    QCOMPARE(fingerprint(), before);
  }
  void acceptance_14_a_training_that_cannot_start_names_file_box_and_reason() {
    pictures(3);
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {120, 120});
    session().perform(QStringLiteral("prepare"), [&](ProjectEdit& edit) {
      LabelBox box;
      box.classId = session().classes()[0].id;
      box.x1 = box.x2 = 7;
      box.y2 = 9;
      edit.addBox(session().images()[1].id, box);
      edit.setSplit({session().images()[0].id, session().images()[1].id}, "train");
    });
    m_window->startTraining(presetByName("tiny-from-scratch").config);
    QVERIFY2(banner().contains(QStringLiteral("é ü 1.png")) && banner().contains(QStringLiteral("no area")),
             qPrintable(banner()));
    test::screenshot(m_window.get(), "labelling_refused");
    child<QPushButton>("goToObstacle")->click();
    QCOMPARE(session().current()->id, session().images()[1].id);
    QCOMPARE(canvas().selected(), session().boxes()[0].id);
  }
  void statistics_lead_to_their_images() {
    pictures(3);
    trigger(*m_window, "editDraw");
    drag(*m_window, {20, 20}, {120, 120});
    drag(*m_window, {200, 20}, {230, 40});
    child<QDockWidget>("statisticsDock")->show();
    QTRY_VERIFY(!m_window->statistics()->busy() && m_window->statistics()->statistics().boxes == 2);
    QCOMPARE(m_window->statistics()->statistics().classes[0].boxes, int64_t{2});
    int64_t centred = 0;
    for (const int64_t count : m_window->statistics()->statistics().centres) centred += count;
    QCOMPARE(centred, int64_t{2});
    Q_EMIT child<QTableWidget>("statisticsClasses")->cellClicked(0, 0);
    settle();
    QCOMPARE(m_window->imagePanel()->query(), QStringLiteral("class:cat"));
    QCOMPARE(m_window->imagePanel()->listed().size(), size_t{1});
    auto* sizes = child<BarChart>("statisticsSizes");
    Q_EMIT sizes->clicked(static_cast<int>(sizes->bars().size()) - 1);
    settle();
    QVERIFY(m_window->imagePanel()->query().startsWith(QStringLiteral("size:[")));
    QCOMPARE(m_window->imagePanel()->listed().size(), size_t{1});
    dialogs::setNextPath(path("statistics.csv"));
    child<QPushButton>("saveStatistics")->click();
    QVERIFY(test::readText(path("statistics.csv").toStdString()).find("\"cat\",2,1") != std::string::npos);
    test::screenshot(m_window.get(), "labelling_statistics");
  }
  void acceptance_09_the_next_image_is_decoded_before_it_is_asked_for() {
    pictures(4);
    auto* loader = m_window->findChild<ImageLoader*>();
    settle();
    const QString second =
        QString::fromStdString(session().store().absolutePath(session().images()[1]).string());
    QTRY_VERIFY(loader->isReady(second));
    QSignalSpy loaded(loader, &ImageLoader::loaded);
    key(Qt::Key_D);
    QCOMPARE(loaded.count(), 1);  // at once, without a worker
    QCOMPARE(canvas().imageSize(), QSize(400, 300));
    // A list of a hundred thousand does not touch one picture.
    std::vector<ImportedImage> many;
    for (int i = 0; i < 100000; ++i)
      many.push_back({"/nowhere/" + std::to_string(i) + ".jpg", 100, 100, "", "", false, {}, ""});
    session().store().addImported(many, "test", {});
    session().reload();
    QCOMPARE(m_window->imagePanel()->listed().size(), size_t{100004});
    key(Qt::Key_D);
    QCOMPARE(session().current()->id, session().images()[2].id);
  }
};

ANCHOR_TEST_MAIN(LabellingTest, QApplication)
#include "tst_labelling.moc"
