// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_output.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/canvas/image_canvas.h"
#include "ui/shared/dialogs.h"

namespace anchor {

ViewOutput::ViewOutput(ImageCanvas* canvas, QWidget* window)
    : QObject(window), m_canvas(canvas), m_window(window) {}

QImage ViewOutput::picture() const {
  constexpr double sharp = 2;  // for slides and papers; on the screen a pixel is enough
  const double ratio = std::max(sharp, m_canvas->devicePixelRatioF());
  QImage image(m_canvas->size() * ratio, QImage::Format_RGB32);
  image.setDevicePixelRatio(ratio);
  QPainter painter(&image);
  m_canvas->paintView(painter);
  return image;
}

void ViewOutput::copy() {
  QGuiApplication::clipboard()->setImage(picture());
  Q_EMIT told(tr("The view was copied as an image."));
}

bool ViewOutput::writeSvg(const QString& path) const {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return false;
  QSvgGenerator svg;
  svg.setOutputDevice(&file);
  svg.setSize(m_canvas->size());
  svg.setViewBox(m_canvas->rect());
  svg.setTitle(m_window->windowTitle());
  QPainter painter;
  if (!painter.begin(&svg)) return false;
  painter.setFont(m_canvas->font());
  m_canvas->paintView(painter);
  painter.end();
  return file.commit();
}

bool ViewOutput::write(const QString& path) const {
  if (path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return writeSvg(path);
  QSaveFile file(path);
  return file.open(QIODevice::WriteOnly) && picture().save(&file, "PNG") && file.commit();
}

void ViewOutput::save() {
  QString path = dialogs::chooseNewFile(m_window, tr("Save view"), tr("Picture (*.png);;SVG (*.svg)"));
  if (path.isEmpty()) return;
  if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".png");
  if (write(path)) return Q_EMIT told(tr("Saved: %1").arg(path));
  dialogs::tell(m_window, QMessageBox::Warning, tr("Save view"),
                tr("%1 cannot be written. Check free space and permissions.").arg(path));
}

void ViewOutput::printOn(QPrinter& printer) const {
  QPainter painter;
  if (!painter.begin(&printer)) return;
  const QRectF page = printer.pageRect(QPrinter::DevicePixel);
  const double scale = std::min(page.width() / m_canvas->width(), page.height() / m_canvas->height());
  painter.translate((page.width() - m_canvas->width() * scale) / 2, 0);
  painter.scale(scale, scale);
  painter.setFont(m_canvas->font());
  painter.setClipRect(m_canvas->rect());
  m_canvas->paintView(painter);
}

void ViewOutput::print() {
  auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
  printer->setDocName(m_window->windowTitle());
  if (m_canvas->width() > m_canvas->height()) printer->setPageOrientation(QPageLayout::Landscape);
  auto* dialog = new QPrintDialog(printer.get(), m_window);
  dialog->setObjectName(QStringLiteral("printDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, qOverload<>(&QDialog::accepted), this, [this, printer] { printOn(*printer); });
  connect(dialog, &QObject::destroyed, this, [printer] {});  // the dialog works on it until it goes
  dialog->open();
}

}  // namespace anchor
