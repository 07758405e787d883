#include "ui/training/detection_provider.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/training/engine_launcher.h"

namespace anchor {

DetectionProvider::DetectionProvider(QString engineProgram, QObject* parent)
    : QObject(parent), m_program(std::move(engineProgram)) {
  m_process.setProcessEnvironment(EngineLauncher::environment());
  connect(&m_process, &QProcess::finished, this, &DetectionProvider::conclude);
}

DetectionProvider::~DetectionProvider() {
  m_process.disconnect(this);
  if (m_process.state() == QProcess::NotRunning) return;
  m_process.kill();
  m_process.waitForFinished(2000);
}

void DetectionProvider::setRun(const QString& runFolder) {
  if (runFolder == m_run) return;
  m_run = runFolder;
  checkpointChanged();
}

void DetectionProvider::checkpointChanged() {
  m_known.clear();
  m_stale = !m_running.isEmpty();
}

void DetectionProvider::request(const QString& image) {
  const auto known = m_known.constFind(image);
  if (known != m_known.constEnd()) return Q_EMIT ready(image, *known);
  m_wanted = image;
  if (m_process.state() == QProcess::NotRunning) start();
}

void DetectionProvider::start() {
  if (m_run.isEmpty() || m_wanted.isEmpty()) return;
  m_running = m_wanted;
  m_wanted.clear();
  m_stale = false;
  m_process.start(m_program, {QStringLiteral("detect"), m_run, m_running, QStringLiteral("--json"),
                              QStringLiteral("--score"), QStringLiteral("0.3"), QStringLiteral("--device"),
                              QStringLiteral("cpu")});
}

void DetectionProvider::conclude() {
  const QString image = m_running;
  m_running.clear();
  const QByteArray errors = m_process.readAllStandardError();
  const QJsonDocument answer = QJsonDocument::fromJson(m_process.readAllStandardOutput());
  if (!answer.isArray() || answer.array().isEmpty()) {
    Q_EMIT failed(errors.isEmpty() ? tr("The engine gave no detections.")
                                   : QString::fromUtf8(errors).trimmed());
  } else {
    QList<Found> list;
    for (const QJsonValue& value : answer.array().first().toObject()[QLatin1String("detections")].toArray()) {
      const QJsonObject item = value.toObject();
      const QJsonArray b = item[QLatin1String("box")].toArray();
      list.push_back(
          {item[QLatin1String("class")].toString(), item[QLatin1String("score")].toDouble(),
           QRectF(QPointF(b[0].toDouble(), b[1].toDouble()), QPointF(b[2].toDouble(), b[3].toDouble()))});
    }
    if (!m_stale) m_known.insert(image, list);
    Q_EMIT ready(image, list);
  }
  start();
}

}  // namespace anchor
