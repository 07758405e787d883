// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "datasets/formats/dataset_export.h"
#include "datasets/formats/open_anything.h"
#include "ui/labelling/project_session.h"

namespace anchor {

/// Imports, exports and sample generation on a worker thread with a progress bar and Cancel. The project
/// belongs to the worker until it is done; the window is blocked for edits but keeps painting.
class DataTransfer : public QObject {
  Q_OBJECT
 public:
  DataTransfer(ProjectSession* session, QWidget* window);
  /// Finds out what the file or folder holds, says so and, when the person agrees, imports it. A table whose
  /// columns cannot be guessed is asked about.
  void importLabels(const QString& path);
  void importImages(const QString& folder);
  /// Image files, one by one.
  void importFiles(const QStringList& files);
  /// Finds out what files and folders are that were dropped, chosen or named on the command line, and brings
  /// them in: images and labels into the open project or, without one, into a new project that is made beside
  /// them (in the person's documents where that folder may not be written to). Nothing is written before it
  /// is known what they are and, of labels, before the person agreed.
  void openPaths(const QStringList& paths);
  /// Looks in a folder and below for images whose files were moved; one step, which can be undone.
  void findImages(const QString& folder);
  void exportLabels(LabelFormat format, const QString& folder, const ExportRule& rule = {});
  void createSample(const QString& folder, int images);
  [[nodiscard]] bool busy() const { return m_busy; }

 Q_SIGNALS:
  void finished(bool ok);
  /// What was to be opened is a project.
  void projectWanted(const QString& folder);
  /// It is a network's weights, or a network for other programs; nothing was done with it.
  void weightsGiven(const QString& file);
  void networkGiven(const QString& file);
  /// What was done, in a sentence.
  void told(const QString& message);
  /// What an import into the open project brought; undo takes it back.
  void imported(const QString& words);

 private:
  struct Outcome {
    bool ok = false;
    QString message;
    QString details;
    std::shared_ptr<std::unique_ptr<ProjectStore>> project;  ///< a new one to open
    QString told;
    bool undoable = false;  ///< what was told is a step of the open project
  };
  using Work = std::function<Outcome(const Progress&)>;
  void start(const QString& title, Work work);
  /// New work goes into the open project, or else into a new one for what lies in this folder.
  void aimAt(const std::filesystem::path& folder);
  [[nodiscard]] ProjectStore* openStore() const;
  void open(const Opened& opened);
  /// The project that opening the same made before; nothing while one is open.
  [[nodiscard]] std::optional<std::filesystem::path> madeBefore(const Opened& opened) const;
  void findLabels(const QString& path);
  /// `files` empty: those of the folder.
  void bringImages(const QString& folder, const QStringList& files);
  void readLabels(const DetectedLabels& labels, const QString& path);
  void offer(const DetectedLabels& labels, const QString& path, std::shared_ptr<ImportReport> report,
             const ImportLedger& expected);
  void bringIn(const DetectedLabels& labels, const QString& path, std::shared_ptr<ImportReport> report);
  QString tellImported(const DetectedLabels& labels, const ImportReport& report, int added);
  static QString words(const ExportCertificate& certificate);
  void conclude(const Outcome& outcome);
  ProjectSession* m_session;
  QWidget* m_window;
  std::vector<std::filesystem::path> m_places;  ///< for a new project; empty: the open one gets what comes
  bool m_busy = false;
  std::function<void()> m_next;  ///< what follows when the work at hand went well
};

}  // namespace anchor
