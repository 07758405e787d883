#pragma once
#include <QHash>
#include <QObject>
#include <QProcess>

#include "ui/canvas/canvas_content.h"

namespace anchor {

/// Detections of a run's newest checkpoint on one image, found by the engine program in a child process and
/// kept until the checkpoint changes.
class DetectionProvider : public QObject {
  Q_OBJECT
 public:
  struct Found {
    QString className;
    double score = 0;
    QRectF rect;
  };
  DetectionProvider(QString engineProgram, QObject* parent);
  ~DetectionProvider() override;
  void setRun(const QString& runFolder);
  /// Forgets what older checkpoints found.
  void checkpointChanged();
  /// Answers with ready(), at once when known. A newer request takes the place of a waiting one.
  void request(const QString& image);
  [[nodiscard]] bool hasRun() const { return !m_run.isEmpty(); }

 Q_SIGNALS:
  void ready(const QString& image, const QList<anchor::DetectionProvider::Found>& found);
  void failed(const QString& message);

 private:
  void start();
  void conclude();
  QString m_program, m_run, m_wanted, m_running;
  QHash<QString, QList<Found>> m_known;
  QProcess m_process;
  bool m_stale = false;
};

}  // namespace anchor
