// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_words.h"

#include "ui/shared/pictures.h"

namespace anchor::words {

QString number(double value, int digits) { return QString::number(value, 'f', digits); }
QString sides(const Box& box, BoxConvention convention) {
  return QStringLiteral("%1 × %2").arg(qRound(width(box, convention))).arg(qRound(height(box, convention)));
}

QString gtName(const Inspection& in, int gt) {
  const auto o = static_cast<size_t>(in.scene->gtObject[static_cast<size_t>(gt)]);
  const int64_t id = in.request.boxes[o].classId;
  for (const LabelClass& c : in.request.classes)
    if (c.id == id) return QStringLiteral("%1 %2").arg(text(c.name)).arg(gt + 1);
  return QString::number(gt + 1);
}

}  // namespace anchor::words
