// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The processes that train one run together. The header is free of torch.

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/user_error.h"

namespace at {
class Tensor;
}

namespace anchor {

/// Another process of the run ended or cannot be reached: nothing of the step under way is to be kept.
struct RankLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A training ended because another process of it did.
struct RunLost : UserError {
  using UserError::UserError;
};

/// What another process of the run says that it failed of.
struct RankFailure {
  Message message;
  int exitCode = 3;  ///< that process's
};

/// In place of MASTER_ADDR and MASTER_PORT: a file through which the processes of one machine find each
/// other.
constexpr const char* meetingFileVariable = "ANCHOR_MEETING_FILE";

/// Averages gradients over the ranks in buckets, each sent as soon as the backward pass has filled it.
class GradientAverager {
 public:
  virtual ~GradientAverager() = default;
  /// To be called before the backward pass whose end shall leave averaged gradients; a pass without it only
  /// adds to the gradients of this process.
  virtual void expect(const at::Tensor& loss) = 0;
};

/// One place among the processes of a run. Every function but rank, size, first and where it says so is
/// collective: all ranks must call it in the same order. All of them throw RankLost.
class Ranks {
 public:
  /// This process alone: everything below is the identity.
  Ranks() = default;
  /// What torchrun says in RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT (or
  /// meetingFileVariable); alone where WORLD_SIZE is missing or 1. Gloo carries CPU tensors, NCCL those of
  /// GPUs. Throws UserError naming a variable that cannot be used.
  static Ranks fromEnvironment();

  [[nodiscard]] int rank() const;
  [[nodiscard]] int size() const;
  [[nodiscard]] bool first() const { return rank() == 0; }
  /// Among the processes of this machine; the GPU to take.
  [[nodiscard]] int localRank() const;

  [[nodiscard]] std::vector<double> mean(std::vector<double> values) const;
  /// Of a float tensor on any device; a GPU's is not waited for.
  [[nodiscard]] at::Tensor mean(const at::Tensor& values) const;
  [[nodiscard]] std::vector<double> largest(std::vector<double> values) const;
  /// Each rank's text, in the order of the ranks; for what is rare.
  [[nodiscard]] std::vector<std::string> gathered(const std::string& own) const;
  /// Rank 0 computes the text, all get it. When rank 0 fails it throws its own error, the others RankLost.
  [[nodiscard]] std::string broadcast(const std::string& key,
                                      const std::function<std::string()>& byFirst) const;
  /// Not collective. To be called once a GPU's results are there and before they are used: when another
  /// process is lost, what the GPUs have averaged is worth nothing.
  void checkIntact() const;
  /// Not collective: leaves word for the others why this process ends, before they notice that it is gone.
  void tellFailure(const RankFailure& failure) const noexcept;
  /// Not collective: the word that another one left, if there is any.
  [[nodiscard]] std::optional<RankFailure> failureTold() const noexcept;
  /// Null for a process alone. `parameters` are those that take part in every step.
  [[nodiscard]] std::unique_ptr<GradientAverager> averager(std::vector<at::Tensor> parameters) const;

 private:
  struct Group;
  std::shared_ptr<Group> m_group;
};

}  // namespace anchor
