// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tone_dialog.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>

#include "ui/canvas/image_canvas.h"
#include "ui/dataset/image_loader.h"

namespace anchor {
namespace {
constexpr int rangeSteps = 1000;
}  // namespace

ToneDialog::ToneDialog(ImageCanvas* canvas, ImageLoader* loader, QWidget* parent)
    : QDialog(parent),
      m_canvas(canvas),
      m_loader(loader),
      m_form(new QFormLayout(this)),
      m_note(new QLabel(this)) {
  setObjectName(QStringLiteral("toneDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Brightness and contrast of the view"));
  m_form->setSizeConstraint(QLayout::SetFixedSize);
  auto* brightness = toneSlider(m_form, tr("Brightness"), "brightness", &ViewTone::brightness);
  auto* contrast = toneSlider(m_form, tr("Contrast"), "contrast", &ViewTone::contrast);
  auto* plain = new QPushButton(tr("Reset"), this);
  connect(plain, &QPushButton::clicked, this, [brightness, contrast] {
    brightness->setValue(0);
    contrast->setValue(0);
  });
  m_form->addRow(plain);
  m_form->addRow(m_note);
}

void ToneDialog::follow(const QString& path) {
  if (path == m_path) return;
  m_path = path;
  m_depth = m_loader->depth(path);
  if (m_deepRange != nullptr) m_form->removeRow(m_deepRange);
  m_deepRange = m_depth.deep ? deepRange() : nullptr;
  if (m_deepRange != nullptr) m_form->insertRow(m_form->rowCount() - 1, m_deepRange);
  m_note->setText(m_depth.deep ? tr("Affects only the display; training uses the image's own range.")
                               : tr("Affects only the display; training uses the image unchanged."));
}

QSlider* ToneDialog::toneSlider(QFormLayout* form, const QString& words, const char* name,
                                int ViewTone::*part) {
  auto* made = new QSlider(Qt::Horizontal, this);
  made->setObjectName(QLatin1String(name));
  made->setAccessibleName(words);
  made->setRange(-100, 100);
  made->setValue(m_canvas->tone().*part);
  made->setMinimumWidth(260);
  connect(made, &QSlider::valueChanged, this, [this, part](int value) {
    ViewTone tone = m_canvas->tone();
    tone.*part = value;
    m_canvas->setTone(tone);
  });
  form->addRow(words, made);
  return made;
}

float ToneDialog::valueAt(int step) const {
  return m_depth.all.black + (m_depth.all.white - m_depth.all.black) * static_cast<float>(step) / rangeSteps;
}

int ToneDialog::stepOf(float value) const {
  return qRound((value - m_depth.all.black) / std::max(m_depth.all.white - m_depth.all.black, 1e-6F) *
                rangeSteps);
}

QSlider* ToneDialog::rangeSlider(QFormLayout* form, const QString& words, const char* name, float value) {
  auto* line = new QHBoxLayout;
  auto* made = new QSlider(Qt::Horizontal, this);
  auto* number = new QLabel(this);
  made->setObjectName(QLatin1String(name));
  made->setAccessibleName(words);
  made->setToolTip(tr("16-bit and floating-point images: values shown as black and as white"));
  made->setRange(0, rangeSteps);
  number->setMinimumWidth(number->fontMetrics().horizontalAdvance(QStringLiteral("000000.0")));
  const auto write = [this, number](int step) { number->setText(QString::number(valueAt(step), 'g', 6)); };
  connect(made, &QSlider::valueChanged, this, write);
  made->setValue(stepOf(value));
  write(made->value());
  line->addWidget(made);
  line->addWidget(number);
  form->addRow(words, line);
  return made;
}

QWidget* ToneDialog::deepRange() {
  auto* part = new QWidget(this);
  auto* form = new QFormLayout(part);
  form->setContentsMargins(0, 0, 0, 0);
  auto* black = rangeSlider(form, tr("Black at"), "blackAt", m_depth.used.black);
  auto* white = rangeSlider(form, tr("White at"), "whiteAt", m_depth.used.white);
  auto* own = new QPushButton(tr("Its own range"), part);
  own->setObjectName(QStringLiteral("ownRange"));
  own->setToolTip(tr("From the 0.1st to the 99.9th percentile of the image, as in training"));
  form->addRow(own);
  for (QSlider* slider : {black, white})
    connect(slider, &QSlider::valueChanged, this, [this, black, white] {
      m_loader->setRange(*m_path, DeepRange{valueAt(black->value()), valueAt(white->value())});
    });
  connect(own, &QPushButton::clicked, this, [this, black, white] {
    black->setValue(stepOf(m_depth.own.black));
    white->setValue(stepOf(m_depth.own.white));
    m_loader->setRange(*m_path, {});
  });
  return part;
}

}  // namespace anchor
