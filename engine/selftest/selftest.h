#pragma once
#include <functional>
#include <string>
#include <vector>

namespace anchor {

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
