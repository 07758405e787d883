// SPDX-License-Identifier: GPL-3.0-or-later
// YOLO's data.yaml, as text.
#include <sstream>

#include "datasets/formats/yolo_text.h"
#include "datasets/plain_text.h"
#include "engine/base/user_error.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::istringstream text(std::string(reinterpret_cast<const char*>(data), size));
  fuzz::mayRefuse<UserError>([&] {
    const auto yaml = readYoloYaml(std::move(text), "data.yaml");
    fuzz::wantOfSeeds(yaml.has_value(), "no names");
    for (const auto& [number, name] : yaml ? yaml->names : std::map<int, std::string>())
      if (lineNotUtf8(name) != 0) __builtin_trap();
  });
  return 0;
}
