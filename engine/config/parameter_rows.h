// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Inside of the table: for the files that hold its rows and walk them.

#include "engine/config/parameters.h"

// Marks texts for translation without Qt: the tool that collects them knows this name.
#define QT_TRANSLATE_NOOP(context, text) text
// Where a member of RunConfig lies.
#define AT(member) [](RunConfig& c) -> ParameterPlace { return placeOf(&c.member); }

namespace anchor {

template <class T>
ParameterPlace placeOf(T* member) {
  if constexpr (Choice<T>)
    return ChoicePlace(member);
  else
    return member;
}

/// For reading only, though the table names places for writing.
ParameterPlace placeIn(const RunConfig& config, const Parameter& parameter);

/// Of both sides of the input, and of their order.
inline constexpr const char* sidesRule = "32 <= short_side <= long_side <= 8192";

std::span<const Parameter> headParameters();      ///< what the file says of itself, and the classes
std::span<const Parameter> networkParameters();   ///< network, anchors, input
std::span<const Parameter> sampleParameters();    ///< objects, assignment, proposals, rois
std::span<const Parameter> trainingParameters();  ///< losses, recipe, solver, test
std::span<const Parameter> runParameters();       ///< the rest

}  // namespace anchor
