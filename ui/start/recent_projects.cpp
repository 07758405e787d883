#include "ui/start/recent_projects.h"

#include <QDir>
#include <QSettings>

#include "datasets/project/project_store.h"

namespace anchor::recent {
namespace {

const QString settingsKey = QStringLiteral("recent/projects");
constexpr int most = 8;

}  // namespace

QStringList projects() {
  QStringList all = QSettings().value(settingsKey).toStringList();
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

}  // namespace anchor::recent
