// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/networks/weights/checkpoint.h"

namespace anchor {

void writeCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint) {
  NamedTensors all;
  for (const auto& [name, tensor] : checkpoint.network) all["network." + name] = tensor;
  for (const auto& [name, tensor] : checkpoint.momentum) all["momentum." + name] = tensor;
  writeSafetensors(path, all,
                   {{"format", "anchor-studio-checkpoint"},
                    {"iteration", std::to_string(checkpoint.iteration)},
                    {"base_rate", Json(checkpoint.baseRate).dump()},
                    {"loss_scale", Json(checkpoint.scale.value).dump()},
                    {"loss_scale_good_steps", std::to_string(checkpoint.scale.goodSteps)},
                    {"config", toJson(checkpoint.config).dump()}});
}

Checkpoint readCheckpoint(const std::filesystem::path& path) {
  SafetensorsFile file = readSafetensors(path);
  if (file.metadata["format"] != "anchor-studio-checkpoint")
    throw UserError(path.string(), say("is not a checkpoint of Anchor Studio"));
  Checkpoint checkpoint;
  checkpoint.iteration = std::atoi(file.metadata["iteration"].c_str());
  if (file.metadata.contains("loss_scale"))
    checkpoint.scale = {std::atof(file.metadata["loss_scale"].c_str()),
                        std::atoi(file.metadata["loss_scale_good_steps"].c_str())};
  fromJson(parseJson(file.metadata["config"], path.string()), checkpoint.config, path.string(), true);
  // Checkpoints of before it was kept began from that of the configuration.
  checkpoint.baseRate = file.metadata.contains("base_rate")
                            ? std::strtod(file.metadata["base_rate"].c_str(), nullptr)
                            : checkpoint.config.solver.learning_rate;
  for (auto& [name, tensor] : file.tensors) {
    if (name.starts_with("network.")) checkpoint.network[name.substr(8)] = tensor;
    if (name.starts_with("momentum.")) checkpoint.momentum[name.substr(9)] = tensor;
  }
  return checkpoint;
}

std::optional<Checkpoint> newestCheckpoint(const RunFolder& folder, std::vector<Message>& skipped) {
  const auto files = folder.finishedCheckpoints();
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    try {
      return readCheckpoint(*file);
    } catch (const UserError& error) {
      skipped.push_back(messageOf(error));
    }
  }
  return std::nullopt;
}

}  // namespace anchor
