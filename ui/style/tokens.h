// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>

/// What the window is drawn with: every colour, size, distance and corner. Nothing of this is written down
/// anywhere else.
namespace anchor::tokens {

struct Colours {
  QColor background;  ///< of the window
  QColor panel;       ///< of panels, fields, lists, cards
  QColor raised;      ///< what the pointer is over
  QColor line;        ///< divides, and frames what is known by its text
  QColor edge;        ///< frames what is known by its frame alone, such as a checkbox: 3:1
  QColor text;
  QColor dim;  ///< of second rank: captions, units, hints
  QColor disabled;
  QColor accent;            ///< text, lines and icons of the accent
  QColor accentFill;        ///< a surface with white text on it
  QColor accentBackground;  ///< a quiet surface: selected rows, the current stage
  QColor good, bad, warning;
  QColor canvas;  ///< around the image
};

/// In light, accent and accentFill are one colour; white on the dark accent would stay under 4.5:1.
inline const Colours light{QColor(0xf4, 0xf5, 0xf7), QColor(0xff, 0xff, 0xff), QColor(0xec, 0xee, 0xf1),
                           QColor(0xdf, 0xe2, 0xe7), QColor(0x85, 0x8c, 0x98), QColor(0x1f, 0x23, 0x29),
                           QColor(0x64, 0x6c, 0x7a), QColor(0xa3, 0xa9, 0xb3), QColor(0x25, 0x63, 0xeb),
                           QColor(0x25, 0x63, 0xeb), QColor(0xeb, 0xf1, 0xfe), QColor(0x15, 0x80, 0x3d),
                           QColor(0xc0, 0x26, 0x62), QColor(0xb4, 0x53, 0x09), QColor(0xcd, 0xd1, 0xd7)};
inline const Colours dark{QColor(0x1b, 0x1e, 0x23), QColor(0x23, 0x27, 0x2e), QColor(0x2d, 0x32, 0x3b),
                          QColor(0x34, 0x3a, 0x43), QColor(0x74, 0x7d, 0x8b), QColor(0xe6, 0xe8, 0xeb),
                          QColor(0x98, 0xa1, 0xae), QColor(0x67, 0x6f, 0x7b), QColor(0x5b, 0x8c, 0xff),
                          QColor(0x30, 0x68, 0xee), QColor(0x1d, 0x29, 0x45), QColor(0x4a, 0xde, 0x80),
                          QColor(0xf4, 0x72, 0xa6), QColor(0xfb, 0xbf, 0x24), QColor(0x14, 0x16, 0x1a)};

/// Sizes of text in logical pixels.
namespace type {
constexpr int small = 11, body = 13, large = 15, title = 20, display = 30;
}
/// Weights of text, as QFont counts them.
namespace weight {
constexpr int regular = 400, medium = 500, semibold = 600;
}
/// Distances, on a grid of 4 logical pixels.
namespace space {
constexpr int tiny = 4, within = 8, around = 12, between = 16, wide = 24;
}
/// Corner radii.
namespace corner {
constexpr int tick = 4, field = 6, button = 8, card = 10;
}

}  // namespace anchor::tokens
