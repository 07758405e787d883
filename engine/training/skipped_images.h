// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <functional>
#include <set>
#include <string>

#include "engine/distributed/ranks.h"
#include "engine/preprocess/image_source.h"

namespace anchor {

/// Images that a run goes on without. Each is reported once, by the first rank, whichever rank met it.
class SkippedImages {
 public:
  /// `report` gets the warning of an image when it is first met.
  SkippedImages(Ranks ranks, std::function<void(const Message&)> report)
      : m_ranks(std::move(ranks)), m_report(std::move(report)) {}

  void add(const Unreadable& one) { add(one.sample->image, one.reason); }
  /// Above 0 where the first rank has still to learn of an image that this one met.
  [[nodiscard]] double unreported() const { return m_unreported.empty() ? 0 : 1; }
  /// Collective: the first rank reports the images that the others met.
  void gather();

 private:
  void add(const std::string& image, const Message& reason);

  Ranks m_ranks;
  std::function<void(const Message&)> m_report;
  std::set<std::string> m_images;
  std::string m_unreported;  ///< on a rank but the first: image and reason, each ending with a 0 byte
};

}  // namespace anchor
