#include "engine/export/weights_export.h"

#include "engine/training/checkpoint.h"

namespace anchor {

void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& target) {
  const Checkpoint from = readCheckpoint(checkpoint);
  writeSafetensors(target, from.network,
                   {{"format", "anchor-studio-weights"},
                    {"iteration", std::to_string(from.iteration)},
                    {"config", toJson(from.config).dump()}});
}

}  // namespace anchor
