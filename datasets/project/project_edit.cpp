// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/project/project_edit.h"

#include "datasets/project/project_rows.h"
#include "datasets/project/project_store.h"
#include "engine/base/user_error.h"

namespace anchor {

using Json = nlohmann::json;

/// The transaction and the step being written; the step's row appears with its first change.
struct ProjectEdit::Open {
  Open(SQLite::Database& database, std::string stepWords, std::string stepActor)
      : db(database),
        transaction(database),
        note(database, "INSERT INTO changes(step, kind, row, before, after) VALUES(?, ?, ?, ?, ?)"),
        words(std::move(stepWords)),
        actor(std::move(stepActor)) {}

  void begin() {
    if (step != 0) return;
    execute(db, "DELETE FROM changes WHERE step IN (SELECT id FROM steps WHERE undone = 1)");
    execute(db, "DELETE FROM steps WHERE undone = 1");  // a new step ends what could be redone
    ProjectStatement insert(db, "INSERT INTO steps(actor, words) VALUES(?, ?)");
    insert.bind(1, actor);
    insert.bind(2, words);
    insert.exec();
    step = db.getLastInsertRowid();
  }

  /// Writes one change down and makes it. Null = not there.
  void change(Table table, int64_t id, const Json& from, const Json& to) {
    begin();
    note.reset();
    note.clearBindings();
    note.bind(1, step);
    note.bind(2, static_cast<int>(table));
    note.bind(3, id);
    if (!from.is_null()) note.bind(4, jsonText(from));
    if (!to.is_null()) note.bind(5, jsonText(to));
    note.exec();
    putRow(db, table, id, from, to);
  }

  /// Sets columns of a row that must be there; nothing is written when they hold these values already.
  void set(Table table, int64_t id, const Json& columns) {
    const Json row = existing(table, id);
    const auto [from, to] = difference(row, columns);
    if (!to.empty()) change(table, id, from, to);
  }

  Json existing(Table table, int64_t id) {
    Json row = readRow(db, table, id);
    if (row.is_null()) throw changedElsewhere(db.getFilename(), table);
    return row;
  }

  SQLite::Database& db;
  ProjectTransaction transaction;
  ProjectStatement note;
  std::string words, actor;
  int64_t step = 0;
  int64_t image = 0;  ///< the first one touched
};

ProjectEdit::ProjectEdit(ProjectDatabase& database, std::string words, std::string actor)
    : m_open(std::make_unique<Open>(database.db, std::move(words), std::move(actor))) {}
ProjectEdit::~ProjectEdit() = default;

int64_t ProjectEdit::id() {
  m_open->begin();
  return m_open->step;
}

void ProjectEdit::noteImage(int64_t image) {
  if (m_open->image == 0) m_open->image = image;
}

void ProjectEdit::followBoxes(int64_t image) {
  noteImage(image);
  ProjectStatement any(m_open->db, "SELECT EXISTS(SELECT 1 FROM boxes WHERE image = ?)");
  any.bind(1, image);
  any.executeStep();
  const auto now = static_cast<ImageState>(wholeNumber(m_open->existing(Table::Images, image), "state"));
  const ImageState wanted = followedState(now, any.getColumn(0).getInt() == 1);
  m_open->set(Table::Images, image, {{"state", static_cast<int>(wanted)}});
}

int64_t ProjectEdit::addBox(int64_t image, const LabelBox& box) {
  const int64_t id = freshId(m_open->db, Table::Boxes);
  m_open->change(Table::Boxes, id, nullptr, boxRow(image, box));
  followBoxes(image);
  return id;
}

void ProjectEdit::changeBox(const LabelBox& box) {
  const int64_t image = wholeNumber(m_open->existing(Table::Boxes, box.id), "image");
  m_open->set(Table::Boxes, box.id, boxRow(image, box));
  noteImage(image);
}

void ProjectEdit::removeBox(int64_t box) {
  const Json row = m_open->existing(Table::Boxes, box);
  m_open->change(Table::Boxes, box, row, nullptr);
  followBoxes(wholeNumber(row, "image"));
}

void ProjectEdit::restoreBox(int64_t image, const LabelBox& box) {
  if (!readRow(m_open->db, Table::Boxes, box.id).is_null()) return changeBox(box);
  m_open->change(Table::Boxes, box.id, nullptr, boxRow(image, box));
  followBoxes(image);
}

void ProjectEdit::setState(int64_t image, ImageState state) {
  m_open->set(Table::Images, image, {{"state", static_cast<int>(state)}});
  noteImage(image);
}

void ProjectEdit::setReview(int64_t image, ImageReview review) {
  m_open->set(Table::Images, image, {{"review", static_cast<int>(review)}});
  noteImage(image);
}

void ProjectEdit::clearTrouble(int64_t image) {
  m_open->set(Table::Images, image, {{"trouble", ""}});
  noteImage(image);
}

void ProjectEdit::setSplit(const std::vector<int64_t>& images, const std::string& split) {
  for (const int64_t image : images) m_open->set(Table::Images, image, {{"split", split}});
  if (images.size() == 1) noteImage(images.front());
}

void ProjectEdit::relink(int64_t image, const std::string& path) {
  m_open->set(Table::Images, image, {{"path", path}});
}

void ProjectEdit::setTrashed(const std::vector<int64_t>& images, bool trashed) {
  for (const int64_t image : images) m_open->set(Table::Images, image, {{"trashed", trashed ? 1 : 0}});
  if (images.size() == 1) noteImage(images.front());
}

int64_t ProjectEdit::addClass(const std::string& name) {
  if (name.empty())
    throw UserError({m_open->db.getFilename(), 0, say("the class name is empty"), say("Enter a name")});
  ProjectStatement find(m_open->db, "SELECT id FROM classes WHERE name = ?");
  find.bind(1, name);
  if (find.executeStep()) return find.getColumn(0).getInt64();
  const int64_t id = freshId(m_open->db, Table::Classes);
  m_open->change(Table::Classes, id, nullptr, newClassRow(m_open->db, id, name));
  return id;
}

void ProjectEdit::renameClass(int64_t id, const std::string& name) {
  if (name.empty())
    throw UserError({m_open->db.getFilename(), 0, say("the class name is empty"), say("Enter a name")});
  ProjectStatement taken(m_open->db, "SELECT 1 FROM classes WHERE name = ? AND id != ?");
  taken.bind(1, name);
  taken.bind(2, id);
  if (taken.executeStep())
    throw UserError({m_open->db.getFilename(), 0, say("a class named \"%1\" already exists", name),
                     say("Merge the two classes instead")});
  m_open->set(Table::Classes, id, {{"name", name}});
}

void ProjectEdit::recolourClass(int64_t id, const std::string& colour) {
  m_open->set(Table::Classes, id, {{"colour", colour}});
}

void ProjectEdit::setClassAttributes(int64_t id, const std::vector<AttributeRule>& rules) {
  m_open->set(Table::Classes, id, {{"attributes", attributeText(rules)}});
}

void ProjectEdit::orderClasses(const std::vector<int64_t>& ids) {
  for (size_t i = 0; i < ids.size(); ++i) m_open->set(Table::Classes, ids[i], {{"position", i}});
}

void ProjectEdit::mergeClass(int64_t from, int64_t into) {
  if (from == into) return;
  const Json row = m_open->existing(Table::Classes, from);
  m_open->existing(Table::Classes, into);
  m_open->begin();
  // All at once: a class may have a million boxes.
  ProjectStatement note(m_open->db,
                        "INSERT INTO changes(step, kind, row, before, after) SELECT ?1, 3, id, "
                        "json_object('class', ?2), json_object('class', ?3) FROM boxes WHERE class = ?2");
  ProjectStatement move(m_open->db, "UPDATE boxes SET class = ?3 WHERE class = ?2 AND ?1 = ?1");
  for (ProjectStatement* statement : {&note, &move}) {
    statement->bind(1, m_open->step);
    statement->bind(2, from);
    statement->bind(3, into);
    statement->exec();
  }
  m_open->change(Table::Classes, from, row, nullptr);
}

void ProjectEdit::removeClass(int64_t id) {
  const Json row = m_open->existing(Table::Classes, id);
  std::vector<int64_t> boxes;
  ProjectStatement find(m_open->db, "SELECT id FROM boxes WHERE class = ?");
  find.bind(1, id);
  while (find.executeStep()) boxes.push_back(find.getColumn(0).getInt64());
  find.reset();
  for (const int64_t box : boxes) removeBox(box);
  m_open->change(Table::Classes, id, row, nullptr);
}

int64_t ProjectEdit::acceptPrediction(int64_t prediction, const LabelBox& as) {
  const Json row = m_open->existing(Table::Predictions, prediction);
  m_open->change(Table::Predictions, prediction, row, nullptr);
  LabelBox box = as;
  box.origin = BoxOrigin::Model;
  box.score =
      readAsKept(say("a prediction cannot be read: %1"), [&] { return row.at("score").get<double>(); });
  return addBox(wholeNumber(row, "image"), box);
}

void ProjectEdit::rejectPrediction(int64_t prediction) {
  const Json row = m_open->existing(Table::Predictions, prediction);
  m_open->change(Table::Predictions, prediction, row, nullptr);
  noteImage(wholeNumber(row, "image"));
}

void ProjectEdit::commit() {
  if (m_open->step != 0) {
    ProjectStatement place(m_open->db, "UPDATE steps SET image = ? WHERE id = ?");
    place.bind(1, m_open->image);
    place.bind(2, m_open->step);
    place.exec();
  }
  m_open->transaction.commit();
}

}  // namespace anchor
