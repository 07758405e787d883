// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/foreign_weights.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "app/engine/child_process.h"
#include "app/engine/commands.h"
#include "app/engine/confinement.h"
#include "app/engine/failure.h"
#include "app/engine/scratch_folder.h"
#include "engine/base/atomic_file.h"
#include "engine/base/message_json.h"
#include "engine/base/user_error.h"
#include "engine/base/weights_file.h"
#include "engine/networks/weights/tensor_file.h"
#include "engine/protocol/exit_codes.h"

namespace anchor {
namespace fs = std::filesystem;

namespace {

constexpr size_t megabyte = size_t{1} << 20;

/// Of processor time: a plain disk is ten times as fast.
unsigned secondsFor(size_t fileBytes) { return 10 + static_cast<unsigned>(fileBytes / (20 * megabyte)); }

/// The file, its tensors, what is written, and the libraries' own needs; never more than there is.
size_t memoryFor(size_t fileBytes) {
  const auto there =
      static_cast<size_t>(::sysconf(_SC_AVPHYS_PAGES)) * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
  return std::min(4 * fileBytes + 1024 * megabyte, std::max(there, 1024 * megabyte));
}

}  // namespace

std::shared_ptr<const fs::path> readForeignWeights(const fs::path& weights) {
  refuseNoWeights(weights);
  // Without MFD_CLOEXEC: the child inherits it.
  const int memory = ::memfd_create("anchor-weights", 0);
  if (memory < 0) throw UserError(weights.string(), say("cannot be read: creating a memory file failed"));
  std::shared_ptr<const fs::path> result(new fs::path("/proc/self/fd/" + std::to_string(memory)),
                                         [memory](const fs::path* path) {
                                           ::close(memory);
                                           delete path;
                                         });
  const ScratchFolder scratch;
  const auto most = std::chrono::seconds(30 + 3 * secondsFor(fs::file_size(weights)));
  const ChildResult child = runOwnProgram(
      {"read-weights", fs::absolute(weights).string(), std::to_string(memory)}, scratch.path(), most);
  if (child.exitCode == 0) return result;
  if (child.exitCode == 2)
    throw UserError({"", 0, messageFromText(child.errors.substr(0, child.errors.find('\n'))), {}});
  throw UserError(weights.string(),
                  child.exitCode == outOfMemoryExit
                      ? say("needs more memory than a weights file of this size should")
                      : say("could not be read: the process reading it was stopped"),
                  say("The file is damaged or malicious; download it again from its original source"));
}

namespace {

void convert(const std::string& file, int descriptor) {
  const size_t bytes = fs::file_size(file);
  confine({memoryFor(bytes), 2 * bytes + 64 * megabyte, secondsFor(bytes)});
  FileSink sink(descriptor, file);
  writeSafetensors(sink, readTensorFile(file), {});
}

}  // namespace

void addReadWeights(CLI::App& app) {
  struct Options {
    std::string file;
    int to = 0;
  };
  auto o = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("read-weights", "Used by train: weights as safetensors, into an open file");
  command->group("");  // not for people
  command->add_option("file", o->file)->required();
  command->add_option("descriptor", o->to)->required();
  command->callback([o] {
    try {
      convert(o->file, o->to);
    } catch (const std::exception& error) {
      const Failure failure = describeFailure(error);
      std::fprintf(stderr, "%s\n", messageText(failure.message).c_str());
      throw ExitCode{failure.exitCode};
    }
  });
}

}  // namespace anchor
