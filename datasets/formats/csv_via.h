// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>

#include "datasets/project/project_types.h"
#include "engine/base/message.h"

namespace anchor {

/// A region as VGG Image Annotator (VIA) writes it into a table: JSON in two cells.
struct ViaRegion {
  LabelBox box;           ///< around its shape; its attributes but the class
  std::string className;  ///< the attribute called label, class, name or type, else the only one
  Message fault;          ///< why it cannot be used; empty when it can
  bool point = false;     ///< it can be read and has no box
};

/// `shape` and `attributes` are the cells region_shape_attributes and region_attributes.
ViaRegion readViaRegion(const std::string& shape, const std::string& attributes);

/// Whether a cell of shapes says that there is none: "{}" or nothing.
bool isNoViaShape(const std::string& shape);

}  // namespace anchor
