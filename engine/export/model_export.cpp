// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/model_export.h"

#include <algorithm>

#include "engine/export/format_work.h"
#include "engine/export/onnx/onnx_detector.h"
#include "engine/export/torchscript_export.h"
#include "engine/export/traced_network.h"
#include "engine/export/weights_export.h"
#include "engine/networks/weights/box_rows.h"
#include "engine/networks/weights/load_weights.h"

namespace anchor {
namespace {

std::string classLines(const RunConfig& config) {
  std::string out;
  for (const std::string& name : config.classes) out += (out.empty() ? "" : "\n") + name;
  return out;
}

/// What a person needs who has the file alone; `config` holds it all, and is read again by this program.
std::map<std::string, std::string> statements(const RunConfig& config) {
  const auto list = [](const std::vector<float>& values) { return Json(values).dump(); };
  const InputConfig& input = config.input;
  return {
      {"config", runConfigText(config)},
      {"classes", classLines(config)},
      {"input", std::string("channels ") + nameOf(input.channels) + ", white " + Json(input.range).dump() +
                    ", mean " + list(input.mean) + ", std " + list(input.std) + "; short side " +
                    Json(input.short_side).dump() + " unless the long side would pass " +
                    Json(input.long_side).dump() + ", sides rounded " + nameOf(input.rounding) +
                    ", bilinear with pixel centres aligned, padded with zeros to a multiple of " +
                    std::to_string(input.pad_to)},
      {"thresholds", "score " + Json(config.test.score).dump() + ", nms " + Json(config.test.nms).dump() +
                         ", at most " + std::to_string(config.test.most)},
      {"boxes", config.convention() == BoxConvention::Pixel ? "pixel (last pixel counts)" : "continuous"}};
}

void writeGraph(const std::filesystem::path& path, OnnxGraph graph, const RunConfig& config) {
  graph.metadata = statements(config);
  writeOnnx(path, graph);
}

template <ScriptOperators Operators>
void writeScript(ExportedNetwork& from, const std::filesystem::path& folder) {
  const ModelFormat format =
      Operators == ScriptOperators::Plain ? ModelFormat::TorchScript : ModelFormat::TorchvisionScript;
  writeTorchScript(folder / rowOf(format).file(), from.network, from.config, Operators);
}

void writeOneGraph(ExportedNetwork& from, const std::filesystem::path& folder) {
  const torch::jit::Module traced = traceNetwork(from.network, from.config);
  writeGraph(folder / rowOf(ModelFormat::Onnx).file(), onnxDetector(traced, from.config), from.config);
}

void writeTwoGraphs(ExportedNetwork& from, const std::filesystem::path& folder) {
  const torch::jit::Module traced = traceNetwork(from.network, from.config);
  const auto& files = rowOf(ModelFormat::OnnxParts).files;
  writeGraph(folder / files.at(0), onnxTrunk(traced, from.config), from.config);
  writeGraph(folder / files.at(1), onnxHead(traced, from.config), from.config);
}

void writeWeights(ExportedNetwork& from, const std::filesystem::path& folder) {
  exportWeights(from.checkpoint, folder / rowOf(ModelFormat::Weights).file());
}

}  // namespace

const std::vector<FormatWork>& formatWork() {
  static const std::vector<FormatWork> all{
      {ModelFormat::TorchScript, writeScript<ScriptOperators::Plain>, openScript},
      {ModelFormat::TorchvisionScript, writeScript<ScriptOperators::Torchvision>, openScript},
      {ModelFormat::OnnxParts, writeTwoGraphs, openOnnxParts},
      {ModelFormat::Onnx, writeOneGraph, openOnnx},
      {ModelFormat::Weights, writeWeights, openWeights}};
  return all;
}

ExportedNetwork::ExportedNetwork(const std::filesystem::path& path, Checkpoint from)
    : checkpoint(path), config(exportedConfig(from.config)), network(config) {
  unnormaliseBoxRows(from.network, from.config.rois);
  if (!from.config.rois.boxRegression)  // a head that leaves rois where they are predicts no deltas
    for (auto& [name, tensor] : from.network)
      if (name.starts_with("head.bbox_pred.")) tensor = at::zeros_like(tensor);
  restoreNetwork(network, from.network, path.string());
  network.eval();
}

ModelWriter::ModelWriter(const std::filesystem::path& checkpoint)
    : m_network(std::make_unique<ExportedNetwork>(checkpoint, readCheckpoint(checkpoint))) {}
ModelWriter::~ModelWriter() = default;

void ModelWriter::write(ModelFormat format, const std::filesystem::path& folder) {
  std::ranges::find(formatWork(), format, &FormatWork::format)->write(*m_network, folder);
}

}  // namespace anchor
