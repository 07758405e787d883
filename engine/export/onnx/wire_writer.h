#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace anchor {

/// Builds one Protocol Buffers message; the twin of WireReader, for the same reason without libprotobuf.
class WireWriter {
 public:
  WireWriter& number(uint32_t field, uint64_t value);
  WireWriter& text(uint32_t field, std::string_view bytes);
  WireWriter& real(uint32_t field, float value);
  WireWriter& message(uint32_t field, const WireWriter& inner) { return text(field, inner.m_bytes); }
  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

 private:
  void varint(uint64_t value);
  std::string m_bytes;
};

}  // namespace anchor
