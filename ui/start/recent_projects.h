#pragma once
#include <QStringList>

/// The projects that were opened last, the newest first; kept in the settings.
namespace anchor::recent {

/// Folders that still hold a project.
QStringList projects();
void remember(const QString& folder);

}  // namespace anchor::recent
