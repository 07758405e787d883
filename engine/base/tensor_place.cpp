// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/tensor_place.h"

#include "engine/base/user_error.h"

namespace anchor {

TensorPlace tensorPlace(const Json& entry, uint64_t elementBytes, uint64_t dataBytes,
                        const std::string& place) {
  TensorPlace out;
  std::vector<uint64_t> offsets;
  readValue(entry.at("shape"), out.shape);
  readValue(entry.at("data_offsets"), offsets);
  uint64_t bytes = elementBytes;
  bool fits = offsets.size() == 2 && offsets[0] <= offsets[1] && offsets[1] <= dataBytes;
  for (const int64_t side : out.shape)
    fits = fits && side >= 0 && !__builtin_mul_overflow(bytes, static_cast<uint64_t>(side), &bytes);
  if (!fits || offsets[1] - offsets[0] != bytes)
    throw UserError(place, say("does not fit in the file with the shape given"),
                    say("The file is damaged or incomplete"));
  out.from = offsets[0];
  out.to = offsets[1];
  return out;
}

}  // namespace anchor
