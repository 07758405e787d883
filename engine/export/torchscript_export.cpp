// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/torchscript_export.h"

#include <torch/csrc/jit/frontend/resolver.h>

#include "engine/export/torchvision_names.h"
#include "engine/export/traced_network.h"
#include "engine/ops/tensor_views.h"

namespace anchor {
namespace {

namespace jit = torch::jit;

/// Lets the text say torch.name and torchvision.name.
struct OperatorNames : jit::Resolver {
  std::shared_ptr<jit::SugaredValue> resolveValue(const std::string& name, jit::GraphFunction& /*method*/,
                                                  const jit::SourceRange& /*place*/) override {
    if (name == "torch") return std::make_shared<jit::BuiltinModule>("aten");
    if (name == "torchvision") return std::make_shared<jit::BuiltinModule>("torchvision");
    return nullptr;
  }
};

at::Tensor perChannel(const std::vector<float>& values) {
  return tensorOf<float>(std::span<const float>(values), {3, 1, 1}, at::kFloat);
}

void addConstants(jit::Module& module, const RunConfig& config) {
  std::vector<float> factor;
  std::vector<float> shift;
  for (size_t c = 0; c < 3; ++c) {
    factor.push_back(config.input.range / 255.0F / config.input.std[c]);
    shift.push_back(config.input.mean[c] / config.input.std[c]);
  }
  module.register_buffer("factor", perChannel(factor));
  module.register_buffer("shift", perChannel(shift));
  const std::vector<GridLevel> levels = gridLevels(config, {tracedSide, tracedSide});
  for (size_t i = 0; i < levels.size(); ++i)
    module.register_buffer("anchors_" + std::to_string(i),
                           tensorOf<Box>(std::span<const Box>(levels[i].base),
                                         {static_cast<int64_t>(levels[i].base.size()), 4}, at::kFloat));
  c10::List<std::string> classes;
  for (const std::string& name : config.classes) classes.push_back(name);
  module.register_attribute("classes", c10::ListType::create(c10::StringType::get()), classes);
}

}  // namespace

void writeTorchScript(const std::filesystem::path& path, FasterRcnn& network, const RunConfig& config,
                      ScriptOperators operators) {
  registerTorchvisionNames();  // a text is only taken when its operators are known
  jit::Module module = traceNetwork(network, config);
  addConstants(module, config);
  module.define(detectorScript(config, operators), std::make_shared<OperatorNames>());
  module.register_attribute("training", c10::BoolType::get(), false);
  try {
    module.save(path.string(), {{"config.json", runConfigText(config)}});
  } catch (const c10::Error&) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    throw UserError(path.string(), say("cannot be written"),
                    say("Check the free space and the permissions of the folder"));
  }
}

}  // namespace anchor
