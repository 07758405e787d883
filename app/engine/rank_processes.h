// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/config/run_config.h"

namespace anchor {

/// How many processes of this machine train the run: config.processes, or for 0 as many as there are GPUs to
/// use and shares of solver.batch to give. 1 where torchrun started this process: it has decided.
int processesOf(const RunConfig& config);

/// What torchrun does on one machine, without Python: starts this program `processes` times with `arguments`
/// and the variables of Ranks::fromEnvironment, passes stop signals on, and waits. The processes meet through
/// a file and talk over the loopback interface: no port is open to the network. When one fails the others get
/// time for a checkpoint; none outlives this process. Returns the exit code of the first that failed, 0 when
/// all ended well. Throws UserError when one cannot be started.
int trainTogether(const std::vector<std::string>& arguments, int processes);

/// For a process that trainTogether started: it is stopped, as by a stop signal, when its parent is gone.
void endWithParent();

}  // namespace anchor
