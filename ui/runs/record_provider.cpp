// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/record_provider.h"

#include <QFile>

#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {

RecordProvider::RecordProvider(EngineService* service, QObject* parent)
    : QObject(parent), m_service(service) {}

void RecordProvider::setRun(const QString& runFolder) {
  if (runFolder == m_run) return;
  m_run = runFolder;
  checkpointChanged();
}

void RecordProvider::checkpointChanged() {
  m_known.clear();
  ++m_generation;
}

void RecordProvider::request(const QString& image, const std::vector<Box>& extraBoxes) {
  const auto known = m_known.constFind(image);
  if (known != m_known.constEnd()) return Q_EMIT ready(image, *known);
  m_wanted = image;
  m_extraBoxes = extraBoxes;
  if (!m_working) start();
}

void RecordProvider::requestRecorded(const QString& file) {
  runInBackground(
      projectLife(),
      [path = file.toStdString()]() -> Record {
        try {
          return std::make_shared<const ImageRecord>(readImageRecord(path));
        } catch (const std::exception&) {
          return nullptr;  // cleared away, or still being copied from another machine
        }
      },
      [this, file](const Record& record) { Q_EMIT recorded(file, record); });
}

void RecordProvider::start() {
  if (m_run.isEmpty() || m_wanted.isEmpty()) return;
  m_working = true;
  const QString image = std::exchange(m_wanted, {});
  ServeRequest request;
  request.type = "record";
  request.model = m_run.toStdString();
  request.image = image.toStdString();
  for (const Box& b : m_extraBoxes)
    request.extra_boxes.insert(request.extra_boxes.end(), {b.x1, b.y1, b.x2, b.y2});
  request.out = m_folder.filePath(QStringLiteral("record.safetensors")).toStdString();
  m_service->ask(request, [this, image, generation = m_generation](const ServeAnswer& answer) {
    conclude(image, generation, answer);
  });
}

void RecordProvider::conclude(const QString& image, int generation, const ServeAnswer& answer) {
  m_working = false;
  if (answer.type == "done") {
    try {
      const auto record = std::make_shared<const ImageRecord>(readImageRecord(answer.file));
      QFile::remove(text(answer.file));
      if (generation == m_generation) m_known.insert(image, record);
      Q_EMIT ready(image, record);
    } catch (const std::exception& error) {
      Q_EMIT failed(inWords(error));
    }
  } else if (answer.type == "failed") {
    Q_EMIT failed(inWords(answer.message));
  }
  start();
}

void RecordProvider::forgetProject() {
  m_working = false;  // the service forgets the question
  m_wanted.clear();
  m_extraBoxes.clear();
  m_run.clear();
  checkpointChanged();
}

}  // namespace anchor
