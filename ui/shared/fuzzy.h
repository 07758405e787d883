// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <optional>

namespace anchor {

/// How well `typed` fits `words`: its characters must all come in it, in their order, whatever their case.
/// Higher is better: beginnings of words, runs of neighbours and short texts win. Nothing: it does not fit.
std::optional<int> fuzzyScore(const QString& typed, const QString& words);

}  // namespace anchor
