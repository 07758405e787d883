#include "datasets/project/project_store.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>

#include "datasets/images/content_hash.h"
#include "datasets/problem.h"
#include "datasets/project/migrations.h"
#include "datasets/project/store_database.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr const char* fileName = "project.anchor";

std::string relativeTo(const fs::path& folder, const fs::path& path) {
  const fs::path relative = path.lexically_normal().lexically_relative(folder);
  const bool below = !relative.empty() && *relative.begin() != "..";
  return (below ? relative : path.lexically_normal()).generic_string();
}

/// Read from the file's header, so that a foreign or newer file is never opened for writing.
void checkHeader(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string header(100, '\0');
  if (!stream.read(header.data(), 100) || header.compare(0, 15, "SQLite format 3") != 0)
    throw DatasetError({file.string(), 0, "is not a project of Anchor Studio, or was cut off",
                        "Restore it from a backup; it was not changed"});
  const auto field = [&](size_t at) {
    uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(header[at + i]);
    return static_cast<int64_t>(value);
  };
  if (field(68) != projectApplicationId)
    throw DatasetError({file.string(), 0, "is an SQLite file of another program", "It was not changed"});
  if (field(60) > projectVersion)
    throw DatasetError({file.string(), 0,
                        "was written by a newer Anchor Studio (project version " + std::to_string(field(60)) +
                            ", this program knows " + std::to_string(projectVersion) + ")",
                        "Update the program; the file was not changed"});
}

void configure(SQLite::Database& db) {
  db.setBusyTimeout(2000);
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  db.exec("PRAGMA foreign_keys = ON");
}

}  // namespace

std::string classColour(size_t index) {
  // Okabe and Ito's set without black, then golden-angle steps.
  static const char* const known[] = {"#E69F00", "#56B4E9", "#009E73", "#F0E442",
                                      "#D55E00", "#CC79A7", "#0072B2"};
  if (index < std::size(known)) return known[index];
  const double hue = std::fmod(static_cast<double>(index) * 137.508, 360) / 60;
  const double x = 1 - std::abs(std::fmod(hue, 2) - 1);
  const double r = hue < 1 || hue >= 5 ? 1 : hue < 2 || hue >= 4 ? x : 0;
  const double g = hue >= 1 && hue < 3 ? 1 : hue < 4 ? x : 0;
  const double b = hue >= 3 && hue < 5 ? 1 : hue >= 2 ? x : 0;
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", static_cast<int>(60 + 180 * r),
                static_cast<int>(60 + 180 * g), static_cast<int>(60 + 180 * b));
  return text;
}

LabelBox readBox(SQLite::Statement& row, int first) {
  const auto at = [&](int i) { return row.getColumn(first + i); };
  return {at(0).getInt64(),    at(1).getInt64(),    at(2).getDouble(),   at(3).getDouble(),
          at(4).getDouble(),   at(5).getDouble(),   at(6).getInt() != 0, at(7).getInt() != 0,
          at(8).getInt() != 0, at(9).getInt() != 0, at(10).getString()};
}

void bindBox(SQLite::Statement& statement, const LabelBox& box, int first) {
  statement.bind(first, box.classId);
  statement.bind(first + 1, box.x1);
  statement.bind(first + 2, box.y1);
  statement.bind(first + 3, box.x2);
  statement.bind(first + 4, box.y2);
  statement.bind(first + 5, box.difficult ? 1 : 0);
  statement.bind(first + 6, box.truncated ? 1 : 0);
  statement.bind(first + 7, box.occluded ? 1 : 0);
  statement.bind(first + 8, box.crowd ? 1 : 0);
  statement.bind(first + 9, box.pose);
}

ProjectStore::ProjectStore(fs::path folder, std::unique_ptr<Database> database)
    : m_folder(std::move(folder)), m_database(std::move(database)) {}
ProjectStore::~ProjectStore() = default;

bool ProjectStore::isProject(const fs::path& folder) { return fs::exists(folder / fileName); }

std::unique_ptr<ProjectStore> ProjectStore::create(const fs::path& folder) {
  const fs::path root = fs::absolute(folder).lexically_normal();
  if (isProject(root))
    throw DatasetError({(root / fileName).string(), 0, "there is a project here already", "Open it instead"});
  try {
    fs::create_directories(root / "runs");
    fs::create_directories(root / "exports");
    const std::string file = (root / fileName).string();
    auto database = std::make_unique<Database>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    configure(database->db);
    migrate(database->db, file);
    return std::unique_ptr<ProjectStore>(new ProjectStore(root, std::move(database)));
  } catch (const std::exception& error) {
    throw DatasetError({root.string(), 0, std::string("no project can be made here: ") + error.what(),
                        "Check free space and permissions"});
  }
}

std::unique_ptr<ProjectStore> ProjectStore::open(const fs::path& folder) {
  const fs::path root = fs::absolute(folder).lexically_normal();
  const fs::path file = root / fileName;
  if (!fs::exists(file))
    throw DatasetError({root.string(), 0, "there is no project here",
                        "Choose a folder that holds project.anchor, or make a new project"});
  checkHeader(file);
  try {
    {
      SQLite::Database look(file.string(), SQLite::OPEN_READONLY);
      look.setBusyTimeout(2000);
      const std::string health = look.execAndGet("PRAGMA quick_check(1)").getString();
      if (health != "ok") throw std::runtime_error(health);
    }
    auto database = std::make_unique<Database>(file.string(), SQLite::OPEN_READWRITE);
    configure(database->db);
    migrate(database->db, file);
    fs::create_directories(root / "runs");
    fs::create_directories(root / "exports");
    return std::unique_ptr<ProjectStore>(new ProjectStore(root, std::move(database)));
  } catch (const DatasetError&) {
    throw;
  } catch (const std::exception& error) {
    throw DatasetError({file.string(), 0, std::string("the project is damaged: ") + error.what(),
                        "Restore it from a backup; it was not changed"});
  }
}

fs::path ProjectStore::absolutePath(const ImageEntry& image) const {
  return (m_folder / image.path).lexically_normal();
}

std::vector<ImageEntry> ProjectStore::images() const {
  std::vector<ImageEntry> all;
  SQLite::Statement query(m_database->db,
                          "SELECT id, path, width, height, split, state, hash, (SELECT count(*) FROM boxes "
                          "WHERE boxes.image = images.id) FROM images ORDER BY id");
  while (query.executeStep())
    all.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getInt(),
                   query.getColumn(3).getInt(), query.getColumn(4).getString(),
                   static_cast<ImageState>(query.getColumn(5).getInt()), query.getColumn(6).getString(),
                   query.getColumn(7).getInt()});
  return all;
}

std::vector<LabelClass> ProjectStore::classes() const {
  std::vector<LabelClass> all;
  SQLite::Statement query(m_database->db, "SELECT id, name, colour FROM classes ORDER BY position");
  while (query.executeStep())
    all.push_back(
        {query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getString()});
  return all;
}

std::vector<LabelBox> ProjectStore::boxes(int64_t image) const {
  std::vector<LabelBox> all;
  SQLite::Statement query(m_database->db,
                          std::string("SELECT ") + boxColumns + " FROM boxes WHERE image = ? ORDER BY id");
  query.bind(1, image);
  while (query.executeStep()) all.push_back(readBox(query, 0));
  return all;
}

ImageState ProjectStore::state(int64_t image) const {
  SQLite::Statement query(m_database->db, "SELECT state FROM images WHERE id = ?");
  query.bind(1, image);
  return query.executeStep() ? static_cast<ImageState>(query.getColumn(0).getInt()) : ImageState::Unlabelled;
}

void ProjectStore::forEachBox(const std::function<void(int64_t, const LabelBox&)>& visit) const {
  SQLite::Statement query(m_database->db,
                          std::string("SELECT image, ") + boxColumns + " FROM boxes ORDER BY image, id");
  while (query.executeStep()) visit(query.getColumn(0).getInt64(), readBox(query, 1));
}

int64_t ProjectStore::addClass(const std::string& name) {
  if (name.empty()) throw DatasetError({m_folder.string(), 0, "a class needs a name", ""});
  SQLite::Statement find(m_database->db, "SELECT id FROM classes WHERE name = ?");
  find.bind(1, name);
  if (find.executeStep()) return find.getColumn(0).getInt64();
  const int count = m_database->db.execAndGet("SELECT count(*) FROM classes").getInt();
  SQLite::Statement insert(m_database->db, "INSERT INTO classes(name, colour, position) VALUES(?, ?, ?)");
  insert.bind(1, name);
  insert.bind(2, classColour(static_cast<size_t>(count)));
  insert.bind(3, count);
  insert.exec();
  return m_database->db.getLastInsertRowid();
}

int ProjectStore::addImported(const std::vector<ImportedImage>& images, const std::string& source,
                              const Progress& progress) {
  SQLite::Transaction transaction(m_database->db);
  SQLite::Statement find(m_database->db, "SELECT id, state FROM images WHERE path = ?");
  SQLite::Statement addImage(
      m_database->db, "INSERT INTO images(path, width, height, split, state, hash) VALUES(?, ?, ?, ?, ?, ?)");
  SQLite::Statement fill(
      m_database->db,
      "UPDATE images SET state = ?, split = CASE WHEN split = '' THEN ? ELSE split END WHERE id = ?");
  SQLite::Statement addBox(m_database->db,
                           "INSERT INTO boxes(image, class, x1, y1, x2, y2, difficult, truncated, occluded, "
                           "crowd, pose) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
  std::map<std::string, int64_t> classIds;
  int changed = 0;
  int boxes = 0;
  for (size_t i = 0; i < images.size(); ++i) {
    if (i % 64 == 0 && progress && !progress(static_cast<int64_t>(i), static_cast<int64_t>(images.size())))
      throw Cancelled();
    const ImportedImage& image = images[i];
    const std::string path = relativeTo(m_folder, image.path);
    const ImageState state = !image.labelled       ? ImageState::Unlabelled
                             : image.boxes.empty() ? ImageState::Negative
                                                   : ImageState::Labelled;
    find.reset();
    find.bind(1, path);
    int64_t id = 0;
    if (find.executeStep()) {
      if (!image.labelled || find.getColumn(1).getInt() != static_cast<int>(ImageState::Unlabelled)) continue;
      id = find.getColumn(0).getInt64();
      fill.reset();
      fill.bind(1, static_cast<int>(state));
      fill.bind(2, image.split);
      fill.bind(3, id);
      fill.exec();
    } else {
      addImage.reset();
      addImage.bind(1, path);
      addImage.bind(2, image.width);
      addImage.bind(3, image.height);
      addImage.bind(4, image.split);
      addImage.bind(5, static_cast<int>(state));
      addImage.bind(6, image.hash);
      addImage.exec();
      id = m_database->db.getLastInsertRowid();
    }
    ++changed;
    for (const ImportedBox& imported : image.boxes) {
      auto known = classIds.find(imported.className);
      if (known == classIds.end())
        known = classIds.emplace(imported.className, addClass(imported.className)).first;
      LabelBox box = imported.box;
      box.classId = known->second;
      addBox.reset();
      addBox.bind(1, id);
      bindBox(addBox, box, 2);
      addBox.exec();
      ++boxes;
    }
  }
  SQLite::Statement note(m_database->db, "INSERT INTO imports(source, images, boxes) VALUES(?, ?, ?)");
  note.bind(1, source);
  note.bind(2, changed);
  note.bind(3, boxes);
  note.exec();
  transaction.commit();
  return changed;
}

}  // namespace anchor
