// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of JSON: a run's events and commands, and what the programs say to each other. The first byte says
// which.
#include "engine/base/user_error.h"
#include "engine/protocol/run_command.h"
#include "engine/protocol/run_event.h"
#include "engine/protocol/serve_message.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [which, bytes] = fuzz::choose(data, size, 4);
  const std::string line(bytes);
  fuzz::mayRefuse<UserError>([&, which = which] {
    if (which == 0) (void)parseEventLine(line);
    if (which == 1) (void)parseCommandLine(line);
    if (which == 2) (void)parseMessage<ServeRequest>(line);
    if (which == 3) (void)parseMessage<ServeAnswer>(line);
  });
  return 0;
}
