#include "engine/export/model_export.h"

#include "engine/export/onnx/onnx_detector.h"
#include "engine/export/torchscript_export.h"
#include "engine/export/traced_network.h"
#include "engine/export/weights_export.h"
#include "engine/networks/weights/box_rows.h"
#include "engine/networks/weights/checkpoint.h"
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
      {"input", "channels " + input.channels + ", white " + Json(input.range).dump() + ", mean " +
                    list(input.mean) + ", std " + list(input.std) + "; short side " +
                    Json(input.short_side).dump() + " unless the long side would pass " +
                    Json(input.long_side).dump() + ", sides rounded " + input.rounding +
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

}  // namespace

/// The network as it leaves the program.
struct ModelWriter::Leaving {
  RunConfig config;
  FasterRcnn network;
  explicit Leaving(Checkpoint from, const std::string& place)
      : config(leavingConfig(from.config)), network(config) {
    unnormaliseBoxRows(from.network, from.config.rois);
    if (!from.config.rois.boxRegression)  // a head that leaves rois where they are predicts no deltas
      for (auto& [name, tensor] : from.network)
        if (name.starts_with("head.bbox_pred.")) tensor = at::zeros_like(tensor);
    restoreNetwork(network, from.network, place);
    network.eval();
  }
};

ModelWriter::ModelWriter(const std::filesystem::path& checkpoint)
    : m_checkpoint(checkpoint),
      m_leaving(std::make_unique<Leaving>(readCheckpoint(checkpoint), checkpoint.string())) {}
ModelWriter::~ModelWriter() = default;

void ModelWriter::write(ModelFormat format, const std::filesystem::path& folder) {
  const auto path = [&](const char* name) { return folder / name; };
  if (format == ModelFormat::Weights) return exportWeights(m_checkpoint, path("model.safetensors"));
  FasterRcnn& network = m_leaving->network;
  const RunConfig& config = m_leaving->config;
  if (format == ModelFormat::TorchScript)
    return writeTorchScript(path("model.torchscript.pt"), network, config, ScriptOperators::Plain);
  if (format == ModelFormat::TorchvisionScript)
    return writeTorchScript(path("model.torchvision.pt"), network, config, ScriptOperators::Torchvision);
  const torch::jit::Module traced = traceNetwork(network, config);
  if (format == ModelFormat::Onnx)
    return writeGraph(path("model.onnx"), onnxDetector(traced, config), config);
  writeGraph(path("trunk.onnx"), onnxTrunk(traced, config), config);
  writeGraph(path("head.onnx"), onnxHead(traced, config), config);
}

}  // namespace anchor
