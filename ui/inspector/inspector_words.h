// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "ui/inspector/inspector_state.h"

namespace anchor::words {

// Small pieces of text that lists and cards of the inspector share.
QString number(double value, int digits = 2);
/// Width and height of a box in whole pixels.
QString sides(const Box& box, BoxConvention convention);
/// Class and number of a gt of the anchor views.
QString gtName(const Inspection& in, int gt);

}  // namespace anchor::words
