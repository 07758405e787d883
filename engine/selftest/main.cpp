// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>

#include "engine/selftest/selftest.h"

int main(int argc, char** argv) {
  const bool cuda = argc > 1 && std::strcmp(argv[1], "cuda") == 0;
  return anchor::runSelftest(cuda ? "cuda" : "cpu", false) == 0 ? 0 : 1;
}
