// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

class QPrinter;

namespace anchor {

class ImageCanvas;

/// How what the canvas shows leaves the program: clipboard, PNG, SVG, printer.
class ViewOutput : public QObject {
  Q_OBJECT
 public:
  ViewOutput(ImageCanvas* canvas, QWidget* window);
  void copy();
  /// Asks where to; PNG, or SVG with boxes and words as vectors.
  void save();
  void print();
  /// False when it cannot be written. By the name's ending.
  bool write(const QString& path) const;
  /// The canvas, as large as the page lets it.
  void printOn(QPrinter& printer) const;

 Q_SIGNALS:
  void told(const QString& words);

 private:
  [[nodiscard]] QImage picture() const;
  bool writeSvg(const QString& path) const;
  ImageCanvas* m_canvas;
  QWidget* m_window;
};

}  // namespace anchor
