#include "engine/export/weights_export.h"

#include "engine/networks/weights/box_rows.h"
#include "engine/training/checkpoint.h"

namespace anchor {

void exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& target) {
  Checkpoint from = readCheckpoint(checkpoint);
  unnormaliseBoxRows(from.network, from.config.rois);
  from.config.rois.perClass.clear();
  from.config.rois.normaliseFromData = false;
  from.config.rois.normalisation = {{0, 0, 0, 0}, {1, 1, 1, 1}};
  writeSafetensors(target, from.network,
                   {{"format", "anchor-studio-weights"},
                    {"iteration", std::to_string(from.iteration)},
                    {"config", toJson(from.config).dump()}});
}

}  // namespace anchor
