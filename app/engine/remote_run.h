// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/engine/remote_shell.h"
#include "engine/protocol/run_folder.h"

namespace anchor {

/// Trains a run on another machine and keeps the run folder here as if it were trained here: its events
/// arrive live, checkpoints and snapshots are fetched before the event that names them, commands are passed
/// on. Returns when the engine there has ended; a second call finds the engine that still works there and
/// goes on listening. Throws UserError: no connection, no engine there, or an engine that ended without a
/// last word.
void trainRemotely(const RunFolder& folder, const RemotePlace& place,
                   const std::function<bool()>& stopListening);

}  // namespace anchor
