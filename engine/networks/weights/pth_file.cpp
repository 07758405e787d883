// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include <caffe2/serialize/inline_container.h>

#include <cstring>
#include <set>

#include "engine/base/atomic_file.h"
#include "engine/base/user_error.h"
#include "engine/networks/weights/pickle_reader.h"
#include "engine/networks/weights/tensor_file.h"

namespace anchor {
namespace {

using StorageReader = std::function<at::Tensor(const PickleStorage&)>;

at::Tensor build(const PickleTensor& described, const StorageReader& read, const std::string& place) {
  const at::Tensor storage = read(described.storage);
  if (described.sizes.size() != described.strides.size())
    throw UserError(place, say("has a malformed shape"));
  int64_t last = described.offset;
  for (size_t i = 0; i < described.sizes.size(); ++i) {
    int64_t reach = 0;
    if (described.sizes[i] < 0 || described.strides[i] < 0 ||
        __builtin_mul_overflow(std::max<int64_t>(described.sizes[i] - 1, 0), described.strides[i], &reach) ||
        __builtin_add_overflow(last, reach, &last))
      throw UserError(place, say("has an impossible shape"));
  }
  const bool empty = std::find(described.sizes.begin(), described.sizes.end(), 0) != described.sizes.end();
  if (!empty && (described.offset < 0 || last >= storage.numel()))
    throw UserError(place, say("extends beyond its stored values"));
  return storage.as_strided(described.sizes, described.strides, described.offset).clone().contiguous();
}

/// Collects tensors of a dictionary; looks one level into "state_dict", "model_state_dict" and "model".
void collect(const PickleValue& value, const StorageReader& read, const std::string& place, NamedTensors& out,
             bool inner = false) {
  const auto* dict = std::get_if<PickleDict>(&value.value);
  if (dict == nullptr)
    throw UserError(place, say("does not hold a dictionary of tensors"),
                    say("In Python, save model.state_dict()"));
  for (const auto& [key, item] : dict->items) {
    const auto* name = std::get_if<std::string>(&key->value);
    if (name == nullptr) continue;
    static constexpr std::string_view inside[] = {"state_dict", "model_state_dict", "model"};
    if (const auto* tensor = std::get_if<PickleTensor>(&item->value))
      out[*name] = build(*tensor, read, place + ": tensor " + *name);
    else if (!inner && std::ranges::count(inside, *name) > 0 &&
             std::holds_alternative<PickleDict>(item->value))
      collect(*item, read, place, out, true);
  }
}

at::Tensor tensorOf(const void* bytes, size_t size, const PickleStorage& storage, const std::string& place) {
  const size_t elementSize = c10::elementSize(storage.type);
  if (storage.elements < 0 || static_cast<uint64_t>(storage.elements) > size / elementSize)
    throw UserError(place, say("is incomplete"));
  at::Tensor tensor = at::empty({storage.elements}, storage.type);
  if (storage.elements > 0)
    std::memcpy(tensor.data_ptr(), bytes, static_cast<size_t>(storage.elements) * elementSize);
  return tensor;
}

NamedTensors readZip(const std::filesystem::path& path) {
  try {
    caffe2::serialize::PyTorchStreamReader archive(path.string());
    if (archive.hasRecord("constants.pkl"))
      throw UserError(path.string(), say("is a TorchScript program, not a weights file"),
                      say("In Python, save torch.jit.load(FILE).state_dict()"));
    if (!archive.hasRecord("data.pkl"))
      throw UserError(path.string(), say("is a ZIP archive without PyTorch weights"),
                      say("Extract it and choose the weights file inside"));
    const auto [data, size] = archive.getRecord("data.pkl");
    size_t position = 0;
    const PicklePointer root =
        readPickle({static_cast<const char*>(data.get()), size}, position, path.string());
    const StorageReader read = [&](const PickleStorage& storage) {
      const auto [bytes, count] = archive.getRecord("data/" + storage.key);
      return tensorOf(bytes.get(), count, storage, path.string());
    };
    NamedTensors tensors;
    collect(*root, read, path.string(), tensors);
    return tensors;
  } catch (const c10::Error& error) {
    const std::string reason = error.what_without_backtrace();
    throw UserError(path.string(),
                    say("is not a PyTorch archive, or is damaged: %1", reason.substr(0, reason.find('\n'))),
                    say("Download it again"));
  }
}

/// Layout before PyTorch 1.6: magic, protocol, system info, object, storage keys, then each storage's count
/// and bytes.
NamedTensors readLegacy(const std::filesystem::path& path) {
  const std::string bytes = readWholeFile(path, uint64_t{1} << 36);
  size_t position = 0;
  for (int i = 0; i < 3; ++i) readPickle(bytes, position, path.string());
  const PicklePointer root = readPickle(bytes, position, path.string());
  const PicklePointer keys = readPickle(bytes, position, path.string());
  const auto* list = std::get_if<PickleSequence>(&keys->value);
  if (list == nullptr) throw UserError(path.string(), say("has no list of storages"));

  // The object names each storage's type; sizes stand before the numbers.
  std::map<std::string, size_t> elementSizes;
  // A list and not recursion: dictionaries may hold each other in circles.
  std::vector<const PickleValue*> open{root.get()};
  std::set<const PickleValue*> seen;
  while (!open.empty()) {
    const PickleValue* value = open.back();
    open.pop_back();
    if (!seen.insert(value).second) continue;
    if (const auto* tensor = std::get_if<PickleTensor>(&value->value))
      elementSizes[tensor->storage.key] = c10::elementSize(tensor->storage.type);
    if (const auto* dict = std::get_if<PickleDict>(&value->value))
      for (const auto& [key, item] : dict->items) open.push_back(item.get());
  }
  std::map<std::string, std::string_view> storages;
  for (const auto& item : list->items) {
    const auto* key = std::get_if<std::string>(&item->value);
    int64_t count = 0;
    if (key == nullptr || !elementSizes.contains(*key) || bytes.size() - position < 8)
      throw UserError(path.string(), say("has a malformed list of storages, or is incomplete"));
    std::memcpy(&count, bytes.data() + position, 8);
    position += 8;
    if (count < 0 || static_cast<uint64_t>(count) > (bytes.size() - position) / elementSizes[*key])
      throw UserError(path.string(), say("is incomplete"));
    const size_t size = static_cast<size_t>(count) * elementSizes[*key];
    storages[*key] = std::string_view(bytes).substr(position, size);
    position += size;
  }
  const StorageReader read = [&](const PickleStorage& storage) {
    const std::string_view part = storages[storage.key];
    return tensorOf(part.data(), part.size(), storage, path.string());
  };
  NamedTensors tensors;
  collect(*root, read, path.string(), tensors);
  return tensors;
}

}  // namespace

NamedTensors readPth(const std::filesystem::path& path) {
  const std::string start = readWholeFile(path, uint64_t{1} << 36).substr(0, 4);
  NamedTensors tensors = start == "PK\x03\x04" ? readZip(path) : readLegacy(path);
  if (tensors.empty())
    throw UserError(path.string(), say("contains no tensors"), say("In Python, save model.state_dict()"));
  return tensors;
}

}  // namespace anchor
