#include "app/engine/export_examples.h"

#include <algorithm>

#include "engine/base/atomic_file.h"
#include "engine/config/embedded_texts.h"

namespace anchor {

void writeExamples(const std::filesystem::path& folder, const std::vector<ModelFormat>& published) {
  const auto has = [&](ModelFormat format) {
    return std::ranges::find(published, format) != published.end();
  };
  const bool script = has(ModelFormat::TorchScript) || has(ModelFormat::TorchvisionScript);
  const bool onnx = has(ModelFormat::Onnx) || has(ModelFormat::OnnxParts);
  for (const EmbeddedText& example : exampleTexts()) {
    const std::string_view name = example.name;
    const bool ofBoth = name == "read_picture.py";
    if (ofBoth || (name == "example_onnx.py" ? onnx : script))
      writeAtomically(folder / example.name, example.text);
  }
}

}  // namespace anchor
