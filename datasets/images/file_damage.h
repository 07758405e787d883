// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Whether a picture's file is whole, by how it is built, without decoding it: decoders fill what is missing
// with grey and say nothing.

#include <filesystem>
#include <string>

#include "datasets/images/image_headers.h"
#include "engine/base/message.h"

namespace anchor {

/// What is wrong with the file's bytes; empty for a whole file and for kinds that are not known here (BMP,
/// PNM).
Message damageIn(FileBytes data);

/// Of a file; also says when it cannot be read.
Message damageIn(const std::filesystem::path& path);

}  // namespace anchor
