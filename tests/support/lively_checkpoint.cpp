// SPDX-License-Identifier: GPL-3.0-or-later
// usage: lively_checkpoint PRESET SIDE FOLDER - writes network.safetensors of the preset and two pictures.
#include <cstdio>

#include "engine/base/atomic_file.h"
#include "tests/support/lively_network.h"

using namespace anchor;

namespace {

void writePpm(const std::filesystem::path& path, const RgbImage& image) {
  std::string bytes = "P6\n" + std::to_string(image.width) + " " + std::to_string(image.height) + "\n255\n";
  bytes.append(image.pixels.begin(), image.pixels.end());
  writeAtomically(path, bytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: lively_checkpoint PRESET SIDE FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[3];
  std::filesystem::create_directories(folder);
  const RgbImage wide = test::syntheticImage(320, 240, 1);
  writePpm(folder / "wide.ppm", wide);
  writePpm(folder / "tall.ppm", test::syntheticImage(211, 333, 2));
  test::writeLivelyCheckpoint(folder / "network.safetensors", test::smallPreset(argv[1], std::stof(argv[2])),
                              wide, 5);
}
