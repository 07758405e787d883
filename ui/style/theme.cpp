// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleOption>

namespace anchor::theme {
namespace {

/// Fusion, with two marks that its dark colours swallow: a frame around what is pressed in, and one around a
/// box to tick. And tables that let the Tab key go on to the next control: in Qt's own they keep it for their
/// cells, and a person without a mouse is caught there. Arrow keys move between cells.
class Style : public QProxyStyle {
 public:
  Style() : QProxyStyle(QStringLiteral("Fusion")) {}
  using QProxyStyle::polish;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool pressedIn = (element == PE_PanelButtonTool || element == PE_PanelButtonCommand) &&
                           option->state.testFlag(State_On);
    if (pressedIn) frame(painter, QRectF(option->rect).adjusted(1, 1, -1, -1), option, QPalette::Link, 2);
    if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck)
      frame(painter, QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), option, QPalette::PlaceholderText,
            1);
  }
  void polish(QWidget* widget) override {
    QProxyStyle::polish(widget);
    if (auto* view = qobject_cast<QAbstractItemView*>(widget)) view->setTabKeyNavigation(false);
  }

 private:
  static void frame(QPainter* painter, const QRectF& rect, const QStyleOption* option,
                    QPalette::ColorRole colour, int width) {
    painter->save();
    painter->setPen(QPen(option->palette.color(colour), width));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(rect, 2, 2);
    painter->restore();
  }
};

}  // namespace

void apply(Mode mode) {
  QApplication::setStyle(new Style);
  const bool dark = mode == Mode::Dark;
  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, const char* light, const char* night) {
    palette.setColor(role, QColor(QLatin1String(dark ? night : light)));
  };
  set(QPalette::Window, "#f3f4f6", "#22252a");
  set(QPalette::WindowText, "#1b1f24", "#e6e8eb");
  set(QPalette::Base, "#ffffff", "#30353d");
  set(QPalette::AlternateBase, "#f0f2f5", "#363c45");
  set(QPalette::Text, "#1b1f24", "#e6e8eb");
  set(QPalette::Button, "#e9ebee", "#2f333a");
  set(QPalette::ButtonText, "#1b1f24", "#e6e8eb");
  set(QPalette::Highlight, "#1f6feb", "#2563eb");
  set(QPalette::HighlightedText, "#ffffff", "#ffffff");
  set(QPalette::ToolTipBase, "#fffbe6", "#33373e");
  set(QPalette::ToolTipText, "#1b1f24", "#e6e8eb");
  set(QPalette::PlaceholderText, "#5f6772", "#9aa2ad");
  set(QPalette::Link, "#0b5cd6", "#7ab0ff");
  set(QPalette::Mid, "#c3c8cf", "#5a616b");
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, QColor(QLatin1String(dark ? "#7b838e" : "#868d96")));
  QApplication::setPalette(palette);
}

Mode desktopMode() {
  return QApplication::palette().color(QPalette::Window).lightness() < 128 ? Mode::Dark : Mode::Light;
}
bool isDark() { return desktopMode() == Mode::Dark; }

// Found by a search for the greatest distance between any two of them, also as people see them who lack the
// receptors for red, green or blue; a test measures it.
QColor foreground() { return QColor(0x2B, 0xF2, 0x79); }
QColor background() { return QColor(0x5F, 0x64, 0xF1); }
QColor ignored() { return QColor(0xFC, 0xD6, 0x01); }
QColor wrong() { return QColor(0xE1, 0x24, 0x66); }
QColor doubtful() { return QColor(0xD9, 0x7D, 0x12); }
QColor chosen() { return QColor(0xFF, 0xFF, 0xFF); }
QColor bestForGt() { return QColor(0x92, 0xC7, 0xE6); }

}  // namespace anchor::theme
