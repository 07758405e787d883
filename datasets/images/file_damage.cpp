// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/images/file_damage.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "datasets/images/image_file.h"

namespace anchor {
namespace {

Message cutOff() { return say("the image file is cut off: its end is missing"); }

uint64_t numberAt(FileBytes data, size_t at, size_t count, bool little) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value = value << 8 | data[at + (little ? count - 1 - i : i)];
  return value;
}

bool beginsAt(FileBytes data, size_t at, std::string_view letters) {
  return data.size() >= at + letters.size() &&
         std::memcmp(data.data() + at, letters.data(), letters.size()) == 0;
}

/// The scans of a JPEG end with a mark of their own; the end of a thumbnail in the headers does not count.
Message jpegDamage(FileBytes data) {
  constexpr uint8_t scan = 0xDA, end = 0xD9;
  size_t at = 2;
  while (at + 4 <= data.size() && data[at] == 0xFF && data[at + 1] != scan && data[at + 1] != end)
    at += data[at + 1] == 0xFF ? 1 : 2 + static_cast<size_t>(numberAt(data, at + 2, 2, false));
  while (at + 1 < data.size()) {
    const void* found = std::memchr(data.data() + at, 0xFF, data.size() - 1 - at);
    if (found == nullptr) break;
    at = static_cast<size_t>(static_cast<const uint8_t*>(found) - data.data());
    if (data[at + 1] == end) return {};
    ++at;
  }
  return cutOff();
}

Message pngDamage(FileBytes data) {
  for (size_t at = 8; at + 12 <= data.size();) {
    if (beginsAt(data, at + 4, "IEND")) return {};
    at += 12 + static_cast<size_t>(numberAt(data, at, 4, false));
  }
  return cutOff();
}

Message webpDamage(FileBytes data) {
  return data.size() >= 8 && numberAt(data, 4, 4, true) + 8 <= data.size() ? Message() : cutOff();
}

}  // namespace

Message damageIn(FileBytes data) {
  if (data.empty()) return say("the image file is empty");
  if (beginsAt(data, 0, "\xFF\xD8\xFF")) return jpegDamage(data);
  if (beginsAt(data, 0, "\x89PNG\r\n\x1A\n")) return pngDamage(data);
  if (beginsAt(data, 0, "RIFF") && beginsAt(data, 8, "WEBP")) return webpDamage(data);
  return {};
}

Message damageIn(const std::filesystem::path& path) {
  if (const Message reason = whyUnreadable(path); !reason.empty()) return reason;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::vector<uint8_t> bytes(static_cast<size_t>(std::max<std::streamoff>(0, file.tellg())));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(file.gcount()));
  return damageIn(FileBytes(bytes));
}

}  // namespace anchor
