// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace anchor {

/// The version of OpenCV that reads the images, for bug reports.
const char* imageLibraryVersion();

}  // namespace anchor
