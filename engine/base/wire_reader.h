// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace anchor {

/// Walks the fields of one Protocol Buffers message; nothing but the wire format, every length checked.
/// Not libprotobuf: LibTorch's library exports the symbols of an older one, and two in one process clash.
class WireReader {
 public:
  WireReader(std::string_view bytes, std::string place) : m_bytes(bytes), m_place(std::move(place)) {}
  /// Moves to the next field; false at the end. Throws UserError when the message is damaged.
  bool next();
  [[nodiscard]] uint32_t field() const { return m_field; }
  /// The payload of a length-delimited field (text, message, packed numbers); throws for other kinds.
  [[nodiscard]] std::string_view bytes() const;
  /// The value of a varint field; throws for other kinds.
  [[nodiscard]] uint64_t number() const;
  [[nodiscard]] bool isBytes() const { return m_kind == 2; }
  /// The four bytes of a fixed32 field as a float; throws for other kinds.
  [[nodiscard]] float real() const;
  /// One varint from the front of `text`.
  static uint64_t varint(std::string_view& text, const std::string& place);

 private:
  std::string_view take(uint64_t count);
  std::string_view m_bytes, m_payload;
  std::string m_place;
  uint64_t m_number = 0;
  uint32_t m_field = 0, m_kind = 0;
};

}  // namespace anchor
