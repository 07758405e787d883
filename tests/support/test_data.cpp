// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_data.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace anchor::test {

std::filesystem::path dataFile(const char* name) { return std::filesystem::path(TEST_DATA) / name; }
std::filesystem::path sharedData() { return std::filesystem::path(SHARED_DATA).lexically_normal(); }

bool haveSharedData() {
  if (std::filesystem::exists(sharedData() / "bccd" / "BCCD")) return true;
  std::fprintf(stderr, "The real data is not at %s: this test is skipped.\n", sharedData().c_str());
  return false;
}

std::string readText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("missing test file " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<int> childrenOf(int64_t process) {
  const std::string number = std::to_string(process);
  std::ifstream list("/proc/" + number + "/task/" + number + "/children");
  return {std::istream_iterator<int>(list), {}};
}

}  // namespace anchor::test
