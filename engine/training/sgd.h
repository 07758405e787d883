// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/run_config.h"
#include "engine/networks/weights/tensor_file.h"

namespace torch::nn {
class Module;
}

namespace anchor {

/// Stochastic gradient descent with momentum and the Caffe recipe's options for biases. Momentum is kept by
/// name, so a checkpoint can hold it.
class Sgd {
 public:
  Sgd(const torch::nn::Module& network, const SolverConfig& solver);
  void zeroGradients();
  void scaleGradients(double factor);
  /// Norm of all gradients together, a scalar on their device.
  [[nodiscard]] at::Tensor norm() const;
  /// Scales gradients of this norm down to `most` when it is above and most > 0.
  void clip(double norm, double most);
  void step(double learningRate);
  [[nodiscard]] NamedTensors momentum() const;
  void restoreMomentum(const NamedTensors& momentum);

 private:
  struct Entry {
    std::string name;
    at::Tensor parameter, momentum;
    double rateFactor, decay;
  };
  [[nodiscard]] std::vector<at::Tensor> gradients() const;
  std::vector<Entry> m_entries;  ///< in groups of equal rateFactor and decay
  double m_momentum;
};

}  // namespace anchor
