// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/export_examples.h"

#include <algorithm>
#include <set>

#include "engine/base/atomic_file.h"
#include "engine/config/embedded_texts.h"

namespace anchor {

void writeExamples(const std::filesystem::path& folder, const std::vector<ModelFormat>& published) {
  std::set<std::string_view> wanted{"read_picture.py"};
  for (const ModelFormat format : published)
    wanted.insert(rowOf(format).examples.begin(), rowOf(format).examples.end());
  for (const EmbeddedText& example : exampleTexts())
    if (wanted.contains(example.name)) writeAtomically(folder / example.name, example.text);
}

}  // namespace anchor
