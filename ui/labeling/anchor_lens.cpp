#include "ui/labeling/anchor_lens.h"

#include <QCoreApplication>

#include "engine/inspection/anchor_coverage.h"

namespace anchor {

void AnchorLens::setImage(const RunConfig& config, int width, int height) {
  m_config = config;
  m_geometry = inputGeometry(config, {static_cast<float>(height), static_cast<float>(width)});
  m_levels = gridLevels(config, m_geometry.padded);
  m_fit.emplace(m_levels, m_geometry.size, config.anchors.border, config.convention());
}

QString AnchorLens::words(const QRectF& rect) const {
  if (!m_fit) return {};
  const Box image{static_cast<float>(rect.left()), static_cast<float>(rect.top()),
                  static_cast<float>(rect.right()), static_cast<float>(rect.bottom())};
  const BoxConvention convention = m_config.convention();
  const Box gt = clipped(toNetwork(image, m_geometry, convention), m_geometry.size, convention);
  const BestAnchor best = m_fit->best(gt);
  if (best.level < 0) return tr("no anchor inside the image touches it");
  const float positive = m_config.assignment.positiveIou;
  const int fg = m_fit->countAbove(gt, positive);
  const double stride = m_levels[static_cast<size_t>(best.level)].stride;
  const bool clobbered = m_config.assignment.clobberPositives && best.iou < m_config.assignment.negativeIou;
  QString words = tr("best IoU %1, fg anchors: %2").arg(best.iou, 0, 'f', 2).arg(fg);
  if (fg == 0)
    words += QLatin1Char('\n') +
             (clobbered ? tr("below %1, and the bg rule has the last word: no anchor learns it")
                              .arg(m_config.assignment.negativeIou, 0, 'f', 2)
                        : tr("below %1: only the best-per-gt rule trains it").arg(positive, 0, 'f', 2));
  words += QLatin1Char('\n') + tr("%1 × %2 cells of %3 px at the training scale")
                                   .arg((gt.x2 - gt.x1) / stride, 0, 'f', 1)
                                   .arg((gt.y2 - gt.y1) / stride, 0, 'f', 1)
                                   .arg(stride);
  return words;
}

}  // namespace anchor
