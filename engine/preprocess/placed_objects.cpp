// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/preprocess/placed_objects.h"

namespace anchor {

ObjectRole roleOf(const ObjectsConfig& config, const SampleBox& object) {
  if (object.crowd) return ObjectRole::Ignore;
  if (!object.difficult || config.difficult == DifficultObjects::Train) return ObjectRole::Train;
  return config.difficult == DifficultObjects::Ignore ? ObjectRole::Ignore : ObjectRole::Drop;
}

PlacedObjects placeObjects(const RunConfig& config, const InputGeometry& geometry,
                           std::span<const SampleBox> objects, bool flipped) {
  const BoxConvention convention = config.convention();
  PlacedObjects out;
  for (size_t o = 0; o < objects.size(); ++o) {
    const ObjectRole role = roleOf(config.objects, objects[o]);
    if (role == ObjectRole::Drop) continue;
    Box box = toNetwork(objects[o].box, geometry, convention);
    if (flipped) box = mirrored(box, geometry.size.width, convention);
    box = clipped(box, geometry.size, convention);
    if (role == ObjectRole::Ignore) {
      out.ignored.push_back(box);
      continue;
    }
    out.gtBoxes.push_back(box);
    out.gtClasses.push_back(objects[o].class_index + 1);
    out.gtObject.push_back(static_cast<int>(o));
  }
  return out;
}

}  // namespace anchor
