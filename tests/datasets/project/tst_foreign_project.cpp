// SPDX-License-Identifier: GPL-3.0-or-later
// Projects that another program wrote into, or made to do harm.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QTemporaryDir>
#include <QtTest>
#include <functional>

#include "datasets/project/migrations.h"
#include "datasets/statistics/label_statistics.h"
#include "engine/base/user_error.h"
#include "tests/datasets/drawn_images.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

/// What the work was refused for.
template <class Work>
Problem problem(const Work& work) {
  try {
    work();
  } catch (const UserError& error) {
    return error.problem();
  }
  return {"accepted", 0, {}, {}};
}

}  // namespace

class ForeignProjectTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  fs::path m_folder, m_file;

  [[nodiscard]] std::unique_ptr<ProjectStore> forge(const std::string& statement) const {
    SQLite::Database(m_file.string(), SQLite::OPEN_READWRITE).exec(statement);
    return ProjectStore::open(m_folder);
  }
 private Q_SLOTS:
  void init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = fs::path(m_dir->path().toStdString()) / "project";
    m_file = m_folder / "project.anchor";
  }

  void rows_that_no_program_of_ours_wrote_are_named() {
    int64_t image = 0;
    int64_t box = 0;
    {
      const auto store = ProjectStore::create(m_folder);
      store->addImported(drawnImages(2, 2), "test", {});
      image = store->images().front().id;
      box = store->boxes(image).front().id;
      edit(*store, [&](ProjectEdit& step) { step.setSplit({image}, "val"); });
    }
    auto store = forge("UPDATE boxes SET x2 = 1e300 WHERE id = " + std::to_string(box));
    const std::string far = problem([&] { (void)store->boxes(image); }).reason.english();
    QVERIFY2(far.find("box " + std::to_string(box)) == 0 && far.find("1e+300") != far.npos, far.c_str());
    // An image without a size has no places for a heat map.
    store = forge("UPDATE boxes SET x2 = 9; UPDATE images SET width = 0, height = 0");
    QCOMPARE(labelStatistics(*store).boxes, int64_t{4});
    // A name out of the history's JSON becomes no piece of a statement.
    store = forge("UPDATE changes SET before = '{\"split = (SELECT 1), hash\": \"x\"}'");
    const std::string name = problem([&] { (void)store->undo(); }).reason.english();
    QVERIFY2(name.find("split = (SELECT 1)") != name.npos, name.c_str());
    QCOMPARE(store->images().front().split, std::string("val"));
    // What a library says of it comes with the place and a remedy.
    for (const char* before : {"{\"split\": 1", "{\"split\": [1]}", "[1]", "7"}) {
      store = forge(std::string("UPDATE changes SET before = '") + before + "'");
      const Problem said = problem([&] { (void)store->undo(); });
      QVERIFY2(said.file.ends_with("project.anchor") && !said.remedy.empty(), said.text().c_str());
    }
    store = forge("UPDATE boxes SET class = 77 WHERE id = " + std::to_string(box));
    const Problem unknown = problem([&] { (void)labelStatistics(*store); });
    QVERIFY2(unknown.reason.english().find("has the class 77") != unknown.reason.english().npos,
             unknown.reason.english().c_str());
    store = forge("UPDATE boxes SET class = (SELECT min(id) FROM classes), image = 77 WHERE id = " +
                  std::to_string(box));
    QCOMPARE(labelStatistics(*store).boxes, int64_t{3});  // the one that no image shows is not counted
    store = forge("UPDATE boxes SET image = " + std::to_string(image) + " WHERE id = " + std::to_string(box));
    store = forge("UPDATE boxes SET attributes = '[1'");
    const Problem attributes = problem([&] { (void)store->boxes(image); });
    QVERIFY2(attributes.reason.english().starts_with("a box's attributes cannot be read"),
             attributes.reason.english().c_str());
    store = forge("UPDATE boxes SET attributes = '{}'; UPDATE classes SET attributes = '{\"kind\": 1}'");
    const Problem rules = problem([&] { (void)store->classes(); });
    QVERIFY2(rules.reason.english().starts_with("a class's attributes cannot be read"),
             rules.reason.english().c_str());
    store.reset();
    const Problem column = problem([&] { (void)forge("ALTER TABLE classes RENAME COLUMN colour TO color"); });
    QVERIFY2(column.reason.english().ends_with("its table classes has no column colour"),
             column.reason.english().c_str());
    QCOMPARE(column.file, m_file.string());
  }
  void rows_of_other_programs_can_be_edited_or_say_what_is_wrong() {
    int64_t box = 0;
    int64_t label = 0;
    {
      const auto store = ProjectStore::create(m_folder);
      store->addImported(drawnImages(1, 2), "test", {});
      box = store->boxes(store->images().front().id).front().id;
      label = store->boxes(store->images().front().id).front().classId;
      store->replacePredictions(store->images().front().id, {{0, "a", 1, 2, 3, 4, 0.75, "run"}});
    }
    // A class whose name is not UTF-8 can be renamed, and that undone: the history marks the foreign byte.
    auto store = forge("UPDATE classes SET name = CAST(x'B9B7' AS TEXT) WHERE id = " + std::to_string(label));
    edit(*store, [&](ProjectEdit& step) { step.renameClass(label, "dog"); });
    QCOMPARE(store->classes().front().name, std::string("dog"));
    QVERIFY(store->undo().has_value());
    QCOMPARE(store->classes().front().name, std::string("\uFFFD\uFFFD"));
    const auto reason = [&](const std::function<void(ProjectEdit&)>& work) {
      return problem([&] { edit(*store, work); }).reason.english();
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
      QCOMPARE(reason(work), std::string("image is not a whole number: \"\uFFFD\""));
    store = forge("DELETE FROM boxes WHERE id = " + std::to_string(box) +
                  "; INSERT INTO changes(step, kind, row) VALUES(1, 3, 9223372036854775807)");
    QCOMPARE(reason([&](ProjectEdit& step) { step.addBox(1, {}); }),
             std::string("a row of boxes has an id too large for new rows to follow"));
    QVERIFY_THROWS_EXCEPTION(UserError, store->addImported(drawnImages(2, 2), "test", {}));
  }
  void a_project_that_brings_its_own_program_is_refused_and_untouched() {
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
        fs::remove_all(m_folder);
        ProjectStore::create(m_folder);
        {
          SQLite::Database forged(m_file.string(), SQLite::OPEN_READWRITE);
          forged.exec("PRAGMA legacy_alter_table = ON; " + statement);
          forged.exec("PRAGMA user_version = " + std::to_string(version));
          forged.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        const std::string bytes = test::readText(m_file);
        try {
          ProjectStore::open(m_folder);
          QFAIL(name.c_str());
        } catch (const UserError& error) {
          const std::string reason = error.problem().reason.english();
          QVERIFY2(reason.ends_with(" did not create: " + name), reason.c_str());
        }
        QVERIFY(test::readText(m_file) == bytes);
      }
    // A table, a column or an index that only holds something more does no harm.
    fs::remove_all(m_folder);
    ProjectStore::create(m_folder);
    SQLite::Database(m_file.string(), SQLite::OPEN_READWRITE)
        .exec(
            "CREATE TABLE notes (a TEXT DEFAULT 'x'); ALTER TABLE images ADD COLUMN note TEXT NOT NULL "
            "DEFAULT '';"
            "CREATE INDEX by_split ON images(split, state)");
    QVERIFY(ProjectStore::open(m_folder)->images().empty());
  }
};

ANCHOR_TEST_MAIN(ForeignProjectTest, QCoreApplication)
#include "tst_foreign_project.moc"
