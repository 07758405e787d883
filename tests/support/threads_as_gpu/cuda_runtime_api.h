// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CUDA's names for a machine without a GPU: engine/ops/cuda/*.cu is compiled as C++ (translate_kernel.cmake),
// and each thread of a block is a thread of this program. Blocks follow one another. Barriers are real, and
// nothing else orders the threads, so ThreadSanitizer finds what compute-sanitizer's racecheck looks for,
// AddressSanitizer what its memcheck does. Stands where NVIDIA's file of this name would be found; holds what
// our kernels use and no more.

#include <math.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>

struct alignas(8) float2 {
  float x, y;
};
struct alignas(16) float4 {
  float x, y, z, w;
};
struct alignas(16) int4 {
  int x, y, z, w;
};
inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
inline int4 make_int4(int x, int y, int z, int w) { return {x, y, z, w}; }

struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};
using cudaStream_t = void*;
enum cudaError_t { cudaSuccess };
constexpr int cudaFuncAttributeMaxDynamicSharedMemorySize = 0;
inline cudaError_t cudaGetLastError() { return cudaSuccess; }
inline const char* cudaGetErrorString(cudaError_t) { return "no error"; }
template <class Kernel>
cudaError_t cudaFuncSetAttribute(Kernel, int, int) {
  return cudaSuccess;
}
inline cudaError_t cudaMemsetAsync(void* at, int byte, size_t count, cudaStream_t) {
  std::memset(at, byte, count);
  return cudaSuccess;
}

#define __global__
#define __device__
#define __host__
#define __shared__ \
  static  // one block at a time; `extern __shared__` is taken care of by translate_kernel.cmake
#define __launch_bounds__(...)
#define __CUDA_ARCH__ 900

inline thread_local dim3 threadIdx{0, 0, 0};
inline thread_local dim3 blockIdx{0, 0, 0};
inline dim3 blockDim;

namespace threads_as_gpu {

/// Threads that wait for each other, any number of times; one that has ended is waited for no more.
class Barrier {
 public:
  void open(int members);
  void wait();
  void leave();

 private:
  void arrive();
  std::atomic<int> m_members{0}, m_missing{0};
  std::atomic<unsigned> m_round{0};
};

void syncThreads();
void syncWarp();
/// What each of the warp's threads gave, seen by all. As on a GPU, it orders no accesses to memory.
std::array<int, 32> exchanged(int own);

/// The block's dynamic shared memory: as many bytes as the launch asked for, filled with NaNs.
void* dynamicShared();

/// Runs `kernel` by each thread of each block. Throws where the smallest GPU we compile for would refuse:
/// above 1,024 threads, 64 KiB of shared memory, 65,535 blocks in y or z.
void runBlocks(dim3 grid, dim3 block, size_t sharedBytes, const std::function<void()>& kernel);

template <class Kernel>
auto launch(Kernel kernel, dim3 grid, dim3 block, size_t sharedBytes, cudaStream_t) {
  return [=](auto... arguments) { runBlocks(grid, block, sharedBytes, [&] { kernel(arguments...); }); };
}

}  // namespace threads_as_gpu

inline void __syncthreads() { threads_as_gpu::syncThreads(); }
inline void __syncwarp() { threads_as_gpu::syncWarp(); }

inline unsigned __ballot_sync(unsigned lanes, bool own) {
  if (lanes != 0xFFFFFFFFU) std::abort();  // parts of a warp are not played here
  unsigned bits = 0;
  const auto all = threads_as_gpu::exchanged(own ? 1 : 0);
  for (size_t lane = 0; lane < 32; ++lane) bits |= static_cast<unsigned>(all[lane]) << lane;
  return bits;
}
inline bool __any_sync(unsigned lanes, bool own) { return __ballot_sync(lanes, own) != 0; }
inline int __shfl_xor_sync(unsigned, int own, int distance) {
  return threads_as_gpu::exchanged(own).at((threadIdx.x & 31U) ^ static_cast<unsigned>(distance));
}
inline int __shfl_up_sync(unsigned, int own, int distance) {
  const unsigned lane = threadIdx.x & 31U;
  const auto step = static_cast<unsigned>(distance);
  return threads_as_gpu::exchanged(own).at(lane >= step ? lane - step : lane);
}

inline int __popcll(uint64_t bits) { return std::popcount(bits); }
inline int __clzll(long long bits) { return std::countl_zero(static_cast<unsigned long long>(bits)); }
inline int __float_as_int(float value) { return std::bit_cast<int>(value); }
inline float __int_as_float(int value) { return std::bit_cast<float>(value); }
inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fsub_rn(float a, float b) { return a - b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
using std::max;
using std::min;

template <class T>
T atomicAdd(T* at, T value) {
  return std::atomic_ref(*at).fetch_add(value, std::memory_order_relaxed);
}
inline void atomicAdd(float4* at, float4 value) {
  auto* parts = reinterpret_cast<float*>(at);
  atomicAdd(parts, value.x), atomicAdd(parts + 1, value.y), atomicAdd(parts + 2, value.z),
      atomicAdd(parts + 3, value.w);
}
template <class T>
void atomicOr(T* at, T value) {
  std::atomic_ref(*at).fetch_or(value, std::memory_order_relaxed);
}
inline void atomicMax(int* at, int value) {
  std::atomic_ref<int> place(*at);
  int seen = place.load(std::memory_order_relaxed);
  while (seen < value && !place.compare_exchange_weak(seen, value, std::memory_order_relaxed)) {
  }
}
inline void atomicMin(int* at, int value) {
  std::atomic_ref<int> place(*at);
  int seen = place.load(std::memory_order_relaxed);
  while (seen > value && !place.compare_exchange_weak(seen, value, std::memory_order_relaxed)) {
  }
}
