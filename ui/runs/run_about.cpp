// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_about.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

QString fileOf(const RunFolder& folder) {
  return QString::fromStdString((folder.path() / "about.json").string());
}

}  // namespace

RunAbout readRunAbout(const RunFolder& folder) {
  QFile file(fileOf(folder));
  constexpr qint64 most = 1 << 20;
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QJsonObject json = QJsonDocument::fromJson(file.read(most)).object();
  return {json[QStringLiteral("title")].toString(), json[QStringLiteral("note")].toString()};
}

void writeRunAbout(const RunFolder& folder, const RunAbout& about) {
  QSaveFile file(fileOf(folder));
  const QJsonObject json{{QStringLiteral("title"), about.title}, {QStringLiteral("note"), about.note}};
  const QByteArray bytes = QJsonDocument(json).toJson();
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
    throw UserError({fileOf(folder).toStdString(),
                     0,
                     say("cannot be written: %1", file.errorString().toStdString()),
                     {}});
}

void moveRunToTrash(const RunFolder& folder) {
  if (folder.isAlive())
    throw UserError(
        {folder.path().string(), 0, say("an engine is working on this run"), say("Stop it first")});
  // Qt makes the trash in this folder, but not the folder; without it, it would move into the working folder.
  const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
  if (!QDir().mkpath(data) || !QFile::moveToTrash(QString::fromStdString(folder.path().string())))
    throw UserError({folder.path().string(), 0, say("cannot be moved to the trash of the desktop"),
                     say("Delete the folder in a file manager")});
}

}  // namespace anchor
