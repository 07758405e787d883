// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/confinement.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

/// Reading, memory, threads' locks and the end: what a parser and the libraries below it need.
constexpr std::array allowed = {
    SCMP_SYS(read),       SCMP_SYS(pread64),         SCMP_SYS(readv),        SCMP_SYS(write),
    SCMP_SYS(writev),     SCMP_SYS(lseek),           SCMP_SYS(close),        SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx),           SCMP_SYS(stat),         SCMP_SYS(readlink),
    SCMP_SYS(access),     SCMP_SYS(faccessat),       SCMP_SYS(faccessat2),   SCMP_SYS(getcwd),
    SCMP_SYS(fadvise64),  SCMP_SYS(getdents64),      SCMP_SYS(mmap),         SCMP_SYS(munmap),
    SCMP_SYS(mremap),     SCMP_SYS(mprotect),        SCMP_SYS(madvise),      SCMP_SYS(brk),
    SCMP_SYS(futex),      SCMP_SYS(set_robust_list), SCMP_SYS(rseq),         SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),     SCMP_SYS(gettid),          SCMP_SYS(tgkill),       SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getrusage),  SCMP_SYS(sysinfo),         SCMP_SYS(uname),        SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom),  SCMP_SYS(rt_sigaction),    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(exit),       SCMP_SYS(exit_group),      SCMP_SYS(nanosleep),    SCMP_SYS(clock_nanosleep),
};

void limit(__rlimit_resource what, rlim_t value) {
  rlimit now{};
  ::getrlimit(what, &now);
  const rlim_t most = std::min(value, now.rlim_max);
  const rlimit wanted{most, most};
  if (::setrlimit(what, &wanted) != 0)
    throw UserError("limits of the process", say("cannot be set: %1", std::strerror(errno)));
}

size_t addressSpaceNow() {
  std::ifstream file("/proc/self/statm");
  size_t pages = 0;
  file >> pages;
  return pages * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

/// False where the kernel cannot do it.
bool filterSystemCalls() {
  const std::unique_ptr<void, decltype(&::seccomp_release)> filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)),
                                                                   ::seccomp_release);
  if (!filter) return false;
  for (const int call : allowed)
    if (::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) != 0) return false;
  // Files open for reading alone: neither another mode nor a new file.
  const scmp_arg_cmp readOnly = SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY);
  if (::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, readOnly) != 0) return false;
  return ::seccomp_load(filter.get()) == 0;
}

}  // namespace

bool confine(const Allowance& allowance) {
  limit(RLIMIT_AS, addressSpaceNow() + allowance.memoryBytes);
  limit(RLIMIT_FSIZE, allowance.writtenBytes);
  limit(RLIMIT_CPU, allowance.seconds);
  limit(RLIMIT_CORE, 0);
  return filterSystemCalls();
}

}  // namespace anchor
