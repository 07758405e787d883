// Imports: many images and boxes in one step.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "datasets/problem.h"
#include "datasets/project/project_rows.h"
#include "datasets/project/project_store.h"
#include "datasets/splits/split_plan.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::json;

std::string relativeTo(const fs::path& folder, const fs::path& path) {
  const fs::path relative = path.lexically_normal().lexically_relative(folder);
  const bool below = !relative.empty() && *relative.begin() != "..";
  return (below ? relative : path.lexically_normal()).generic_string();
}

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

/// What the project has, or had until a person deleted it, at the place of an imported object.
class KnownObjects {
 public:
  explicit KnownObjects(SQLite::Database& db)
      : m_db(db), m_boxes(db, std::string("SELECT ") + boxColumns + " FROM boxes WHERE image = ?") {}

  /// Those of the objects that the project does not know. Each box of the project stands for one at most.
  std::vector<const ImportedBox*> lacking(int64_t image, const std::vector<ImportedBox>& objects) {
    std::vector<LabelBox> places = deletedFrom(image);
    m_boxes.reset();
    m_boxes.bind(1, image);
    while (m_boxes.executeStep()) places.push_back(readBox(m_boxes, 0));
    std::vector<bool> taken(places.size());
    std::vector<const ImportedBox*> lacking;
    for (const ImportedBox& object : objects) {
      size_t twin = 0;
      while (twin < places.size() && (taken[twin] || !samePlace(places[twin], object.box))) ++twin;
      if (twin < places.size())
        taken[twin] = true;
      else
        lacking.push_back(&object);
    }
    return lacking;
  }

 private:
  static bool samePlace(const LabelBox& a, const LabelBox& b) {
    constexpr double apart = 0.01;  // files write the same box with more or fewer decimals
    return std::abs(a.x1 - b.x1) < apart && std::abs(a.y1 - b.y1) < apart && std::abs(a.x2 - b.x2) < apart &&
           std::abs(a.y2 - b.y2) < apart;
  }
  std::vector<LabelBox> deletedFrom(int64_t image) {
    if (!m_read) {
      ProjectStatement deleted(
          m_db,
          "SELECT c.row, c.before FROM changes c JOIN steps s ON s.id = c.step WHERE c.kind = 3 "
          "AND c.after IS NULL AND s.undone = 0");
      while (deleted.executeStep()) {
        const std::string text = deleted.getColumn(1).getString();
        readAsKept("a deleted box: ", [&] {
          const Json row = Json::parse(text);
          m_deleted[row.at("image").get<int64_t>()].push_back(
              boxFromRow(row, deleted.getColumn(0).getInt64()));
        });
      }
      m_read = true;
    }
    const auto found = m_deleted.find(image);
    return found == m_deleted.end() ? std::vector<LabelBox>() : found->second;
  }

  SQLite::Database& m_db;
  ProjectStatement m_boxes;
  bool m_read = false;
  std::map<int64_t, std::vector<LabelBox>> m_deleted;
};

/// A source's trainval is train and val, but never test.
std::string splitOf(const ImportedImage& image, int64_t id, const std::optional<SplitShares>& shares) {
  if (image.split == "trainval") return shares ? splitByChance(id, {shares->val, 0}) : "train";
  return image.split.empty() && shares ? splitByChance(id, *shares) : image.split;
}

}  // namespace

int ProjectStore::addImported(const std::vector<ImportedImage>& images, const std::string& source,
                              const Progress& progress, std::optional<SplitShares> shares,
                              const std::vector<std::string>& classNames) {
  auto& db = m_database->db;
  ProjectEdit step(*m_database, "Import", "import " + source);
  std::map<std::string, int64_t> classIds;
  const auto classOf = [&](const std::string& name) {
    auto known = classIds.find(name);
    if (known == classIds.end()) known = classIds.emplace(name, classNamed(db, name)).first;
    return known->second;
  };
  for (const std::string& name : classNames) classOf(name);
  const int64_t stepId = step.id();
  ProjectStatement find(db, "SELECT id, state, trashed, split, trouble FROM images WHERE path = ?");
  ProjectStatement addImage(
      db,
      "INSERT INTO images(id, path, width, height, split, state, hash, trashed, trouble, imported) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, 0, ?, ?)");
  ProjectStatement note(db,
                        "INSERT INTO changes(step, kind, row, before, after) VALUES(?, 2, ?, "
                        "'{\"trashed\":1}', '{\"trashed\":0}')");
  ProjectStatement twin(db, "SELECT id, path FROM images WHERE hash = ?");
  BoxWriter writer(db);
  SourceIdWriter sources(db);
  KnownObjects knownObjects(db);
  int64_t nextImage = freshId(db, Table::Images);
  int changed = 0;
  int64_t boxes = 0;
  // The same bytes under another name, and the old name is gone: the image moved, and its labels go with it.
  const auto relinkMoved = [&](const std::string& hash, const std::string& path) {
    twin.reset();
    twin.bind(1, hash);
    if (!twin.executeStep()) return false;
    const int64_t id = twin.getColumn(0).getInt64();
    const std::string old = twin.getColumn(1).getString();
    twin.reset();
    std::error_code error;
    if (fs::exists(m_folder / old, error)) return false;
    step.relink(id, path);
    return true;
  };
  for (size_t i = 0; i < images.size(); ++i) {
    if (i % 64 == 0 && progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
      throw Cancelled();
    const ImportedImage& image = images[i];
    const std::string path = relativeTo(m_folder, image.path);
    find.reset();
    find.bind(1, path);
    bool known = find.executeStep();
    if (!known && !image.hash.empty() && relinkMoved(image.hash, path)) {
      ++changed;
      find.reset();
      find.bind(1, path);
      known = find.executeStep();
    }
    if (known) {
      const int64_t id = find.getColumn(0).getInt64();
      const bool trashed = find.getColumn(2).getInt() != 0;
      const bool empty = find.getColumn(1).getInt() == static_cast<int>(ImageState::Unlabelled);
      const bool locked = !find.getColumn(4).getString().empty();
      const bool noSplit = find.getColumn(3).getString().empty();
      find.reset();
      if (trashed) step.setTrashed({id}, false);
      if (noSplit && !image.split.empty()) step.setSplit({id}, splitOf(image, id, shares));
      const bool fill = image.labelled && empty;
      if (fill && image.boxes.empty()) step.setState(id, ImageState::Negative);
      if (fill)
        for (const ImportedBox& imported : image.boxes) {
          LabelBox box = imported.box;
          box.classId = classOf(imported.className);
          box.origin = BoxOrigin::Import;
          const int64_t added = step.addBox(id, box);
          writer.skipPast(added);
          sources.box(image, imported, added, box.classId);
        }
      if (fill) step.clearTrouble(id);
      if (fill) sources.write(SourceKind::Images, id, image.sourceId);
      changed += trashed || fill ? 1 : 0;
      boxes += fill ? static_cast<int64_t>(image.boxes.size()) : 0;
      if (image.labelled && !empty) {
        const auto lacking = knownObjects.lacking(id, image.boxes);
        for (const ImportedBox* imported : lacking) {
          LabelBox box = imported->box;
          box.classId = classOf(imported->className);
          box.origin = BoxOrigin::Import;
          const int64_t added = step.addBox(id, box);
          writer.skipPast(added);
          sources.box(image, *imported, added, box.classId);
        }
        const bool mended = locked && image.trouble.empty();
        if (mended) step.clearTrouble(id);
        changed += !trashed && (mended || !lacking.empty()) ? 1 : 0;
        boxes += static_cast<int64_t>(lacking.size());
      }
      continue;
    }
    const int64_t id = nextImage++;
    addImage.reset();
    addImage.bind(1, id);
    addImage.bind(2, path);
    addImage.bind(3, image.width);
    addImage.bind(4, image.height);
    addImage.bind(5, splitOf(image, id, shares));
    addImage.bind(6, static_cast<int>(stateOf(image)));
    addImage.bind(7, image.hash);
    addImage.bind(8, image.trouble);
    addImage.bind(9, stepId);
    addImage.exec();
    note.reset();
    note.bind(1, stepId);
    note.bind(2, id);
    note.exec();
    ++changed;
    sources.write(SourceKind::Images, id, image.sourceId);
    for (const ImportedBox& imported : image.boxes) {
      const int64_t label = classOf(imported.className);
      sources.box(image, imported, writer.write(id, label, imported.box), label);
      ++boxes;
    }
  }
  ProjectStatement record(db, "INSERT INTO imports(source, images, boxes) VALUES(?, ?, ?)");
  record.bind(1, source);
  record.bind(2, changed);
  record.bind(3, boxes);
  record.exec();
  if (changed > 0) step.commit();
  return changed;
}

}  // namespace anchor
