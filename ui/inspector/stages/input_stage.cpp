// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/input_stage.h"

#include <QSignalBlocker>

#include "ui/inspector/inspector_words.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/inspector/stages/stage_parts.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

class InputControls : public StageControls {
 public:
  explicit InputControls(QWidget* parent)
      : StageControls(parent, {{"input.short_side", Stage::tr("Short side")},
                               {"input.long_side", Stage::tr("Long side")}}),
        m_mirrored(check(Stage::tr("Mirrored"), "mirrored",
                         Stage::tr("Mirrored, as the network sees half of the images in training."))) {
    addRow({m_mirrored});
    connect(m_mirrored, &QCheckBox::toggled, this,
            [this](bool on) { Q_EMIT requestChanged([on](InspectionRequest& r) { r.flipped = on; }); });
  }
  void showRequest(const InspectionRequest& request) override {
    StageControls::showRequest(request);
    const QSignalBlocker silent(m_mirrored);
    m_mirrored->setChecked(request.flipped);
  }

 private:
  QCheckBox* m_mirrored;
};

/// Width and height of a gt_box in cells of the finest level.
QString inCells(const AnchorScene& s, size_t gt) {
  const BoxConvention convention = s.config.convention();
  const auto stride = static_cast<double>(s.levels.front().stride);
  return QStringLiteral("%1 × %2").arg(words::number(width(s.gtBoxes[gt], convention) / stride, 1),
                                       words::number(height(s.gtBoxes[gt], convention) / stride, 1));
}

}  // namespace

Stage::Names InputStage::names() const {
  return {InspectorView::Input, Stage::tr("Input"),
          Stage::tr("&Input"),  Stage::tr("The network's input image"),
          "viewInput",          "stageInput"};
}

StageControls* InputStage::controls(QWidget* parent) const { return new InputControls(parent); }

QString InputStage::countsOf(const Inspection& in) const {
  const InputGeometry& geometry = in.scene->geometry;
  return QStringLiteral("%1 × %2, ×%3")
      .arg(static_cast<int>(geometry.size.width))
      .arg(static_cast<int>(geometry.size.height))
      .arg(geometry.scale, 0, 'f', 3);
}

QString InputStage::factsOf(const Inspection& in, const InspectorState&) const {
  const AnchorScene& s = *in.scene;
  QString words = Stage::tr("Input %1 × %2, scale %3.")
                      .arg(static_cast<int>(s.geometry.size.width))
                      .arg(static_cast<int>(s.geometry.size.height))
                      .arg(s.geometry.scale, 0, 'f', 3);
  for (const GridLevel& level : s.levels)
    words += Stage::tr(" Stride %1: %2 × %3 cells.")
                 .arg(level.stride)
                 .arg(level.featureWidth)
                 .arg(level.featureHeight);
  return words;
}

StageTable InputStage::tableOf(const Inspection& in, const InspectorState&) const {
  const AnchorScene& s = *in.scene;
  StageTable table;
  table.headers = {Stage::tr("Object"), Stage::tr("Input px"), Stage::tr("Cells")};
  for (size_t g = 0; g < s.gtBoxes.size(); ++g)
    table.rows.push_back({{words::gtName(in, static_cast<int>(g)),
                           words::sides(s.gtBoxes[g], s.config.convention()), inCells(s, g)},
                          {},
                          {Pick::Kind::Object, s.gtIds[g]}});
  return table;
}

void InputStage::draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const {
  const AnchorScene& s = *in.scene;
  out.picture = in.input;
  out.cell = {s.levels.front().stride / s.geometry.scaleX, s.levels.front().stride / s.geometry.scaleY};
  out.hideBoxes = true;
  const Emphasis emphasis(*this, in, state);
  for (size_t g = 0; g < s.gtBoxes.size(); ++g)
    out.marks.push_back(
        {gtRect(s, g), theme::foreground(), Qt::SolidLine, 2, inCells(s, g), emphasis.ofObject(s.gtIds[g])});
}

std::vector<LegendEntry> InputStage::legendOf(const Inspection&) const {
  return {{LegendEntry::Shape::Line, theme::foreground(), Stage::tr("object, its size in cells")}};
}

Pick InputStage::pickAt(const Inspection& in, const InspectorState&, QPointF image, double) const {
  return smallestObjectAt(in, image);
}

}  // namespace anchor
