// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QFontMetrics>
#include <QImage>
#include <QPainter>
#include <QString>
#include <vector>

#include "ui/canvas/view_transform.h"

namespace anchor {

/// What an inspector view draws over the image: plain values in image pixels, made by pure functions.
struct CanvasOverlay {
  /// How much something stands out. What is dim does not belong to what was chosen; what is in front was
  /// chosen or is pointed at, and keeps its words however full the picture is.
  enum class Weight : uint8_t { Dim, Plain, Front };
  struct Mark {
    QRectF rect;
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;
    int width = 1;
    QString label;  ///< left out where no room is beside the words of later marks
    Weight weight = Weight::Plain;
  };
  struct Dot {
    QPointF at;
    QColor colour;
    int size = 2;  ///< widget pixels
    Weight weight = Weight::Plain;
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

/// True where the marks' words would cover too much of the picture at this zoom: then only what is in front
/// has words, and the rest are thin outlines.
bool isDense(const CanvasOverlay& overlay, const ViewTransform& view, const QFontMetrics& metrics,
             QSize image);
/// Draws grid, dots, marks and lines; picture and heat are the canvas's business.
void paintOverlay(QPainter& painter, const ViewTransform& view, const CanvasOverlay& overlay,
                  const QRectF& visible, QSize image);

}  // namespace anchor
