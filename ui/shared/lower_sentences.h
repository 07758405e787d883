#pragma once
#include <span>

namespace anchor {

/// Sentences of datasets/, engine/ and app/ as they are written there, values as %1, %2 …
std::span<const char* const> lowerSentences();
/// What checkConfig() says of a field behind "cannot be used: ".
std::span<const char* const> configRules();

}  // namespace anchor
