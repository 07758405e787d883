#include "ui/shared/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

namespace anchor::theme {

void apply(Mode mode) {
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
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

QColor foreground() { return QColor(0x00, 0xE6, 0x76); }
QColor background() { return QColor(0x64, 0x95, 0xED); }
QColor ignored() { return QColor(0xFF, 0xC1, 0x07); }
QColor wrong() { return QColor(0xFF, 0x5A, 0x52); }
QColor doubtful() { return QColor(0xFF, 0x98, 0x1F); }
QColor chosen() { return QColor(0xFF, 0xFF, 0xFF); }
QColor bestForGt() { return QColor(0x40, 0xE0, 0xFF); }

}  // namespace anchor::theme
