// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QTemporaryDir>
#include <memory>

#include "engine/inspection/image_record.h"
#include "ui/runs/engine_service.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// What a run's newest checkpoint says of an image, extraBoxes of the engine and kept until the checkpoint
/// changes.
class RecordProvider : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  using Record = std::shared_ptr<const ImageRecord>;
  RecordProvider(EngineService* service, QObject* parent);
  void setRun(const QString& runFolder);
  /// Forgets what older checkpoints said.
  void checkpointChanged();
  /// Answers with ready(), at once when known. `extraBoxes`: boxes of which the head's word is wanted too,
  /// image pixels. A newer request takes the place of a waiting one.
  void request(const QString& image, const std::vector<Box>& extraBoxes);
  /// Reads what a run recorded of an image while it was trained (the file of a SnapshotEvent), on a worker
  /// thread. Answers with recorded().
  void requestRecorded(const QString& file);
  [[nodiscard]] bool hasRun() const { return !m_run.isEmpty(); }
  [[nodiscard]] const QString& run() const { return m_run; }

 Q_SIGNALS:
  void ready(const QString& image, std::shared_ptr<const anchor::ImageRecord> record);
  void failed(const QString& message);
  /// Null when the file cannot be read.
  void recorded(const QString& file, std::shared_ptr<const anchor::ImageRecord> record);

 private:
  void forgetProject() override;
  void start();
  void conclude(const QString& image, int generation, const ServeAnswer& answer);
  EngineService* m_service;
  QTemporaryDir m_folder;
  QString m_run, m_wanted;
  std::vector<Box> m_extraBoxes;
  QHash<QString, Record> m_known;
  bool m_working = false;
  int m_generation = 0;
};

}  // namespace anchor
