// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/wire_writer.h"

#include <bit>

namespace anchor {

void WireWriter::varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) m_bytes.push_back(static_cast<char>(value | 0x80));
  m_bytes.push_back(static_cast<char>(value));
}

WireWriter& WireWriter::number(uint32_t field, uint64_t value) {
  varint(uint64_t{field} << 3);
  varint(value);
  return *this;
}

WireWriter& WireWriter::text(uint32_t field, std::string_view bytes) {
  varint(uint64_t{field} << 3 | 2);
  varint(bytes.size());
  m_bytes.append(bytes);
  return *this;
}

void WireWriter::append(std::string& to, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(value >> (8 * i)));
}

WireWriter& WireWriter::real(uint32_t field, float value) {
  varint(uint64_t{field} << 3 | 5);
  append(m_bytes, std::bit_cast<uint32_t>(value), 4);
  return *this;
}

WireWriter& WireWriter::wide(uint32_t field, double value) {
  varint(uint64_t{field} << 3 | 1);
  append(m_bytes, std::bit_cast<uint64_t>(value), 8);
  return *this;
}

}  // namespace anchor
