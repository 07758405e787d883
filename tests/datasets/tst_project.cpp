#include <SQLiteCpp/SQLiteCpp.h>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <random>
#include <set>

#include "datasets/problem.h"
#include "datasets/project/migrations.h"
#include "datasets/splits/split_plan.h"
#include "datasets/statistics/label_statistics.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

LabelBox boxOf(int64_t label, double x1, double y1, double x2, double y2) {
  LabelBox box;
  box.classId = label;
  box.x1 = x1;
  box.y1 = y1;
  box.x2 = x2;
  box.y2 = y2;
  return box;
}

/// One step of work.
template <class Work>
void edit(ProjectStore& store, Work work) {
  ProjectEdit step = store.edit("test");
  work(step);
  step.commit();
}

std::vector<ImportedImage> drawnImages(int count, int boxesEach) {
  std::vector<ImportedImage> images;
  for (int i = 0; i < count; ++i) {
    ImportedImage image{"/n/" + std::to_string(i % 5) + "/" + std::to_string(i) + ".jpg",
                        640,
                        480,
                        "",
                        "",
                        boxesEach > 0,
                        {},
                        ""};
    for (int b = 0; b < boxesEach; ++b)
      image.boxes.push_back({b % 3 == 0 ? "a" : b % 3 == 1 ? "b" : "c", boxOf(0, b, b, b + 20, b + 30)});
    images.push_back(std::move(image));
  }
  return images;
}

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
      } else if (const auto ghosts = m_store.predictions(image); !ghosts.empty()) {
        const Prediction& p = ghosts.front();
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
    QVERIFY_THROWS_EXCEPTION(DatasetError,
                             edit(*store, [&](ProjectEdit& e) { e.renameClass(before[1].id, "a"); }));
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
    const Prediction ghost = store->predictions(image)[0];
    int64_t accepted = 0;
    edit(*store,
         [&](ProjectEdit& e) { accepted = e.acceptPrediction(ghost.id, boxOf(box.classId, 1, 2, 3, 4)); });
    QVERIFY(store->predictions(image).empty());
    QCOMPARE(store->boxes(image)[1].score, 0.75);
    QVERIFY(store->boxes(image)[1].origin == BoxOrigin::Model);
    store->undo();
    QCOMPARE(store->predictions(image).size(), size_t{1});
    QVERIFY(store->predictions(image)[0] == ghost);
  }
  void rows_that_no_program_of_ours_wrote_are_named() {
    const fs::path folder = fs::path(m_dir->path().toStdString()) / "forged";
    int64_t image = 0;
    int64_t box = 0;
    {
      const auto store = ProjectStore::create(folder);
      store->addImported(drawnImages(2, 2), "test", {});
      image = store->images().front().id;
      box = store->boxes(image).front().id;
      edit(*store, [&](ProjectEdit& step) { step.setSplit({image}, "val"); });
    }
    const auto forge = [&](const std::string& statement) {
      SQLite::Database((folder / "project.anchor").string(), SQLite::OPEN_READWRITE).exec(statement);
      return ProjectStore::open(folder);
    };
    const auto reason = [](const auto& work) {
      try {
        work();
      } catch (const DatasetError& error) {
        return error.problem().reason;
      }
      return std::string("accepted");
    };
    auto store = forge("UPDATE boxes SET x2 = 1e300 WHERE id = " + std::to_string(box));
    const std::string far = reason([&] { (void)store->boxes(image); });
    QVERIFY2(far.find("box " + std::to_string(box)) == 0 && far.find("1e+300") != far.npos, far.c_str());
    // An image without a size has no places for a heat map.
    store = forge("UPDATE boxes SET x2 = 9; UPDATE images SET width = 0, height = 0");
    QCOMPARE(labelStatistics(*store).boxes, int64_t{4});
    // A name out of the history's JSON becomes no piece of a statement.
    store = forge("UPDATE changes SET before = '{\"split = (SELECT 1), hash\": \"x\"}'");
    const std::string name = reason([&] { (void)store->undo(); });
    QVERIFY2(name.find("split = (SELECT 1)") != name.npos, name.c_str());
    QCOMPARE(store->images().front().split, std::string("val"));
    // What a library says of it comes with the place and a remedy.
    const auto problem = [](const auto& work) {
      try {
        work();
      } catch (const DatasetError& error) {
        return error.problem();
      }
      return Problem{"accepted", 0, "", ""};
    };
    for (const char* before : {"{\"split\": 1", "{\"split\": [1]}", "[1]", "7"}) {
      store = forge(std::string("UPDATE changes SET before = '") + before + "'");
      const Problem said = problem([&] { (void)store->undo(); });
      QVERIFY2(said.file.ends_with("project.anchor") && !said.remedy.empty(), said.text().c_str());
    }
    store = forge("UPDATE boxes SET class = 77 WHERE id = " + std::to_string(box));
    const Problem unknown = problem([&] { (void)labelStatistics(*store); });
    QVERIFY2(unknown.reason.find("has the class 77") != unknown.reason.npos, unknown.reason.c_str());
    store = forge("UPDATE boxes SET class = (SELECT min(id) FROM classes), image = 77 WHERE id = " +
                  std::to_string(box));
    QCOMPARE(labelStatistics(*store).boxes, int64_t{3});  // the one that no image shows is not counted
    store = forge("UPDATE boxes SET image = " + std::to_string(image) + " WHERE id = " + std::to_string(box));
    store = forge("UPDATE boxes SET attributes = '[1'");
    const Problem attributes = problem([&] { (void)store->boxes(image); });
    QVERIFY2(attributes.reason.starts_with("a box's attributes cannot be read"), attributes.reason.c_str());
    store = forge("UPDATE boxes SET attributes = '{}'; UPDATE classes SET attributes = '{\"kind\": 1}'");
    const Problem rules = problem([&] { (void)store->classes(); });
    QVERIFY2(rules.reason.starts_with("a class's attributes cannot be read"), rules.reason.c_str());
    store.reset();
    const Problem column = problem([&] { (void)forge("ALTER TABLE classes RENAME COLUMN colour TO color"); });
    QVERIFY2(column.reason.ends_with("its table classes has no column colour"), column.reason.c_str());
    QCOMPARE(column.file, (folder / "project.anchor").string());
  }
  void rows_of_other_programs_can_be_edited_or_say_what_is_wrong() {
    const fs::path folder = fs::path(m_dir->path().toStdString()) / "foreign";
    int64_t box = 0;
    int64_t label = 0;
    {
      const auto store = ProjectStore::create(folder);
      store->addImported(drawnImages(1, 2), "test", {});
      box = store->boxes(store->images().front().id).front().id;
      label = store->boxes(store->images().front().id).front().classId;
      store->replacePredictions(store->images().front().id, {{0, "a", 1, 2, 3, 4, 0.75, "run"}});
    }
    const auto forge = [&](const std::string& statement) {
      SQLite::Database((folder / "project.anchor").string(), SQLite::OPEN_READWRITE).exec(statement);
      return ProjectStore::open(folder);
    };
    // A class whose name is not UTF-8 can be renamed, and that undone: the history marks the foreign byte.
    auto store = forge("UPDATE classes SET name = CAST(x'B9B7' AS TEXT) WHERE id = " + std::to_string(label));
    edit(*store, [&](ProjectEdit& step) { step.renameClass(label, "dog"); });
    QCOMPARE(store->classes().front().name, std::string("dog"));
    QVERIFY(store->undo().has_value());
    QCOMPARE(store->classes().front().name, std::string("\uFFFD\uFFFD"));
    const auto reason = [&](const std::function<void(ProjectEdit&)>& work) {
      try {
        edit(*store, work);
      } catch (const DatasetError& error) {
        return error.problem().reason;
      }
      return std::string("accepted");
    };
    const LabelBox known = store->boxes(store->images().front().id).front();
    store = forge("UPDATE predictions SET score = 'high'");
    QVERIFY(reason([](ProjectEdit& step) {
              step.acceptPrediction(1, {});
            }).starts_with("a prediction cannot be read: "));
    store = forge("UPDATE boxes SET image = x'B9' WHERE id = " + std::to_string(box));
    for (const auto& work :
         std::vector<std::function<void(ProjectEdit&)>>{[&](ProjectEdit& step) { step.removeBox(box); },
                                                        [&](ProjectEdit& step) { step.changeBox(known); },
                                                        [&](ProjectEdit& step) { step.removeClass(label); }})
      QCOMPARE(reason(work), std::string("image is no whole number: \"\uFFFD\""));
    store = forge("DELETE FROM boxes WHERE id = " + std::to_string(box) +
                  "; INSERT INTO changes(step, kind, row) VALUES(1, 3, 9223372036854775807)");
    QCOMPARE(reason([&](ProjectEdit& step) { step.addBox(1, {}); }),
             std::string("a row of boxes has an id that leaves none for new ones"));
    QVERIFY_THROWS_EXCEPTION(DatasetError, store->addImported(drawnImages(2, 2), "test", {}));
  }
  void a_project_that_brings_its_own_program_is_refused_and_untouched() {
    const fs::path folder = fs::path(m_dir->path().toStdString()) / "crafted";
    const fs::path file = folder / "project.anchor";
    const std::string endless =
        "(WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x+1 FROM c) SELECT max(x) FROM c)";
    const std::pair<std::string, std::string> crafted[] = {
        {"trigger t", "CREATE TRIGGER t AFTER UPDATE ON images BEGIN DELETE FROM boxes; END"},
        {"view images",
         "ALTER TABLE images RENAME TO i; CREATE VIEW images AS SELECT *, " + endless + " FROM i"},
        {"table f", "CREATE VIRTUAL TABLE f USING fts5(a)"},
        {"table boxes",
         "DROP TABLE boxes; CREATE TABLE boxes (id INTEGER PRIMARY KEY, x1 check(length(x1) < 9))"},
        {"column classes.long", "ALTER TABLE classes ADD COLUMN long AS (hex(zeroblob(id * 100000000)))"},
        {"column more.a", "CREATE TABLE more (a DEFAULT (hex(zeroblob(400000000))))"},
        {"index slow", "CREATE INDEX slow ON images(length(hex(path)))"},
        {"index part", "CREATE INDEX part ON images(path) WHERE length(hex(path)) > 3"}};
    for (const int version : {projectVersion, 1})
      for (const auto& [name, statement] : crafted) {
        fs::remove_all(folder);
        ProjectStore::create(folder);
        {
          SQLite::Database forged(file.string(), SQLite::OPEN_READWRITE);
          forged.exec("PRAGMA legacy_alter_table = ON; " + statement);
          forged.exec("PRAGMA user_version = " + std::to_string(version));
          forged.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        const std::string bytes = test::readText(file);
        try {
          ProjectStore::open(folder);
          QFAIL(name.c_str());
        } catch (const DatasetError& error) {
          const std::string reason = error.problem().reason;
          QVERIFY2(reason.ends_with(" did not put there: " + name), reason.c_str());
        }
        QVERIFY(test::readText(file) == bytes);
      }
    // A table, a column or an index that only holds something more does no harm.
    fs::remove_all(folder);
    ProjectStore::create(folder);
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
        .exec(
            "CREATE TABLE notes (a TEXT DEFAULT 'x'); ALTER TABLE images ADD COLUMN note TEXT NOT NULL "
            "DEFAULT '';"
            "CREATE INDEX by_split ON images(split, state)");
    QVERIFY(ProjectStore::open(folder)->images().empty());
  }
  void what_keeps_a_project_from_being_written_is_said() {
    const fs::path folder = fs::path(m_dir->path().toStdString()) / "busy";
    const auto store = ProjectStore::create(folder);
    SQLite::Database other((folder / "project.anchor").string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    try {
      edit(*store, [](ProjectEdit& step) { (void)step.addClass("cat"); });
      QFAIL("was written");
    } catch (const DatasetError& error) {
      QCOMPARE(error.problem().reason, std::string("another program is writing into the project"));
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
