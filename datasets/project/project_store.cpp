// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/project_store.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <future>
#include <utility>

#include "datasets/images/content_hash.h"
#include "datasets/project/migrations.h"
#include "datasets/project/project_rows.h"
#include "engine/base/message_json.h"
#include "engine/base/user_error.h"

namespace anchor {
namespace fs = std::filesystem;
namespace {

constexpr const char* fileName = "project.anchor";

/// Read from the file's header, so that a foreign or newer file is never opened for writing.
void checkHeader(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string header(100, '\0');
  if (!stream.read(header.data(), 100) || header.compare(0, 15, "SQLite format 3") != 0)
    throw UserError({file.string(), 0, say("is not an Anchor Studio project, or is incomplete"),
                     say("Restore it from a backup; it was not changed")});
  const auto field = [&](size_t at) {
    uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(header[at + i]);
    return static_cast<int64_t>(value);
  };
  if (field(68) != projectApplicationId)
    throw UserError(
        {file.string(), 0, say("is an SQLite file from another program"), say("It was not changed")});
  if (field(60) > projectVersion)
    throw UserError({file.string(), 0,
                     say("was written by a newer Anchor Studio (project version %1, this program knows %2)",
                         field(60), projectVersion),
                     say("Update the program; the file was not changed")});
}

void configure(SQLite::Database& db) {
  db.setBusyTimeout(2000);
  execute(db, "PRAGMA journal_mode = WAL");
  execute(db, "PRAGMA synchronous = FULL");
  execute(db, "PRAGMA foreign_keys = ON");
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

ProjectStore::ProjectStore(fs::path folder, std::unique_ptr<ProjectDatabase> database)
    : m_folder(std::move(folder)), m_database(std::move(database)) {}
ProjectStore::~ProjectStore() = default;

bool ProjectStore::isProject(const fs::path& folder) { return fs::exists(folder / fileName); }

std::unique_ptr<ProjectStore> ProjectStore::create(const fs::path& folder) {
  const fs::path root = fs::absolute(folder).lexically_normal();
  if (isProject(root))
    throw UserError(
        {(root / fileName).string(), 0, say("a project already exists here"), say("Open it instead")});
  try {
    fs::create_directories(root / "runs");
    fs::create_directories(root / "exports");
    const std::string file = (root / fileName).string();
    auto database = std::make_unique<ProjectDatabase>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    configure(database->db);
    migrate(database->db, file);
    return std::unique_ptr<ProjectStore>(new ProjectStore(root, std::move(database)));
  } catch (const UserError&) {
    throw;
  } catch (const std::exception& error) {
    throw UserError({root.string(), 0, say("a project cannot be created here: %1", error.what()),
                     say("Check free space and permissions")});
  }
}

namespace {

constexpr const char* imageColumns = "id, path, width, height, split, state, hash, review, trouble";

ImageEntry readImageEntry(SQLite::Statement& row, int boxes) {
  const auto at = [&](int i) { return row.getColumn(i); };
  return {at(0).getInt64(),
          at(1).getString(),
          at(2).getInt(),
          at(3).getInt(),
          at(4).getString(),
          static_cast<ImageState>(at(5).getInt()),
          at(6).getString(),
          boxes,
          static_cast<ImageReview>(at(7).getInt()),
          messageFromText(at(8).getString())};
}

/// How many boxes the images have, asked in the order of their ids: one walk along the index, where a search
/// for each image costs more than twice as much.
class BoxCounts {
 public:
  explicit BoxCounts(const SQLite::Database& db)
      : m_query(db, "SELECT image, count(*) FROM boxes GROUP BY image ORDER BY image") {
    step();
  }
  int of(int64_t image) {
    while (m_image < image) step();
    return m_image == image ? m_query.getColumn(1).getInt() : 0;
  }

 private:
  void step() { m_image = m_query.executeStep() ? m_query.getColumn(0).getInt64() : INT64_MAX; }
  ProjectStatement m_query;
  int64_t m_image = 0;
};

std::vector<ImageEntry> readImages(const SQLite::Database& db, bool trashed) {
  std::vector<ImageEntry> all;
  ProjectStatement query(
      db, std::string("SELECT ") + imageColumns + " FROM images WHERE trashed = ? ORDER BY id");
  query.bind(1, trashed ? 1 : 0);
  BoxCounts counts(db);
  while (query.executeStep()) all.push_back(readImageEntry(query, counts.of(query.getColumn(0).getInt64())));
  return all;
}

/// Changes when any other connection commits.
int64_t dataVersion(SQLite::Database& db) {
  ProjectStatement query(db, "PRAGMA data_version");
  query.executeStep();
  return query.getColumn(0).getInt64();
}

SQLite::Database readOnly(const fs::path& file) {
  SQLite::Database db(file.string(), SQLite::OPEN_READONLY);
  db.setBusyTimeout(2000);
  return db;
}

}  // namespace

/// The images, and the connection that read them, which knows whether anything was written since.
struct ImagesRead {
  explicit ImagesRead(const fs::path& file)
      : db(readOnly(file)), version(dataVersion(db)), images(readImages(db, false)) {}
  SQLite::Database db;
  int64_t version;
  std::vector<ImageEntry> images;
};

ProjectDatabase::ProjectDatabase(const std::string& file, int flags) : db(file, flags) {}
ProjectDatabase::~ProjectDatabase() = default;

namespace {

/// Throws when the file is not sound. A large one is read through for that, so its images are read meanwhile;
/// none come back when they could not be read, or are of an older version.
std::unique_ptr<ImagesRead> checkFile(const fs::path& file) {
  SQLite::Database look = readOnly(file);
  refuseCode(look, file);
  const bool current = look.execAndGet("PRAGMA user_version").getInt() == projectVersion;
  auto health = std::async(std::launch::async,
                           [&look] { return look.execAndGet("PRAGMA quick_check(1)").getString(); });
  std::unique_ptr<ImagesRead> read;
  try {
    if (current) read = std::make_unique<ImagesRead>(file);
  } catch (const std::exception&) {
    read.reset();  // what is wrong, the checks say; what they do not look at, whoever asks for the images
  }
  if (const std::string said = health.get(); said != "ok") throw std::runtime_error(said);
  checkColumns(look, file);
  return read;
}

}  // namespace

std::unique_ptr<ProjectStore> ProjectStore::open(const fs::path& folder) {
  const fs::path root = fs::absolute(folder).lexically_normal();
  const fs::path file = root / fileName;
  if (!fs::exists(file))
    throw UserError({root.string(), 0, say("no project found here"),
                     say("Choose a folder that contains project.anchor, or create a new project")});
  checkHeader(file);
  try {
    std::unique_ptr<ImagesRead> read = checkFile(file);
    auto database = std::make_unique<ProjectDatabase>(file.string(), SQLite::OPEN_READWRITE);
    configure(database->db);
    migrate(database->db, file);
    database->read = std::move(read);
    fs::create_directories(root / "runs");
    fs::create_directories(root / "exports");
    return std::unique_ptr<ProjectStore>(new ProjectStore(root, std::move(database)));
  } catch (const UserError&) {
    throw;
  } catch (const SQLite::Exception& error) {
    throw projectError(file.string(), error);
  } catch (const std::exception& error) {
    throw UserError({file.string(), 0, say("the project is damaged: %1", error.what()),
                     say("Restore it from a backup; it was not changed")});
  }
}

fs::path ProjectStore::absolutePath(const ImageEntry& image) const {
  return (m_folder / image.path).lexically_normal();
}

std::vector<ImageEntry> ProjectStore::imagesByTrash(bool trashed) const {
  return readImages(m_database->db, trashed);
}

std::vector<ImageEntry> ProjectStore::images() const {
  const std::unique_ptr<ImagesRead> read = std::move(m_database->read);
  if (read && dataVersion(read->db) == read->version) return std::move(read->images);
  return imagesByTrash(false);
}

std::vector<ImageEntry> ProjectStore::trash() const { return imagesByTrash(true); }

std::optional<ImageEntry> ProjectStore::image(int64_t id) const {
  ProjectStatement query(
      m_database->db,
      std::string("SELECT ") + imageColumns +
          ", (SELECT count(*) FROM boxes WHERE boxes.image = images.id) FROM images WHERE id = ? "
          "AND trashed = 0");
  query.bind(1, id);
  if (!query.executeStep()) return std::nullopt;
  return readImageEntry(query, query.getColumn(9).getInt());
}

std::vector<LabelClass> ProjectStore::classes() const {
  std::vector<LabelClass> all;
  ProjectStatement query(m_database->db,
                         "SELECT id, name, colour, attributes FROM classes ORDER BY position, id");
  while (query.executeStep())
    all.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                   query.getColumn(2).getString(), attributeRules(query.getColumn(3).getString())});
  return all;
}

std::vector<LabelBox> ProjectStore::boxes(int64_t image) const {
  std::vector<LabelBox> all;
  ProjectStatement query(m_database->db,
                         std::string("SELECT ") + boxColumns + " FROM boxes WHERE image = ? ORDER BY id");
  query.bind(1, image);
  while (query.executeStep()) all.push_back(readBox(query, 0));
  return all;
}

ImageState ProjectStore::state(int64_t image) const {
  ProjectStatement query(m_database->db, "SELECT state FROM images WHERE id = ?");
  query.bind(1, image);
  return query.executeStep() ? static_cast<ImageState>(query.getColumn(0).getInt()) : ImageState::Unlabelled;
}

void ProjectStore::forEachBox(const std::function<void(int64_t, const LabelBox&)>& visit) const {
  ProjectStatement query(m_database->db,
                         std::string("SELECT image, ") + boxColumns +
                             " FROM boxes WHERE image NOT IN (SELECT id FROM images WHERE trashed = 1) "
                             "ORDER BY image, id");
  while (query.executeStep()) visit(query.getColumn(0).getInt64(), readBox(query, 1));
}

std::map<int64_t, int64_t> ProjectStore::boxCounts() const {
  std::map<int64_t, int64_t> counts;
  ProjectStatement query(m_database->db,
                         "SELECT class, count(*) FROM boxes WHERE image NOT IN (SELECT id FROM images WHERE "
                         "trashed = 1) GROUP BY class");
  while (query.executeStep()) counts[query.getColumn(0).getInt64()] = query.getColumn(1).getInt64();
  return counts;
}

std::vector<Prediction> ProjectStore::predictions(int64_t image) const {
  std::vector<Prediction> all;
  ProjectStatement query(m_database->db, std::string("SELECT ") + predictionColumns +
                                             " FROM predictions WHERE image = ? ORDER BY score DESC, id");
  query.bind(1, image);
  while (query.executeStep()) all.push_back(readPrediction(query, 0));
  return all;
}

void ProjectStore::forEachPrediction(const std::function<void(int64_t, const Prediction&)>& visit) const {
  ProjectStatement query(m_database->db,
                         std::string("SELECT image, ") + predictionColumns +
                             " FROM predictions WHERE image NOT IN (SELECT id FROM images WHERE trashed = "
                             "1) ORDER BY image, score DESC, id");
  while (query.executeStep()) visit(query.getColumn(0).getInt64(), readPrediction(query, 1));
}

void ProjectStore::replacePredictions(int64_t image, const std::vector<Prediction>& predictions) {
  auto& db = m_database->db;
  ProjectTransaction transaction(db);
  ProjectStatement clear(db, "DELETE FROM predictions WHERE image = ?");
  clear.bind(1, image);
  clear.exec();
  int64_t id = freshId(db, Table::Predictions);
  for (const Prediction& p : predictions)
    putRow(db, Table::Predictions, id++, nullptr, predictionRow(image, p));
  transaction.commit();
}

std::unordered_map<int64_t, int64_t> ProjectStore::sourceIds(SourceKind kind) const {
  ProjectStatement query(m_database->db, "SELECT row, id FROM source_ids WHERE kind = ?");
  query.bind(1, static_cast<int>(kind));
  std::unordered_map<int64_t, int64_t> ids;
  while (query.executeStep()) ids[query.getColumn(0).getInt64()] = query.getColumn(1).getInt64();
  return ids;
}

std::vector<int64_t> ProjectStore::imagesWhere(const std::string& condition,
                                               const std::vector<std::string>& values) const {
  ProjectStatement query(m_database->db,
                         "SELECT id FROM images WHERE trashed = 0 AND (" + condition + ") ORDER BY id");
  for (size_t i = 0; i < values.size(); ++i) query.bind(static_cast<int>(i) + 1, values[i]);
  std::vector<int64_t> found;
  while (query.executeStep()) found.push_back(query.getColumn(0).getInt64());
  return found;
}

std::string ProjectStore::fingerprint() const {
  uint64_t hash = 0;
  std::string bytes;
  for (const Table table : {Table::Classes, Table::Images, Table::Boxes, Table::Predictions}) {
    ProjectStatement query(m_database->db, std::string("SELECT * FROM ") + tableName(table) + " ORDER BY id");
    while (query.executeStep()) {
      bytes.clear();
      for (int i = 0; i < query.getColumnCount(); ++i) {
        const SQLite::Column column = query.getColumn(i);
        const double number = column.isFloat() ? column.getDouble() : 0;
        if (column.isFloat())
          bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
        else
          bytes.append(column.getText(), static_cast<size_t>(column.getBytes()));
        bytes += '|';
      }
      hash = hashOfBytes(bytes, hash);
    }
  }
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
  return text;
}

bool ProjectStore::changedElsewhere() {
  // SQLite counts the commits of other connections for us; those of this one leave the number as it is.
  const int64_t version = dataVersion(m_database->db);
  const auto before = std::exchange(m_dataVersion, version);
  return before && *before != version;
}

std::unique_ptr<ProjectStore> ProjectStore::reader() const {
  const std::string file = (m_folder / fileName).string();
  auto database = toldOfProject(
      m_database->db, [&] { return std::make_unique<ProjectDatabase>(file, SQLite::OPEN_READONLY); });
  database->db.setBusyTimeout(2000);
  return std::unique_ptr<ProjectStore>(new ProjectStore(m_folder, std::move(database)));
}

}  // namespace anchor
