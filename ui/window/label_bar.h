// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QFrame>

namespace anchor {

/// Under the image in Label: the steps that are taken for every image, in the order of the hand. It stands
/// below the image and not over it, so that no box is ever behind it.
class LabelBar : public QFrame {
  Q_OBJECT
 public:
  struct Step {
    QAction* action;
    QString words;
    bool main = false;  ///< the one that most images end with
  };
  LabelBar(const QList<Step>& steps, QWidget* parent);
};

}  // namespace anchor
