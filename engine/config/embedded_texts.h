// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <vector>

namespace anchor {

/// A file of resources/, compiled in so that both programs carry it.
struct EmbeddedText {
  const char* name;  ///< of the file
  const char* text;
};
/// resources/presets/*.json
const std::vector<EmbeddedText>& presetTexts();
/// resources/export_examples: programs that use exported files, written beside them.
const std::vector<EmbeddedText>& exampleTexts();

}  // namespace anchor
