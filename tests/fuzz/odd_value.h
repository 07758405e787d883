// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdint>
#include <string>
#include <variant>

namespace anchor::fuzz {

struct Blob {
  std::string bytes;
};
/// What SQLite can hold in any column, whatever the column's type is.
using OddValue = std::variant<std::monostate, double, int64_t, std::string, Blob>;

/// Also the numbers at the ends of what columns are read as.
inline OddValue oddValue(FuzzedDataProvider& input) {
  static constexpr double reals[] = {1e300,   -1e300,       0.5, -1,  1e-320,     9.3e18,
                                     -9.3e18, 2147483648.0, 4e9, 1e9, 1.0000001e9};
  static constexpr int64_t wholes[] = {0,         -1,        1,          2,   3,   4,         1 << 30,
                                       INT64_MAX, INT64_MIN, 4294967296, 255, 256, 1000000000};
  switch (input.ConsumeIntegralInRange(0, 5)) {
    case 0:
      return {};
    case 1:
      return input.PickValueInArray(reals);
    case 2:
      return input.PickValueInArray(wholes);
    case 3:
      return input.ConsumeIntegral<int64_t>();
    case 4:
      return Blob{input.ConsumeRandomLengthString(64)};
    default:
      return input.ConsumeRandomLengthString(200);
  }
}

}  // namespace anchor::fuzz
