// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/prelabeller.h"

#include <QFile>
#include <algorithm>

#include "engine/geometry/iou.h"
#include "engine/inspection/image_record.h"
#include "ui/labelling/actor_words.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr float sameObject = 0.5F;  // a label that overlaps a detection this much explains it

float overlap(const Box& a, const LabelBox& b) {
  return iou(a,
             Box{static_cast<float>(b.x1), static_cast<float>(b.y1), static_cast<float>(b.x2),
                 static_cast<float>(b.y2)},
             BoxConvention::Continuous);
}

}  // namespace

Prelabeller::Prelabeller(EngineService* service, ProjectSession* session, QObject* parent)
    : QObject(parent), m_service(service), m_session(session) {}

void Prelabeller::start(const QString& run, const std::vector<int64_t>& images, float minScore) {
  if (m_working || images.empty()) return;
  m_run = run;
  m_minScore = minScore;
  m_waiting.assign(images.begin(), images.end());
  m_all = static_cast<int>(images.size());
  m_done = m_predictions = 0;
  m_working = true;
  next();
}

void Prelabeller::cancel() {
  m_waiting.clear();
  if (m_working && m_request != 0) m_service->cancel(m_request);
}

void Prelabeller::next() {
  Q_EMIT progressed(m_done, m_all);
  const ImageEntry* image = nullptr;
  while (!m_waiting.empty() && (image = m_session->entry(m_waiting.front())) == nullptr)
    m_waiting.pop_front();
  if (image == nullptr) return conclude({});
  const int64_t id = image->id;
  m_waiting.pop_front();
  ServeRequest request;
  request.type = "record";
  request.model = m_run.toStdString();
  request.image = m_session->store().absolutePath(*image).string();
  request.out = m_folder.filePath(QStringLiteral("prediction.safetensors")).toStdString();
  m_request = m_service->ask(request, [this, id](const ServeAnswer& answer) {
    m_request = 0;
    if (answer.type == "failed") return conclude(inWords(answer.message));
    if (answer.type != "done") return conclude({});
    try {
      m_predictions += take(id, answer.file);
    } catch (const std::exception& error) {
      return conclude(inWords(error));
    }
    ++m_done;
    next();
  });
}

int Prelabeller::take(int64_t image, const std::string& recordFile) {
  const ImageRecord record = readImageRecord(recordFile);
  QFile::remove(text(recordFile));
  if (m_session->entry(image) == nullptr) return 0;
  TestConfig test = record.config.test;
  test.score = std::max(test.score, m_minScore);
  const std::string source =
      predictionSource(m_run.section(QLatin1Char('/'), -1).toStdString(), record.iteration);
  const auto labels = m_session->store().boxes(image);
  std::vector<Prediction> predictions;
  for (const Detection& d : detectionsOf(record, detectionStepsOf(record, test))) {
    const std::string& name = record.config.classes[static_cast<size_t>(d.label)];
    if (std::ranges::any_of(labels, [&](const LabelBox& b) { return overlap(d.box, b) >= sameObject; }))
      continue;
    predictions.push_back({0, name, d.box.x1, d.box.y1, d.box.x2, d.box.y2, d.score, source});
  }
  m_session->store().replacePredictions(image, predictions);
  m_session->predictionsStored(image);
  return static_cast<int>(predictions.size());
}

void Prelabeller::conclude(const QString& trouble) {
  m_working = false;
  m_waiting.clear();
  Q_EMIT finished(m_done, m_predictions, trouble);
}

void Prelabeller::forgetProject() {
  m_waiting.clear();
  m_request = 0;  // the service forgets the question
  m_working = false;
}

}  // namespace anchor
