// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <exception>
#include <string>

#include "engine/base/message.h"
#include "engine/protocol/exit_codes.h"

namespace anchor {

/// Exit codes of anchor-engine beside 0: 1 a check failed, 2 bad input, 3 a fault inside, outOfMemoryExit.
struct ExitCode {
  int value;
};

struct Failure {
  Message message;  ///< one line
  int exitCode = 3;
};

/// What to tell of a failure. The libraries say "out of memory" in several ways of their own, and append call
/// stacks, which belong in the log only.
Failure describeFailure(const std::exception& error);

}  // namespace anchor
