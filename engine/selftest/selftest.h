// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace anchor {

/// float [count,4]: boxes in clusters on a square of this side, so that many overlap. Drawn by torch's
/// generator.
at::Tensor clusteredBoxes(int64_t count, double side = 600);

/// One named check. It throws std::exception with what it saw when the check does not hold.
struct SelftestCheck {
  std::string name;
  std::function<void(const std::string& device)> run;
};
/// The one table that anchor-selftest, `anchor-engine selftest` and the tests walk.
const std::vector<SelftestCheck>& selftestChecks();

/// Runs all, prints a line each, returns how many failed. device: cpu or cuda.
int runSelftest(const std::string& device, bool json);

}  // namespace anchor
