#include "engine/training/sgd.h"

#include <torch/nn/module.h>

namespace anchor {

Sgd::Sgd(const torch::nn::Module& network, const SolverConfig& solver) : m_momentum(solver.momentum) {
  for (const auto& item : network.named_parameters()) {
    if (!item.value().requires_grad()) continue;
    const bool bias = item.key().ends_with("bias");
    m_entries.push_back({item.key(), item.value(), at::zeros_like(item.value()),
                         bias ? solver.bias_rate_factor : 1.0,
                         bias && !solver.bias_decay ? 0.0 : solver.weight_decay});
  }
}

void Sgd::zeroGradients() {
  for (Entry& entry : m_entries) entry.parameter.mutable_grad().reset();
}

std::vector<at::Tensor> Sgd::gradients() const {
  std::vector<at::Tensor> all;
  for (const Entry& entry : m_entries)
    if (entry.parameter.grad().defined()) all.push_back(entry.parameter.grad());
  return all;
}

void Sgd::scaleGradients(double factor) {
  std::vector<at::Tensor> all = gradients();
  if (!all.empty()) at::_foreach_mul_(all, factor);
}

double Sgd::clip(double most) {
  std::vector<at::Tensor> gradients = this->gradients();
  if (gradients.empty()) return 0;
  const double norm = at::stack(at::_foreach_norm(gradients, 2)).norm().item<double>();
  if (most > 0 && norm > most) at::_foreach_mul_(gradients, most / norm);
  return norm;
}

void Sgd::step(double learningRate) {
  const at::NoGradGuard off;
  for (Entry& entry : m_entries) {
    if (!entry.parameter.grad().defined()) continue;
    entry.momentum.mul_(m_momentum).add_(entry.parameter.grad());
    if (entry.decay != 0) entry.momentum.add_(entry.parameter, entry.decay);
    entry.parameter.add_(entry.momentum, -learningRate * entry.rateFactor);
  }
}

NamedTensors Sgd::momentum() const {
  NamedTensors all;
  for (const Entry& entry : m_entries) all[entry.name] = entry.momentum;
  return all;
}

void Sgd::restoreMomentum(const NamedTensors& momentum) {
  for (Entry& entry : m_entries) {
    const auto found = momentum.find(entry.name);
    if (found != momentum.end() && found->second.sizes() == entry.momentum.sizes())
      entry.momentum.copy_(found->second);
  }
}

}  // namespace anchor
