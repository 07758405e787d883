// SPDX-License-Identifier: GPL-3.0-or-later
// The data set as a whole: keys, classes, queries, label check, statistics, refusals.
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QTableWidget>
#include <QTreeWidget>
#include <QWheelEvent>

#include "tests/support/labelling_fixture.h"
#include "ui/labelling/class_manager.h"
#include "ui/shared/keys_dialog.h"
#include "ui/shared/toast.h"

using namespace anchor;
using test::drag;
using test::trigger;
namespace fs = std::filesystem;

class DatasetPagesTest : public test::LabellingFixture {
  Q_OBJECT
 private Q_SLOTS:
  void init() { open(); }
  void cleanup() { m_window.reset(); }

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
    QVERIFY2(test::says(words, QStringLiteral("Hide")), qPrintable(words));
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
    const QString choice = ClassManager::tr("choice");
    for (QComboBox* combo : dialog->findChildren<QComboBox*>())
      if (combo->findText(choice) >= 0) combo->setCurrentIndex(combo->findText(choice));
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
    QCOMPARE(history->item(0, 1)->text(), QStringLiteral("a person"));
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
    // Round the end, the first image without labels is the one in hand again.
    QCOMPARE(session().current()->id, session().images()[2].id);
    trigger(*m_window, "imageNextUnlabelled");
    QCOMPARE(session().current()->id, session().images()[3].id);
    for (int i = 0; i < 3; ++i) trigger(*m_window, "imageNextUnlabelled");
    QCOMPARE(session().current()->id, session().images()[2].id);
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
    QVERIFY(child<QLabel>("searchTrouble")->text().contains(QStringLiteral("size:oops")));
    QCOMPARE(listed(""), size_t{6});
    m_window->imagePanel()->list()->selectAll();
    Q_EMIT m_window->imagePanel()->splitWanted(m_window->imagePanel()->selection(), QStringLiteral("test"));
    QCOMPARE(listed("split:test"), size_t{6});
    trigger(*m_window, "editUndo");
    QVERIFY(listed("split:test") < 6);
    listed("");
    trigger(*m_window, "labelSplit");
    child<QCheckBox>("splitAll")->setChecked(true);
    test::screenshot(child<QDialog>("splitDialog"), "labelling_split");
    const std::string unsplit = fingerprint();
    QTest::keyClick(child<QDialog>("splitDialog"), Qt::Key_Return);
    QCOMPARE(listed("-split:none"), size_t{6});
    QVERIFY(fingerprint() != unsplit);
    trigger(*m_window, "editUndo");
    QCOMPARE(fingerprint(), unsplit);
    listed("");
    child<QToolButton>("gallery")->click();
    settle();
    QTest::qWait(100);
    settle();
    test::screenshot(m_window.get(), "labelling_gallery");
    child<QToolButton>("gallery")->click();
    QVERIFY(fs::exists(path("project/cache/thumbnails").toStdString()));
  }
  void a_class_is_renamed_in_its_row_without_a_word_on_stderr() {
    pictures(1);
    trigger(*m_window, "labelClasses");
    auto* classes = child<QTableWidget>("classTable");
    classes->window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(classes->window()));
    QTest::failOnWarning(QRegularExpression(QStringLiteral("closeEditor")));
    classes->editItem(classes->item(0, 0));
    auto* field = classes->findChild<QLineEdit*>();
    QVERIFY(field != nullptr);
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("lynx"));
    field->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), field);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(session().classes().front().name, std::string("lynx"));
    QCOMPARE(classes->item(0, 0)->text(), QStringLiteral("lynx"));
    QCOMPARE(classes->rowCount(), 2);
  }
  void what_is_pressed_in_and_what_can_be_ticked_is_seen_in_the_dark() {
    const test::DarkLook look;
    // The strongest contrast of lightness with the ground, as WCAG counts it: 3 is what a control needs.
    const auto light = [](const QColor& colour) {
      const auto part = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
      };
      return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
    };
    const auto strongest = [&light](QWidget& widget, const QColor& ground) {
      const QImage picture = widget.grab().toImage();
      double most = 1;
      for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
          const double a = light(picture.pixelColor(x, y)) + 0.05, b = light(ground) + 0.05;
          most = std::max(most, std::max(a, b) / std::min(a, b));
        }
      return most;
    };
    QCheckBox box;  // no words: the square alone
    box.resize(20, 20);
    QVERIFY(strongest(box, box.palette().color(QPalette::Window)) >= 3);
    QToolButton off, on;
    for (QToolButton* button : {&off, &on}) {
      button->setCheckable(true);
      button->resize(60, 24);
    }
    on.setChecked(true);
    const QColor ground = on.palette().color(QPalette::Button);
    QVERIFY(strongest(on, ground) >= 3 && strongest(off, ground) < 3);
  }
  void a_key_that_is_held_writes_once() {
    pictures(5);
    for (const ImageEntry& image : std::vector(session().images())) {
      session().setCurrent(image.id);
      session().setNegative(true);
    }
    const auto hold = [this](Qt::Key code, const QString& letter) {
      canvas().setFocus();
      for (int i = 0; i < 4; ++i) QTest::simulateEvent(&canvas(), true, code, {}, letter, i > 0);
      QTest::simulateEvent(&canvas(), false, code, {}, letter, false);
    };
    const auto at = [this] { return session().rowOf(session().current()->id); };
    const auto verified = [this] {
      return std::ranges::count(session().images(), ImageReview::Verified, &ImageEntry::review);
    };
    session().setCurrent(session().images().front().id);
    hold(Qt::Key_Space, QStringLiteral(" "));
    QCOMPARE(verified(), 1);
    QCOMPARE(at(), 1);
    hold(Qt::Key_N, QStringLiteral("n"));  // would go back and forth
    QVERIFY(session().current()->state == ImageState::Unlabelled);
    hold(Qt::Key_A, QStringLiteral("a"));
    QCOMPARE(at(), 0);
    hold(Qt::Key_D, QStringLiteral("d"));  // looking goes on
    QCOMPARE(at(), 4);
  }
  void an_image_without_labels_is_not_verified_without_a_word() {
    pictures(3);
    const std::string before = fingerprint();
    const int64_t first = session().current()->id;
    key(Qt::Key_Space);
    QCOMPARE(fingerprint(), before);
    QCOMPARE(session().current()->id, first);
    QVERIFY(m_window->statusBar()->currentMessage().contains(QStringLiteral("not labelled")));
    // Of several, those that are.
    session().setNegative(true);
    m_window->imagePanel()->list()->selectAll();
    Q_EMIT m_window->imagePanel()->reviewWanted(m_window->imagePanel()->selection(), ImageReview::Verified);
    QCOMPARE(std::ranges::count(session().images(), ImageReview::Verified, &ImageEntry::review), 1);
    QVERIFY2(m_window->statusBar()->currentMessage().contains(QStringLiteral("2 of 3")),
             qPrintable(m_window->statusBar()->currentMessage()));
  }
  void undo_with_ctrl_held_chooses_one_image_and_actions_say_how_many() {
    pictures(6);
    const auto chosen = [this] {
      return m_window->imagePanel()->list()->selectionModel()->selectedIndexes().size();
    };
    for (int i = 0; i < 4; ++i) {
      session().addBox(QRectF(10, 10, 50, 50), session().classes().front().id);
      m_window->imagePanel()->step(1);
    }
    QTest::keyPress(m_window.get(), Qt::Key_Control, Qt::ControlModifier);
    for (const Qt::Key code : {Qt::Key_Z, Qt::Key_Z, Qt::Key_Z, Qt::Key_Z, Qt::Key_Y, Qt::Key_Y}) {
      QTest::keyClick(m_window.get(), code, Qt::ControlModifier);
      QVERIFY(QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
      QCOMPARE(chosen(), 1);
    }
    QTest::keyRelease(m_window.get(), Qt::Key_Control);
    QCOMPARE(session().current()->id, session().images()[1].id);
    // Three that a person chose.
    auto* list = m_window->imagePanel()->list();
    for (const int row : {2, 3, 5})
      list->selectionModel()->select(list->model()->index(row, 0), row == 2
                                                                       ? QItemSelectionModel::ClearAndSelect
                                                                       : QItemSelectionModel::Select);
    QVERIFY(child<QAction>("imageTrash")->text().contains(QStringLiteral("3 images")));
    QVERIFY(child<QAction>("imageUnsure")->text().contains(QStringLiteral("3 images")));
    trigger(*m_window, "imageUnsure");
    QCOMPARE(std::ranges::count(session().images(), ImageReview::Unsure, &ImageEntry::review), 3);
    trigger(*m_window, "imageTrash");
    QCOMPARE(session().images().size(), size_t{3});
    QVERIFY(m_window->findChild<Toast*>()->words().contains(QStringLiteral("3")));
    QVERIFY(!child<QAction>("imageTrash")->text().contains(QStringLiteral("images")));
    trigger(*m_window, "editUndo");
    QCOMPARE(session().images().size(), size_t{6});
  }
  void the_wheel_changes_no_value_without_the_focus() {
    pictures(1);
    const int64_t box = session().addBox(QRectF(10, 10, 50, 50), session().classes().back().id);
    canvas().select(box);
    canvas().setFocus();
    const auto wheel = [](QWidget* widget) {
      QWheelEvent event(QRectF(widget->rect()).center(), widget->mapToGlobal(widget->rect().center()), {},
                        {0, 120}, {}, {}, Qt::NoScrollPhase, false);
      QSpontaneKeyEvent::setSpontaneous(&event);  // Qt hands on no others
      qApp->notify(widget, &event);
    };
    const std::string before = fingerprint();
    auto* label = child<QComboBox>("boxClass");
    wheel(label);
    QCOMPARE(fingerprint(), before);
    auto* rules = child<QComboBox>("anchorPreset");
    rules->setCurrentIndex(1);
    wheel(rules);
    QCOMPARE(rules->currentIndex(), 1);
    m_window->inspector()->showView(InspectorView::Assignment);
    const std::string config = runConfigText(m_window->inspector()->config());
    wheel(child<QSlider>("assignment.positive_iou"));
    wheel(child<QDoubleSpinBox>("assignment.positive_iou.value"));
    QCOMPARE(runConfigText(m_window->inspector()->config()), config);
    // Nothing that is shown takes the focus by the wheel.
    for (QWidget* widget : m_window->findChildren<QWidget*>())
      if (widget->isVisible() &&
          (qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget)))
        QVERIFY2(widget->focusPolicy() != Qt::WheelFocus, qPrintable(widget->objectName()));
    // With the focus it does, and what is scrolled past scrolls on.
    QScrollArea scrolled;
    auto* inside = new QWidget;
    auto* number = new QSpinBox(inside);
    inside->setFixedSize(200, 2000);
    number->move(10, 60);
    scrolled.setWidget(inside);
    scrolled.resize(220, 200);
    scrolled.show();
    scrolled.verticalScrollBar()->setValue(50);
    wheel(number);
    QCOMPARE(number->value(), 0);
    QVERIFY(scrolled.verticalScrollBar()->value() < 50);
    scrolled.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&scrolled));
    number->setFocus();
    wheel(number);
    QCOMPARE(number->value(), 1);
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
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->lint()->busy() && backgroundIdle(), test::patience);
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
    for (const char* kind : {"duplicate", "outside the image", "same picture in two splits"}) {
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
    QVERIFY2(banner().contains(QStringLiteral("é ü 1.png")) && banner().contains(QStringLiteral("zero area")),
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
    m_window->reveal(m_window->statistics());
    QTRY_VERIFY(!m_window->statistics()->busy() && m_window->statistics()->statistics().boxes == 2);
    QCOMPARE(m_window->statistics()->statistics().classes[0].boxes, int64_t{2});
    int64_t centred = 0;
    for (const int64_t count : m_window->statistics()->statistics().centres) centred += count;
    QCOMPARE(centred, int64_t{2});
    child<QAbstractButton>("classBar_cat")->click();
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
  void the_tone_dialog_says_what_it_is_for_without_an_image() {
    m_window->newProject(path("empty"));
    test::trigger(*m_window, "viewTone");
    const auto labels = child<QDialog>("toneDialog")->findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
      return label->text().contains(QStringLiteral("Affects only the display"));
    }));
  }
  void deep_pixels_are_seen_in_the_range_a_person_chooses() {
    // 16 bits, three bands: 1000, 2500 and 4000; and a plain picture beside it.
    QImage deep(420, 300, QImage::Format_Grayscale16);
    for (int y = 0; y < deep.height(); ++y)
      for (int x = 0; x < deep.width(); ++x)
        reinterpret_cast<quint16*>(deep.scanLine(y))[x] = static_cast<quint16>(1000 + 1500 * (x / 140));
    QDir().mkpath(path("图像"));
    QVERIFY(deep.save(path("图像/a deep.png")));
    pictures(1);
    QCOMPARE(session().images().size(), size_t{2});
    // Dark, grey or light, from the left to the right.
    const auto shades = [this] {
      const QImage seen = canvas().grab().toImage();
      std::string found;
      for (const double x : {70.0, 210.0, 350.0}) {
        const int grey = qGray(seen.pixel(test::onCanvas(*m_window, x, 150)));
        found += grey < 10 ? 'd' : grey > 245 ? 'l' : 'g';
      }
      return found;
    };
    QCOMPARE(shades(), std::string("dgl"));  // its own range: from the darkest to the brightest
    test::trigger(*m_window, "viewTone");
    QVERIFY(QTest::qWaitForWindowActive(child<QDialog>("toneDialog")));
    auto* black = child<QSlider>("blackAt");
    auto* white = child<QSlider>("whiteAt");
    QVERIFY(black != nullptr && white != nullptr);
    const int half = (black->minimum() + black->maximum()) / 2 + 1;
    test::screenshot(child<QDialog>("toneDialog"), "labelling_deep_range");
    black->setValue(half);
    settle();
    QCOMPARE(shades(), std::string("ddl"));
    child<QPushButton>("ownRange")->click();
    settle();
    QCOMPARE(shades(), std::string("dgl"));
    white->setValue(half - 2);
    settle();
    QCOMPARE(shades(), std::string("dll"));
    // The dialog follows the image that is shown: a plain one has no range, and the deep one keeps its own.
    m_window->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), m_window.get());
    key(Qt::Key_D);
    settle();
    QTRY_VERIFY(child<QSlider>("whiteAt") == nullptr);
    QVERIFY(child<QSlider>("brightness") != nullptr);
    key(Qt::Key_A);
    settle();
    QTRY_VERIFY(child<QSlider>("whiteAt") != nullptr);
    QCOMPARE(shades(), std::string("dll"));
    QCOMPARE(child<QSlider>("whiteAt")->value(), half - 2);
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

ANCHOR_TEST_MAIN(DatasetPagesTest, QApplication)
#include "tst_dataset_pages.moc"
