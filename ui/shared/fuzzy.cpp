// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/fuzzy.h"

namespace anchor {

std::optional<int> fuzzyScore(const QString& typed, const QString& words) {
  constexpr int ofStart = 8;
  constexpr int ofNeighbour = 5;
  constexpr int ofWhole = 40;
  int score = 0;
  qsizetype from = 0;
  qsizetype last = -2;
  for (const QChar c : typed) {
    if (c.isSpace()) continue;
    // The beginning of a word, where there is one further on, else the next place.
    qsizetype next = -1;
    for (qsizetype i = from; i < words.size(); ++i) {
      if (words[i].toCaseFolded() != c.toCaseFolded()) continue;
      const bool start = i == 0 || !words[i - 1].isLetterOrNumber();
      if (i == last + 1 || start) {
        next = i;
        break;
      }
      if (next < 0) next = i;
    }
    if (next < 0) return std::nullopt;
    if (next == 0 || !words[next - 1].isLetterOrNumber()) score += ofStart;
    if (next == last + 1) score += ofNeighbour;
    last = next;
    from = next + 1;
  }
  if (words.contains(typed.trimmed(), Qt::CaseInsensitive)) score += ofWhole;
  constexpr int lengthCounts = 8;
  return score - static_cast<int>(words.size()) / lengthCounts;
}

}  // namespace anchor
