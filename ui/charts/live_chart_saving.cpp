// SPDX-License-Identifier: GPL-3.0-or-later
// How a chart leaves the program: pictures, the clipboard, values.
#include <qcustomplot.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/charts/live_chart.h"
#include "ui/charts/picture_size.h"
#include "ui/shared/dialogs.h"

namespace anchor {

bool LiveChart::savePng(const QString& path, int width, int height) {
  refresh();
  return m_plot->savePng(path, width, height, 1.0);
}

bool LiveChart::savePicture(const QString& path, int width, int height) {
  return takenAsPicture([&] { return writePicture(path, width, height); });
}

bool LiveChart::writePicture(const QString& path, int width, int height) {
  refresh();
  if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) return m_plot->savePdf(path, width, height);
  if (!path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
    return m_plot->savePng(path, width, height, pngScale);
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return false;
  QSvgGenerator svg;
  svg.setOutputDevice(&file);
  svg.setSize({width, height});
  svg.setViewBox(QRect(0, 0, width, height));
  svg.setTitle(title());
  QCPPainter painter;
  if (!painter.begin(&svg)) return false;
  painter.setMode(QCPPainter::pmVectorized);
  painter.setMode(QCPPainter::pmNoCaching);
  m_plot->toPainter(&painter, width, height);
  painter.end();
  return file.commit();
}

void LiveChart::askForPicture() {
  const std::optional<QSize> size = askPictureSize(this);
  if (!size) return;
  const QString path =
      dialogs::chooseNewFile(this, tr("Save image"), tr("Picture (*.png);;PDF (*.pdf);;SVG (*.svg)"));
  if (!path.isEmpty() && !savePicture(path, size->width(), size->height()))
    dialogs::tell(this, QMessageBox::Warning, tr("Save image"),
                  tr("%1 cannot be written. Check free space and permissions.").arg(path));
}

/// This chart's own; the buttons over the charts switch all.
void LiveChart::addScaleActions(QMenu& menu) {
  const auto add = [&](const QString& words, Qt::Orientation axis, bool can) {
    QAction* action = menu.addAction(words, this, [this, axis](bool on) { setLogarithmic(axis, on); });
    action->setCheckable(true);
    action->setChecked(isLogarithmic(axis));
    action->setEnabled(can);
  };
  add(tr("Logarithmic x axis"), Qt::Horizontal, !m_clock);
  add(tr("Logarithmic y axis"), Qt::Vertical, !m_linearValues);
}

void LiveChart::showMenu(const QPoint& at) {
  QMenu menu(this);
  const auto add = [&](const QString& words, const char* name, const auto& work) {
    QAction* action = menu.addAction(words, this, work);
    action->setObjectName(QLatin1String(name));
  };
  if (const Curve* one = pointedAt(at)) {
    const QString name = one->name;
    add(isCurveShown(name) ? tr("Hide “%1”").arg(one->label) : tr("Show “%1”").arg(one->label), "curveSwitch",
        [this, name] { switchCurve(name); });
    if (m_curves.size() > 1)
      add(tr("Show only “%1”").arg(one->label), "curveOnly", [this, name] { showOnly(name); });
    add(tr("Copy values of “%1” as CSV").arg(one->label), "curveCopy", [this, name] { copyValues(name); });
    menu.addSeparator();
  }
  if (!m_curves.isEmpty() && m_plot->axisRect()->rect().contains(at))
    add(tr("Open this iteration in Inspect"), "curveInspect",
        [this, x = m_plot->xAxis->pixelToCoord(at.x())] { Q_EMIT inspectWanted(x); });
  if (m_curves.size() > 1) addCurveActions(*menu.addMenu(tr("Curves")));
  addScaleActions(menu);
  menu.addAction(tr("Copy image"), this, [this] {
    QGuiApplication::clipboard()->setPixmap(
        takenAsPicture([&] { return m_plot->toPixmap(m_plot->width(), m_plot->height(), 2.0); }));
  });
  menu.addAction(tr("Save image…"), this, &LiveChart::askForPicture);
  menu.addAction(tr("Save all values as CSV…"), this, &LiveChart::saveValuesWanted);
  menu.addAction(tr("Show all (double click)"), this, [this] {
    m_followAll = true;
    refresh();
  });
  menu.exec(m_plot->mapToGlobal(at));
}

}  // namespace anchor
