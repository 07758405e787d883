#pragma once
#include <QString>
#include <string>

namespace anchor {

/// What a step of a project's history did, for a person: the lower layers name theirs in English.
QString stepInWords(const std::string& words);
/// Who did it: BoxVersion::actor.
QString actorInWords(const std::string& actor);

/// Prediction::source of a network's ghosts, and the same for a person.
std::string predictionSource(const std::string& run, int iteration);
QString sourceInWords(const std::string& source);

}  // namespace anchor
