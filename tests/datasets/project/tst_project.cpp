// SPDX-License-Identifier: GPL-3.0-or-later
#include <SQLiteCpp/SQLiteCpp.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <random>
#include <set>

#include "datasets/project/migrations.h"
#include "datasets/project/window_lock.h"
#include "datasets/splits/split_plan.h"
#include "engine/base/user_error.h"
#include "tests/datasets/drawn_images.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

/// A person, or something wilder, at work.
class RandomHand {
 public:
  RandomHand(ProjectStore& store, unsigned seed) : m_store(store), m_random(seed) {}

  void act() {
    const auto images = m_store.images();
    const auto classes = m_store.classes();
    const int64_t image = images.empty() ? 0 : images[below(images.size())].id;
    const auto boxes = m_store.boxes(image);
    const int64_t label = classes.empty() ? 0 : classes[below(classes.size())].id;
    edit(m_store, [&](ProjectEdit& step) {
      const size_t what = below(100);
      if (classes.size() < 2 || what == 0) {
        step.addClass("class " + std::to_string(below(1000)));
      } else if (images.size() < 3 || what == 1) {
        const auto trash = m_store.trash();
        if (!trash.empty()) step.setTrashed({trash[below(trash.size())].id}, false);
      } else if (what < 40) {
        step.addBox(image, boxOf(label, number(), number(), 300 + number(), 300 + number()));
      } else if (what < 44) {
        for (int i = 0; i < 4; ++i) step.addBox(image, boxOf(label, i, i, i + 9, i + 9));
      } else if (what < 62 && !boxes.empty()) {
        LabelBox box = boxes[below(boxes.size())];
        box.x1 = number();
        box.classId = label;
        box.difficult = below(2) == 0;
        box.attributes["colour"] = std::to_string(below(3));
        step.changeBox(box);
      } else if (what < 85 && !boxes.empty()) {
        step.removeBox(boxes[below(boxes.size())].id);
      } else if (what < 87) {
        step.setReview(image, static_cast<ImageReview>(below(3)));
      } else if (what < 89 && boxes.empty()) {
        step.setState(image, ImageState::Negative);
      } else if (what < 91) {
        step.setSplit({image, images[below(images.size())].id}, below(2) == 0 ? "val" : "train");
      } else if (what < 92) {
        step.setTrashed({image}, true);
      } else if (what < 93) {
        step.recolourClass(label, "#12345" + std::to_string(below(10)));
      } else if (what < 94) {
        step.renameClass(label, "name " + std::to_string(below(1000000)));
      } else if (what < 95) {
        std::vector<int64_t> order;
        for (const LabelClass& c : classes) order.insert(order.begin(), c.id);
        step.orderClasses(order);
      } else if (what < 96) {
        step.setClassAttributes(label, {{"pose", AttributeRule::Kind::Choice, {"left", "right"}}});
      } else if (what < 97) {
        step.mergeClass(label, classes[below(classes.size())].id);
      } else if (what < 98) {
        step.removeClass(label);
      } else if (const auto predictions = m_store.predictions(image); !predictions.empty()) {
        const Prediction& p = predictions.front();
        if (below(2) == 0)
          step.rejectPrediction(p.id);
        else
          step.acceptPrediction(p.id, boxOf(label, p.x1, p.y1, p.x2, p.y2));
      }
    });
  }

 private:
  size_t below(size_t n) { return m_random() % n; }
  double number() { return std::uniform_real_distribution<double>(0, 200)(m_random); }
  ProjectStore& m_store;
  std::mt19937 m_random;
};

}  // namespace

class ProjectTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  [[nodiscard]] fs::path in(const char* name) const { return fs::path(m_dir->path().toStdString()) / name; }
 private Q_SLOTS:
  void init() { m_dir = std::make_unique<QTemporaryDir>(); }

  void ten_thousand_random_commands_are_undone_and_redone() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(20, 4), "test", {});
    for (const ImageEntry& image : store->images())
      store->replacePredictions(image.id,
                                {{0, "a", 1, 2, 30, 40, 0.9, "run"}, {0, "z", 5, 6, 70, 80, 0.4, "run"}});
    RandomHand hand(*store, 20261124);
    std::vector<std::string> states{store->fingerprint()};
    for (int i = 0; i < 10000; ++i) {
      hand.act();
      std::string state = store->fingerprint();
      if (state != states.back()) states.push_back(std::move(state));
    }
    QVERIFY(states.size() > 8000);
    const std::string last = states.back();
    store = ProjectStore::open(in("p"));  // the history outlives the program
    for (size_t i = states.size() - 1; i-- > 0;) {
      QVERIFY(store->undo().has_value());
      QVERIFY2(store->fingerprint() == states[i], qPrintable(QStringLiteral("undo to %1").arg(i)));
    }
    for (size_t i = 1; i < states.size(); ++i) {
      QVERIFY(store->redo().has_value());
      if (i % 50 == 0) QCOMPARE(store->fingerprint(), states[i]);
    }
    QCOMPARE(store->fingerprint(), last);
    QVERIFY(!store->nextRedo().has_value());
    qInfo("steps: %zu", states.size() - 1);
  }
  void projects_of_the_second_version_keep_boxes_and_history() {
    fs::create_directories(in("second"));
    fs::copy_file(test::dataFile("project_v2.anchor"), in("second/project.anchor"));
    auto store = ProjectStore::open(in("second"));
    QVERIFY(fs::exists(in("second/project.anchor.before-v3")));
    const auto boxes = store->boxes(1);
    QCOMPARE(boxes.size(), size_t{1});
    QVERIFY(boxes[0].x2 == 30.25 && boxes[0].difficult && boxes[0].origin == BoxOrigin::Model);
    QCOMPARE(boxes[0].attributes.at("colour"), std::string("red"));
    QVERIFY(store->state(2) == ImageState::Negative);
    QVERIFY(store->images()[0].review == ImageReview::Verified);
    QVERIFY(store->sourceIds(ProjectStore::SourceKind::Classes).empty());
    QCOMPARE(store->nextUndo().value(), std::string("Change the class"));
    store->undo();
    QCOMPARE(store->boxes(1)[0].classId, int64_t{1});
  }
  void projects_of_the_first_version_keep_boxes_and_history() {
    fs::create_directories(in("old"));
    fs::copy_file(test::dataFile("project_v1.anchor"), in("old/project.anchor"));
    auto store = ProjectStore::open(in("old"));
    QVERIFY(fs::exists(in("old/project.anchor.before-v2")));
    QCOMPARE(store->images().size(), size_t{2});
    const auto boxes = store->boxes(1);
    QCOMPARE(boxes.size(), size_t{2});
    QCOMPARE(boxes[1].x1, 0.1 + 0.2);
    QCOMPARE(boxes[1].pose, std::string("Left \"side\""));
    const auto history = store->history(2);
    QCOMPARE(history.size(), size_t{2});
    QCOMPARE(history[0].box.x1, 1.0);
    QCOMPARE(history[1].box.x1, 0.1 + 0.2);
    QCOMPARE(history[1].time, std::string("2026-01-02T03:04:05.678Z"));
    QCOMPARE(store->nextRedo().value(), std::string("Draw a box"));
    store->redo();
    QCOMPARE(store->boxes(1).back().x1, 50.0);
    store->undo();
    store->undo();  // "no objects" of the second image
    QVERIFY(store->state(2) == ImageState::Unlabelled);
    store->undo();
    QCOMPARE(store->boxes(1).back().id, int64_t{3});
    store->undo();
    store->undo();
    QCOMPARE(store->boxes(1)[1].x1, 1.0);
    QCOMPARE(store->boxes(1)[1].classId, int64_t{1});
    store->undo();
    QCOMPARE(store->boxes(1).size(), size_t{1});
    QVERIFY(!store->undo().has_value());
    for (int i = 0; i < 6; ++i) QVERIFY(store->redo().has_value());
    QCOMPARE(store->boxes(1)[1].x1, 0.1 + 0.2);
    QCOMPARE(store->boxes(1)[1].pose, std::string("Left \"side\""));
  }
  void acceptance_06_class_ids_are_stable() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(4, 3), "test", {});
    const auto before = store->classes();
    edit(*store, [&](ProjectEdit& e) { e.renameClass(before[1].id, "别的"); });
    edit(*store, [&](ProjectEdit& e) { e.orderClasses({before[2].id, before[0].id, before[1].id}); });
    int64_t added = 0;
    edit(*store, [&](ProjectEdit& e) { added = e.addClass("new"); });
    edit(*store, [&](ProjectEdit& e) { e.removeClass(added); });
    edit(*store, [&](ProjectEdit& e) { QVERIFY(e.addClass("another") != added); });
    store = ProjectStore::open(in("p"));
    const auto after = store->classes();
    QCOMPARE(after[0].id, before[2].id);
    QCOMPARE(after[2].id, before[1].id);
    QCOMPARE(after[2].name, std::string("别的"));
    for (const ImageEntry& image : store->images()) QCOMPARE(store->boxes(image.id)[1].classId, before[1].id);
    QVERIFY_THROWS_EXCEPTION(UserError,
                             edit(*store, [&](ProjectEdit& e) { e.renameClass(before[1].id, "a"); }));
  }
  void a_window_has_its_project_alone_until_it_ends_however_it_does() {
    ProjectStore::create(in("p"));
    {
      const auto lock = WindowLock::take(in("p"));
      QVERIFY(lock);
      QVERIFY(!WindowLock::take(in("p")));
    }
    const pid_t child = ::fork();
    if (child == 0) {
      const auto lock = WindowLock::take(in("p"));
      while (true) ::pause();
    }
    QTRY_VERIFY(!WindowLock::take(in("p")));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    QVERIFY(WindowLock::take(in("p")));  // nothing of it is left
  }
  void only_what_others_write_is_noticed() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(3, 2), "test", {});
    QVERIFY(!store->changedElsewhere());
    const auto looking = store->reader();
    const LabelBox box = store->boxes(1)[0];
    edit(*store, [&](ProjectEdit& e) { e.removeBox(box.id); });
    QCOMPARE(looking->boxes(1).size(), store->boxes(1).size());
    store->undo();
    QVERIFY(!store->changedElsewhere());
    auto other = ProjectStore::open(in("p"));
    QVERIFY(!store->changedElsewhere());
    edit(*other, [&](ProjectEdit& e) { e.removeBox(box.id); });
    QVERIFY(store->changedElsewhere());
    QVERIFY(!store->changedElsewhere());
    try {
      edit(*store, [&](ProjectEdit& e) { e.changeBox(box); });
      QFAIL("a box that is gone was changed");
    } catch (const UserError& error) {
      QCOMPARE(error.problem().reason.english(), std::string("this box was changed in another window"));
      QCOMPARE(error.problem().remedy.english(), std::string("Reload the project"));
    }
  }
  void a_merge_is_one_undo_over_the_whole_data_set() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(300, 6), "test", {});
    const std::string before = store->fingerprint();
    const auto classes = store->classes();
    edit(*store, [&](ProjectEdit& e) { e.mergeClass(classes[0].id, classes[1].id); });
    int merged = 0;
    store->forEachBox([&](int64_t, const LabelBox& box) { merged += box.classId == classes[1].id ? 1 : 0; });
    QCOMPARE(merged, 1200);
    QCOMPARE(store->classes().size(), size_t{2});
    QCOMPARE(store->history(store->boxes(1)[0].id).size(), size_t{2});
    QVERIFY(store->undo()->wide);
    QCOMPARE(store->fingerprint(), before);
    edit(*store, [&](ProjectEdit& e) { e.removeClass(classes[2].id); });
    QCOMPARE(store->images()[0].boxes, 4);
    store->undo();
    QCOMPARE(store->fingerprint(), before);
  }
  void an_import_is_one_undo() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(3, 0), "first", {});
    const auto with = drawnImages(5, 2);
    QCOMPARE(store->addImported(with, "second", {}), 5);
    QCOMPARE(store->images()[0].boxes, 2);
    QVERIFY(store->undo().has_value());
    QCOMPARE(store->images().size(), size_t{3});
    QCOMPARE(store->images()[0].boxes, 0);
    QVERIFY(store->images()[0].state == ImageState::Unlabelled);
    QVERIFY(store->redo().has_value());
    QCOMPARE(store->images().size(), size_t{5});
    QCOMPARE(store->images()[4].boxes, 2);
  }
  void acceptance_15_deleting_an_image_is_a_trash_with_undo() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(3, 2), "test", {});
    const int64_t id = store->images()[1].id;
    edit(*store, [&](ProjectEdit& e) { e.setTrashed({id}, true); });
    QCOMPARE(store->images().size(), size_t{2});
    QCOMPARE(store->trash().size(), size_t{1});
    int boxes = 0;
    store->forEachBox([&](int64_t, const LabelBox&) { ++boxes; });
    QCOMPARE(boxes, 4);
    store = ProjectStore::open(in("p"));
    QCOMPARE(store->undo()->image, id);
    QCOMPARE(store->images()[1].boxes, 2);
    // An import of the same file takes it out of the trash again.
    edit(*store, [&](ProjectEdit& e) { e.setTrashed({id}, true); });
    store->addImported(drawnImages(3, 2), "again", {});
    QCOMPARE(store->images().size(), size_t{3});
  }
  void a_box_knows_what_it_has_been_through() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(1, 1), "labels.json", {});
    const int64_t image = store->images()[0].id;
    LabelBox box = store->boxes(image)[0];
    QVERIFY(box.origin == BoxOrigin::Import);
    LabelBox moved = box;
    moved.x1 = 7.25;
    edit(*store, [&](ProjectEdit& e) { e.changeBox(moved); });
    edit(*store, [&](ProjectEdit& e) { e.removeBox(box.id); });
    auto history = store->history(box.id);
    QCOMPARE(history.size(), size_t{3});
    QCOMPARE(history[0].actor, std::string("import labels.json"));
    QVERIFY(history[0].box == box && history[1].box == moved && history[2].removed);
    edit(*store, [&](ProjectEdit& e) { e.restoreBox(image, history[0].box); });
    QVERIFY(store->boxes(image)[0] == box);
    QCOMPARE(store->history(box.id).size(), size_t{4});
    store->replacePredictions(image, {{0, "a", 1, 2, 3, 4, 0.75, "run 1"}});
    const Prediction prediction = store->predictions(image)[0];
    int64_t accepted = 0;
    edit(*store, [&](ProjectEdit& e) {
      accepted = e.acceptPrediction(prediction.id, boxOf(box.classId, 1, 2, 3, 4));
    });
    QVERIFY(store->predictions(image).empty());
    QCOMPARE(store->boxes(image)[1].score, 0.75);
    QVERIFY(store->boxes(image)[1].origin == BoxOrigin::Model);
    store->undo();
    QCOMPARE(store->predictions(image).size(), size_t{1});
    QVERIFY(store->predictions(image)[0] == prediction);
  }
  void what_keeps_a_project_from_being_written_is_said() {
    const fs::path folder = fs::path(m_dir->path().toStdString()) / "busy";
    const auto store = ProjectStore::create(folder);
    SQLite::Database other((folder / "project.anchor").string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    try {
      edit(*store, [](ProjectEdit& step) { (void)step.addClass("cat"); });
      QFAIL("was written");
    } catch (const UserError& error) {
      QCOMPARE(error.problem().reason.english(), std::string("another program is writing to the project"));
      QCOMPARE(error.problem().file, (folder / "project.anchor").string());
    }
    other.exec("ROLLBACK");
    edit(*store, [](ProjectEdit& step) { (void)step.addClass("cat"); });
    QCOMPARE(store->classes().size(), size_t{1});
  }
  void a_step_without_commit_leaves_nothing() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(1, 1), "test", {});
    const std::string before = store->fingerprint();
    {
      ProjectEdit step = store->edit("never");
      step.addClass("x");
      step.addBox(store->images()[0].id, boxOf(1, 0, 0, 5, 5));
    }
    QCOMPARE(store->fingerprint(), before);
    QCOMPARE(store->nextUndo().value(), std::string("Import"));
    edit(*store, [&](ProjectEdit& e) { e.setReview(store->images()[0].id, ImageReview::None); });
    QCOMPARE(store->nextUndo().value(), std::string("Import"));  // nothing changed, nothing to undo
    const auto reader = store->reader();
    QCOMPARE(reader->fingerprint(), before);
    QVERIFY_THROWS_EXCEPTION(std::exception, edit(*reader, [&](ProjectEdit& e) { e.addClass("no"); }));
  }
  void acceptance_13_empty_and_unlabelled_stay_two_states() {
    auto store = ProjectStore::create(in("p"));
    store->addImported(drawnImages(2, 0), "test", {});
    const int64_t image = store->images()[0].id;
    edit(*store, [&](ProjectEdit& e) { e.setState(image, ImageState::Negative); });
    edit(*store, [&](ProjectEdit& e) { e.addBox(image, boxOf(e.addClass("a"), 0, 0, 5, 5)); });
    QVERIFY(store->state(image) == ImageState::Labelled);
    store->undo();
    QVERIFY(store->state(image) == ImageState::Negative);  // what a person said comes back with undo
    store->redo();
    edit(*store, [&](ProjectEdit& e) { e.removeBox(store->boxes(image)[0].id); });
    QVERIFY(store->state(image) == ImageState::Unlabelled);
  }
  void stratified_splits_give_every_class_its_share() {
    auto store = ProjectStore::create(in("p"));
    auto images = drawnImages(200, 3);
    for (size_t i = 0; i < 10; ++i) images[i].boxes.push_back({"rare", boxOf(0, 1, 1, 9, 9)});
    for (size_t i = 100; i < 140; ++i) images[i].boxes.clear();
    store->addImported(images, "test", {});
    const SplitPlan plan = planStratified(*store, store->images(), {0.2, 0.1});
    QVERIFY(plan == planStratified(*store, store->images(), {0.2, 0.1}));
    edit(*store, [&](ProjectEdit& e) { applySplits(e, plan); });
    std::map<std::string, int> count, rare, empty;
    const int64_t rareId = store->classes().back().id;
    for (const ImageEntry& image : store->images()) {
      ++count[image.split];
      empty[image.split] += image.boxes == 0 ? 1 : 0;
      for (const LabelBox& box : store->boxes(image.id)) rare[image.split] += box.classId == rareId ? 1 : 0;
    }
    QCOMPARE(count["train"] + count["val"] + count["test"], 200);
    QVERIFY(std::abs(count["val"] - 40) <= 2 && std::abs(count["test"] - 20) <= 2);
    QCOMPARE(rare["val"], 2);
    QCOMPARE(rare["test"], 1);
    QVERIFY(std::abs(empty["val"] - 8) <= 1 && std::abs(empty["test"] - 4) <= 1);
  }
  void images_read_while_opening_are_those_on_the_disk() {
    auto first = ProjectStore::create(in("p"));
    first->addImported(drawnImages(6, 1), "test", {});
    const int64_t label = first->classes().front().id;
    const auto same = [](const ProjectStore& opened, const ProjectStore& asked) {
      const auto images = opened.images();
      const auto trash = opened.trash();
      for (const auto* list : {&images, &trash})
        for (const ImageEntry& image : *list)
          if (image.boxes != static_cast<int>(asked.boxes(image.id).size())) return false;
      return images.size() + trash.size() == 6;
    };
    const auto images = first->images();
    edit(*first, [&](ProjectEdit& step) {
      for (const LabelBox& box : first->boxes(images[2].id)) step.removeBox(box.id);
      step.setTrashed({images[1].id, images[5].id}, true);
    });
    const auto opened = ProjectStore::open(in("p"));
    QVERIFY(same(*opened, *first));
    // What was written after the reading and before the question counts.
    for (const bool own : {true, false}) {
      const auto late = ProjectStore::open(in("p"));
      edit(own ? *late : *first, [&](ProjectEdit& step) {
        step.addBox(images[2].id, boxOf(label, 1, 1, 9, 9));
        step.setReview(images[0].id, own ? ImageReview::Verified : ImageReview::Unsure);
      });
      QCOMPARE(late->images().front().review, own ? ImageReview::Verified : ImageReview::Unsure);
      QVERIFY(same(*late, *first));
    }
  }
  void splits_by_folder_and_by_list() {
    auto store = ProjectStore::create(in("p"));
    auto images = drawnImages(100, 1);
    images[0].path = "/n/set/valid/0.jpg";
    store->addImported(images, "test", {});
    const auto all = store->images();
    const SplitPlan folders = planByFolder(all, {0.2, 0.2});
    std::map<std::string, std::set<std::string>> splitOf;
    for (const auto& [split, ids] : folders)
      for (const int64_t id : ids)
        splitOf[fs::path(store->image(id)->path).parent_path().string()].insert(split);
    for (const auto& [folder, names] : splitOf) QVERIFY(names.size() == 1);  // no folder is torn
    QVERIFY(splitOf["/n/set/valid"] == std::set<std::string>{"val"});
    QCOMPARE(folders.at("train").size(), size_t{59});
    std::ofstream(in("list.txt")) << "3.jpg\r\n/else/where/2/7\n99\nnothing\n\n";
    std::vector<Problem> problems;
    const SplitPlan list = planByList(all, in("list.txt"), "test", problems);
    QCOMPARE(list.at("test").size(), size_t{3});
    QCOMPARE(problems.size(), size_t{1});
    QCOMPARE(problems[0].line, 4);
  }
};

ANCHOR_TEST_MAIN(ProjectTest, QCoreApplication)
#include "tst_project.moc"
