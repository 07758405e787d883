// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/base/message.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {

/// Takes what training tools put before every name off: "module." (several GPUs), "_orig_mod." (compiled).
NamedTensors withoutWrappers(NamedTensors tensors);

/// Throws UserError when these are no weights to start from: those of a checkpoint of this program, or
/// tensors with values that are no finite numbers, which are named.
void refuseUnusable(const NamedTensors& tensors, const std::string& place);

/// The first three in one line, and how many there are beside.
Message firstOf(std::vector<Message> all, const char* separator);

}  // namespace anchor
