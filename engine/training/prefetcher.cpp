// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/prefetcher.h"

namespace anchor {

Prefetcher::Prefetcher(int workers, int depth, std::function<Make()> following)
    : m_following(std::move(following)), m_depth(static_cast<size_t>(depth)) {
  for (int i = 0; i < workers; ++i) m_threads.emplace_back([this] { work(); });
}

Prefetcher::~Prefetcher() {
  {
    const std::lock_guard guard(m_mutex);
    m_stop = true;
  }
  m_changed.notify_all();
  for (std::thread& thread : m_threads) thread.join();
}

PreparedImage Prefetcher::next() {
  std::future<PreparedImage> first;
  {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return !m_ready.empty(); });
    first = std::move(m_ready.front());
    m_ready.pop_front();
  }
  m_changed.notify_all();
  return first.get();
}

void Prefetcher::work() {
  while (true) {
    std::packaged_task<PreparedImage()> task;
    {
      std::unique_lock lock(m_mutex);
      m_changed.wait(lock, [&] { return m_stop || m_ready.size() < m_depth; });
      if (m_stop) return;
      task = std::packaged_task<PreparedImage()>(m_following());
      m_ready.push_back(task.get_future());
    }
    m_changed.notify_all();
    task();
  }
}

}  // namespace anchor
