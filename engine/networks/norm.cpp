// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/norm.h"

#include <numeric>

namespace anchor {
namespace {

class FrozenBatchNorm : public Norm {
 public:
  FrozenBatchNorm(int64_t channels, double epsilon)
      : m_epsilon(epsilon),
        m_weight(register_buffer("weight", at::ones(channels))),
        m_bias(register_buffer("bias", at::zeros(channels))),
        m_mean(register_buffer("running_mean", at::zeros(channels))),
        m_variance(register_buffer("running_var", at::ones(channels))) {}
  at::Tensor forward(const at::Tensor& x) override {
    return at::batch_norm(x, m_weight, m_bias, m_mean, m_variance, false, 0, m_epsilon, false);
  }

 private:
  double m_epsilon;
  at::Tensor m_weight, m_bias, m_mean, m_variance;
};

class TrainedGroupNorm : public Norm {
 public:
  TrainedGroupNorm(int64_t channels, double epsilon)
      : m_epsilon(epsilon),
        m_groups(std::gcd(channels, int64_t{channels < 64 ? 8 : 32})),
        m_weight(register_parameter("weight", at::ones(channels))),
        m_bias(register_parameter("bias", at::zeros(channels))) {}
  at::Tensor forward(const at::Tensor& x) override {
    return at::group_norm(x, m_groups, m_weight, m_bias, m_epsilon);
  }

 private:
  double m_epsilon;
  int64_t m_groups;
  at::Tensor m_weight, m_bias;
};

}  // namespace

std::shared_ptr<Norm> makeNorm(NormLayer kind, int64_t channels, double epsilon) {
  if (kind == NormLayer::FrozenBatch) return std::make_shared<FrozenBatchNorm>(channels, epsilon);
  return std::make_shared<TrainedGroupNorm>(channels, epsilon);
}

}  // namespace anchor
