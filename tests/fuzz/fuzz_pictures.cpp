// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures: the first byte says the name's end, the rest is the file. OpenCV's codecs are not instrumented;
// what is watched is our own reading of headers and what we do with decoded pixels.
#include "datasets/images/image_reader.h"
#include "engine/base/user_error.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* names[] = {"a.jpg", "a.png", "a.bmp", "a.tif", "a.webp"};
  const auto [which, bytes] = fuzz::choose(data, size, std::size(names));
  const std::filesystem::path file = fuzz::place() / names[which];
  fuzz::put(file, bytes);
  fuzz::mayRefuse<UserError>([&] { (void)storedOrientation(file); });
  fuzz::mayRefuse<UserError>([&] {
    const PictureSize said = imageSize(file);
    // Decoding a great picture of noise takes long and shows nothing more than a small one.
    if (said.width > 256 || said.height > 256) return;
    const PixelBuffer decoded = readImage(file);
    (void)decoded;
  });
  return 0;
}
