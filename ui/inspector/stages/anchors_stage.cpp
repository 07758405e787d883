// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/anchors_stage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "ui/inspector/inspector_words.h"
#include "ui/inspector/stages/stage_controls.h"
#include "ui/inspector/stages/stage_parts.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

class AnchorsControls : public StageControls {
 public:
  explicit AnchorsControls(QWidget* parent)
      : StageControls(parent, {{"anchors.base_size", Stage::tr("Base size")},
                               {"anchors.border", Stage::tr("Border allowed")}}),
        m_scale(combo("scaleFilter", Stage::tr("Scale"), Stage::tr("Show only the anchors of one scale."))),
        m_ratio(combo("ratioFilter", Stage::tr("Ratio"),
                      Stage::tr("Show only the anchors of one ratio (height / width)."))),
        m_convention(combo("convention", Stage::tr("Convention"),
                           Stage::tr("pixel: whole, inclusive coordinates (py-faster-rcnn); continuous: "
                                     "half-open (simple-faster-rcnn, torchvision)"))),
        m_strides(combo("strides", Stage::tr("Stride"),
                        Stage::tr("Network pixels between neighbouring cells: 16 of a single map, one for "
                                  "each level of a pyramid."))) {
    sliders()->addList("anchors.scales", Stage::tr("Scales"), true);
    sliders()->addList("anchors.ratios", Stage::tr("Ratios"), false);
    m_convention->addItem(Stage::tr("continuous"), QStringLiteral("continuous"));
    m_convention->addItem(Stage::tr("pixel"), QStringLiteral("pixel"));
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(Stage::tr("Convention"), this));
    row->addWidget(m_convention, 1);
    row->addWidget(new QLabel(Stage::tr("Stride"), this));
    row->addWidget(m_strides, 1);
    m_column->insertLayout(m_column->count() - 1, row);
    auto* outside =
        check(Stage::tr("Crossing"), "showOutside", Stage::tr("Also anchors that cross the image's border."));
    outside->setChecked(true);
    addRow({m_scale, m_ratio, outside});
    connect(outside, &QCheckBox::toggled, this,
            [this](bool on) { Q_EMIT stateChanged([on](InspectorState& s) { s.filter.outside = on; }); });
    for (QComboBox* one : {m_scale, m_ratio})
      connect(one, &QComboBox::activated, this, &AnchorsControls::filter);
    connect(m_convention, &QComboBox::activated, this, &AnchorsControls::chooseConvention);
    connect(m_strides, &QComboBox::activated, this, &AnchorsControls::chooseStrides);
  }

  void showRequest(const InspectionRequest& request) override {
    StageControls::showRequest(request);
    const RunConfig& config = request.config;
    m_config = config;
    m_convention->setCurrentIndex(m_convention->findData(QLatin1String(nameOf(config.anchors.convention))));
    showStrides();
    refill(m_scale, Stage::tr("All scales"), config.anchors.scales, Stage::tr("scale %1"));
    refill(m_ratio, Stage::tr("All ratios"), config.anchors.ratios, Stage::tr("ratio %1"));
  }

  void forgetProject() override {
    for (QComboBox* one : {m_scale, m_ratio}) one->setCurrentIndex(0);
    filter();
  }

 private:
  QComboBox* combo(const char* name, const QString& title, const QString& tip) {
    auto* made = new QComboBox(this);
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(title);
    made->setToolTip(tip);
    return made;
  }
  void filter() {
    Q_EMIT stateChanged(
        [scale = m_scale->currentIndex() - 1, ratio = m_ratio->currentIndex() - 1](InspectorState& s) {
          s.filter.scale = scale;
          s.filter.ratio = ratio;
        });
  }
  void chooseConvention() {
    RunConfig changed = m_config;
    changed.anchors.convention =
        *choiceNamed<BoxConvention>(m_convention->currentData().toString().toStdString());
    if (changed.anchors.convention == BoxConvention::Pixel) changed.anchors.rounded = false;
    Q_EMIT configChanged(changed);
  }
  void chooseStrides() {
    RunConfig changed = m_config;
    changed.network.fpn_strides.clear();
    for (const QVariant& stride : m_strides->currentData().toList())
      changed.network.fpn_strides.push_back(stride.toInt());
    Q_EMIT configChanged(changed);
  }
  void showStrides() {
    m_strides->clear();
    m_strides->setEnabled(m_config.pyramid());
    if (!m_config.pyramid()) return m_strides->addItem(QStringLiteral("16"));
    std::vector<std::vector<int>> choices{{4, 8, 16, 32}, {8, 16, 32}, {8, 16, 32, 64}, {16, 32}};
    if (std::ranges::count(choices, m_config.network.fpn_strides) == 0)
      choices.push_back(m_config.network.fpn_strides);
    for (const std::vector<int>& strides : choices) {
      QStringList words;
      QVariantList values;
      for (const int stride : strides) {
        words << QString::number(stride);
        values << stride;
      }
      m_strides->addItem(words.join(QStringLiteral(", ")), values);
      if (strides == m_config.network.fpn_strides) m_strides->setCurrentIndex(m_strides->count() - 1);
    }
  }
  static void refill(QComboBox* box, const QString& all, const std::vector<float>& values,
                     const QString& one) {
    const int at = box->currentIndex();
    box->clear();
    box->addItem(all);
    for (const float v : values) box->addItem(one.arg(v));
    box->setCurrentIndex(at < box->count() ? std::max(0, at) : 0);
  }
  RunConfig m_config;
  QComboBox *m_scale, *m_ratio, *m_convention, *m_strides;
};

}  // namespace

Stage::Names AnchorsStage::names() const {
  return {InspectorView::Anchors,
          Stage::tr("Anchors"),
          Stage::tr("&Anchors"),
          Stage::tr("Where anchors lie"),
          "viewAnchors",
          "layerDensity",
          Qt::Key_F6};
}

StageControls* AnchorsStage::controls(QWidget* parent) const { return new AnchorsControls(parent); }

QString AnchorsStage::countsOf(const Inspection& in) const {
  return Stage::tr("%1 · %2 inside")
      .arg(words::count(in.scene->anchors.size()),
           words::count(static_cast<size_t>(in.scene->insideCount())));
}

QString AnchorsStage::factsOf(const Inspection& in, const InspectorState&) const {
  const AnchorScene& s = *in.scene;
  return Stage::tr("%1 anchors, %2 inside the image; %3 cross its border and are dropped in training.")
      .arg(s.anchors.size())
      .arg(s.insideCount())
      .arg(static_cast<int>(s.anchors.size()) - s.insideCount());
}

void AnchorsStage::draw(const Inspection& in, const InspectorState& state, CanvasOverlay& out) const {
  const AnchorScene& s = *in.scene;
  const bool all = state.filter.scale < 0 && state.filter.ratio < 0 && state.filter.outside;
  if (all) {
    out.heat = s.density;
  } else {
    Boxes shown;
    for (size_t i = 0; i < s.anchors.size(); ++i)
      if (passes(s, state.filter, static_cast<int>(i))) shown.push_back(s.anchors[i]);
    out.heat = densityPicture(shown, s.geometry.size);
  }
  for (const int i : anchorsOfChosenCell(in, state)) {
    if (!passes(s, state.filter, i)) continue;
    const bool inside = s.inside[static_cast<size_t>(i)] != 0;
    out.marks.push_back({s.imageRect(static_cast<size_t>(i)),
                         inside ? theme::chosen() : theme::wrong(),
                         inside ? Qt::SolidLine : Qt::DashLine,
                         i == state.chosen.index ? 3 : 1,
                         {},
                         state.hovered == Pick{Pick::Kind::Anchor, i} ? CanvasOverlay::Weight::Front
                                                                      : CanvasOverlay::Weight::Plain});
  }
}

std::vector<LegendEntry> AnchorsStage::legendOf(const Inspection&) const {
  using Shape = LegendEntry::Shape;
  return {{Shape::Field, densityColour(1), Stage::tr("many anchors reach here")},
          {Shape::Field, densityColour(0), Stage::tr("few anchors reach here")},
          {Shape::Line, theme::chosen(), Stage::tr("anchors of the chosen cell")},
          {Shape::Dashes, theme::wrong(), Stage::tr("crosses the border")}};
}

QString AnchorsStage::cardOf(const Inspection& in, const InspectorState& state) const {
  const int anchor = chosenAnchor(in, state);
  return anchor < 0 ? QString() : anchorCard(in, anchor);
}

Pick AnchorsStage::pickAt(const Inspection& in, const InspectorState&, QPointF image, double) const {
  return anchorAt(in, image);
}

}  // namespace anchor
