// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/fault_switch.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <new>
#include <string>

#include "engine/base/user_error.h"

namespace anchor {

FaultSwitch::FaultSwitch() {
  const char* text = std::getenv("ANCHOR_ENGINE_FAULT");
  if (text == nullptr) return;
  static const std::map<std::string, Kind> kinds{{"abort", Kind::Abort},     {"segv", Kind::Segv},
                                                 {"hang", Kind::Hang},       {"memory", Kind::Memory},
                                                 {"silence", Kind::Silence}, {"garbage", Kind::Garbage}};
  const std::string wanted(text);
  const size_t at = wanted.find('@');
  const auto kind = kinds.find(wanted.substr(0, at));
  if (kind == kinds.end() || at == std::string::npos)
    throw UserError("ANCHOR_ENGINE_FAULT=" + wanted, inEnglish("is not a known fault"),
                    inEnglish("Unset it, or use for example segv@5"));
  const size_t mark = wanted.find('#');
  const char* rank = std::getenv("RANK");
  if ((mark == std::string::npos ? "0" : wanted.substr(mark + 1)) != (rank == nullptr ? "0" : rank)) return;
  m_kind = kind->second;
  m_iteration = std::atoi(wanted.c_str() + at + 1);
}

void FaultSwitch::at(int iteration, const char* eventsFile) {
  if (m_kind == Kind::None || iteration < m_iteration) return;
  switch (m_kind) {
    case Kind::None:
      return;
    case Kind::Abort:
      std::abort();
    case Kind::Segv:
      ::signal(SIGSEGV, SIG_DFL);
      ::raise(SIGSEGV);
      return;
    case Kind::Hang:
      while (true) ::pause();
    case Kind::Memory:
      throw std::bad_alloc();
    case Kind::Silence:
      m_silent = true;
      return;
    case Kind::Garbage:
      std::ofstream(eventsFile, std::ios::app) << "\x80\xff{\"type\":\"iteration\",\"iteration\":1e9\n";
      ::raise(SIGKILL);
      return;
  }
}

}  // namespace anchor
