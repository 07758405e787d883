// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/config/stages.h"
#include "engine/networks/weights/load_weights.h"

namespace anchor {

using WeightsReader = std::function<NamedTensors(const std::filesystem::path&)>;

/// A network with this configuration's random weights, the same for the same seed.
FasterRcnn seededNetwork(const RunConfig& config, uint64_t seed);

/// Gives the network the weights a stage begins with, `at` being its place among the run's stages:
/// the first and M2 start from config.weights (random where there are none; M2 keeps M1's RPN, which it does
/// not train); M3 gets a new RPN; M4 a new cls_score and bbox_pred and keeps M2's fc6 and fc7.
LoadReport beginStage(FasterRcnn& network, const RunConfig& config, const std::vector<Stage>& stages,
                      size_t at, const WeightsReader& readWeights = readTensorFile);

/// Throws UserError where a run with this configuration could not start from these weights.
void checkWeights(const RunConfig& config, const NamedTensors& weights);

/// Which parameters learn in a stage: those of its losses, without what config.network.frozen_stages and
/// stage.trunkFrozen exclude. `trainable` names what the configuration allows to learn at all.
void chooseTrained(FasterRcnn& network, const Stage& stage, const std::set<std::string>& trainable);

/// Names of the parameters that require a gradient now.
std::set<std::string> trainableNames(const FasterRcnn& network);

}  // namespace anchor
