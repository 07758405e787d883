// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/protocol/run_folder.h"

namespace anchor {

/// The process that holds a run's lock, as it wrote into the lock's file. A number alone names a process of
/// one machine only, and for as long as it lives only.
struct LockHolder {
  int pid = 0;
  std::string host;
  std::string boot;      ///< which start of that machine; empty where the system does not tell
  uint64_t started = 0;  ///< ticks from that start to the process's
  bool operator==(const LockHolder&) const = default;
};
/// This process.
LockHolder ownHolder();
std::string holderText(const LockHolder& holder);
/// Nothing while no engine holds the lock, or for one of an older version, which wrote nothing.
std::optional<LockHolder> lockHolder(const RunFolder& folder);

/// The machine on which the engine works when it is not this one, so that killEngine() would refuse; empty
/// where its name cannot be read. Nothing for a run of this machine, and for one that no engine works on.
std::optional<std::string> otherMachine(const RunFolder& folder);

/// Kills the engine that works on the run. Throws UserError, and kills nothing, when that is no process of
/// this machine for certain.
void killEngine(const RunFolder& folder);

}  // namespace anchor
