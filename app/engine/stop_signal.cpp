// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/stop_signal.h"

#include <csignal>

namespace anchor {
namespace {

volatile std::sig_atomic_t stopSignal = 0;
void onSignal(int) { stopSignal = 1; }

}  // namespace

void catchStopSignals() {
  std::signal(SIGTERM, onSignal);
  std::signal(SIGINT, onSignal);
  std::signal(SIGHUP, SIG_IGN);
}

bool stopSignalled() { return stopSignal != 0; }

}  // namespace anchor
