// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

#include "engine/preprocess/image_tensor.h"

namespace anchor {

/// Prepares images on worker threads ahead of the step and hands them out in order. An exception of `make`
/// arrives at next() for that image.
class Prefetcher {
 public:
  using Make = std::function<PreparedImage()>;
  /// `following` is called under a lock, in order, and says how to make the next image.
  Prefetcher(int workers, int depth, std::function<Make()> following);
  ~Prefetcher();
  Prefetcher(const Prefetcher&) = delete;
  Prefetcher& operator=(const Prefetcher&) = delete;
  PreparedImage next();

 private:
  void work();
  std::function<Make()> m_following;
  size_t m_depth;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<std::future<PreparedImage>> m_ready;
  bool m_stop = false;
  std::vector<std::thread> m_threads;
};

}  // namespace anchor
