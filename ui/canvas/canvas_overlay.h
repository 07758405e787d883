// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QImage>
#include <QPainter>
#include <QString>
#include <vector>

#include "ui/canvas/view_transform.h"

namespace anchor {

/// What an inspector view draws over the image: plain values in image pixels, made by pure functions.
struct CanvasOverlay {
  struct Mark {
    QRectF rect;
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;
    int width = 1;
    QString label;  ///< left out where no room is beside the words of later marks
  };
  struct Dot {
    QPointF at;
    QColor colour;
    int size = 2;  ///< widget pixels
  };
  struct Line {
    QPointF from, to;
    QColor colour;
    bool arrow = false;
  };
  QImage picture;          ///< in place of the image, stretched to its rectangle; null = the image itself
  QImage heat;             ///< blended over it, stretched; null = none
  QSizeF cell;             ///< of the feature grid; empty = no grid
  bool hideBoxes = false;  ///< the labels' own boxes are not drawn
  std::vector<Dot> dots;
  std::vector<Mark> marks;
  std::vector<Line> lines;
};

/// Draws grid, dots, marks and lines; picture and heat are the canvas's business.
void paintOverlay(QPainter& painter, const ViewTransform& view, const CanvasOverlay& overlay,
                  const QRectF& visible, QSize image);

}  // namespace anchor
