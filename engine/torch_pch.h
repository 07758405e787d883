// SPDX-License-Identifier: GPL-3.0-or-later
// Parsed once for the whole engine: torch costs 25 s in each file that reads it alone. No more than most files use:
// torch/torch.h here would double the time of every one of them.
#include <ATen/ATen.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>

#include <nlohmann/json.hpp>
