// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>

namespace anchor {

/// What a process may still take, beside what it holds already.
struct Allowance {
  size_t memoryBytes = 0;   ///< of address space
  size_t writtenBytes = 0;  ///< the longest file that it may write to
  unsigned seconds = 0;     ///< of processor time; then it is killed
};

/// For a process that reads what a stranger made: from here on it can read files, write to what is open
/// already and end, within the allowance. It can start no program or process, open no file for writing, no
/// socket and no device, change or remove nothing and send no signal to others; the kernel answers "not
/// permitted". Cannot be undone. Where the kernel has no system call filter, the allowance alone holds, and
/// the answer is false. Throws UserError when the allowance cannot be set.
bool confine(const Allowance& allowance);

}  // namespace anchor
