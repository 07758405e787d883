// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"

#include <QDir>
#include <QFileInfo>
#include <QIconEngine>
#include <QMap>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <cmath>

#include "ui/style/theme.h"

namespace anchor {
namespace {

const QString root = QStringLiteral(":/style/icons/");

/// Breeze draws each sign twice; the smaller drawing is sharp at 16 pixels.
QString drawing(const QString& name, int side) {
  const QString own = root + QStringLiteral("own/%1.svg").arg(name);
  if (QFileInfo::exists(own)) return own;
  const QString small = root + QStringLiteral("16/%1.svg").arg(name);
  const QString large = root + QStringLiteral("22/%1.svg").arg(name);
  if (side < 20 && QFileInfo::exists(small)) return small;
  return QFileInfo::exists(large) ? large : small;
}

class SignEngine : public QIconEngine {
 public:
  explicit SignEngine(QString name, bool onAccent = false) : m_name(std::move(name)), m_onAccent(onAccent) {}
  [[nodiscard]] QIconEngine* clone() const override { return new SignEngine(m_name, m_onAccent); }
  QString key() const override { return QStringLiteral("anchor"); }
  QString iconName() override { return m_name; }

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const double scale = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
    const QColor ink = colour(mode, state);
    const QString key = QStringLiteral("anchor-sign %1 %2x%3@%4 %5")
                            .arg(m_name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(scale)
                            .arg(ink.rgba());
    QPixmap picture;
    if (QPixmapCache::find(key, &picture)) return picture;
    picture = QPixmap(size);
    picture.fill(Qt::transparent);
    const double side = std::min(size.width(), size.height());
    QSvgRenderer renderer(drawing(m_name, static_cast<int>(std::lround(side / scale))));
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side));
    // The drawing gives the shape, the theme the colour.
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(picture.rect(), ink);
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
  }

 private:
  [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const {
    const tokens::Colours& c = theme::colours();
    if (mode == QIcon::Disabled) return c.disabled;
    if (state == QIcon::On) return m_onAccent ? QColor(Qt::white) : c.accent;
    return c.text;  // of a selected row, too: its ground is a quiet one
  }
  QString m_name;
  bool m_onAccent;
};

/// Drawn in its own colours.
class PictureEngine : public QIconEngine {
 public:
  [[nodiscard]] QIconEngine* clone() const override { return new PictureEngine; }
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override {
    QSvgRenderer(QStringLiteral(":/style/program.svg")).render(painter, rect);
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint(&painter, picture.rect(), mode, state);
    return picture;
  }
  // The title bar and the dock take what is offered here.
  QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override {
    return {{16, 16}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}, {256, 256}};
  }
};

struct ActionSign {
  const char* action;
  const char* sign;
};

constexpr ActionSign actionSigns[] = {
    {"boxDuplicate", "edit-duplicate"},
    {"boxFlags", "flag"},
    {"boxHide", "view-hidden"},
    {"boxLock", "object-locked"},
    {"boxLook", "zoom-select"},
    {"boxPasteBefore", "edit-paste"},
    {"boxProposal", "proposal"},
    {"boxShowAll", "view-visible"},
    {"editClass", "tag"},
    {"editCopy", "edit-copy"},
    {"editCopyView", "edit-copy"},
    {"editDelete", "edit-delete"},
    {"editDraw", "draw-box"},
    {"editHistory", "view-history"},
    {"editNegative", "no-objects"},
    {"editNext", "go-next"},
    {"editNextMany", "arrow-right-double"},
    {"editPaste", "edit-paste"},
    {"editPreferences", "configure"},
    {"editPrevious", "go-previous"},
    {"editPreviousMany", "arrow-left-double"},
    {"editRedo", "edit-redo"},
    {"editSelectAll", "edit-select-all"},
    {"editUndo", "edit-undo"},
    {"fileClose", "window-close"},
    {"fileImportFile", "document-import"},
    {"fileImportImages", "insert-image"},
    {"fileImportLabels", "document-import"},
    {"fileImports", "view-history"},
    {"fileNew", "document-new"},
    {"fileOpen", "document-open"},
    {"filePrint", "document-print"},
    {"fileQuit", "application-exit"},
    {"fileSample", "sample"},
    {"fileSaveView", "document-save"},
    {"ghostAccept", "dialog-ok-apply"},
    {"ghostReject", "dialog-cancel"},
    {"helpAbout", "help-about"},
    {"helpHere", "help-whatsthis"},
    {"helpKeys", "input-keyboard"},
    {"helpManual", "help-contents"},
    {"imageNextUnlabelled", "go-next-skip"},
    {"imageShowTrash", "user-trash"},
    {"imageTrash", "user-trash"},
    {"imageUnsure", "unsure"},
    {"imageVerified", "dialog-ok-apply"},
    {"labelCheck", "tools-check-spelling"},
    {"labelClasses", "tag"},
    {"labelPredict", "tools-wizard"},
    {"labelPredictListed", "tools-wizard"},
    {"labelSplit", "split"},
    {"layerDensity", "density"},
    {"layerDetections", "detections"},
    {"layerGt", "label"},
    {"layerLabels", "assignment"},
    {"trainContinue", "media-playback-start"},
    {"trainEvaluate", "speedometer"},
    {"trainExport", "document-export"},
    {"trainPause", "media-playback-pause"},
    {"trainResume", "view-refresh"},
    {"trainStart", "train"},
    {"trainStop", "media-playback-stop"},
    {"viewFit", "zoom-fit-best"},
    {"viewIn", "zoom-in"},
    {"viewOut", "zoom-out"},
    {"viewPin", "window-pin"},
    {"viewPixels", "zoom-original"},
    {"viewTone", "adjustlevels"},
};

}  // namespace

QIcon icon(const QString& name) { return QIcon(new SignEngine(name)); }
QIcon icon(const char* name) { return icon(QString::fromLatin1(name)); }
QIcon iconOnAccent(const char* name) { return QIcon(new SignEngine(QString::fromLatin1(name), true)); }

QStringList iconNames() {
  QStringList names;
  for (const char* folder : {"own", "16", "22"})
    for (const QFileInfo& file : QDir(root + QLatin1String(folder)).entryInfoList(QDir::Files))
      names << file.completeBaseName();
  names.removeDuplicates();
  names.sort();
  return names;
}

QIcon actionIcon(const QString& action) {
  for (const ActionSign& sign : actionSigns)
    if (action == QLatin1String(sign.action)) return icon(sign.sign);
  if (action.startsWith(QLatin1String("fileExport_"))) return icon("document-export");
  return {};
}

QStringList actionsWithIcon() {
  QStringList names;
  for (const ActionSign& sign : actionSigns) names << QLatin1String(sign.action);
  return names;
}

QIcon programIcon() { return QIcon(new PictureEngine); }

}  // namespace anchor
