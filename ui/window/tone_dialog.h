#pragma once
#include <QDialog>

#include "datasets/images/image_reader.h"

class QFormLayout;
class QSlider;

namespace anchor {

class ImageCanvas;
class ImageLoader;
struct ViewTone;

/// How the view shows an image: brightness and contrast, and for deep pixels (16 bits, floats) which values
/// are black and white. Nothing of it reaches training. Deletes itself when closed.
class ToneDialog : public QDialog {
  Q_OBJECT
 public:
  ToneDialog(ImageCanvas* canvas, ImageLoader* loader, QString path, QWidget* parent);

 private:
  QSlider* toneSlider(QFormLayout* form, const QString& words, const char* name, int ViewTone::*part);
  QSlider* rangeSlider(QFormLayout* form, const QString& words, const char* name, float value);
  void addDeepRange(QFormLayout* form);
  [[nodiscard]] float valueAt(int step) const;
  [[nodiscard]] int stepOf(float value) const;
  ImageCanvas* m_canvas;
  ImageLoader* m_loader;
  QString m_path;
  PixelDepth m_depth;
};

}  // namespace anchor
