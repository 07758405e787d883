// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/headless_report.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTextStream>

#include "datasets/images/image_reader.h"
#include "ui/shared/pictures.h"

namespace anchor {

void savePicture(const QString& image, const QJsonArray& detections, const QList<QRectF>& labels,
                 const QString& target) {
  QImage picture = toQImage(readImage(image.toStdString()));
  QPainter painter(&picture);
  painter.setPen(QPen(Qt::white, 1));
  for (const QRectF& rect : labels) painter.drawRect(rect);
  for (const auto& value : detections) {
    const QJsonObject item = value.toObject();
    if (item[QLatin1String("score")].toDouble() < 0.5) continue;
    const QJsonArray b = item[QLatin1String("box")].toArray();
    const QRectF rect(QPointF(b[0].toDouble(), b[1].toDouble()), QPointF(b[2].toDouble(), b[3].toDouble()));
    painter.setPen(QPen(QColor(0xFF, 0xB0, 0x00), 2, Qt::DashLine));
    painter.drawRect(rect);
    const QString words = QStringLiteral("%1 %2")
                              .arg(item[QLatin1String("class")].toString())
                              .arg(item[QLatin1String("score")].toDouble(), 0, 'f', 2);
    const QRectF tag(rect.left(), std::max(0.0, rect.top() - 14),
                     painter.fontMetrics().horizontalAdvance(words) + 6, 14);
    painter.fillRect(tag, QColor(0xFF, 0xB0, 0x00));
    painter.setPen(Qt::black);
    painter.drawText(tag, Qt::AlignCenter, words);
  }
  painter.end();
  picture.save(target);
}

void writeReport(const QString& folder, const RunHistory& history, const QJsonObject& evaluation,
                 const QStringList& pictures) {
  QFile file(folder + QStringLiteral("/report.html"));
  if (!file.open(QIODevice::WriteOnly)) return;
  QTextStream out(&file);
  out << "<!doctype html><meta charset=\"utf-8\"><title>Anchor Studio: sample run</title>"
         "<style>body{font:16px sans-serif;max-width:1000px;margin:2em "
         "auto;color:#1b1f24}img{max-width:100%;margin:4px 0}td,th{padding:4px 14px 4px "
         "0;text-align:left}</style>"
         "<h1>Sample run</h1>";
  out << "<p>" << history.iterations().size() << " iterations; evaluated on "
      << evaluation[QLatin1String("images")].toInt() << " held-out images.</p><table>";
  const auto row = [&](const QString& name, double value) {
    out << "<tr><th>" << name.toHtmlEscaped() << "<td>" << QString::number(value, 'f', 4);
  };
  row(QStringLiteral("VOC mAP@0.5"), evaluation[QLatin1String("voc_map")].toDouble());
  row(QStringLiteral("VOC07 mAP@0.5"), evaluation[QLatin1String("voc07_map")].toDouble());
  row(QStringLiteral("COCO mAP@[.50:.95]"), evaluation[QLatin1String("coco_map")].toDouble());
  const QJsonObject ap = evaluation[QLatin1String("ap")].toObject();
  for (auto it = ap.begin(); it != ap.end(); ++it)
    row(QStringLiteral("AP ") + it.key(), it.value().toDouble());
  out << "</table><h2>Training</h2>";
  for (const char* chart : {"losses", "accuracy", "rate", "speed"})
    out << "<img src=\"" << chart << ".png\">";
  out << "<h2>Detections on held-out images</h2><p>White: labels. Amber, dashed: detections above 0.5.</p>";
  for (const QString& picture : pictures) out << "<img src=\"" << picture << "\">";
}

}  // namespace anchor
