// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "datasets/query/image_query.h"

namespace anchor {

/// The order of a list of images.
enum class ImageSorting { Imported, Name, Boxes, Useful };

struct FoundImages {
  std::vector<int64_t> images;
  QString trouble;  ///< why the query could not be answered; empty = it was
};

/// The images of a query in an order. For worker threads: throws nothing.
FoundImages findImages(const ProjectStore& reader, const ImageQuery& query, const ImageMarks& marks,
                       ImageSorting sorting);

}  // namespace anchor
