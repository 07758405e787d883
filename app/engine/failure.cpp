// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/failure.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

#include "engine/base/user_error.h"

namespace anchor {
namespace {

bool isOutOfMemory(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) return true;
  constexpr std::array<std::string_view, 4> phrases = {"can't allocate memory", "not enough memory",
                                                       "out of memory", "bad_alloc"};
  const std::string_view text = error.what();
  return std::ranges::any_of(phrases, [&](auto phrase) { return text.find(phrase) != text.npos; });
}

}  // namespace

Failure describeFailure(const std::exception& error) {
  if (dynamic_cast<const UserError*>(&error) != nullptr) return {messageOf(error), 2};
  if (isOutOfMemory(error))
    return {say("The memory was not enough for this network and input size. Use a smaller batch or a smaller "
                "short side, then resume."),
            outOfMemoryExit};
  const std::string text = error.what();
  const size_t start = std::min(text.find_first_not_of('\n'), text.size());
  return {asTold(text.substr(start, text.find('\n', start) - start)), 3};
}

}  // namespace anchor
