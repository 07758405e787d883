// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include "ui/runs/run_history.h"

namespace anchor {

/// Draws detections (dashed) over the image's labels (solid) and saves a PNG.
void savePicture(const QString& image, const QJsonArray& detections, const QList<QRectF>& labels,
                 const QString& target);

/// report.html with the charts, the figures and the pictures that lie beside it.
void writeReport(const QString& folder, const RunHistory& history, const QJsonObject& evaluation,
                 const QStringList& pictures);

}  // namespace anchor
