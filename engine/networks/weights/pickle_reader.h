// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <ATen/core/Tensor.h>

namespace anchor {

/// A value on the pickle machine's stack. Only what state_dicts are made of.
struct PickleValue;
using PicklePointer = std::shared_ptr<PickleValue>;
struct PickleGlobal {
  std::string name;  ///< module.attribute
};
struct PickleSequence {
  std::vector<PicklePointer> items;  ///< tuple or list
};
struct PickleDict {
  std::vector<std::pair<PicklePointer, PicklePointer>> items;
};
struct PickleStorage {
  std::string key;
  at::ScalarType type = at::kFloat;
  int64_t elements = 0;
};
/// A tensor that still lacks its numbers.
struct PickleTensor {
  PickleStorage storage;
  int64_t offset = 0;
  std::vector<int64_t> sizes, strides;
};
struct PickleValue {
  std::variant<std::monostate, bool, int64_t, double, std::string, PickleGlobal, PickleSequence, PickleDict,
               PickleStorage, PickleTensor>
      value;
};

/// Interprets one pickle at `position` of `bytes` and moves `position` behind it. Allowed are plain values,
/// OrderedDict and the three tensor builders of torch; every other instruction or global throws UserError
/// (place, its name).
PicklePointer readPickle(std::string_view bytes, size_t& position, const std::string& place);

}  // namespace anchor
