// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace anchor {

/// For tests of what the studio does when the engine goes wrong: ANCHOR_ENGINE_FAULT="kind@iteration" makes a
/// training fail once that iteration is done. Kinds: abort, segv, hang (it works on nothing and keeps its
/// lock), memory (as if there were none left), silence (it trains on and says nothing more), garbage (half a
/// line of no JSON among the events, then it is killed). Of several processes the first fails; #1 behind the
/// iteration means the second. Without the variable it does nothing.
class FaultSwitch {
 public:
  FaultSwitch();
  /// To be asked after each iteration, with the events file's path. Throws std::bad_alloc for memory.
  void at(int iteration, const char* eventsFile);
  /// True once silence has begun.
  [[nodiscard]] bool silent() const { return m_silent; }

 private:
  enum class Kind { None, Abort, Segv, Hang, Memory, Silence, Garbage };
  Kind m_kind = Kind::None;
  int m_iteration = 0;
  bool m_silent = false;
};

}  // namespace anchor
