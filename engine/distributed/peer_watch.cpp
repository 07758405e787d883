// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/distributed/peer_watch.h"

#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace anchor {

struct PeerWatch::State {
  std::mutex mutex;
  std::function<void()> lost;  ///< empty once it was called or the watch is over
};

PeerWatch::PeerWatch(const std::vector<std::function<void()>>& untilGone, std::function<void()> lost)
    : m_state(std::make_shared<State>()) {
  m_state->lost = std::move(lost);
  // Nothing can end a wait but its process, so no thread is waited for.
  for (const auto& wait : untilGone)
    std::thread([state = m_state, wait] {
      try {
        wait();
      } catch (const std::exception&) {
        const std::scoped_lock lock(state->mutex);
        if (state->lost) std::exchange(state->lost, {})();
      }
    }).detach();
}

PeerWatch::~PeerWatch() {
  const std::scoped_lock lock(m_state->mutex);
  m_state->lost = {};
}

}  // namespace anchor
