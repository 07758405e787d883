// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of a picture's file before it is decoded.
#include <cstdlib>
#include <vector>

#include "datasets/images/image_headers.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const FileBytes bytes(data, size);
  const int turned = exifOrientation(bytes);
  if (turned < 1 || turned > 8 || claimedPixels(bytes) < 0) std::abort();
  (void)sizeInHeaders(bytes);
  (void)tiffBits(bytes);
  std::vector<uint8_t> stored(bytes.begin(), bytes.end());
  layTiffAsStored(stored);
  (void)exifOrientation(stored);
  (void)isReadKind(bytes);
  (void)foreignKind(bytes);
  return 0;
}
