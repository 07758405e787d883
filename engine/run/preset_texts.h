#pragma once
#include <vector>

namespace anchor {

/// resources/presets/*.json, compiled in so that both programs carry them.
struct PresetText {
  const char* name;
  const char* json;
};
const std::vector<PresetText>& presetTexts();

}  // namespace anchor
