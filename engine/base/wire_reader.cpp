// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/wire_reader.h"

#include <cstring>

#include "engine/base/user_error.h"

namespace anchor {

uint64_t WireReader::varint(std::string_view& text, const std::string& place) {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (text.empty()) throw UserError(place, say("is incomplete"));
    const auto byte = static_cast<uint8_t>(text.front());
    text.remove_prefix(1);
    value |= uint64_t{byte & 0x7FU} << shift;
    if ((byte & 0x80U) == 0) return value;
  }
  throw UserError(place, say("contains a number that is too long"));
}

std::string_view WireReader::take(uint64_t count) {
  if (count > m_bytes.size()) throw UserError(m_place, say("is incomplete"));
  const std::string_view taken = m_bytes.substr(0, count);
  m_bytes.remove_prefix(count);
  return taken;
}

bool WireReader::next() {
  if (m_bytes.empty()) return false;
  const uint64_t tag = varint(m_bytes, m_place);
  m_field = static_cast<uint32_t>(tag >> 3);
  m_kind = static_cast<uint32_t>(tag & 7U);
  if (m_field == 0) throw UserError(m_place, say("contains a field without a number"));
  switch (m_kind) {
    case 0:
      m_number = varint(m_bytes, m_place);
      return true;
    case 1:
      m_payload = take(8);
      return true;
    case 2:
      m_payload = take(varint(m_bytes, m_place));
      return true;
    case 5:
      m_payload = take(4);
      return true;
    default:
      throw UserError(m_place, say("contains a field of unknown type"));
  }
}

std::string_view WireReader::bytes() const {
  if (m_kind != 2) throw UserError(m_place, say("field %1 has the wrong type", m_field));
  return m_payload;
}

uint64_t WireReader::number() const {
  if (m_kind != 0) throw UserError(m_place, say("field %1 has the wrong type", m_field));
  return m_number;
}

float WireReader::real() const {
  if (m_kind != 5) throw UserError(m_place, say("field %1 has the wrong type", m_field));
  float value = 0;
  std::memcpy(&value, m_payload.data(), 4);
  return value;
}

}  // namespace anchor
