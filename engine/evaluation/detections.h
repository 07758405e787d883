#pragma once
#include "engine/geometry/box.h"

namespace anchor {

/// A labelled object. image and label are indices of the caller's.
struct GroundTruth {
  int image = 0, label = 0;
  Box box;
  bool difficult = false;  ///< VOC: neither counts nor punishes
  bool crowd = false;  ///< a region: matches many detections, and its overlap is intersection over detection area
};
struct Detection {
  int image = 0, label = 0;
  Box box;
  float score = 0;
};

}  // namespace anchor
