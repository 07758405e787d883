// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace anchor {

/// One line on a terminal that counts up in place and is gone when the work ends; silent elsewhere.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted) : m_shown(wanted && ::isatty(STDERR_FILENO) != 0) {}
  ~ProgressLine() {
    if (m_shown) std::fprintf(stderr, "\r%40s\r", "");
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(int64_t done, int64_t all) const {
    if (m_shown && all > 0 && done % 10 == 0)
      std::fprintf(stderr, "\r%lld of %lld images", static_cast<long long>(done),
                   static_cast<long long>(all));
  }

 private:
  bool m_shown;
};

}  // namespace anchor
