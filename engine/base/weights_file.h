// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <filesystem>

namespace anchor {

/// Throws UserError when the beginning of a file shows that it holds no weights: it is missing, a folder,
/// empty, or what commonly lies in the place of weights: a web page, the pointer of Git LFS, a text, another
/// archive. What passes may still be damaged; only its reader can tell.
void refuseNoWeights(const std::filesystem::path& path);

}  // namespace anchor
