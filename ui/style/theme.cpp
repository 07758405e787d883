// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPalette>
#include <QPointer>
#include <QSettings>

#include "ui/style/studio_style.h"

namespace anchor::theme {
namespace {

/// Inter comes with the program; the Chinese glyphs are the system's, by the name of the family, or its
/// weight would be left to chance.
void useType() {
  static const bool loaded = [] {
    for (const char* face : {"Regular", "Medium", "SemiBold"})
      if (QFontDatabase::addApplicationFont(
              QStringLiteral(":/style/fonts/Inter-%1.otf").arg(QLatin1String(face))) < 0)
        return false;
    return true;
  }();
  if (!loaded)
    qWarning("The font Inter could not be loaded from the program; the system's font takes its place.");
  QFont base = QApplication::font();
  base.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans CJK SC")});
  base.setPixelSize(tokens::type::body);
  base.setWeight(QFont::Normal);
  QApplication::setFont(base);
}

QPalette paletteOf(const tokens::Colours& c) {
  QPalette palette;
  palette.setColor(QPalette::Window, c.background);
  palette.setColor(QPalette::WindowText, c.text);
  palette.setColor(QPalette::Base, c.panel);
  palette.setColor(QPalette::AlternateBase, c.background);
  palette.setColor(QPalette::Text, c.text);
  palette.setColor(QPalette::Button, c.panel);
  palette.setColor(QPalette::ButtonText, c.text);
  palette.setColor(QPalette::BrightText, c.bad);
  palette.setColor(QPalette::Highlight, c.accentFill);
  palette.setColor(QPalette::HighlightedText, Qt::white);
  palette.setColor(QPalette::ToolTipBase, c.panel);
  palette.setColor(QPalette::ToolTipText, c.text);
  palette.setColor(QPalette::PlaceholderText, c.dim);
  palette.setColor(QPalette::Link, c.accent);
  palette.setColor(QPalette::LinkVisited, c.accent);
  palette.setColor(QPalette::Light, c.panel);
  palette.setColor(QPalette::Midlight, c.raised);
  palette.setColor(QPalette::Mid, c.line);
  palette.setColor(QPalette::Dark, c.edge);
  palette.setColor(QPalette::Shadow, c.canvas);
  for (const auto role :
       {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
    palette.setColor(QPalette::Disabled, role, c.disabled);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, c.raised);
  palette.setColor(QPalette::Disabled, QPalette::HighlightedText, c.disabled);
  return palette;
}

}  // namespace

void apply(Mode mode) {
  useType();
  QApplication::setStyle(new StudioStyle);
  QApplication::setPalette(paletteOf(mode == Mode::Dark ? tokens::dark : tokens::light));
}

namespace {

const QString themeKey = QStringLiteral("window/theme");
const QString darkKey = QStringLiteral("window/dark");  ///< of versions that had two themes

/// Our own palette hides the desktop's: without it the desktop's shows through.
Mode modeOfSystem() {
  const QPalette shown = QApplication::palette();
  QApplication::setPalette(QPalette());
  const Mode mode = desktopMode();
  QApplication::setPalette(shown);
  return mode;
}

/// Hears of a change of the desktop's theme, which Qt passes to every window.
class DesktopWatch : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::ThemeChange && chosenTheme() == Choice::System &&
        modeOfSystem() != desktopMode())
      QMetaObject::invokeMethod(qApp, &applyChosen, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
  }
};

}  // namespace

Choice chosenTheme() {
  const QSettings settings;
  const QString kept = settings.value(themeKey).toString();
  if (kept == QLatin1String("light")) return Choice::Light;
  if (kept == QLatin1String("dark")) return Choice::Dark;
  if (kept.isEmpty() && settings.contains(darkKey))
    return settings.value(darkKey).toBool() ? Choice::Dark : Choice::Light;
  return Choice::System;
}

void choose(Choice choice) {
  QSettings().setValue(themeKey, choice == Choice::Light  ? QStringLiteral("light")
                                 : choice == Choice::Dark ? QStringLiteral("dark")
                                                          : QStringLiteral("system"));
  applyChosen();
}

void applyChosen() {
  static QPointer<QObject> watch;
  if (watch.isNull()) {
    watch = new DesktopWatch(qApp);
    qApp->installEventFilter(watch);
  }
  const Choice choice = chosenTheme();
  apply(choice == Choice::System ? modeOfSystem() : choice == Choice::Dark ? Mode::Dark : Mode::Light);
}

Mode desktopMode() {
  return QApplication::palette().color(QPalette::Window).lightness() < 128 ? Mode::Dark : Mode::Light;
}
bool isDark() { return desktopMode() == Mode::Dark; }
const tokens::Colours& colours() { return isDark() ? tokens::dark : tokens::light; }

QFont font(int pixels, int weight) {
  QFont made = QApplication::font();
  made.setPixelSize(pixels);
  made.setWeight(static_cast<QFont::Weight>(weight));
  return made;
}

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
