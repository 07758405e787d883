// SPDX-License-Identifier: GPL-3.0-or-later
// The other files of a run's folder: configuration, samples, records of images. The first byte says which.
#include "engine/base/user_error.h"
#include "engine/config/run_config.h"
#include "engine/inspection/image_record.h"
#include "engine/protocol/run_samples.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [which, bytes] = fuzz::choose(data, size, 3);
  const std::filesystem::path file = fuzz::place() / "file";
  fuzz::put(file, bytes);
  fuzz::mayRefuse<UserError>([&, which = which] {
    if (which == 0) checkConfig(readRunConfig(file));
    if (which == 1) (void)readRunSamples(file);
    if (which == 2) (void)readImageRecord(file);
  });
  return 0;
}
