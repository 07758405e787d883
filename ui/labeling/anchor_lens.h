#pragma once
#include <QCoreApplication>
#include <QRectF>
#include <QString>
#include <optional>

#include "engine/geometry/anchor_fit.h"
#include "engine/run/input_geometry.h"

namespace anchor {

/// What the anchors will make of a box that is being drawn, in words. Exact: AnchorFit, as in training.
class AnchorLens {
  Q_DECLARE_TR_FUNCTIONS(AnchorLens)
 public:
  void setImage(const RunConfig& config, int width, int height);
  void clear() { m_fit.reset(); }
  /// Empty without an image.
  [[nodiscard]] QString words(const QRectF& rect) const;

 private:
  RunConfig m_config;
  InputGeometry m_geometry;
  std::vector<GridLevel> m_levels;
  std::optional<AnchorFit> m_fit;
};

}  // namespace anchor
