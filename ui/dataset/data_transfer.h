// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "datasets/formats/dataset_export.h"
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
  void exportLabels(LabelFormat format, const QString& folder, const ExportRule& rule = {});
  void createSample(const QString& folder, int images);
  [[nodiscard]] bool busy() const { return m_busy; }

 Q_SIGNALS:
  void finished(bool ok);

 private:
  struct Outcome;
  using Work = std::function<Outcome(const Progress&)>;
  void start(const QString& title, Work work);
  void readLabels(const DetectedLabels& labels, const QString& path);
  void offer(const DetectedLabels& labels, const QString& path, std::shared_ptr<ImportReport> report,
             const ImportLedger& expected);
  void bringIn(const DetectedLabels& labels, const QString& path, std::shared_ptr<ImportReport> report);
  void tellImported(const DetectedLabels& labels, const ImportReport& report, int added);
  static QString words(const ExportCertificate& certificate);
  void conclude(const Outcome& outcome);
  ProjectSession* m_session;
  QWidget* m_window;
  bool m_busy = false;
  std::function<void()> m_next;  ///< what follows when the work at hand went well
};

}  // namespace anchor
