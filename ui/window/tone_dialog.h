// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include "datasets/images/image_reader.h"

class QFormLayout;
class QLabel;
class QSlider;

namespace anchor {

class ImageCanvas;
class ImageLoader;
struct ViewTone;

/// How the view shows an image: brightness and contrast, and for deep pixels (16 bits, floats) which values
/// are black and white. Nothing of it reaches training. Stays open beside the canvas and follows the image
/// shown there; deletes itself when closed.
class ToneDialog : public QDialog {
  Q_OBJECT
 public:
  ToneDialog(ImageCanvas* canvas, ImageLoader* loader, QWidget* parent);
  /// The file of the image that is shown now, already loaded, or an empty name; the same one again changes
  /// nothing.
  void follow(const QString& path);

 private:
  QSlider* toneSlider(QFormLayout* form, const QString& words, const char* name, int ViewTone::*part);
  QSlider* rangeSlider(QFormLayout* form, const QString& words, const char* name, float value);
  QWidget* deepRange();
  [[nodiscard]] float valueAt(int step) const;
  [[nodiscard]] int stepOf(float value) const;
  ImageCanvas* m_canvas;
  ImageLoader* m_loader;
  QFormLayout* m_form;
  QLabel* m_note;
  QWidget* m_deepRange = nullptr;
  std::optional<QString> m_path;
  PixelDepth m_depth;
};

}  // namespace anchor
