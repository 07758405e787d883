// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/known_objects.h"

#include "datasets/project/imported_boxes.h"

namespace anchor {

KnownObjects::KnownObjects(SQLite::Database& db)
    : m_db(db), m_boxes(db, std::string("SELECT ") + boxColumns + " FROM boxes WHERE image = ?") {}

std::vector<Message> KnownObjects::reasons(int64_t image, const std::vector<ImportedBox>& objects) {
  std::vector<LabelBox> places = deletedFrom(image);
  const size_t deleted = places.size();
  m_boxes.reset();
  m_boxes.bind(1, image);
  while (m_boxes.executeStep()) places.push_back(readBox(m_boxes, 0));
  std::vector<bool> taken(places.size());
  std::vector<Message> reasons(objects.size());
  for (size_t i = 0; i < objects.size(); ++i) {
    size_t twin = 0;
    while (twin < places.size() && (taken[twin] || !samePlace(places[twin], objects[i].box))) ++twin;
    if (twin == places.size()) continue;
    taken[twin] = true;
    reasons[i] =
        twin < deleted ? say("has been deleted or given another class in the project") : inProjectAlready;
  }
  return reasons;
}

std::vector<LabelBox> KnownObjects::deletedFrom(int64_t image) {
  if (!m_read) {
    ProjectStatement deleted(
        m_db,
        "SELECT c.row, c.before FROM changes c JOIN steps s ON s.id = c.step WHERE c.kind = 3 "
        "AND c.after IS NULL AND s.undone = 0");
    while (deleted.executeStep()) {
      const std::string text = deleted.getColumn(1).getString();
      readAsKept(say("a deleted box cannot be read: %1"), [&] {
        const nlohmann::json row = nlohmann::json::parse(text);
        m_deleted[row.at("image").get<int64_t>()].push_back(boxFromRow(row, deleted.getColumn(0).getInt64()));
      });
    }
    m_read = true;
  }
  const auto found = m_deleted.find(image);
  return found == m_deleted.end() ? std::vector<LabelBox>() : found->second;
}

}  // namespace anchor
