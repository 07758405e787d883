// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <string>

namespace anchor {

/// Who took a step of a project's history, for a person: BoxVersion::actor. (What it did: inWords.)
QString actorInWords(const std::string& actor);

/// Prediction::source of a network's predictions, and the same for a person.
std::string predictionSource(const std::string& run, int iteration);
QString sourceInWords(const std::string& source);

}  // namespace anchor
