// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/train_memory.h"

#include <QDir>
#include <QSettings>

#include "ui/start/recent_projects.h"

namespace anchor {
namespace {

const QString choicesKey = QStringLiteral("train/choices");
const QString sizesKey = QStringLiteral("train/sizes");

QVariant keptAt(const QString& key, const QString& project) {
  return QSettings().value(key).toMap().value(QDir(project).absolutePath());
}

/// Kept for the projects that are still listed, as what else is kept of each.
void keep(const QString& key, const QString& project, const QVariant& value) {
  const QString own = QDir(project).absolutePath();
  QVariantMap all = QSettings().value(key).toMap();
  const QStringList known = recent::remembered();
  all.removeIf([&](const auto& entry) { return entry.key() != own && !known.contains(entry.key()); });
  all.insert(own, value);
  QSettings().setValue(key, all);
}

QString wordsAt(const Json& json, const char* name) {
  return QString::fromStdString(json.value(name, std::string()));
}

}  // namespace

std::optional<TrainMemory> readTrainMemory(const QString& project) {
  const Json json =
      Json::parse(keptAt(choicesKey, project).toString().toStdString(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  try {
    TrainMemory memory;
    memory.preset = wordsAt(json, "preset");
    memory.weights = wordsAt(json, "weights");
    memory.device = wordsAt(json, "device");
    memory.machine = wordsAt(json, "machine");
    memory.remoteEngine = wordsAt(json, "remote_engine");
    memory.iterations = json.value("iterations", 0);
    memory.batch = json.value("batch", 0);
    memory.shortSide = json.value("short_side", 0);
    memory.processes = json.value("processes", 1);
    const Json edited = json.value("edited", Json::object());
    for (const auto& [path, value] : edited.items()) memory.edited[path] = value;
    return memory;
  } catch (const Json::exception&) {  // of another version: the dialog starts from the preset
    return std::nullopt;
  }
}

void writeTrainMemory(const QString& project, const TrainMemory& memory) {
  Json json{{"preset", memory.preset.toStdString()},
            {"weights", memory.weights.toStdString()},
            {"device", memory.device.toStdString()},
            {"machine", memory.machine.toStdString()},
            {"remote_engine", memory.remoteEngine.toStdString()},
            {"iterations", memory.iterations},
            {"batch", memory.batch},
            {"short_side", memory.shortSide},
            {"processes", memory.processes},
            {"edited", Json::object()}};
  for (const auto& [path, value] : memory.edited) json["edited"][path] = value;
  keep(choicesKey, project, QString::fromStdString(json.dump()));
}

QSize readTrainSize(const QString& project) { return keptAt(sizesKey, project).toSize(); }
void writeTrainSize(const QString& project, const QSize& size) { keep(sizesKey, project, size); }

}  // namespace anchor
