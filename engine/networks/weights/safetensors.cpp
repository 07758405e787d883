// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include <cstring>

#include "engine/base/atomic_file.h"
#include "engine/base/json_fields.h"
#include "engine/base/tensor_place.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {
namespace {

constexpr uint64_t mostHeader = 100'000'000;
constexpr std::pair<const char*, at::ScalarType> types[] = {
    {"F32", at::kFloat}, {"F64", at::kDouble}, {"F16", at::kHalf},  {"BF16", at::kBFloat16},
    {"I64", at::kLong},  {"I32", at::kInt},    {"I16", at::kShort}, {"I8", at::kChar},
    {"U8", at::kByte},   {"BOOL", at::kBool}};

at::ScalarType typeByName(const std::string& name, const std::string& place) {
  for (const auto& [text, type] : types)
    if (name == text) return type;
  throw UserError(place, say("has the element type %1, which is not supported", name));
}

const char* nameOfType(at::ScalarType type) {
  for (const auto& [text, known] : types)
    if (type == known) return text;
  TORCH_CHECK(false, "no safetensors name for ", type);
}

}  // namespace

SafetensorsFile parseSafetensors(std::string_view bytes, const std::string& file) {
  uint64_t headerSize = 0;
  if (bytes.size() < 8) throw UserError(file, say("is too short to be a safetensors file"));
  std::memcpy(&headerSize, bytes.data(), 8);
  if (headerSize > mostHeader || headerSize > bytes.size() - 8)
    throw UserError(
        file, say("is not a safetensors file, or is incomplete: its header would have %1 bytes", headerSize));
  const Json header = parseJson(bytes.substr(8, headerSize), file);
  const std::string_view data = bytes.substr(8 + headerSize);

  SafetensorsFile result;
  std::map<uint64_t, uint64_t> spans;
  try {
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        result.metadata = entry.get<std::map<std::string, std::string>>();
        continue;
      }
      const std::string place = file + ": tensor " + name;
      const at::ScalarType type = typeByName(entry.at("dtype").get<std::string>(), place);
      const auto [shape, from, to] = tensorPlace(entry, c10::elementSize(type), data.size(), place);
      if (from < to && !spans.emplace(from, to).second)
        throw UserError(place, say("overlaps another tensor"));
      at::Tensor tensor = at::empty(shape, type);
      if (from < to) std::memcpy(tensor.data_ptr(), data.data() + from, to - from);
      result.tensors.emplace(name, std::move(tensor));
    }
  } catch (const nlohmann::json::exception& error) {
    throw UserError(file, say("has a malformed header: %1", error.what()));
  }
  uint64_t end = 0;
  for (const auto& [from, to] : spans) {
    if (from < end) throw UserError(file, say("has overlapping tensors"));
    end = to;
  }
  return result;
}

SafetensorsFile readSafetensors(const std::filesystem::path& path) {
  return parseSafetensors(readWholeFile(path, uint64_t{1} << 36), path.string());
}

void writeSafetensors(FileSink& sink, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata) {
  Json header = Json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  uint64_t offset = 0;
  for (const auto& [name, tensor] : tensors) {
    const uint64_t end = offset + tensor.nbytes();
    header[name] = {{"dtype", nameOfType(tensor.scalar_type())},
                    {"shape", tensor.sizes().vec()},
                    {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  const uint64_t size = text.size();
  sink.write(&size, 8);
  sink.write(text);
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor plain = tensor.to(at::kCPU).contiguous();
    sink.write(plain.const_data_ptr(), plain.nbytes());
  }
}

void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata) {
  writeAtomically(path, [&](FileSink& sink) { writeSafetensors(sink, tensors, metadata); });
}

}  // namespace anchor
