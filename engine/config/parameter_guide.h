#pragma once
// What every field of a configuration does, in a sentence, and what the original systems call it.

#include <span>
#include <string>

namespace anchor {

struct ParameterGuide {
  const char* path;      ///< "rpn_budget.fraction"
  const char* says;      ///< one or two sentences in English, to be translated in context "Parameters"
  const char* original;  ///< its names elsewhere: py-faster-rcnn's config.py first; may be empty
  const char* choices;   ///< "a|b" where only these texts are allowed; else empty
};

/// One entry for each field that a person may set, in the order of the configuration.
std::span<const ParameterGuide> parameterGuide();

/// Null for a field without an entry (those that the program fills in itself).
const ParameterGuide* guideOf(const std::string& path);

/// Settings of py-faster-rcnn's config.py that have no field here, with the reason.
struct AbsentParameter {
  const char* original;
  const char* reason;
};
std::span<const AbsentParameter> absentParameters();

}  // namespace anchor
