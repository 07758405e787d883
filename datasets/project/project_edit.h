// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "datasets/project/project_types.h"

namespace anchor {

struct ProjectDatabase;

/// One step of work on a project: everything done between construction and commit() is on the disk together,
/// and undo takes it back as a whole. Destroyed without commit(), it leaves nothing behind. All functions
/// throw UserError when an id is not in the project.
class ProjectEdit {
 public:
  ProjectEdit(ProjectDatabase& database, std::string words, std::string actor);
  ~ProjectEdit();
  ProjectEdit(const ProjectEdit&) = delete;
  ProjectEdit& operator=(const ProjectEdit&) = delete;

  /// Boxes keep an image's state: one with boxes is Labelled; taking the last one away makes it Unlabelled,
  /// never silently Negative. Ids are never used twice.
  int64_t addBox(int64_t image, const LabelBox& box);
  void changeBox(const LabelBox& box);
  void removeBox(int64_t box);
  /// Brings a box of the history back as it was then, whether it is still there or not.
  void restoreBox(int64_t image, const LabelBox& box);

  void setState(int64_t image, ImageState state);
  void setReview(int64_t image, ImageReview review);
  /// A person decided to label an image whose labels could not be read.
  void clearTrouble(int64_t image);
  void setSplit(const std::vector<int64_t>& images, const std::string& split);
  /// The image's file moved: `path` as the project keeps paths.
  void relink(int64_t image, const std::string& path);
  /// Into the trash, or back. Files stay where they are.
  void setTrashed(const std::vector<int64_t>& images, bool trashed);

  /// The id of the class of this name, new or not.
  int64_t addClass(const std::string& name);
  void renameClass(int64_t id, const std::string& name);
  void recolourClass(int64_t id, const std::string& colour);
  void setClassAttributes(int64_t id, const std::vector<AttributeRule>& rules);
  /// All classes in their new order.
  void orderClasses(const std::vector<int64_t>& ids);
  /// All boxes of `from` become boxes of `into`; `from` is gone.
  void mergeClass(int64_t from, int64_t into);
  /// The class and all its boxes, also those in the trash.
  void removeClass(int64_t id);

  /// Takes a prediction as a label of this class and place; returns the box.
  int64_t acceptPrediction(int64_t prediction, const LabelBox& as);
  void rejectPrediction(int64_t prediction);

  void commit();

 private:
  friend class ProjectStore;
  struct Open;
  /// Of the step's row, which is made when it is not there yet.
  int64_t id();
  void noteImage(int64_t image);
  void followBoxes(int64_t image);
  std::unique_ptr<Open> m_open;
};

}  // namespace anchor
