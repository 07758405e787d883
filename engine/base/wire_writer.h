// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace anchor {

/// Builds one Protocol Buffers message. Not libprotobuf: LibTorch's library exports the symbols of an older
/// one, and two in one process clash.
class WireWriter {
 public:
  WireWriter& number(uint32_t field, uint64_t value);
  WireWriter& text(uint32_t field, std::string_view bytes);
  WireWriter& real(uint32_t field, float value);   ///< fixed32
  WireWriter& wide(uint32_t field, double value);  ///< fixed64
  WireWriter& message(uint32_t field, const WireWriter& inner) { return text(field, inner.m_bytes); }
  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

  /// The bytes of a number, the lowest first.
  static void append(std::string& to, uint64_t value, int bytes);

 private:
  void varint(uint64_t value);
  std::string m_bytes;
};

}  // namespace anchor
