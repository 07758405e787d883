// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/engine_service.h"

#include "ui/runs/engine_launcher.h"

namespace anchor {

EngineService::EngineService(QString program, QObject* parent)
    : QObject(parent), m_program(std::move(program)) {
  m_process.setProcessEnvironment(EngineLauncher::environment());
  connect(&m_process, &QProcess::readyReadStandardOutput, this, &EngineService::read);
  connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
    m_errors += m_process.readAllStandardError();
    m_errors = m_errors.right(4000);
  });
  connect(&m_process, &QProcess::finished, this, &EngineService::died);
  connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) died();
  });
}

EngineService::~EngineService() {
  m_process.disconnect(this);
  if (m_process.state() == QProcess::NotRunning) return;
  m_process.kill();
  m_process.waitForFinished(2000);
}

void EngineService::start() {
  m_torn.clear();
  m_errors.clear();
  m_process.start(m_program, {QStringLiteral("serve"), QStringLiteral("--device"), QStringLiteral("cpu")});
}

int EngineService::ask(ServeRequest request, Done done, Progress progress) {
  request.id = ++m_lastId;
  m_open.insert(request.id, {std::move(done), std::move(progress)});
  if (m_process.state() == QProcess::NotRunning) start();
  m_process.write(QByteArray::fromStdString(messageLine(request)) + '\n');
  return request.id;
}

void EngineService::cancel(int id) {
  if (!m_open.contains(id)) return;
  ServeRequest request;
  request.id = id;
  request.type = "cancel";
  m_process.write(QByteArray::fromStdString(messageLine(request)) + '\n');
}

void EngineService::read() {
  m_torn += m_process.readAllStandardOutput();
  for (qsizetype end = m_torn.indexOf('\n'); end >= 0; end = m_torn.indexOf('\n')) {
    const QByteArray line = m_torn.left(end);
    m_torn.remove(0, end + 1);
    const auto answer = parseMessage<ServeAnswer>({line.constData(), static_cast<size_t>(line.size())});
    if (!answer || !m_open.contains(answer->id)) continue;
    if (answer->type == "progress") {
      const Progress progress = m_open[answer->id].progress;
      if (progress) progress(answer->done, answer->all);
      continue;
    }
    const Done done = m_open.take(answer->id).done;
    if (done) done(*answer);
  }
}

void EngineService::died() {
  const QByteArray words = m_errors.trimmed();
  ServeAnswer failed;
  failed.type = "failed";
  failed.message = asTold(
      words.isEmpty() ? tr("The engine ended unexpectedly; it restarts with the next request.").toStdString()
                      : words.toStdString());
  const QHash<int, Open> open = std::exchange(m_open, {});
  for (auto it = open.begin(); it != open.end(); ++it) {
    failed.id = it.key();
    if (it->done) it->done(failed);
  }
}

void EngineService::forgetProject() {
  for (const int id : m_open.keys()) cancel(id);
  m_open.clear();  // whatever still comes is nobody's answer
}

}  // namespace anchor
