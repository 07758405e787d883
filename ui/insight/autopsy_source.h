// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <map>
#include <memory>
#include <vector>

#include "engine/inspection/autopsy_file.h"
#include "ui/runs/engine_service.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Autopsies of the followed run, made by the engine and kept in the run's folder, one per split and
/// checkpoint.
class AutopsySource : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  AutopsySource(EngineService* service, QObject* parent) : QObject(parent), m_service(service) {}
  void setRun(const QString& runFolder, const QString& newestCheckpoint);
  [[nodiscard]] const QString& run() const { return m_run; }
  [[nodiscard]] bool canWork() const { return !m_run.isEmpty() && !m_checkpoint.isEmpty(); }
  [[nodiscard]] bool busy() const { return m_request != 0; }
  using File = std::shared_ptr<const AutopsyFile>;
  /// The stored autopsy of the newest checkpoint; null when there is none or it cannot be read.
  [[nodiscard]] File stored(const QString& split) const;
  /// A stored autopsy of any run of the project.
  struct RunAutopsy {
    QString run;  ///< folder
    File file;
  };
  /// The newest stored autopsies of each split of all runs beside this one, this one's first. Reads files:
  /// not for the interface's thread.
  static std::vector<RunAutopsy> autopsies(const QString& run);
  /// Makes the autopsies of the splits, one after the other, and hands over each; those that are stored are
  /// not made again. Splits without images are left out.
  void make(const QStringList& splits, std::function<void(const QString& split, const File&)> got,
            std::function<void()> done);
  void cancel();

 Q_SIGNALS:
  void runChanged();
  void progress(const QString& split, int done, int all);
  /// A new file of this split is stored.
  void made(const QString& split);
  void failed(const QString& message);
  void idle();

 private:
  void forgetProject() override;
  [[nodiscard]] QString path(const QString& split) const;
  void next(QStringList splits, std::function<void(const QString&, const File&)> got,
            std::function<void()> done);
  EngineService* m_service;
  QString m_run, m_checkpoint;
  mutable std::map<QString, File> m_read;  ///< by path: several panels show one file
  int m_request = 0;
};

}  // namespace anchor
