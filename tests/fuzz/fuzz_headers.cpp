// What is asked of a picture before anything is decoded: its size and how it was held. The first byte says the
// name's end, the rest is the file. fuzz_pictures decodes what is small.
#include "datasets/images/image_reader.h"
#include "tests/fuzz/fuzz_place.h"

using namespace anchor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* names[] = {"a.jpg", "a.png", "a.bmp", "a.tif", "a.webp"};
  const auto [which, bytes] = fuzz::choose(data, size, std::size(names));
  const std::filesystem::path file = fuzz::place() / names[which];
  fuzz::put(file, bytes);
  fuzz::mayRefuse([&] { (void)jpegOrientation(file); });
  fuzz::mayRefuse([&] { (void)imageSize(file); });
  return 0;
}
