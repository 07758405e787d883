#pragma once
// The processes that train one run together. The header is free of torch.

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace anchor {

/// Another process of the run ended or cannot be reached: nothing of the step under way is to be kept.
struct RankLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Averages gradients over the ranks in buckets, each sent as soon as the backward pass has filled it.
class GradientAverager {
 public:
  virtual ~GradientAverager() = default;
  /// To be called before the backward pass whose end shall leave averaged gradients; a pass without it only
  /// adds to the gradients of this process.
  virtual void expect(const at::Tensor& loss) = 0;
};

/// One place among the processes of a run. Every function but rank, size and first is collective: all ranks
/// must call it in the same order. All of them throw RankLost.
class Ranks {
 public:
  /// This process alone: everything below is the identity.
  Ranks() = default;
  /// What torchrun says in RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT; alone where WORLD_SIZE
  /// is missing or 1. Gloo carries CPU tensors, NCCL those of GPUs. Throws UserError naming a variable that
  /// cannot be used.
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
  /// Rank 0 computes the text, all get it. When rank 0 fails it throws its own error, the others RankLost.
  [[nodiscard]] std::string told(const std::string& key, const std::function<std::string()>& byFirst) const;
  void wait() const;
  /// Null for a process alone. `parameters` are those that take part in every step.
  [[nodiscard]] std::unique_ptr<GradientAverager> averager(std::vector<at::Tensor> parameters) const;

 private:
  struct Group;
  std::shared_ptr<Group> m_group;
};

}  // namespace anchor
