// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QProxyStyle>

class QStyleOptionSlider;

namespace anchor {

/// How the window is drawn: Fusion, made flat. A push button with the property `primary`, and a dialog's
/// default button, are filled with the accent. Tables let the Tab key go on to the next control: in Qt's own
/// they keep it for their cells, and whoever works without a mouse is caught there. Arrow keys move between
/// cells.
class StudioStyle : public QProxyStyle {
 public:
  StudioStyle();
  using QProxyStyle::polish;
  void polish(QWidget* widget) override;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                   const QWidget* widget) const override;
  void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                          const QWidget* widget) const override;
  QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                       const QWidget* widget) const override;
  QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
  QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                         const QWidget* widget) const override;
  int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* data) const override;

 private:
  bool drawProgress(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
  void drawViewItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
  void drawMenuItem(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
  void drawButtonLabel(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
  void drawComboBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
  void drawSpinBox(const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const;
  void drawSlider(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const;
  void drawScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const;
};

}  // namespace anchor
