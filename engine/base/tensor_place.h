// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/json_fields.h"

namespace anchor {

/// Where the header of a safetensors file says that a tensor lies.
struct TensorPlace {
  std::vector<int64_t> shape;
  uint64_t from = 0, to = 0;  ///< bytes of the data behind the header
};

/// "shape" and "data_offsets" of a header's entry, for elements of `elementBytes` in a file with `dataBytes`
/// behind its header. `place` names file and tensor. Throws UserError unless the bytes lie in the file and
/// are as many as the shape asks for, and the JSON library's exceptions for values of another kind.
TensorPlace tensorPlace(const Json& entry, uint64_t elementBytes, uint64_t dataBytes,
                        const std::string& place);

}  // namespace anchor
