// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <stdexcept>

#include "engine/base/message.h"

namespace anchor {

/// Thrown when the person pressed Cancel; nothing was changed.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error(say("Cancelled; nothing was changed").english()) {}
};

}  // namespace anchor
