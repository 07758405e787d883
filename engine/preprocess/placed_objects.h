// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "engine/preprocess/input_geometry.h"
#include "engine/protocol/run_samples.h"

namespace anchor {

enum class ObjectRole { Train, Ignore, Drop };
ObjectRole roleOf(const ObjectsConfig& config, const SampleBox& object);

/// The objects of an image as a network is trained on them, network pixels in its convention.
struct PlacedObjects {
  Boxes gtBoxes;               ///< one for each trained object
  std::vector<int> gtClasses;  ///< 1..C
  std::vector<int> gtObject;   ///< index of the object each came from
  Boxes ignored;               ///< regions where nothing is background
};

/// Trains, ignores or drops each object as config.objects says. `flipped` mirrors them, as it does the image.
/// For training and the inspector alike.
PlacedObjects placeObjects(const RunConfig& config, const InputGeometry& geometry,
                           std::span<const SampleBox> objects, bool flipped);

}  // namespace anchor
