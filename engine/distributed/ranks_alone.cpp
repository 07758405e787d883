// SPDX-License-Identifier: GPL-3.0-or-later
// This build lacks Gloo: a run has one process.

#include <ATen/core/Tensor.h>

#include <cstdlib>

#include "engine/base/user_error.h"
#include "engine/distributed/ranks.h"

namespace anchor {

struct Ranks::Group {};

Ranks Ranks::fromEnvironment() {
  const char* size = std::getenv("WORLD_SIZE");
  if (size != nullptr && std::atoi(size) > 1)
    throw UserError("WORLD_SIZE=" + std::string(size),
                    say("this build supports training in one process only"),
                    say("Install libgloo-dev and build again"));
  return {};
}

int Ranks::rank() const { return 0; }
int Ranks::size() const { return 1; }
int Ranks::localRank() const { return 0; }
std::vector<double> Ranks::mean(std::vector<double> values) const { return values; }
at::Tensor Ranks::mean(const at::Tensor& values) const { return values; }
std::vector<double> Ranks::largest(std::vector<double> values) const { return values; }
std::vector<std::string> Ranks::gathered(const std::string& own) const { return {own}; }
std::string Ranks::broadcast(const std::string&, const std::function<std::string()>& byFirst) const {
  return byFirst();
}
void Ranks::checkIntact() const {}
void Ranks::tellFailure(const RankFailure&) const noexcept {}
std::optional<RankFailure> Ranks::failureTold() const noexcept { return {}; }
std::unique_ptr<GradientAverager> Ranks::averager(std::vector<at::Tensor>) const { return nullptr; }

}  // namespace anchor
