// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/recent_projects.h"

#include <QDir>
#include <QSettings>

#include "datasets/project/project_store.h"

namespace anchor::recent {
namespace {

const QString settingsKey = QStringLiteral("recent/projects");
const QString imagesKey = QStringLiteral("recent/images");
const QString workspacesKey = QStringLiteral("recent/workspaces");
const QString closedKey = QStringLiteral("recent/closed");
constexpr int most = 8;

QVariant leftAt(const QString& key, const QString& folder) {
  return QSettings().value(key).toMap().value(QDir(folder).absolutePath());
}

/// Kept for the projects that are still listed.
void keepLeft(const QString& key, const QString& folder, const QVariant& value) {
  QVariantMap all = QSettings().value(key).toMap();
  const QStringList known = QSettings().value(settingsKey).toStringList();
  all.removeIf([&known](const auto& entry) { return !known.contains(entry.key()); });
  all.insert(QDir(folder).absolutePath(), value);
  QSettings().setValue(key, all);
}

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

bool wasClosed() { return QSettings().value(closedKey).toBool(); }
void setClosed(bool closed) { QSettings().setValue(closedKey, closed); }

QString imageLeft(const QString& folder) { return leftAt(imagesKey, folder).toString(); }

void rememberImage(const QString& folder, const QString& image) { keepLeft(imagesKey, folder, image); }

std::optional<int> workspaceLeft(const QString& folder) {
  const QVariant left = leftAt(workspacesKey, folder);
  return left.isValid() ? std::optional(left.toInt()) : std::nullopt;
}

void rememberWorkspace(const QString& folder, int workspace) { keepLeft(workspacesKey, folder, workspace); }

}  // namespace anchor::recent
