// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/float_file.h"

#include <cstring>

#include "engine/base/atomic_file.h"
#include "engine/base/json_fields.h"
#include "engine/base/tensor_place.h"

namespace anchor {
namespace {
constexpr uint64_t mostBytes = uint64_t{1} << 32;
}

void writeFloatFile(const std::filesystem::path& path, const FloatFile& file) {
  Json header = Json::object();
  header["__metadata__"] = file.metadata;
  uint64_t end = 0;
  for (const auto& [name, array] : file.arrays) {
    const uint64_t bytes = array.values.size() * sizeof(float);
    header[name] = {{"dtype", "F32"}, {"shape", array.shape}, {"data_offsets", {end, end + bytes}}};
    end += bytes;
  }
  std::string text = header.dump();
  text.append((8 - text.size() % 8) % 8, ' ');
  const uint64_t size = text.size();
  std::string out(reinterpret_cast<const char*>(&size), sizeof size);
  out += text;
  for (const auto& [name, array] : file.arrays)
    out.append(reinterpret_cast<const char*>(array.values.data()), array.values.size() * sizeof(float));
  writeAtomically(path, out);
}

FloatFile readFloatFile(const std::filesystem::path& path) {
  const std::string bytes = readWholeFile(path, mostBytes);
  uint64_t headerSize = 0;
  if (bytes.size() >= 8) std::memcpy(&headerSize, bytes.data(), 8);
  if (bytes.size() < 8 || headerSize > bytes.size() - 8)
    throw UserError(path.string(), say("is not a safetensors file, or is incomplete"),
                    say("Delete it; it will be created again"));
  const Json header = parseJson(std::string_view(bytes).substr(8, headerSize), path.string());
  const std::string_view data = std::string_view(bytes).substr(8 + headerSize);
  FloatFile file;
  try {
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        file.metadata = entry.get<std::map<std::string, std::string>>();
        continue;
      }
      const std::string place = path.string() + ": array " + name;
      if (entry.at("dtype") != "F32") throw UserError(place, say("contains values that are not float32"));
      const auto [shape, from, to] = tensorPlace(entry, sizeof(float), data.size(), place);
      FloatFile::Array array{shape, std::vector<float>((to - from) / sizeof(float))};
      if (from < to) std::memcpy(array.values.data(), data.data() + from, to - from);
      file.arrays.emplace(name, std::move(array));
    }
  } catch (const nlohmann::json::exception& error) {
    throw UserError(path.string(), say("has a malformed header: %1", error.what()));
  }
  return file;
}

}  // namespace anchor
