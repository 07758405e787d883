// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/image_library.h"

#include <opencv2/core/version.hpp>

namespace anchor {

const char* imageLibraryVersion() { return CV_VERSION; }

}  // namespace anchor
