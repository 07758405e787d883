// What a run's folder says: events, commands, configuration, samples, records of images, and messages between
// the programs.
#include "engine/inspection/image_record.h"
#include "engine/run/run_command.h"
#include "engine/run/run_config.h"
#include "engine/run/run_event.h"
#include "engine/run/run_samples.h"
#include "engine/run/serve_message.h"
#include "engine/run/user_error.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [which, bytes] = fuzz::choose(data, size, 7);
  const std::string text(bytes);
  const std::filesystem::path file = fuzz::place() / "file.json";
  if (which >= 4) fuzz::put(file, text);
  fuzz::mayRefuse<UserError>([&, which = which] {
    if (which == 0) (void)parseEventLine(text);
    if (which == 1) (void)parseCommandLine(text);
    if (which == 2) (void)parseMessage<ServeRequest>(text);
    if (which == 3) (void)parseMessage<ServeAnswer>(text);
    if (which == 4) {
      const RunConfig config = readRunConfig(file);
      checkConfig(config);
    }
    if (which == 5) (void)readRunSamples(file);
    if (which == 6) (void)readImageRecord(file);
  });
  return 0;
}
