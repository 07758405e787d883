// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include <cstring>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/base/wire_reader.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {
namespace {

/// Field numbers of caffe.proto: layers as they are written since 2014 and as they were before (V1).
struct LayerFields {
  uint32_t inNet, name, blobs;
};
constexpr LayerFields currentLayer{100, 1, 7};
constexpr LayerFields v1Layer{2, 4, 6};

/// BlobProto: shape (7) or the older num, channels, height, width (1 to 4); data (5) or double_data (8).
at::Tensor readBlob(std::string_view bytes, const std::string& place) {
  std::vector<int64_t> shape;
  std::vector<int64_t> legacy;
  std::vector<float> values;
  WireReader blob(bytes, place);
  while (blob.next()) {
    if (blob.field() >= 1 && blob.field() <= 4) legacy.push_back(static_cast<int64_t>(blob.number()));
    if (blob.field() == 5 && blob.isBytes()) {
      const std::string_view packed = blob.bytes();
      if (packed.size() % 4 != 0) throw UserError(place, say("is incomplete"));
      const size_t before = values.size();
      values.resize(before + packed.size() / 4);
      if (!packed.empty()) std::memcpy(values.data() + before, packed.data(), packed.size());
    } else if (blob.field() == 5) {
      values.push_back(blob.real());
    } else if (blob.field() == 8) {
      throw UserError(place, say("contains double-precision values, which Caffe models never have"));
    } else if (blob.field() == 7) {
      WireReader dimensions(blob.bytes(), place);
      while (dimensions.next()) {
        if (dimensions.field() != 1) continue;
        if (!dimensions.isBytes()) {
          shape.push_back(static_cast<int64_t>(dimensions.number()));
          continue;
        }
        for (std::string_view packed = dimensions.bytes(); !packed.empty();)
          shape.push_back(static_cast<int64_t>(WireReader::varint(packed, place)));
      }
    }
  }
  if (shape.empty()) {
    // The old form always has four sides; an inner product's weight is 1 x 1 x out x in, a bias 1 x 1 x 1 x
    // n.
    const auto first = std::ranges::find_if(legacy, [](int64_t side) { return side != 1; });
    shape.assign(legacy.empty() ? first : std::min(first, legacy.end() - 1), legacy.end());
  }
  int64_t count = 1;
  for (const int64_t side : shape)
    if (side < 1 || __builtin_mul_overflow(count, side, &count))
      throw UserError(place, say("has an impossible shape"));
  if (count != static_cast<int64_t>(values.size()))
    throw UserError(place, say("has %1 values, but its shape requires %2", values.size(), count));
  return at::from_blob(values.data(), shape, at::kFloat).clone();
}

void readLayer(std::string_view bytes, const LayerFields& fields, const std::string& place,
               NamedTensors& out) {
  std::string name;
  std::vector<std::string_view> blobs;
  WireReader layer(bytes, place);
  while (layer.next()) {
    if (layer.field() == fields.name && layer.isBytes()) name = layer.bytes();
    if (layer.field() == fields.blobs && layer.isBytes()) blobs.push_back(layer.bytes());
  }
  for (size_t i = 0; i < blobs.size(); ++i) {
    const std::string key = name + (i == 0 ? ".weight" : i == 1 ? ".bias" : ".blob" + std::to_string(i));
    out[key] = readBlob(blobs[i], place + ": " + key);
  }
}

}  // namespace

NamedTensors readCaffemodel(const std::filesystem::path& path) {
  const std::string file = readWholeFile(path, uint64_t{1} << 36);
  NamedTensors tensors;
  WireReader net(file, path.string());
  while (net.next())
    for (const LayerFields& fields : {currentLayer, v1Layer})
      if (net.field() == fields.inNet && net.isBytes())
        readLayer(net.bytes(), fields, path.string(), tensors);
  if (tensors.empty())
    throw UserError(path.string(), say("contains no trained layers"),
                    say("Choose the .caffemodel file, not the .prototxt"));
  return tensors;
}

}  // namespace anchor
