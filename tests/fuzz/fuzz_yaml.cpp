// YOLO's data.yaml, as text.
#include <sstream>

#include "datasets/formats/yolo_text.h"
#include "datasets/problem.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::istringstream text(std::string(reinterpret_cast<const char*>(data), size));
  fuzz::mayRefuse<DatasetError>(
      [&] { fuzz::wantOfSeeds(readYoloYaml(std::move(text), "data.yaml").has_value(), "no names"); });
  return 0;
}
