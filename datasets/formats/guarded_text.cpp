// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/formats/guarded_text.h"

#include <cstring>

#include "engine/base/user_error.h"

namespace anchor {

GuardedJson::GuardedJson(std::filesystem::path path)
    : m_path(std::move(path)), m_file(m_path, std::ios::binary) {
  if (!m_file)
    throw UserError({m_path.string(), 0, say("cannot be read"), say("Check the path and permissions")});
}

GuardedJson::int_type GuardedJson::underflow() {
  m_file.read(m_bytes.data(), static_cast<std::streamsize>(m_bytes.size()));
  const std::streamsize count = m_file.gcount();
  if (count <= 0) return traits_type::eof();
  measureTexts(static_cast<size_t>(count));
  setg(m_bytes.data(), m_bytes.data(), m_bytes.data() + count);
  return traits_type::to_int_type(m_bytes[0]);
}

void GuardedJson::measureTexts(size_t count) {
  for (const char* at = m_bytes.data(); at != m_bytes.data() + count; ++at) {
    if (!m_inText) {
      at = static_cast<const char*>(std::memchr(at, '"', static_cast<size_t>(m_bytes.data() + count - at)));
      if (at == nullptr) return;
      m_inText = true;
      m_length = 0;
      continue;
    }
    if (++m_length > longestText)
      throw UserError({m_path.string(), 0, say("contains a text longer than a million characters"),
                       say("It is not a label file, or it is damaged")});
    if (m_escaped)
      m_escaped = false;
    else if (*at == '\\')
      m_escaped = true;
    else if (*at == '"')
      m_inText = false;
  }
}

}  // namespace anchor
