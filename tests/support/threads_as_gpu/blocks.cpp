// SPDX-License-Identifier: GPL-3.0-or-later
#include <cuda_runtime_api.h>

#include <array>
#include <limits>
#include <stdexcept>
#include <thread>
#include <vector>

#if defined(__SANITIZE_THREAD__)
extern "C" void AnnotateIgnoreSyncBegin(const char* file, int line);
extern "C" void AnnotateIgnoreSyncEnd(const char* file, int line);
/// Qt is not compiled for ThreadSanitizer, which does not see that its watchdog's thread waits.
extern "C" const char* __tsan_default_suppressions() { return "race:libQt6Core\nrace:libQt6Test\n"; }
#else
static void AnnotateIgnoreSyncBegin(const char*, int) {}
static void AnnotateIgnoreSyncEnd(const char*, int) {}
#endif

namespace threads_as_gpu {
namespace {

constexpr unsigned mostThreads = 1024, lanes = 32, mostRows = 65535;
constexpr size_t mostSharedBytes = 64 * 1024;  // of a block on sm_75, the least of those we compile for

struct Warp {
  Barrier barrier;
  std::array<int, lanes> given;
};

/// The block that is running; one launch at a time.
struct Block {
  std::array<Warp, mostThreads / lanes> warps;
  Barrier barrier;
  std::vector<float> shared;
} block;

Warp& ownWarp() { return block.warps[threadIdx.x / lanes]; }

/// All of its barriers, and shared memory as a GPU would leave it: with anything in it.
void open(unsigned threads, size_t sharedBytes) {
  block.barrier.open(static_cast<int>(threads));
  for (unsigned first = 0; first < threads; first += lanes)
    block.warps[first / lanes].barrier.open(static_cast<int>(std::min(lanes, threads - first)));
  // Made anew, so that AddressSanitizer knows its end.
  block.shared = std::vector<float>(sharedBytes / sizeof(float), std::numeric_limits<float>::quiet_NaN());
}

dim3 placeOf(uint64_t number, const dim3& grid) {
  const auto x = static_cast<unsigned>(number % grid.x);
  const auto y = static_cast<unsigned>(number / grid.x % grid.y);
  return {x, y, static_cast<unsigned>(number / grid.x / grid.y)};
}

}  // namespace

void Barrier::open(int members) {
  m_members = members;
  m_missing = members;
}

void Barrier::arrive() {
  if (m_missing.fetch_sub(1) != 1) return;
  m_missing = m_members.load();
  ++m_round;
  m_round.notify_all();
}

void Barrier::wait() {
  const unsigned round = m_round;
  arrive();
  m_round.wait(round);
}

void Barrier::leave() {
  --m_members;
  arrive();
}

void syncThreads() { block.barrier.wait(); }
void syncWarp() { ownWarp().barrier.wait(); }

std::array<int, 32> exchanged(int own) {
  Warp& warp = ownWarp();
  AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
  std::atomic_ref(warp.given[threadIdx.x % lanes]).store(own);
  warp.barrier.wait();
  std::array<int, lanes> all;
  for (unsigned lane = 0; lane < lanes; ++lane) all[lane] = std::atomic_ref(warp.given[lane]).load();
  warp.barrier.wait();  // before somebody gives his next
  AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
  return all;
}

void* dynamicShared() { return block.shared.data(); }

void runBlocks(dim3 grid, dim3 size, size_t sharedBytes, const std::function<void()>& kernel) {
  const bool tooMany =
      size.x > mostThreads || sharedBytes > mostSharedBytes || grid.y > mostRows || grid.z > mostRows;
  if (tooMany || size.y != 1 || size.z != 1 || sharedBytes % sizeof(float) != 0)
    throw std::invalid_argument("no GPU, or not this program, takes such a launch");
  blockDim = size;
  const uint64_t blocks = uint64_t{grid.x} * grid.y * grid.z;
  Barrier between;
  between.open(static_cast<int>(size.x));
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < size.x; ++t)
    threads.emplace_back([&, t] {
      threadIdx = {t, 0, 0};
      for (uint64_t b = 0; b < blocks; ++b) {
        blockIdx = placeOf(b, grid);
        if (t == 0) open(size.x, sharedBytes);
        between.wait();
        kernel();
        block.barrier.leave();
        ownWarp().barrier.leave();
        between.wait();
      }
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace threads_as_gpu
