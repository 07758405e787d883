#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "datasets/project/project_types.h"

namespace anchor {

/// What an importer found, not yet in the project. One image with its boxes; classes are named.
struct ImportedBox {
  std::string className;
  LabelBox box;  ///< ids unset
};
struct ImportedImage {
  std::string path;  ///< absolute
  int width = 0, height = 0;
  std::string split;
  std::string hash;
  bool labelled = false;  ///< false: nothing is known about its objects
  std::vector<ImportedBox> boxes;
};

/// called with (done, all); returning false cancels.
using Progress = std::function<bool(int64_t, int64_t)>;

/// A project folder: project.anchor (SQLite, WAL, synchronous=FULL, this one connection), runs/, exports/.
/// Not thread-safe: one thread at a time. Every edit is a transaction that is on the disk when the call
/// returns.
class ProjectStore {
 public:
  /// Makes the folder and an empty project. Throws DatasetError when there is one already.
  static std::unique_ptr<ProjectStore> create(const std::filesystem::path& folder);
  /// Opens, checks (application_id, version, quick_check) and migrates after a checked backup. A broken or
  /// newer file gets a DatasetError and is not written to.
  static std::unique_ptr<ProjectStore> open(const std::filesystem::path& folder);
  static bool isProject(const std::filesystem::path& folder);
  ~ProjectStore();

  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  [[nodiscard]] std::filesystem::path runsFolder() const { return m_folder / "runs"; }
  [[nodiscard]] std::filesystem::path absolutePath(const ImageEntry& image) const;

  [[nodiscard]] std::vector<ImageEntry> images() const;
  [[nodiscard]] std::vector<LabelClass> classes() const;
  [[nodiscard]] std::vector<LabelBox> boxes(int64_t image) const;
  [[nodiscard]] ImageState state(int64_t image) const;
  /// All boxes of all images in the order of images().
  void forEachBox(const std::function<void(int64_t image, const LabelBox&)>& visit) const;

  int64_t addClass(const std::string& name);
  /// Adds all in one transaction; images already there (same path) get the new labels only if they had none.
  /// Returns how many images were added or filled. Throws Cancelled, DatasetError; then nothing has changed.
  int addImported(const std::vector<ImportedImage>& images, const std::string& source,
                  const Progress& progress);

  int64_t addBox(int64_t image, const LabelBox& box);
  void changeBox(int64_t image, const LabelBox& box);
  void removeBox(int64_t image, int64_t box);
  void setState(int64_t image, ImageState state);
  void setSplit(const std::vector<int64_t>& images, const std::string& split);
  /// Assigns images without a split at random (fixed by image): the given shares to val and test, the rest to
  /// train.
  void assignMissingSplits(double val, double test);

  [[nodiscard]] bool canUndo() const;
  [[nodiscard]] bool canRedo() const;
  /// Takes back the last edit (box edits and states, across images). Returns the image it happened on.
  std::optional<int64_t> undo();
  std::optional<int64_t> redo();

 private:
  struct Database;
  ProjectStore(std::filesystem::path folder, std::unique_ptr<Database> database);
  struct Edit;
  void apply(const Edit& edit, bool forward);
  void perform(Edit edit);
  std::filesystem::path m_folder;
  std::unique_ptr<Database> m_database;
};

/// #rrggbb of the n-th class: colours that stay apart for colour-blind eyes, then steps round the hue circle.
std::string classColour(size_t index);

}  // namespace anchor
