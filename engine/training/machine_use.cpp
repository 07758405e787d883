// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/machine_use.h"

#include <ATen/DeviceAccelerator.h>
#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <thread>

namespace anchor {
namespace {

double cpuSecondsOfProcess() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMegabytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0;
  double resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// The driver's own library, asked for by name while the program runs: machines without a GPU do not have it.
class Driver {
 public:
  static const Driver& get() {
    static const Driver driver;
    return driver;
  }
  /// The driver counts all GPUs, CUDA those that CUDA_VISIBLE_DEVICES leaves, in an order of its own: the
  /// slot is what both know. Null where one of them does not say.
  [[nodiscard]] void* handle(int index) const {
    std::array<char, 32> slot{};
    void* device = nullptr;
    if (m_place == nullptr || m_place(slot.data(), static_cast<int>(slot.size()), index) != 0) return nullptr;
    if (m_atPlace == nullptr || m_atPlace(slot.data(), &device) != 0) return nullptr;
    return device;
  }
  [[nodiscard]] std::optional<double> share(void* device) const {
    struct {
      unsigned gpu, memory;
    } use{};
    if (device == nullptr || m_use == nullptr || m_use(device, &use) != 0) return {};
    return use.gpu / 100.0;
  }
  [[nodiscard]] std::optional<double> celsius(void* device) const {
    constexpr int ofTheChip = 0;
    unsigned degrees = 0;
    if (device == nullptr || m_degrees == nullptr || m_degrees(device, ofTheChip, &degrees) != 0) return {};
    return degrees;
  }

 private:
  Driver() {
    void* library = ::dlopen("libnvidia-ml.so.1", RTLD_NOW);
    if (library == nullptr) return;
    const auto start = reinterpret_cast<int (*)()>(::dlsym(library, "nvmlInit_v2"));
    if (start == nullptr || start() != 0) return;
    m_atPlace = reinterpret_cast<AtPlace>(::dlsym(library, "nvmlDeviceGetHandleByPciBusId_v2"));
    m_use = reinterpret_cast<Use>(::dlsym(library, "nvmlDeviceGetUtilizationRates"));
    m_degrees = reinterpret_cast<Degrees>(::dlsym(library, "nvmlDeviceGetTemperature"));
    m_place = reinterpret_cast<Place>(::dlsym(RTLD_DEFAULT, "cudaDeviceGetPCIBusId"));
  }
  using Place = int (*)(char*, int, int);
  using AtPlace = int (*)(const char*, void**);
  using Use = int (*)(void*, void*);
  using Degrees = int (*)(void*, int, unsigned*);
  Place m_place = nullptr;
  AtPlace m_atPlace = nullptr;
  Use m_use = nullptr;
  Degrees m_degrees = nullptr;
};

}  // namespace

std::optional<double> freeMegabytes() {
  std::ifstream info("/proc/meminfo");
  for (std::string line; std::getline(info, line);) {
    constexpr std::string_view name = "MemAvailable:";
    if (line.starts_with(name)) return std::stod(line.substr(name.size())) / 1024;
  }
  return std::nullopt;
}

MachineUse::MachineUse() : m_at(std::chrono::steady_clock::now()), m_cpuSeconds(cpuSecondsOfProcess()) {}

MachineUse::Seen MachineUse::look(const c10::Device& device) {
  const auto now = std::chrono::steady_clock::now();
  const double cpu = cpuSecondsOfProcess();
  const double wall = std::chrono::duration<double>(now - m_at).count();
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  Seen seen;
  seen.cpuShare = wall > 0 ? std::clamp((cpu - m_cpuSeconds) / wall / cores, 0.0, 1.0) : 0;
  seen.megabytes = residentMegabytes();
  m_at = now;
  m_cpuSeconds = cpu;
  if (!device.is_cuda()) return seen;
  if (!m_gpu) m_gpu = Driver::get().handle(device.index());
  seen.gpuShare = Driver::get().share(*m_gpu);
  seen.gpuCelsius = Driver::get().celsius(*m_gpu);
  at::DeviceAllocator* memory = at::getDeviceAllocator(device.type());
  const auto all = static_cast<size_t>(at::CachingAllocator::StatType::AGGREGATE);
  seen.gpuMegabytes =
      static_cast<double>(memory->getDeviceStats(device.index()).reserved_bytes[all].peak) / (1 << 20);
  memory->resetPeakStats(device.index());
  return seen;
}

}  // namespace anchor
