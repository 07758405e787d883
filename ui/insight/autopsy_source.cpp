// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/autopsy_source.h"

#include <QDir>
#include <QFileInfo>

#include "engine/protocol/run_folder.h"
#include "engine/protocol/run_samples.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {

void AutopsySource::setRun(const QString& runFolder, const QString& newestCheckpoint) {
  if (runFolder == m_run && newestCheckpoint == m_checkpoint) return;
  m_run = runFolder;
  m_checkpoint = newestCheckpoint;
  m_read.clear();
  Q_EMIT runChanged();
}

QString AutopsySource::path(const QString& split) const {
  return QDir(m_run).filePath(
      QStringLiteral("autopsies/%1-%2.json").arg(split, QFileInfo(m_checkpoint).completeBaseName()));
}

AutopsySource::File AutopsySource::stored(const QString& split) const {
  const QString file = path(split);
  if (!canWork() || !QFileInfo::exists(file)) return nullptr;
  if (const auto known = m_read.find(file); known != m_read.end()) return known->second;
  try {
    return m_read[file] = std::make_shared<const AutopsyFile>(readAutopsy(file.toStdString()));
  } catch (const std::exception&) {
    return nullptr;  // an older program's file: it is made again
  }
}

std::vector<AutopsySource::RunAutopsy> AutopsySource::autopsies(const QString& run) {
  std::vector<RunAutopsy> found;
  if (run.isEmpty()) return found;
  QDir runs(run);
  const QString own = runs.dirName();
  runs.cdUp();
  QStringList names = runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
  names.removeOne(own);
  names.prepend(own);
  for (const QString& name : names)
    for (const char* split : {"val", "test", "train"}) {
      const QDir stored(runs.filePath(name + QStringLiteral("/autopsies")));
      const QStringList files = stored.entryList({QLatin1String(split) + QStringLiteral("-*.json")},
                                                 QDir::Files, QDir::Name | QDir::Reversed);
      if (files.isEmpty()) continue;
      try {
        found.push_back({runs.filePath(name), std::make_shared<const AutopsyFile>(readAutopsy(
                                                  stored.filePath(files.front()).toStdString()))});
      } catch (const std::exception&) {
        continue;  // an older program's file
      }
    }
  return found;
}

void AutopsySource::make(const QStringList& splits, std::function<void(const QString&, const File&)> got,
                         std::function<void()> done) {
  if (busy() || !canWork()) return;
  QStringList filled;
  try {
    const RunSamples samples = readRunSamples(RunFolder(m_run.toStdString()).samples());
    for (const QString& split : splits)
      if (!samples.inSplit(split.toStdString()).empty()) filled << split;
  } catch (const std::exception& error) {
    return Q_EMIT failed(inWords(error));
  }
  next(filled, std::move(got), std::move(done));
}

void AutopsySource::next(QStringList splits, std::function<void(const QString&, const File&)> got,
                         std::function<void()> done) {
  if (splits.isEmpty()) {
    m_request = 0;
    Q_EMIT idle();
    return done();
  }
  const QString split = splits.takeFirst();
  if (const File known = stored(split)) {
    got(split, known);
    return next(std::move(splits), std::move(got), std::move(done));
  }
  QDir(m_run).mkpath(QStringLiteral("autopsies"));
  ServeRequest request;
  request.type = "autopsy";
  request.run = m_run.toStdString();
  request.split = split.toStdString();
  request.out = path(split).toStdString();
  m_request = m_service->ask(
      request,
      [this, split, splits, got = std::move(got), done = std::move(done)](const ServeAnswer& answer) {
        m_request = 0;
        if (answer.type != "done") {
          if (answer.type == "failed") Q_EMIT failed(inWords(answer.message));
          return Q_EMIT idle();
        }
        if (const File file = stored(split)) got(split, file);
        Q_EMIT made(split);
        next(splits, got, done);
      },
      [this, split](int done, int all) { Q_EMIT progress(split, done, all); });
}

void AutopsySource::cancel() {
  if (m_request != 0) m_service->cancel(m_request);
}

void AutopsySource::forgetProject() {
  m_request = 0;  // the service forgets the question
  m_run.clear();
  m_checkpoint.clear();
  m_read.clear();
  Q_EMIT idle();
  Q_EMIT runChanged();
}

}  // namespace anchor
