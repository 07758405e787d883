#pragma once
#include "engine/networks/weights/tensor_file.h"

namespace anchor {

/// Takes what training tools put before every name off: "module." (several GPUs), "_orig_mod." (compiled).
NamedTensors withoutWrappers(NamedTensors tensors);

/// Throws UserError when these are no weights to start from: those of a checkpoint of this program, or
/// tensors with values that are no finite numbers, which are named.
void refuseUnusable(const NamedTensors& tensors, const std::string& place);

/// The first three of some names in one line, and how many there are beside.
std::string firstNames(const std::vector<std::string>& names, const char* separator = ", ");

}  // namespace anchor
