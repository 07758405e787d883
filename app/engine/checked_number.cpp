// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/checked_number.h"

#include <cmath>
#include <limits>

#include "engine/base/message.h"

namespace anchor {
namespace {

/// As people write it: 0.5, 1000000.
std::string plain(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

CLI::Validator numberFrom(double least, double most) {
  const bool bounded = most < std::numeric_limits<double>::max();
  const std::string rule =
      (bounded ? say("%1 to %2", plain(least), plain(most)) : say("at least %1", plain(least))).english();
  return {[=](std::string& text) -> std::string {
            double value = 0;
            const bool number = CLI::detail::lexical_cast(text, value) && std::isfinite(value);
            return number && value >= least && value <= most ? "" : text + " cannot be used: " + rule;
          },
          bounded ? "in [" + plain(least) + ", " + plain(most) + "]" : ">= " + plain(least)};
}

CLI::Validator numberFrom(double least) { return numberFrom(least, std::numeric_limits<double>::max()); }

}  // namespace anchor
