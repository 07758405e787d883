// A whole database whose rows hold what no program of ours would write: any value in any column of any table,
// NULL where the schema forbids it. Then everything that reads a project, and undo and redo.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fuzzer/FuzzedDataProvider.h>

#include <fstream>
#include <iterator>

#include "datasets/lint/label_lint.h"
#include "datasets/problem.h"
#include "datasets/project/project_store.h"
#include "datasets/query/image_query.h"
#include "datasets/splits/split_plan.h"
#include "datasets/statistics/label_statistics.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;
namespace fs = std::filesystem;

namespace {

struct Column {
  std::string table, name;
};
struct Base {
  std::string file;  ///< the database's bytes
  std::vector<Column> columns;
};

void fill(ProjectStore& store, const fs::path& folder) {
  std::vector<ImportedImage> images;
  for (const char* name : {"a.ppm", "b.ppm", "c.ppm"}) {
    fuzz::put(folder / name, "P6\n3 1\n255\n123456789");
    ImportedImage image{(folder / name).string(), 3, 1, "train", "", true, {}, "", -1};
    for (const char* label : {"cat", "dog"}) {
      LabelBox box;
      box.x2 = 2;
      box.y2 = 1;
      image.boxes.push_back({label, box});
    }
    images.push_back(image);
  }
  store.addImported(images, "fuzz", {}, std::nullopt);
  const int64_t image = store.images().front().id;
  LabelBox box = store.boxes(image).front();
  {
    ProjectEdit edit = store.edit("change");
    box.x2 = 3;
    box.attributes = {{"colour", "red"}};
    edit.changeBox(box);
    edit.setClassAttributes(box.classId, {{"colour", AttributeRule::Kind::Choice, {"red", "blue"}}});
    edit.commit();
  }
  {
    ProjectEdit edit = store.edit("remove");
    edit.removeBox(box.id);
    edit.setTrashed({store.images().back().id}, true);
    edit.commit();
  }
  store.undo();
  store.replacePredictions(image, {{0, "cat", 0, 0, 2, 1, 0.5, "run"}, {0, "bird", 1, 0, 2, 1, 0.25, "run"}});
}

Base makeBase() {
  const fs::path folder = fuzz::place() / "base";
  {
    const auto store = ProjectStore::create(folder);
    fill(*store, folder);
  }
  const fs::path file = folder / "project.anchor";
  Base base;
  {
    SQLite::Database db(file.string(), SQLite::OPEN_READWRITE);
    db.exec("PRAGMA writable_schema = ON");
    db.exec(
        "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') "
        "WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'");
    db.exec("PRAGMA writable_schema = RESET");
    SQLite::Statement columns(db,
                              "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
                              "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.pk = 0");
    while (columns.executeStep()) base.columns.push_back({columns.getColumn(0), columns.getColumn(1)});
    if (db.execAndGet("PRAGMA integrity_check").getString() != "ok") __builtin_trap();
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  std::ifstream stream(file, std::ios::binary);
  base.file.assign(std::istreambuf_iterator<char>(stream), {});
  if (base.columns.size() < 40) __builtin_trap();
  return base;
}

void bindValue(SQLite::Statement& statement, int at, FuzzedDataProvider& input) {
  constexpr double reals[] = {1e300, -1e300, 0.5, -1, 1e-320, 9.3e18, -9.3e18, 2147483648.0, 4e9};
  constexpr int64_t integers[] = {0, -1, 1, 2, 3, 1 << 30, INT64_MAX, INT64_MIN, 4294967296, 255, 256};
  switch (input.ConsumeIntegralInRange(0, 5)) {
    case 0:
      return statement.bind(at);
    case 1:
      return statement.bind(at, input.PickValueInArray(reals));
    case 2:
      return statement.bind(at, input.PickValueInArray(integers));
    case 3:
      return statement.bind(at, input.ConsumeIntegral<int64_t>());
    case 4: {
      const std::string bytes = input.ConsumeRandomLengthString(64);
      return statement.bind(at, bytes.data(), static_cast<int>(bytes.size()));
    }
    default:
      return statement.bind(at, input.ConsumeRandomLengthString(200));
  }
}

void spoil(const fs::path& file, const Base& base, FuzzedDataProvider& input) {
  SQLite::Database db(file.string(), SQLite::OPEN_READWRITE);
  db.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF");
  for (int change = 0; change < 6 && input.remaining_bytes() > 2; ++change) {
    const Column& column = base.columns[input.ConsumeIntegralInRange<size_t>(0, base.columns.size() - 1)];
    const int row = input.ConsumeIntegralInRange(-1, 3);  // -1: all
    std::string text = "UPDATE \"" + column.table + "\" SET \"" + column.name + "\" = ?1";
    if (row >= 0)
      text += " WHERE rowid IN (SELECT rowid FROM \"" + column.table + "\" LIMIT 1 OFFSET " +
              std::to_string(row) + ")";
    try {
      SQLite::Statement update(db, text);
      bindValue(update, 1, input);
      update.exec();
    } catch (const SQLite::Exception&) {  // a table without rowid, a constraint that is left
    }
  }
}

void readAll(ProjectStore& store) {
  fuzz::mayRefuse<DatasetError>([&] {
    for (const ImageEntry& image : store.images()) {
      fuzz::mayRefuse<DatasetError>([&] {
        for (const LabelBox& box : store.boxes(image.id)) (void)store.history(box.id);
      });
      fuzz::mayRefuse<DatasetError>([&] { (void)store.predictions(image.id); });
      fuzz::mayRefuse<DatasetError>([&] { (void)store.state(image.id); });
    }
  });
  fuzz::mayRefuse<DatasetError>([&] { (void)store.trash(); });
  fuzz::mayRefuse<DatasetError>([&] { (void)store.classes(); });
  fuzz::mayRefuse<DatasetError>([&] { (void)store.fingerprint(); });
  fuzz::mayRefuse<DatasetError>([&] { (void)store.editTimes(0, 1e12); });
  fuzz::mayRefuse<DatasetError>([&] { (void)store.sourceIds(ProjectStore::SourceKind::Boxes); });
  fuzz::mayRefuse<DatasetError>([&] {
    LintRules rules;
    for (const LintKind needsFiles : {LintKind::Missing, LintKind::SplitLeak}) rules.kinds.erase(needsFiles);
    (void)lintProject(store, rules, {});
  });
  fuzz::mayRefuse<DatasetError>([&] { (void)statisticsJson(labelStatistics(store)); });
  fuzz::mayRefuse<DatasetError>([&] { (void)planStratified(store, store.images(), {}); });
  fuzz::mayRefuse<DatasetError>([&] { (void)labellingGain(store); });
  fuzz::mayRefuse<DatasetError>([&] {
    (void)matchingImages(
        store, parseImageQuery("class:cat size:[0,50] boxes:[1,9] centre:[0,0,1,1] flag:crowd"), {});
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Base base = makeBase();
  const fs::path folder = fuzz::place() / "p";
  fs::remove_all(folder);
  fuzz::put(folder / "project.anchor", base.file);
  FuzzedDataProvider input(data, size);
  spoil(folder / "project.anchor", base, input);
  fuzz::mayRefuse<DatasetError>([&] {
    const auto store = ProjectStore::open(folder);
    readAll(*store);
    for (int i = 0; i < 3; ++i) fuzz::mayRefuse<DatasetError>([&] { (void)store->undo(); });
    for (int i = 0; i < 4; ++i) fuzz::mayRefuse<DatasetError>([&] { (void)store->redo(); });
    readAll(*store);
  });
  return 0;
}
