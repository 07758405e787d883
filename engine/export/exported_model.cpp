// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/exported_model.h"

#include <torch/csrc/jit/serialization/import.h>

#include "engine/export/format_work.h"
#include "engine/export/onnx/onnx_run.h"
#include "engine/export/torchvision_names.h"
#include "engine/export/weights_export.h"
#include "engine/inference/inference.h"
#include "engine/inference/network_input.h"
#include "engine/networks/weights/load_weights.h"
#include "engine/ops/tensor_views.h"

namespace anchor {
namespace {

std::vector<Detection> detectionList(const at::Tensor& boxes, const at::Tensor& labels,
                                     const at::Tensor& scores) {
  const at::Tensor plainBoxes = boxes.contiguous();
  const at::Tensor plainScores = scores.contiguous();
  const at::Tensor plainLabels = labels.to(at::kLong).contiguous();
  std::vector<Detection> found;
  for (size_t i = 0; i < boxSpan(plainBoxes).size(); ++i)
    found.push_back({0, static_cast<int>(plainLabels.const_data_ptr<int64_t>()[i]), boxSpan(plainBoxes)[i],
                     floatSpan(plainScores)[i]});
  return found;
}

[[noreturn]] void refuse(const std::filesystem::path& path) {
  throw UserError(path.string(), say("is not a detector exported by this program, or is damaged"),
                  say("Export the run again"));
}

RunConfig configIn(const std::map<std::string, std::string>& metadata, const std::filesystem::path& path) {
  const auto text = metadata.find("config");
  if (text == metadata.end()) refuse(path);
  RunConfig config;
  fromJson(parseJson(text->second, path.string()), config, path.string(), false);
  checkConfig(config);
  return config;
}

class ScriptModel : public ExportedModel {
 public:
  explicit ScriptModel(const std::filesystem::path& path) {
    registerTorchvisionNames();
    try {
      m_module = torch::jit::load(path.string());
      for (const c10::IValue& name : m_module.attr("classes").toListRef())
        m_classes.push_back(name.toStringRef());
    } catch (const c10::Error&) {
      refuse(path);
    }
  }
  [[nodiscard]] std::vector<std::string> classes() const override { return m_classes; }
  std::vector<Detection> detect(const RgbImage& image) override {
    const at::NoGradGuard off;
    const at::Tensor pixels =
        tensorOf<uint8_t>(image.pixels, {image.height, image.width, 3}, at::kByte).permute({2, 0, 1});
    const c10::IValue out = m_module.forward({pixels});
    const auto& parts = out.toTupleRef().elements();
    return detectionList(parts[0].toTensor(), parts[1].toTensor(), parts[2].toTensor());
  }

 private:
  torch::jit::Module m_module;
  std::vector<std::string> m_classes;
};

class OnnxModel : public ExportedModel {
 public:
  explicit OnnxModel(const std::filesystem::path& path)
      : m_graph(readOnnx(path)), m_config(configIn(m_graph.metadata, path)) {}
  [[nodiscard]] std::vector<std::string> classes() const override { return m_config.classes; }
  std::vector<Detection> detect(const RgbImage& image) override {
    const std::vector<PreparedImage> batch{prepareImage(image, RunSample{}, m_config, false)};
    const InputGeometry& g = batch[0].geometry;
    auto out = runOnnx(m_graph,
                       {{"image", stackImages(batch, m_config, at::kCPU, at::MemoryFormat::Contiguous)},
                        {"im_info", at::tensor({g.size.height, g.size.width, g.scale, g.scaleX, g.scaleY})}});
    return detectionList(out.at("boxes"), out.at("labels"), out.at("scores"));
  }

 private:
  OnnxGraph m_graph;
  RunConfig m_config;
};

class OnnxPartsModel : public ExportedModel {
 public:
  explicit OnnxPartsModel(const std::filesystem::path& trunk)
      : m_trunk(readOnnx(trunk)),
        m_head(readOnnx(trunk.parent_path() / "head.onnx")),
        m_config(configIn(m_trunk.metadata, trunk)) {}
  [[nodiscard]] std::vector<std::string> classes() const override { return m_config.classes; }
  std::vector<Detection> detect(const RgbImage& image) override {
    return detectObjects(calls(), m_config, image, at::kCPU);
  }

 private:
  NetworkCalls calls() {
    return {
        [this](const at::Tensor& images) { return features(images); },
        [this](const std::vector<at::Tensor>& /*maps*/) {
          return inAnchorOrder(
              m_levels, static_cast<int64_t>(m_config.anchors.scales.size() * m_config.anchors.ratios.size()),
              m_config.network.rpn_scores == RpnScores::Sigmoid);
        },
        [this](const std::vector<at::Tensor>& maps, const at::Tensor& rois) { return boxes(maps, rois); }};
  }
  std::vector<at::Tensor> features(const at::Tensor& images) {
    const auto out = runOnnx(m_trunk, {{"image", images.contiguous()}});
    std::vector<at::Tensor> maps;
    m_levels.clear();
    for (size_t i = 0; i < out.size() / 3; ++i) {
      const std::string n = std::to_string(i);
      maps.push_back(out.at("map_" + n));
      m_levels.push_back({out.at("rpn_scores_" + n), out.at("rpn_deltas_" + n)});
    }
    return maps;
  }
  BoxOutput boxes(const std::vector<at::Tensor>& maps, const at::Tensor& rois) {
    std::vector<StageShape> shapes;
    const std::vector<GridLevel> levels = gridLevels(m_config, {256, 256});
    for (size_t i = 0; i < levels.size(); ++i)
      if (levels[i].stride <= 32) shapes.push_back({maps[i].size(1), static_cast<int>(levels[i].stride)});
    auto out = runOnnx(m_head, {{"cells", roiCells(m_config.network, shapes, maps, rois)}});
    // The file speaks of probabilities; their logarithms are logits of the same.
    return {out.at("scores").log(), out.at("deltas")};
  }
  OnnxGraph m_trunk, m_head;
  RunConfig m_config;
  std::vector<RpnMaps> m_levels;
};

class WeightsModel : public ExportedModel {
 public:
  WeightsModel(const SafetensorsFile& file, const std::filesystem::path& path)
      : m_config(configIn(file.metadata, path)), m_network(m_config) {
    restoreNetwork(m_network, file.tensors, path.string());
    m_network.eval();
  }
  [[nodiscard]] std::vector<std::string> classes() const override { return m_config.classes; }
  std::vector<Detection> detect(const RgbImage& image) override {
    return detectObjects(m_network, m_config, image, at::kCPU);
  }

 private:
  RunConfig m_config;
  FasterRcnn m_network;
};

}  // namespace

std::unique_ptr<ExportedModel> openExportedModel(const std::filesystem::path& path) {
  for (const FormatWork& work : formatWork())
    if (auto model = work.open(path)) return model;
  return nullptr;
}

std::unique_ptr<ExportedModel> openScript(const std::filesystem::path& path) {
  return path.extension() == ".pt" ? std::make_unique<ScriptModel>(path) : nullptr;
}

std::unique_ptr<ExportedModel> openOnnxParts(const std::filesystem::path& path) {
  return path.filename() == "trunk.onnx" ? std::make_unique<OnnxPartsModel>(path) : nullptr;
}

std::unique_ptr<ExportedModel> openOnnx(const std::filesystem::path& path) {
  return path.extension() == ".onnx" ? std::make_unique<OnnxModel>(path) : nullptr;
}

std::unique_ptr<ExportedModel> openWeights(const std::filesystem::path& path) {
  if (path.extension() != ".safetensors") return nullptr;
  const SafetensorsFile file = readSafetensors(path);
  const auto format = file.metadata.find("format");
  if (format == file.metadata.end() || format->second != weightsFormatName) return nullptr;
  return std::make_unique<WeightsModel>(file, path);
}

}  // namespace anchor
