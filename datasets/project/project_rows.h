// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Inside of datasets/project: rows of the database, as values and as the JSON that the history keeps.
#include <nlohmann/json.hpp>

#include "datasets/project/damaged_project.h"
#include "datasets/project/project_sql.h"
#include "datasets/project/project_types.h"

namespace anchor {

/// Tables whose rows the history follows. The numbers are in the file.
enum class Table { Classes = 1, Images = 2, Boxes = 3, Predictions = 4 };
const char* tableName(Table table);
/// A row that is gone although a window showed it.
UserError changedElsewhere(const std::string& file, Table table);

struct ImagesRead;

struct ProjectDatabase {
  ProjectDatabase(const std::string& file, int flags);
  ~ProjectDatabase();
  mutable SQLite::Database db;
  /// The images as they were read while the project was opened, for whoever asks first.
  mutable std::unique_ptr<ImagesRead> read;
};

/// The work's result. What the JSON library throws in it, over text that no version of this program wrote,
/// comes out as a UserError whose reason begins with the given one.
template <class Work>
auto readAsKept(Message reason, const Work& work) {
  try {
    return work();
  } catch (const nlohmann::json::exception& error) {
    reason.values.emplace_back(error.what());
    throw damagedProject(reason);
  }
}

/// As JSON. Text that is not UTF-8, which rows of other programs may hold, has marks for such bytes.
std::string jsonText(const nlohmann::json& value);

/// A column of a row that must be a whole number. Here and in what reads rows below: values that no version
/// of this program wrote are a UserError that names them.
int64_t wholeNumber(const nlohmann::json& row, const char* column);

inline constexpr const char* boxColumns =
    "id, class, x1, y1, x2, y2, difficult, truncated, occluded, crowd, pose, origin, score, attributes";
/// Coordinates are within 1e9.
LabelBox readBox(SQLite::Statement& row, int first);
/// Every column but the id.
nlohmann::json boxRow(int64_t image, const LabelBox& box);
LabelBox boxFromRow(const nlohmann::json& row, int64_t id);

std::string attributeText(const std::vector<AttributeRule>& rules);
std::vector<AttributeRule> attributeRules(const std::string& text);

/// A class without boxes at the end of the list.
nlohmann::json newClassRow(SQLite::Database& db, int64_t id, const std::string& name);

inline constexpr const char* predictionColumns = "id, class, x1, y1, x2, y2, score, source";
Prediction readPrediction(SQLite::Statement& row, int first);
nlohmann::json predictionRow(int64_t image, const Prediction& prediction);

/// The row with all its columns; null when it is not there.
nlohmann::json readRow(SQLite::Database& db, Table table, int64_t id);
/// Brings a row from one content to the other; null = not there. Columns that neither names stay.
void putRow(SQLite::Database& db, Table table, int64_t id, const nlohmann::json& from,
            const nlohmann::json& to);
/// The columns that differ, as (before, after).
std::pair<nlohmann::json, nlohmann::json> difference(const nlohmann::json& before,
                                                     const nlohmann::json& after);
/// An id that no row has or had, nor any of the 2^62 that follow it.
int64_t freshId(SQLite::Database& db, Table table);

/// Boxes make an image labelled; without any it is not Labelled. Returns the state that it should have.
ImageState followedState(ImageState now, bool hasBoxes);

}  // namespace anchor
