// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/training/skipped_images.h"

#include <sstream>
#include <utility>

#include "engine/base/message_json.h"

namespace anchor {

void SkippedImages::add(const std::string& image, const Message& reason) {
  if (!m_images.insert(image).second) return;
  m_report(say("Image skipped (%1 so far): %2", m_images.size(), reason));
  if (!m_ranks.first()) m_unreported += image + '\0' + messageText(reason) + '\0';
}

void SkippedImages::gather() {
  const std::vector<std::string> lists = m_ranks.gathered(std::exchange(m_unreported, {}));
  if (!m_ranks.first()) return;
  for (const std::string& list : lists) {
    std::istringstream entries(list);
    for (std::string image, reason;
         std::getline(entries, image, '\0') && std::getline(entries, reason, '\0');)
      add(image, messageFromText(reason));
  }
}

}  // namespace anchor
