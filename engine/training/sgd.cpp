// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/sgd.h"

#include <torch/nn/module.h>

#include <algorithm>

namespace anchor {

Sgd::Sgd(const torch::nn::Module& network, const SolverConfig& solver) : m_momentum(solver.momentum) {
  for (const auto& item : network.named_parameters()) {
    if (!item.value().requires_grad()) continue;
    const bool bias = item.key().ends_with("bias");
    m_entries.push_back({item.key(), item.value(), at::zeros_like(item.value()),
                         bias ? solver.bias_rate_factor : 1.0,
                         bias && !solver.bias_decay ? 0.0 : solver.weight_decay});
  }
  std::ranges::stable_sort(m_entries, {}, [](const Entry& e) { return std::pair(e.rateFactor, e.decay); });
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

at::Tensor Sgd::norm() const {
  const std::vector<at::Tensor> gradients = this->gradients();
  return gradients.empty() ? at::zeros({}) : at::stack(at::_foreach_norm(gradients, 2)).norm();
}

void Sgd::clip(double norm, double most) {
  if (most > 0 && norm > most) scaleGradients(most / norm);
}

void Sgd::step(double learningRate) {
  const at::NoGradGuard off;
  // All tensors of a group at once: on a GPU one launch in place of one for each.
  for (size_t from = 0; from < m_entries.size();) {
    const Entry& first = m_entries[from];
    std::vector<at::Tensor> parameters;
    std::vector<at::Tensor> momentum;
    std::vector<at::Tensor> gradients;
    for (; from < m_entries.size() && m_entries[from].rateFactor == first.rateFactor &&
           m_entries[from].decay == first.decay;
         ++from) {
      const Entry& entry = m_entries[from];
      if (!entry.parameter.grad().defined()) continue;
      parameters.push_back(entry.parameter);
      momentum.push_back(entry.momentum);
      gradients.push_back(entry.parameter.grad());
    }
    if (parameters.empty()) continue;
    at::_foreach_mul_(momentum, m_momentum);
    at::_foreach_add_(momentum, gradients);
    if (first.decay != 0) at::_foreach_add_(momentum, parameters, first.decay);
    at::_foreach_add_(parameters, momentum, -learningRate * first.rateFactor);
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
