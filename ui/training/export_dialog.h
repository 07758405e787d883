// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>

#include "engine/config/model_formats.h"
#include "ui/runs/engine_launcher.h"
#include "ui/runs/run_history.h"

namespace anchor {

/// Export of a run in one click: which checkpoint, which formats, where to. The engine program writes and
/// compares; its certificate is shown when it is done.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  /// The run must have a finished checkpoint. The best one that was measured is proposed, else the newest.
  ExportDialog(const EngineLauncher& launcher, const RunFolder& run, const RunHistory& history,
               QWidget* parent);
  ~ExportDialog() override;
  [[nodiscard]] bool working() const { return m_engine.state() != QProcess::NotRunning; }

 public Q_SLOTS:
  void reject() override;

 private:
  void addFormats(const RunConfig& config);
  void proposeFolder();
  void start();
  void readLines();
  void ended(int exitCode);
  void showCertificate(const QByteArray& json);
  void refresh();
  [[nodiscard]] QStringList wanted() const;
  EngineLauncher m_launcher;
  RunFolder m_run;
  QComboBox* m_checkpoint;
  std::vector<std::pair<QCheckBox*, const char*>> m_formats;  ///< with the format's name
  QLineEdit* m_folder;
  QLabel* m_words;
  QProgressBar* m_progress;
  QTableWidget* m_certificate;
  QPushButton *m_export, *m_cancel, *m_open;
  QProcess m_engine;
  QByteArray m_errors;
  QString m_failure;  ///< what the engine says of it, in the window's language
  bool m_stopped = false;
};

}  // namespace anchor
