// SPDX-License-Identifier: GPL-3.0-or-later
// Imports: many images and boxes in one step.
#include <algorithm>
#include <map>
#include <set>

#include "datasets/cancelled.h"
#include "datasets/project/imported_boxes.h"
#include "datasets/project/known_objects.h"
#include "datasets/project/moved_images.h"
#include "datasets/project/project_rows.h"
#include "datasets/project/project_store.h"
#include "datasets/project/split_by_chance.h"
#include "engine/base/message_json.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

/// Boxes of new images: they come and go with their image, so the history needs no row for each.
class BoxWriter {
 public:
  explicit BoxWriter(SQLite::Database& db)
      : m_insert(db,
                 "INSERT INTO boxes(id, image, class, x1, y1, x2, y2, difficult, truncated, occluded, crowd, "
                 "pose, origin, score, attributes) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,1,?,?)"),
        m_next(freshId(db, Table::Boxes)) {}

  /// Returns the box's id.
  int64_t write(int64_t image, int64_t label, const LabelBox& box) {
    m_insert.reset();
    int at = 0;
    m_insert.bind(++at, m_next);
    m_insert.bind(++at, image);
    m_insert.bind(++at, label);
    for (const double v : {box.x1, box.y1, box.x2, box.y2}) m_insert.bind(++at, v);
    for (const bool flag : {box.difficult, box.truncated, box.occluded, box.crowd})
      m_insert.bind(++at, flag ? 1 : 0);
    m_insert.bind(++at, box.pose);
    m_insert.bind(++at, box.score);
    m_insert.bind(++at, box.attributes.empty() ? "{}" : Json(box.attributes).dump());
    m_insert.exec();
    return m_next++;
  }
  /// The step wrote a box of its own.
  void skipPast(int64_t box) { m_next = std::max(m_next, box + 1); }

 private:
  ProjectStatement m_insert;
  int64_t m_next;
};

/// The ids of the source file. Rows that are gone leave theirs behind: undo may bring them back.
class SourceIdWriter {
 public:
  explicit SourceIdWriter(SQLite::Database& db)
      : m_insert(db, "INSERT OR IGNORE INTO source_ids(kind, row, id) VALUES(?, ?, ?)") {}
  void write(ProjectStore::SourceKind kind, int64_t row, int64_t id) {
    if (id < 0) return;
    m_insert.reset();
    m_insert.bind(1, static_cast<int>(kind));
    m_insert.bind(2, row);
    m_insert.bind(3, id);
    m_insert.exec();
  }
  void box(const ImportedImage& image, const ImportedBox& from, int64_t box, int64_t label) {
    if (image.sourceId < 0) return;
    write(ProjectStore::SourceKind::Boxes, box, from.box.id);
    if (m_classes.insert(label).second) write(ProjectStore::SourceKind::Classes, label, from.box.classId);
  }

 private:
  ProjectStatement m_insert;
  std::set<int64_t> m_classes;  ///< written already
};

/// Classes stay when the import is undone: the boxes of its images, then in the trash, need them.
int64_t classNamed(SQLite::Database& db, const std::string& name) {
  ProjectStatement find(db, "SELECT id FROM classes WHERE name = ?");
  find.bind(1, name);
  if (find.executeStep()) return find.getColumn(0).getInt64();
  const int64_t id = freshId(db, Table::Classes);
  putRow(db, Table::Classes, id, nullptr, newClassRow(db, id, name));
  return id;
}

ImageState stateOf(const ImportedImage& image) {
  if (!image.labelled) return ImageState::Unlabelled;
  return image.boxes.empty() ? ImageState::Negative : ImageState::Labelled;
}

/// A source's trainval is train and val, but never test.
std::string splitOf(const ImportedImage& image, int64_t id, const std::optional<SplitShares>& shares) {
  if (image.split == "trainval") return shares ? splitByChance(id, {shares->val, 0}) : "train";
  return image.split.empty() && shares ? splitByChance(id, *shares) : image.split;
}

/// One import into an open project.
class ImportStep {
 public:
  ImportStep(SQLite::Database& db, ProjectEdit& step, fs::path folder, std::optional<SplitShares> shares,
             int64_t stepId, ImportLedger& ledger)
      : m_db(db),
        m_step(step),
        m_ledger(ledger),
        m_folder(std::move(folder)),
        m_shares(shares),
        m_stepId(stepId),
        m_writer(db),
        m_sources(db),
        m_known(db),
        m_nextImage(freshId(db, Table::Images)) {}

  void addClass(const std::string& name) { classOf(name); }

  void add(const ImportedImage& image) {
    const std::string path = keptPath(m_folder, image.path);
    std::optional<Row> row = find(path);
    bool moved = false;
    if (!row && !image.hash.empty() && relinkMoved(image.hash, path)) {
      moved = true;
      row = find(path);
    }
    if (row)
      m_changed += fill(image, *row) || moved ? 1 : 0;
    else
      insert(image, path);
  }

  [[nodiscard]] int changed() const { return m_changed; }
  [[nodiscard]] bool anythingNew() const { return m_changed > 0 || m_newClasses; }

 private:
  struct Row {
    int64_t id;
    bool unlabelled, trashed, locked;
    std::string split;
  };

  int64_t classOf(const std::string& name) {
    auto known = m_classIds.find(name);
    if (known == m_classIds.end()) {
      const int64_t before = freshId(m_db, Table::Classes);
      const int64_t id = classNamed(m_db, name);
      m_newClasses = m_newClasses || id == before;
      known = m_classIds.emplace(name, id).first;
    }
    return known->second;
  }

  std::optional<Row> find(const std::string& path) {
    m_find.reset();
    m_find.bind(1, path);
    if (!m_find.executeStep()) return std::nullopt;
    Row row{m_find.getColumn(0).getInt64(),
            m_find.getColumn(1).getInt() == static_cast<int>(ImageState::Unlabelled),
            m_find.getColumn(2).getInt() != 0, !m_find.getColumn(4).getString().empty(),
            m_find.getColumn(3).getString()};
    m_find.reset();
    return row;
  }

  /// The same bytes under another name, and the old name is gone: the image moved, and its labels go with it.
  bool relinkMoved(const std::string& hash, const std::string& path) {
    m_twin.reset();
    m_twin.bind(1, hash);
    if (!m_twin.executeStep()) return false;
    const int64_t id = m_twin.getColumn(0).getInt64();
    const std::string old = m_twin.getColumn(1).getString();
    m_twin.reset();
    std::error_code error;
    if (fs::exists(m_folder / old, error)) return false;
    m_step.relink(id, path);
    return true;
  }

  std::string chosenSplit(const ImportedImage& image, int64_t id) {
    std::string split = splitOf(image, id, m_shares);
    m_ledger.splits.byChance += m_shares && image.split.empty() ? 1 : 0;
    return split;
  }

  /// Gives an image of the project what it lacks. Returns whether anything changed.
  bool fill(const ImportedImage& image, const Row& row) {
    if (row.trashed) m_step.setTrashed({row.id}, false);
    std::string split = row.split;
    if (split.empty() && !image.split.empty()) {
      split = chosenSplit(image, row.id);
      m_step.setSplit({row.id}, split);
    }
    m_ledger.splits.add(split);
    if (!image.labelled) return row.trashed;
    if (row.unlabelled) {
      if (image.boxes.empty()) m_step.setState(row.id, ImageState::Negative);
      for (const ImportedBox& imported : image.boxes) addBox(image, imported, row.id);
      m_step.clearTrouble(row.id);
      m_sources.write(ProjectStore::SourceKind::Images, row.id, image.sourceId);
      return true;
    }
    const auto reasons = m_known.reasons(row.id, image.boxes);
    bool lacked = false;
    for (size_t i = 0; i < image.boxes.size(); ++i) {
      const ImportedBox& imported = image.boxes[i];
      lacked = lacked || reasons[i].empty();
      if (reasons[i].empty())
        addBox(image, imported, row.id);
      else
        merge(image, imported, reasons[i]);
    }
    const bool mended = row.locked && image.trouble.empty();
    if (mended) m_step.clearTrouble(row.id);
    return row.trashed || mended || lacked;
  }

  void addBox(const ImportedImage& image, const ImportedBox& imported, int64_t id) {
    LabelBox box = imported.box;
    box.classId = classOf(imported.className);
    box.origin = BoxOrigin::Import;
    const int64_t added = m_step.addBox(id, box);
    m_writer.skipPast(added);
    m_sources.box(image, imported, added, box.classId);
  }

  void merge(const ImportedImage& image, const ImportedBox& box, const Message& reason) {
    // Where nobody keeps a ledger, its files have no numbers.
    const int file = box.file < std::ssize(m_ledger.files()) ? box.file : -1;
    m_ledger.leave({file, box.line, {}}, objectWords(box.className, box.box), image.path,
                   ObjectOutcome::Merged, reason);
  }

  void insert(const ImportedImage& image, const std::string& path) {
    const int64_t id = m_nextImage++;
    const std::string split = chosenSplit(image, id);
    m_ledger.splits.add(split);
    m_addImage.reset();
    m_addImage.bind(1, id);
    m_addImage.bind(2, path);
    m_addImage.bind(3, image.width);
    m_addImage.bind(4, image.height);
    m_addImage.bind(5, split);
    m_addImage.bind(6, static_cast<int>(stateOf(image)));
    m_addImage.bind(7, image.hash);
    m_addImage.bind(8, messageText(image.trouble));
    m_addImage.bind(9, m_stepId);
    m_addImage.exec();
    m_note.reset();
    m_note.bind(1, m_stepId);
    m_note.bind(2, id);
    m_note.exec();
    ++m_changed;
    m_sources.write(ProjectStore::SourceKind::Images, id, image.sourceId);
    for (const ImportedBox& imported : image.boxes) {
      const int64_t label = classOf(imported.className);
      m_sources.box(image, imported, m_writer.write(id, label, imported.box), label);
    }
  }

  SQLite::Database& m_db;
  ProjectEdit& m_step;
  ImportLedger& m_ledger;
  fs::path m_folder;
  std::optional<SplitShares> m_shares;
  int64_t m_stepId;
  std::map<std::string, int64_t> m_classIds;
  bool m_newClasses = false;
  ProjectStatement m_find{m_db, "SELECT id, state, trashed, split, trouble FROM images WHERE path = ?"};
  ProjectStatement m_addImage{
      m_db,
      "INSERT INTO images(id, path, width, height, split, state, hash, trashed, trouble, imported) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"};
  ProjectStatement m_note{m_db,
                          "INSERT INTO changes(step, kind, row, before, after) VALUES(?, 2, ?, "
                          "'{\"trashed\":1}', '{\"trashed\":0}')"};
  ProjectStatement m_twin{m_db, "SELECT id, path FROM images WHERE hash = ?"};
  BoxWriter m_writer;
  SourceIdWriter m_sources;
  KnownObjects m_known;
  int64_t m_nextImage;
  int m_changed = 0;
};

int64_t boxesIn(SQLite::Database& db) { return db.execAndGet("SELECT count(*) FROM boxes").getInt64(); }

}  // namespace

int ProjectStore::addImported(const std::vector<ImportedImage>& images, const std::string& source,
                              const Progress& progress, std::optional<SplitShares> shares,
                              const std::vector<std::string>& classNames, ImportLedger* ledger) {
  // Images that were not read from label files, such as the sample's, bring their objects themselves.
  ImportLedger own;
  if (ledger == nullptr)
    for (const ImportedImage& image : images)
      for (size_t i = 0; i < image.boxes.size(); ++i) own.find({});
  return import(images, source, progress, shares, classNames, ledger == nullptr ? own : *ledger, true);
}

int ProjectStore::tryImport(const std::vector<ImportedImage>& images, const std::string& source,
                            const Progress& progress, std::optional<SplitShares> shares,
                            const std::vector<std::string>& classNames, ImportLedger& ledger) {
  return import(images, source, progress, shares, classNames, ledger, false);
}

int ProjectStore::import(const std::vector<ImportedImage>& images, const std::string& source,
                         const Progress& progress, std::optional<SplitShares> shares,
                         const std::vector<std::string>& classNames, ImportLedger& ledger, bool keep) {
  auto& db = m_database->db;
  int changed = 0;
  {
    ProjectEdit step(*m_database, say("Import").english(), "import " + source);
    const int64_t stepId = step.id();
    const int64_t before = boxesIn(db);
    ImportStep import(db, step, m_folder, shares, stepId, ledger);
    for (const std::string& name : classNames) import.addClass(name);
    for (size_t i = 0; i < images.size(); ++i) {
      if (i % 64 == 0 && progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
        throw Cancelled();
      import.add(images[i]);
    }
    ledger.stored = boxesIn(db) - before;
    changed = import.changed();
    if (!keep) return changed;
    if (import.anythingNew()) step.commit();
  }
  ProjectStatement record(db, "INSERT INTO imports(source, images, boxes, ledger) VALUES(?, ?, ?, ?)");
  record.bind(1, source);
  record.bind(2, changed);
  record.bind(3, ledger.stored);
  record.bind(4, ledger.kept());
  record.exec();
  return changed;
}

std::vector<ImportRecord> ProjectStore::imports() const {
  ProjectStatement query(m_database->db,
                         "SELECT id, time, source, images, boxes, ledger FROM imports ORDER BY id");
  std::vector<ImportRecord> records;
  while (query.executeStep())
    records.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                       query.getColumn(2).getString(), query.getColumn(3).getInt64(),
                       query.getColumn(4).getInt64(), query.getColumn(5).getString()});
  return records;
}

}  // namespace anchor
