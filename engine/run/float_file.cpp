#include "engine/run/float_file.h"

#include <array>
#include <cstring>

#include "engine/run/atomic_file.h"
#include "engine/run/json_fields.h"

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
    throw UserError(path.string(), "is no safetensors file, or was cut off", "Delete it; it is made again");
  const Json header = parseJson(std::string_view(bytes).substr(8, headerSize), path.string());
  const std::string_view data = std::string_view(bytes).substr(8 + headerSize);
  FloatFile file;
  try {
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        file.metadata = entry.get<std::map<std::string, std::string>>();
        continue;
      }
      const auto offsets = entry.at("data_offsets").get<std::array<uint64_t, 2>>();
      FloatFile::Array array;
      array.shape = entry.at("shape").get<std::vector<int64_t>>();
      uint64_t count = 1;
      bool fits = entry.at("dtype") == "F32";
      for (const int64_t side : array.shape)
        fits = fits && side >= 0 && !__builtin_mul_overflow(count, static_cast<uint64_t>(side), &count);
      if (!fits || offsets[0] > offsets[1] || offsets[1] > data.size() ||
          count > data.size() / sizeof(float) || offsets[1] - offsets[0] != count * sizeof(float))
        throw UserError(path.string() + ": array " + name, "does not lie within the file as its shape asks",
                        "The file is damaged or was cut off");
      array.values.resize(count);
      std::memcpy(array.values.data(), data.data() + offsets[0], count * sizeof(float));
      file.arrays.emplace(name, std::move(array));
    }
  } catch (const nlohmann::json::exception& error) {
    throw UserError(path.string(), std::string("has a malformed header: ") + error.what());
  }
  return file;
}

}  // namespace anchor
