// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QVariant>

#include "ui/window/workspace.h"

namespace anchor {

/// What an action is about. It works while that is on the screen: keys change only what can be seen.
enum class About {
  Project,  ///< the open project; so every action that says nothing else
  Window,   ///< the window itself, also without a project
  Image,    ///< the image, which is there as itself or as its thumbnail
  Boxes     ///< its boxes
};

/// Of an action, or of a menu for all that are added to it afterwards.
template <class Thing>
Thing* setAbout(Thing* thing, About about) {
  thing->setProperty("about", static_cast<int>(about));
  return thing;
}
inline About aboutOf(const QObject* thing) { return static_cast<About>(thing->property("about").toInt()); }

inline bool canBeSeen(About about, Workspace workspace) {
  switch (about) {
    case About::Image:
      return workspace != Workspace::Train;
    case About::Boxes:
      return workspace == Workspace::Label || workspace == Workspace::Inspect;
    default:
      return true;
  }
}

}  // namespace anchor
