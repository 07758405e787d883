// SPDX-License-Identifier: GPL-3.0-or-later
// What an import found and what became of it: the sums, what the project keeps of them, and the table.
#include <QTemporaryDir>
#include <QtTest>

#include "datasets/formats/label_import.h"
#include "tests/datasets/label_trees.h"
#include "tests/support/test_data.h"

using namespace anchor;
namespace fs = std::filesystem;

class LedgerTest : public QObject {
  Q_OBJECT
  std::unique_ptr<QTemporaryDir> m_dir;
  [[nodiscard]] fs::path in(const std::string& name) const {
    return fs::path(m_dir->path().toStdString()) / name;
  }
  /// Two images, five objects of which one has no area, one line that is no label, two files that are
  /// nothing.
  [[nodiscard]] ImportReport tree() const {
    picture(in("y/a.jpg"), 100, 100);
    picture(in("y/b.jpg"), 100, 100);
    writeText(in("y/classes.txt"), "cat\ndog\n");
    writeText(in("y/a.txt"), "0 0.2 0.2 0.1 0.1\n1 0.5 0.5 0 0.1\n0 0.8 0.8 0.1 0.1\n");
    writeText(in("y/b.txt"), "0 0.2 0.2 0.1 0.1\nx 0.5 0.5 0.1 0.1\n0 0.3 0.3 0.2 0.2\n");
    writeText(in("y/notes, \"mine\".md"), "nothing\n");
    writeText(in("y/c.xml"), "<annotation><object><name>cow</name></object></annotation>");
    return importLabels(*detectLabels(in("y")), {});
  }
  static int64_t merged(const ImportLedger& ledger) { return ledger.count(ObjectOutcome::Merged); }
  static int64_t leftOut(const ImportLedger& ledger) { return ledger.count(ObjectOutcome::LeftOut); }
  static const SourceFile& file(const ImportLedger& ledger, const std::string& path) {
    return *std::ranges::find(ledger.files(), path, &SourceFile::path);
  }

 private Q_SLOTS:
  void init() { m_dir = std::make_unique<QTemporaryDir>(); }

  void every_object_has_one_outcome_and_every_file_a_reason() {
    ImportReport report = tree();
    const auto project = ProjectStore::create(in("p"));
    QCOMPARE(project->addImported(report.images, "y", {}, SplitShares{}, report.classes, &report.ledger), 2);
    const ImportLedger& ledger = report.ledger;
    QCOMPARE(ledger.found(), int64_t{6});
    QCOMPARE(ledger.stored, int64_t{4});
    QCOMPARE(merged(ledger), int64_t{0});
    QCOMPARE(leftOut(ledger), int64_t{2});
    QVERIFY(ledger.addsUp());
    QCOMPARE(ledger.splits.byChance, int64_t{2});
    const UnstoredObject& flat = ledger.objects().at(0);
    QCOMPARE(ledger.pathOf(flat.place), in("y/a.txt").string());
    QCOMPARE(flat.place.line, 2);
    QCOMPARE(flat.image, in("y/a.jpg").string());
    QVERIFY(flat.object.starts_with("dog ") && flat.reason.english().ends_with("has zero area"));
    QCOMPARE(ledger.objects().at(1).object, std::string("x 0.5 0.5 0.1 0.1"));
    QVERIFY(file(ledger, in("y/a.jpg").string()).read && file(ledger, in("y/classes.txt").string()).read);
    QCOMPARE(file(ledger, in("y/a.txt").string()).found, int64_t{3});
    QCOMPARE(file(ledger, in("y/c.xml").string()).reason.english(),
             std::string("contains labels in another format: Pascal VOC"));
    QVERIFY(!file(ledger, in("y/notes, \"mine\".md").string()).read);
    QCOMPARE(ledger.files().size(), size_t{7});
  }
  void a_try_counts_the_same_and_leaves_nothing() {
    const ImportReport report = tree();
    const auto project = ProjectStore::create(in("p"));
    const std::string before = project->fingerprint();
    ImportLedger tried = report.ledger;
    QCOMPARE(project->tryImport(report.images, "y", {}, SplitShares{}, report.classes, tried), 2);
    QCOMPARE(project->fingerprint(), before);
    QVERIFY(project->imports().empty() && !project->nextUndo());
    ImportLedger done = report.ledger;
    project->addImported(report.images, "y", {}, SplitShares{}, report.classes, &done);
    QCOMPARE(tried.json(), done.json());
  }
  void a_second_import_merges_what_is_there() {
    ImportReport report = tree();
    const auto project = ProjectStore::create(in("p"));
    project->addImported(report.images, "y", {}, SplitShares{}, report.classes, &report.ledger);
    {
      auto edit = project->edit("Delete a box");
      edit.removeBox(project->boxes(project->images()[0].id)[0].id);
      edit.commit();
    }
    ImportReport again = tree();
    QCOMPARE(project->addImported(again.images, "y", {}, SplitShares{}, again.classes, &again.ledger), 0);
    QVERIFY(again.ledger.addsUp());
    QCOMPARE(again.ledger.stored, int64_t{0});
    QCOMPARE(merged(again.ledger), int64_t{4});
    QStringList reasons;
    for (const UnstoredObject& one : again.ledger.objects())
      if (one.outcome == ObjectOutcome::Merged) reasons << QString::fromStdString(one.reason.english());
    QCOMPARE(reasons.count(QStringLiteral("is already in the project")), 3);
    QCOMPARE(reasons.count(QStringLiteral("has been deleted or given another class in the project")), 1);
    QCOMPARE(project->imports().size(), size_t{2});  // this one too is on record
  }
  void the_project_keeps_what_is_not_stored_and_only_counts_the_rest() {
    ImportReport report = tree();
    {
      const auto project = ProjectStore::create(in("p"));
      project->addImported(report.images, "y", {}, SplitShares{}, report.classes, &report.ledger);
      ImportReport again = tree();
      project->addImported(again.images, "y", {}, SplitShares{}, again.classes, &again.ledger);
    }
    const auto imports = ProjectStore::open(in("p"))->imports();
    QCOMPARE(imports.size(), size_t{2});
    QCOMPARE(imports[0].boxes, int64_t{4});
    const ImportLedger first = ImportLedger::fromKept(imports[0].ledger);
    QVERIFY(first.addsUp());
    QCOMPARE(first.found(), int64_t{6});
    QCOMPARE(first.objects().size(), size_t{2});
    QCOMPARE(first.pathOf(first.objects()[0].place), in("y/a.txt").string());
    QCOMPARE(std::ranges::count(first.files(), false, &SourceFile::read), std::ptrdiff_t{2});
    const ImportLedger second = ImportLedger::fromKept(imports[1].ledger);
    QVERIFY(second.addsUp());
    QCOMPARE(merged(second), int64_t{4});
    QCOMPARE(second.objects().size(), size_t{2});  // those that were there are counted, not named
    QCOMPARE(second.kept(), ImportLedger::fromKept(second.kept()).kept());
  }
  void a_record_that_is_damaged_is_told() {
    for (const char* text : {"", "[]", "{", R"({"files":[],"objects":[]})", R"({"files":[{"path":1}]})"})
      QVERIFY_THROWS_EXCEPTION(UserError, ImportLedger::fromKept(text));
  }
  void the_table_has_a_line_for_each_object_and_file() {
    ImportReport report = tree();
    ProjectStore::create(in("p"))->addImported(report.images, "y", {}, SplitShares{}, report.classes,
                                               &report.ledger);
    const QStringList lines = QString::fromStdString(report.ledger.table()).split(QLatin1Char('\n'));
    QCOMPARE(lines[0], QStringLiteral("what,outcome,file,line,object,image,reason"));
    QVERIFY(lines[1].startsWith(
        QStringLiteral("object,left_out,%1,2,dog ").arg(QString::fromStdString(in("y/a.txt").string()))));
    QVERIFY(lines.join(QLatin1Char('\n')).contains(QStringLiteral("notes, \"\"mine\"\".md\",,,,")));
    QCOMPARE(lines.size(), 1 + 2 + 7 + 1);
  }
  void what_several_mentions_bring_is_one_object() {
    picture(in("c/1.jpg"), 100, 100);
    const auto labels = [](const char* boxes) {
      return std::string(
                 R"({"images":[{"id":1,"file_name":"1.jpg"}],"categories":[{"id":1,"name":"cat"}],)") +
             R"("annotations":[)" + boxes + "]}";
    };
    const char* one = R"({"id":1,"image_id":1,"category_id":1,"bbox":[1,2,30,40]})";
    writeText(in("c/a.json"), labels(one));
    writeText(in("c/b.json"), labels(one));
    writeText(in("c/broken.json"), labels(one).substr(0, 90));
    ImportReport report = importLabels(*detectLabels(in("c")), {});
    const auto project = ProjectStore::create(in("p"));
    project->addImported(report.images, "c", {}, SplitShares{}, report.classes, &report.ledger);
    QVERIFY(report.ledger.addsUp());
    QCOMPARE(report.ledger.found(), int64_t{2});
    QCOMPARE(report.ledger.stored, int64_t{1});
    QCOMPARE(report.ledger.objects().at(0).reason.english(), std::string("is the same as one in a.json"));
    QVERIFY(!file(report.ledger, in("c/broken.json").string()).read);
  }
};

ANCHOR_TEST_MAIN(LedgerTest, QCoreApplication)
#include "tst_ledger.moc"
