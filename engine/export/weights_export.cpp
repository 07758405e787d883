// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/weights_export.h"

#include "engine/networks/weights/box_rows.h"
#include "engine/networks/weights/checkpoint.h"

namespace anchor {

RunConfig exportedConfig(const RunConfig& trained) {
  RunConfig config = asTested(trained);
  config.rois.perClass.clear();
  config.rois.normaliseFromData = false;
  config.rois.normalisation = {{0, 0, 0, 0}, {1, 1, 1, 1}};
  config.device = "auto";
  return config;
}

void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& target) {
  Checkpoint from = readCheckpoint(checkpoint);
  unnormaliseBoxRows(from.network, from.config.rois);
  writeSafetensors(target, from.network,
                   {{"format", weightsFormatName},
                    {"iteration", std::to_string(from.iteration)},
                    {"config", toJson(exportedConfig(from.config)).dump()}});
}

}  // namespace anchor
