// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent_projects.h"

#include <QDir>
#include <QSettings>

#include "datasets/project/project_store.h"

namespace anchor::recent {
namespace {

const QString settingsKey = QStringLiteral("recent/projects");
const QString imagesKey = QStringLiteral("recent/images");
constexpr int most = 8;

}  // namespace

QStringList remembered() { return QSettings().value(settingsKey).toStringList(); }

QStringList projects() {
  QStringList all = remembered();
  all.removeIf([](const QString& folder) { return !ProjectStore::isProject(folder.toStdString()); });
  return all;
}

void remember(const QString& folder) {
  QStringList all = QSettings().value(settingsKey).toStringList();
  const QString clean = QDir(folder).absolutePath();
  all.removeAll(clean);
  all.prepend(clean);
  QSettings().setValue(settingsKey, QStringList(all.mid(0, most)));
}

QString imageLeft(const QString& folder) {
  return QSettings().value(imagesKey).toMap().value(QDir(folder).absolutePath()).toString();
}

void rememberImage(const QString& folder, const QString& image) {
  QVariantMap images = QSettings().value(imagesKey).toMap();
  const QStringList known = QSettings().value(settingsKey).toStringList();
  images.removeIf([&known](const auto& entry) { return !known.contains(entry.key()); });
  images.insert(QDir(folder).absolutePath(), image);
  QSettings().setValue(imagesKey, images);
}

}  // namespace anchor::recent
