// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "datasets/project/import_ledger.h"
#include "datasets/project/project_edit.h"
#include "datasets/project/project_types.h"
#include "engine/base/message.h"

namespace anchor {

/// What an importer found, not yet in the project. One image with its boxes; classes are named.
struct ImportedBox {
  std::string className;
  LabelBox box;   ///< id and classId: those of the source file, when the image has a sourceId
  int file = -1;  ///< it stands in, by its number in the import's ledger
  int line = 0;
};
struct ImportedImage {
  std::string path;  ///< absolute
  int width = 0, height = 0;
  std::string split;
  std::string hash;
  bool labelled = false;  ///< false: nothing is known about its objects
  std::vector<ImportedBox> boxes;
  Message trouble;        ///< why its labels could not be read; empty = they could
  int64_t sourceId = -1;  ///< the image's id in a file whose ids are kept; -1 = none
  int leftOut = 0;        ///< objects that a file has for it and that could not be used
};
/// Shares of images without a split that go to val and test; the rest goes to train.
struct SplitShares {
  double val = 0.15, test = 0.15;
};

/// An import that was done.
struct ImportRecord {
  int64_t id = 0;
  std::string time;    ///< UTC, 2026-11-29T12:00:00.000Z
  std::string source;  ///< path, or what the program called it
  int64_t images = 0, boxes = 0;
  std::string ledger;  ///< for ImportLedger::fromKept; empty = an older program kept none
};

/// called with (done, all); returning false cancels.
using Progress = std::function<bool(int64_t, int64_t)>;

/// A project folder: project.anchor (SQLite, WAL, synchronous=FULL, this one connection), runs/, exports/.
/// Not thread-safe: one thread at a time. Every edit is a transaction that is on the disk when the call
/// returns. Source images and labels are never written to.
class ProjectStore {
 public:
  /// Makes the folder and an empty project. Throws UserError when there is one already.
  static std::unique_ptr<ProjectStore> create(const std::filesystem::path& folder);
  /// Opens, checks (application_id, version, quick_check) and migrates after a checked backup. A broken or
  /// newer file gets a UserError and is not written to.
  static std::unique_ptr<ProjectStore> open(const std::filesystem::path& folder);
  static bool isProject(const std::filesystem::path& folder);
  ~ProjectStore();
  /// A second, read-only connection for another thread; it sees what was committed before each query.
  [[nodiscard]] std::unique_ptr<ProjectStore> reader() const;

  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  [[nodiscard]] std::filesystem::path runsFolder() const { return m_folder / "runs"; }
  [[nodiscard]] std::filesystem::path absolutePath(const ImageEntry& image) const;

  /// Without those in the trash, in the order they came.
  [[nodiscard]] std::vector<ImageEntry> images() const;
  [[nodiscard]] std::vector<ImageEntry> trash() const;
  [[nodiscard]] std::optional<ImageEntry> image(int64_t id) const;
  [[nodiscard]] std::vector<LabelClass> classes() const;
  [[nodiscard]] std::vector<LabelBox> boxes(int64_t image) const;
  [[nodiscard]] ImageState state(int64_t image) const;
  /// All boxes of all images in the order of images().
  void forEachBox(const std::function<void(int64_t image, const LabelBox&)>& visit) const;
  /// How many boxes each class has; a class without any is absent.
  [[nodiscard]] std::map<int64_t, int64_t> boxCounts() const;
  [[nodiscard]] std::vector<Prediction> predictions(int64_t image) const;
  void forEachPrediction(const std::function<void(int64_t image, const Prediction&)>& visit) const;
  /// Everything that was done to a box, also to one that is gone.
  [[nodiscard]] std::vector<BoxVersion> history(int64_t box) const;
  /// When steps were taken that were not undone, seconds since 1970, rising, between the two times.
  [[nodiscard]] std::vector<double> editTimes(double since, double until) const;
  /// The ids that rows had in the COCO file they came from.
  enum class SourceKind { Classes = 1, Images = 2, Boxes = 3 };
  [[nodiscard]] std::unordered_map<int64_t, int64_t> sourceIds(SourceKind kind) const;
  /// The images whose id the query returns as its first column. For the queries of this library.
  [[nodiscard]] std::vector<int64_t> imagesWhere(const std::string& condition,
                                                 const std::vector<std::string>& values) const;
  /// A hash of images, classes, boxes and predictions: equal exactly when all of them are.
  [[nodiscard]] std::string fingerprint() const;

  /// Adds all in one step, which undo takes back; images already there (same path) get the new labels only if
  /// they had none; classes of `classNames` come in that order, also those without a box; an image whose file
  /// is gone is found again by its bytes and keeps its labels. Returns how many images were added, filled or
  /// found again. Throws Cancelled, UserError; then nothing has changed. An image that has labels gets the
  /// objects that it lacks. One that a person deleted or gave another class stays as the person left it.
  /// `ledger` gets what became of the objects, counted in the project itself, and is kept with it.
  int addImported(const std::vector<ImportedImage>& images, const std::string& source,
                  const Progress& progress, std::optional<SplitShares> shares = {},
                  const std::vector<std::string>& classNames = {}, ImportLedger* ledger = nullptr);
  /// What addImported() would do and count; the project stays as it is.
  int tryImport(const std::vector<ImportedImage>& images, const std::string& source, const Progress& progress,
                std::optional<SplitShares> shares, const std::vector<std::string>& classNames,
                ImportLedger& ledger);
  /// The imports of this project, oldest first.
  [[nodiscard]] std::vector<ImportRecord> imports() const;
  /// Puts these in place of the image's predictions. No step of its own: accepting and rejecting are.
  void replacePredictions(int64_t image, const std::vector<Prediction>& predictions);

  /// Whether another process wrote to the project since this was last asked; false the first time.
  bool changedElsewhere();

  /// Starts a step of work. `words` name it for the person ("Draw a box"), `actor` says who does it.
  ProjectEdit edit(std::string words, std::string actor = "person") {
    return {*m_database, std::move(words), std::move(actor)};
  }
  /// The words of the step that undo or redo would take; nothing when there is none.
  [[nodiscard]] std::optional<std::string> nextUndo() const;
  [[nodiscard]] std::optional<std::string> nextRedo() const;
  /// Takes back the last step, whatever it was, across images and sessions.
  std::optional<StepDone> undo();
  std::optional<StepDone> redo();

 private:
  ProjectStore(std::filesystem::path folder, std::unique_ptr<ProjectDatabase> database);
  int import(const std::vector<ImportedImage>& images, const std::string& source, const Progress& progress,
             std::optional<SplitShares> shares, const std::vector<std::string>& classNames,
             ImportLedger& ledger, bool keep);
  [[nodiscard]] std::vector<ImageEntry> imagesByTrash(bool trashed) const;
  std::filesystem::path m_folder;
  std::unique_ptr<ProjectDatabase> m_database;
  std::optional<int64_t> m_dataVersion;
};

/// #rrggbb of the n-th class: colours that stay apart for colour-blind eyes, then steps round the hue circle.
std::string classColour(size_t index);

}  // namespace anchor
