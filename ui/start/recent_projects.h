// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <optional>

/// The projects that were opened last, the newest first; kept in the settings.
namespace anchor::recent {

/// Folders that still hold a project.
QStringList projects();
/// All that are remembered, also those whose folder is gone.
QStringList remembered();
void remember(const QString& folder);
/// Whether the last project was closed on purpose: the next start shows the welcome page then.
bool wasClosed();
void setClosed(bool closed);
/// The image at which a project was left, by its path in the project; empty: not known.
QString imageLeft(const QString& folder);
void rememberImage(const QString& folder, const QString& image);
/// The workspace in which a project was left, by its number; nothing: not known.
std::optional<int> workspaceLeft(const QString& folder);
void rememberWorkspace(const QString& folder, int workspace);

}  // namespace anchor::recent
