// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_words.h"

#include <QLocale>

#include "ui/inspector/stages/stage.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {

QString reasonText(LabelReason reason) {
  switch (reason) {
    case LabelReason::Outside:
      return Stage::tr("leaves the image");
    case LabelReason::PositiveIou:
      return Stage::tr("IoU reaches the fg threshold");
    case LabelReason::BestForGt:
      return Stage::tr("best anchor of a gt_box");
    case LabelReason::NegativeIou:
      return Stage::tr("IoU below the bg threshold");
    case LabelReason::BetweenIou:
      return Stage::tr("between the thresholds");
    case LabelReason::IgnoreRegion:
      return Stage::tr("in a crowd or an ignored object: not background");
    case LabelReason::DroppedByBudget:
      return Stage::tr("dropped by sampling");
  }
  return {};
}

QString lostText(LostAt stage) {
  switch (stage) {
    case LostAt::Found:
      return Stage::tr("found");
    case LostAt::NoAnchor:
      return Stage::tr("no anchor fits");
    case LostAt::NotSampled:
      return Stage::tr("anchors seldom sampled in training");
    case LostAt::RpnBox:
      return Stage::tr("RPN boxes too loose");
    case LostAt::TooSmall:
      return Stage::tr("under the minimum size");
    case LostAt::RpnScore:
      return Stage::tr("RPN scored it too low");
    case LostAt::TopN:
      return Stage::tr("cut by the number of proposals");
    case LostAt::Nms:
      return Stage::tr("removed by the RPN's NMS");
    case LostAt::HeadBackground:
      return Stage::tr("classified as background");
    case LostAt::HeadClass:
      return Stage::tr("classified as another class");
    case LostAt::HeadBox:
      return Stage::tr("head's box too loose");
    case LostAt::Score:
      return Stage::tr("below the score threshold");
    case LostAt::FinalNms:
      return Stage::tr("removed by the final NMS");
    case LostAt::FinalLimit:
      return Stage::tr("beyond the most detections");
    case LostAt::Taken:
      return Stage::tr("counted for a neighbour");
  }
  return {};
}

QString errorText(TideError error) {
  switch (error) {
    case TideError::Class:
      return Stage::tr("wrong class");
    case TideError::Localisation:
      return Stage::tr("loose box");
    case TideError::Both:
      return Stage::tr("wrong class and loose");
    case TideError::Duplicate:
      return Stage::tr("duplicate");
    case TideError::Background:
      return Stage::tr("background");
    case TideError::Missed:
      return Stage::tr("missed");
  }
  return {};
}

LabelLook lookOf(LabelReason reason) {
  switch (reason) {
    case LabelReason::PositiveIou:
      return {theme::foreground(), Qt::SolidLine};
    case LabelReason::BestForGt:
      return {theme::bestForGt(), Qt::DashLine};
    case LabelReason::DroppedByBudget:
      return {theme::foreground().darker(150), Qt::DotLine};
    case LabelReason::NegativeIou:
      return {theme::background(), Qt::SolidLine};
    case LabelReason::BetweenIou:
      return {theme::ignored(), Qt::SolidLine};
    case LabelReason::IgnoreRegion:
      return {theme::ignored(), Qt::DashLine};
    case LabelReason::Outside:
      return {theme::wrong(), Qt::DotLine};
  }
  return {};
}

QColor fitColour(float bestIou, float positiveIou) {
  if (bestIou >= positiveIou) return theme::foreground();
  if (bestIou >= 0.5F) return theme::bestForGt();
  return bestIou >= 0.3F ? theme::doubtful() : theme::wrong();
}

namespace words {

QString number(double value, int digits) { return QString::number(value, 'f', digits); }
QString count(size_t value) { return QLocale().toString(static_cast<qulonglong>(value)); }
QString sides(const Box& box, BoxConvention convention) {
  return QStringLiteral("%1 × %2").arg(qRound(width(box, convention))).arg(qRound(height(box, convention)));
}
QString fourNumbers(const BoxDelta& delta) {
  return QStringLiteral("dx %1, dy %2, dw %3, dh %4")
      .arg(number(delta.dx, 3), number(delta.dy, 3), number(delta.dw, 3), number(delta.dh, 3));
}

QString gtName(const Inspection& in, int gt) {
  const auto o = static_cast<size_t>(in.scene->gtObject[static_cast<size_t>(gt)]);
  const int64_t id = in.request.boxes[o].classId;
  for (const LabelClass& c : in.request.classes)
    if (c.id == id) return QStringLiteral("%1 %2").arg(text(c.name)).arg(gt + 1);
  return QString::number(gt + 1);
}

QString link(const Pick& pick, const QString& name) {
  return QStringLiteral("<a href=\"%1:%2\">%3</a>")
      .arg(static_cast<int>(pick.kind))
      .arg(pick.index)
      .arg(name.toHtmlEscaped());
}

Pick linked(const QString& link) {
  const QStringList parts = link.split(QLatin1Char(':'));
  if (parts.size() != 2) return {};
  return {static_cast<Pick::Kind>(parts[0].toInt()), parts[1].toLongLong()};
}

QString gtLink(const Inspection& in, int gt) {
  return link({Pick::Kind::Object, in.scene->gtIds[static_cast<size_t>(gt)]}, gtName(in, gt));
}

QString line(const QString& name, const QString& value) {
  return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(name, value);
}
QString card(const QString& title, const QString& lines) {
  return QStringLiteral("<b>%1</b><table>%2</table>").arg(title, lines);
}

}  // namespace words

}  // namespace anchor
