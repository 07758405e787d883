#include "engine/export/onnx/wire_writer.h"

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

WireWriter& WireWriter::real(uint32_t field, float value) {
  varint(uint64_t{field} << 3 | 5);
  const auto bits = std::bit_cast<uint32_t>(value);
  for (int shift = 0; shift < 32; shift += 8) m_bytes.push_back(static_cast<char>(bits >> shift));
  return *this;
}

}  // namespace anchor
