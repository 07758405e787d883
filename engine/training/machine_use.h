// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <chrono>
#include <optional>

namespace c10 {
struct Device;
}

namespace anchor {

/// Memory that programs may still take, in MB; nothing where the system does not say.
std::optional<double> freeMegabytes();

/// How busy this process keeps the machine, between one look and the next.
class MachineUse {
 public:
  struct Seen {
    double cpuShare = 0;                 ///< of all cores, 0..1, this process alone
    double megabytes = 0;                ///< of memory that it holds now
    std::optional<double> gpuShare;      ///< of the GPU's time, 0..1, all processes; where the driver says so
    std::optional<double> gpuMegabytes;  ///< that this process holds on the GPU, the most since the last look
    std::optional<double> gpuCelsius;    ///< the GPU's temperature, where the driver says so
  };
  MachineUse();
  /// `device` is the one that is trained on.
  Seen look(const c10::Device& device);

 private:
  std::chrono::steady_clock::time_point m_at;
  double m_cpuSeconds = 0;
  std::optional<void*> m_gpu;  ///< as the driver knows the device; null where it does not
};

}  // namespace anchor
