// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The header is free of torch.

#include <functional>
#include <memory>
#include <vector>

namespace anchor {

/// Notices the end of other processes while this one waits for something that would never tell it: a GPU's
/// collective with a process that is gone goes on for ever.
class PeerWatch {
 public:
  /// Each of `untilGone` blocks while its process lives and throws when that is gone; it is called on a
  /// thread of its own and should own what it uses, for it may outlive the watch. `lost` is called once, on
  /// such a thread.
  PeerWatch(const std::vector<std::function<void()>>& untilGone, std::function<void()> lost);
  /// `lost` is not called any more, and has returned if it was.
  ~PeerWatch();
  PeerWatch(const PeerWatch&) = delete;
  PeerWatch& operator=(const PeerWatch&) = delete;

 private:
  struct State;
  std::shared_ptr<State> m_state;
};

}  // namespace anchor
