// SPDX-License-Identifier: GPL-3.0-or-later
// How the inspector is built: views, rules, and the sliders of each view.
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/inspector/inspector_panel.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

QTableWidget* table(const char* name, QWidget* parent) {
  auto* made = new QTableWidget(0, 4, parent);
  made->setObjectName(QLatin1String(name));
  made->verticalHeader()->hide();
  made->verticalHeader()->setDefaultSectionSize(22);
  made->horizontalHeader()->setStretchLastSection(true);
  made->setEditTriggers(QAbstractItemView::NoEditTriggers);
  made->setSelectionBehavior(QAbstractItemView::SelectRows);
  made->setSelectionMode(QAbstractItemView::SingleSelection);
  made->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);  // a long last column has a tooltip
  made->setMinimumHeight(90);
  return made;
}

QString stepText(ProposalStep step) {
  switch (step) {
    case ProposalStep::Scored:
      return InspectorPanel::tr("1 scored");
    case ProposalStep::Decoded:
      return InspectorPanel::tr("2 decoded");
    case ProposalStep::Clipped:
      return InspectorPanel::tr("3 clipped");
    case ProposalStep::LargeEnough:
      return InspectorPanel::tr("4 large enough");
    case ProposalStep::BeforeNms:
      return InspectorPanel::tr("5 before NMS");
    case ProposalStep::AfterNms:
      return InspectorPanel::tr("6 after NMS");
    case ProposalStep::Final:
      return InspectorPanel::tr("7 passed on");
  }
  return {};
}

QLabel* words(const char* name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(QLatin1String(name));
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

InspectorPanel::InspectorPanel(QWidget* parent)
    : QWidget(parent),
      m_model(this),
      m_stages(new StageBar(this)),
      m_rules(new QComboBox(this)),
      m_scaleFilter(new QComboBox(this)),
      m_ratioFilter(new QComboBox(this)),
      m_convention(new QComboBox(this)),
      m_strides(new QComboBox(this)),
      m_controls(new QStackedWidget(this)),
      m_step(new QSlider(Qt::Horizontal, this)),
      m_stepText(new QLabel(this)),
      m_facts(words("sceneText", this)),
      m_card(words("inspectorCard", this)),
      m_list(table("inspectorList", this)),
      m_cell(table("cellTable", this)),
      m_use(new QPushButton(tr("Use in next run"), this)),
      m_reset(new QPushButton(tr("Reset"), this)),
      m_compare(new QPushButton(tr("Compare"), this)) {
  m_list->setAccessibleName(tr("What the view lists"));
  m_cell->setAccessibleName(tr("Anchors of the chosen cell"));
  m_card->setFrameShape(QFrame::StyledPanel);
  m_card->setMargin(6);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->setSpacing(5);
  layout->addWidget(buildRules());
  buildControls();
  layout->addWidget(m_controls);
  layout->addWidget(m_facts);
  auto* tables = new QSplitter(Qt::Vertical, this);
  tables->addWidget(m_list);
  tables->addWidget(m_cell);
  tables->setChildrenCollapsible(false);
  layout->addWidget(tables, 1);
  layout->addWidget(m_card);
  layout->addStretch(0);
  for (QTableWidget* one : {m_list, m_cell})
    connect(one, &QTableWidget::currentCellChanged, this, [this, one](int row) {
      if (m_filling || row < 0) return;
      const int key = one->item(row, 0)->data(Qt::UserRole).toInt();
      if (one == m_list) return chooseRow(key);
      m_state.anchor = key;
      show();
    });
  connect(&m_model, &InspectorModel::changed, this, [this] {
    computeKept();
    show();
  });
  applyConfig(presetByName(m_rules->currentData().toString().toStdString()).config);
  m_base = config();
  m_reset->setEnabled(false);
  m_use->setEnabled(false);
  connect(m_stages, &StageBar::chosen, this, &InspectorPanel::showView);
  showView(InspectorView::None);
}

QWidget* InspectorPanel::buildRules() {
  auto* box = new QWidget(this);
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(4);
  m_rules->setObjectName(QStringLiteral("anchorPreset"));
  m_rules->setToolTip(
      tr("Network and recipe whose rules are shown: a preset, or the run in the Training panel."));
  m_rules->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  for (const Preset& preset : presets())
    m_rules->addItem(QCoreApplication::translate("Presets", preset.title.c_str()), text(preset.name));
  auto* label = new QLabel(tr("Rules"), box);
  label->setBuddy(m_rules);
  grid->addWidget(label, 0, 0);
  grid->addWidget(m_rules, 0, 1, 1, 3);
  m_use->setObjectName(QStringLiteral("useInNextRun"));
  m_use->setToolTip(tr("These values will be used for the next run."));
  m_reset->setObjectName(QStringLiteral("resetRules"));
  m_reset->setToolTip(tr("Restores the values of the chosen preset or run."));
  m_compare->setObjectName(QStringLiteral("compareRules"));
  m_compare->setCheckable(true);
  m_compare->setToolTip(tr("Keeps the current settings on the left and shows your changes beside them."));
  grid->addWidget(m_use, 1, 0, 1, 2);
  grid->addWidget(m_compare, 1, 2);
  grid->addWidget(m_reset, 1, 3);
  grid->setColumnStretch(1, 1);
  connect(m_rules, &QComboBox::activated, this, &InspectorPanel::chooseRules);
  connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT useInNextRun(config()); });
  connect(m_reset, &QPushButton::clicked, this, [this] { applyConfig(m_base); });
  connect(m_compare, &QPushButton::toggled, this, [this](bool on) {
    m_keptConfig = on ? std::optional(config()) : std::nullopt;
    m_kept.reset();
    computeKept();
  });
  return box;
}

QCheckBox* InspectorPanel::check(const QString& text, const char* name, const QString& tip,
                                 std::function<void(bool)> set) {
  auto* made = new QCheckBox(text, this);
  made->setObjectName(QLatin1String(name));
  made->setToolTip(tip);
  connect(made, &QCheckBox::toggled, this, [set = std::move(set)](bool on) { set(on); });
  return made;
}

QPushButton* InspectorPanel::drawAgain() {
  auto* made = new QPushButton(tr("Resample"), this);
  made->setToolTip(tr("Training draws a new sample at every step; this shows another one."));
  connect(made, &QPushButton::clicked, this,
          [this] { m_model.update([](InspectionRequest& r) { ++r.draw; }); });
  return made;
}

QWidget* InspectorPanel::controls(InspectorView view, SettingSliders* sliders,
                                  std::initializer_list<QWidget*> others) {
  auto* box = new QWidget(this);
  auto* layout = new QVBoxLayout(box);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(3);
  if (sliders != nullptr) {
    layout->addWidget(sliders);
    m_sliders.push_back(sliders);
    connect(sliders, &SettingSliders::changed, this, [this, sliders] { applyConfig(sliders->config()); });
  }
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  for (QWidget* widget : others) row->addWidget(widget);
  row->addStretch(1);
  if (others.size() > 0) layout->addLayout(row);
  layout->addStretch(1);
  m_controls->insertWidget(static_cast<int>(view), box);
  return box;
}

void InspectorPanel::buildControls() {
  m_controls->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  m_controls->insertWidget(static_cast<int>(InspectorView::None), new QWidget(this));

  auto* input = new SettingSliders(
      {{"input.short_side", tr("Short side")}, {"input.long_side", tr("Long side")}}, this);
  controls(
      InspectorView::Input, input,
      {m_mirrored = check(
           tr("Mirrored"), "mirrored", tr("Mirrored, as the network sees half of the images in training."),
           [this](bool on) { m_model.update([on](InspectionRequest& r) { r.flipped = on; }); })});

  auto* anchors = new SettingSliders(
      {{"anchors.base_size", tr("Base size")}, {"anchors.border", tr("Border allowed")}}, this);
  anchors->addList("anchors.scales", tr("Scales"), true);
  anchors->addList("anchors.ratios", tr("Ratios"), false);
  m_scaleFilter->setObjectName(QStringLiteral("scaleFilter"));
  m_scaleFilter->setAccessibleName(tr("Scale"));
  m_ratioFilter->setObjectName(QStringLiteral("ratioFilter"));
  m_ratioFilter->setAccessibleName(tr("Ratio"));
  m_scaleFilter->setToolTip(tr("Show only the anchors of one scale."));
  m_ratioFilter->setToolTip(tr("Show only the anchors of one ratio (height / width)."));
  m_convention->setObjectName(QStringLiteral("convention"));
  m_convention->setAccessibleName(tr("Convention"));
  m_convention->setToolTip(
      tr("pixel: whole, inclusive coordinates (py-faster-rcnn); continuous: half-open (simple-faster-rcnn, "
         "torchvision)"));
  m_convention->addItem(tr("continuous"), QStringLiteral("continuous"));
  m_convention->addItem(tr("pixel"), QStringLiteral("pixel"));
  auto* outside = check(tr("Crossing"), "showOutside", tr("Also anchors that cross the image's border."),
                        [this](bool on) {
                          m_state.filter.outside = on;
                          show();
                        });
  outside->setChecked(true);
  QWidget* page = controls(InspectorView::Anchors, anchors, {m_scaleFilter, m_ratioFilter, outside});
  auto* row = new QHBoxLayout;
  row->addWidget(new QLabel(tr("Convention"), page));
  row->addWidget(m_convention, 1);
  row->addWidget(new QLabel(tr("Stride"), page));
  row->addWidget(m_strides, 1);
  m_strides->setObjectName(QStringLiteral("strides"));
  m_strides->setAccessibleName(tr("Stride"));
  m_strides->setToolTip(
      tr("Network pixels between neighbouring cells: 16 of a single map, one for each level of a pyramid."));
  connect(m_strides, &QComboBox::activated, this, [this] {
    RunConfig changed = config();
    changed.network.fpn_strides.clear();
    for (const QVariant& stride : m_strides->currentData().toList())
      changed.network.fpn_strides.push_back(stride.toInt());
    applyConfig(changed);
  });
  qobject_cast<QVBoxLayout*>(page->layout())->insertLayout(1, row);
  const auto filter = [this] {
    m_state.filter.scale = m_scaleFilter->currentIndex() - 1;
    m_state.filter.ratio = m_ratioFilter->currentIndex() - 1;
    show();
  };
  connect(m_scaleFilter, &QComboBox::activated, this, filter);
  connect(m_ratioFilter, &QComboBox::activated, this, filter);
  connect(m_convention, &QComboBox::activated, this, [this] {
    RunConfig changed = config();
    changed.anchors.convention = m_convention->currentData().toString().toStdString();
    if (changed.anchors.convention == "pixel") changed.anchors.rounded = false;
    applyConfig(changed);
  });

  auto* assignment = new SettingSliders({{"assignment.positive_iou", tr("fg from IoU")},
                                         {"assignment.negative_iou", tr("bg below IoU")},
                                         {"rpn_budget.batch", tr("Sampled")},
                                         {"rpn_budget.fraction", tr("Foreground fraction")}},
                                        this);
  controls(InspectorView::Assignment, assignment,
           {check(tr("Only sampled"), "sampledOnly", tr("Hide anchors and RoIs that were not sampled."),
                  [this](bool on) {
                    m_state.sampledOnly = on;
                    show();
                  }),
            drawAgain()});

  auto* proposals = new SettingSliders({{"test_proposals.pre_nms", tr("Before NMS")},
                                        {"test_proposals.nms", tr("NMS IoU")},
                                        {"test_proposals.post_nms", tr("Passed on")},
                                        {"test_proposals.min_size", tr("Shortest side")}},
                                       this);
  m_step->setObjectName(QStringLiteral("proposalStep"));
  m_step->setRange(0, proposalStepCount - 1);
  m_step->setPageStep(1);
  m_step->setTickPosition(QSlider::TicksBelow);
  m_step->setAccessibleName(tr("Step of the proposal layer"));
  auto* most = new QSpinBox(this);
  most->setAccessibleName(tr("Proposals that are outlined"));
  most->setRange(1, 2000);
  most->setValue(m_state.most);
  most->setPrefix(tr("outline "));
  most->setToolTip(tr("Number of top-scoring boxes drawn as outlines; the rest are drawn as points."));
  connect(most, &QSpinBox::valueChanged, this, [this](int value) {
    m_state.most = value;
    show();
  });
  page = controls(InspectorView::Proposals, proposals, {most});
  auto* step = new QHBoxLayout;
  step->addWidget(m_stepText);
  step->addWidget(m_step, 1);
  m_stepText->setMinimumWidth(110);
  qobject_cast<QVBoxLayout*>(page->layout())->insertLayout(0, step);
  connect(m_step, &QSlider::valueChanged, this, [this](int at) {
    m_state.step = static_cast<ProposalStep>(at);
    m_stepText->setText(stepText(m_state.step));
    show();
  });
  m_step->setValue(proposalStepCount - 1);

  auto* rois = new SettingSliders({{"rois.batch", tr("Sampled")},
                                   {"rois.fraction", tr("Foreground fraction")},
                                   {"rois.fg", tr("fg from IoU")},
                                   {"rois.bg_hi", tr("bg below IoU")},
                                   {"rois.bg_lo", tr("bg from IoU")}},
                                  this);
  controls(InspectorView::Rois, rois, {drawAgain()});

  auto* detections = new SettingSliders(
      {{"test.score", tr("Score from")}, {"test.nms", tr("NMS IoU")}, {"test.most", tr("At most")}}, this);
  controls(InspectorView::Detections, detections, {});
}

void InspectorPanel::setRun(const QString& name, const std::optional<RunConfig>& config) {
  const int old = m_rules->findData(QStringLiteral("run"));
  const bool chosen = old >= 0 && m_rules->currentIndex() == old;
  if (old >= 0) m_rules->removeItem(old);
  m_runConfig = config;
  if (!config) {
    if (!chosen) return;
    m_rules->setCurrentIndex(0);
    return chooseRules();
  }
  m_rules->insertItem(0, tr("Run %1").arg(name), QStringLiteral("run"));
  m_rules->setCurrentIndex(0);
  chooseRules();
}

void InspectorPanel::chooseRules() {
  const QString name = m_rules->currentData().toString();
  m_base = name == QStringLiteral("run") ? *m_runConfig : presetByName(name.toStdString()).config;
  applyConfig(m_base);
}

void InspectorPanel::applyConfig(const RunConfig& config) {
  m_model.update([&](InspectionRequest& r) { r.config = config; });
  for (SettingSliders* sliders : m_sliders)
    if (sliders->config() != config) sliders->setConfig(config);
  m_convention->setCurrentIndex(m_convention->findData(text(config.anchors.convention)));
  m_strides->clear();
  m_strides->setEnabled(config.pyramid());
  if (config.pyramid()) {
    std::vector<std::vector<int>> choices{{4, 8, 16, 32}, {8, 16, 32}, {8, 16, 32, 64}, {16, 32}};
    if (std::ranges::count(choices, config.network.fpn_strides) == 0)
      choices.push_back(config.network.fpn_strides);
    for (const std::vector<int>& strides : choices) {
      QStringList words;
      QVariantList values;
      for (const int stride : strides) {
        words << QString::number(stride);
        values << stride;
      }
      m_strides->addItem(words.join(QStringLiteral(", ")), values);
      if (strides == config.network.fpn_strides) m_strides->setCurrentIndex(m_strides->count() - 1);
    }
  } else {
    m_strides->addItem(QStringLiteral("16"));
  }
  const auto refill = [&](QComboBox* box, const QString& all, const std::vector<float>& values,
                          const QString& one) {
    const int at = box->currentIndex();
    box->clear();
    box->addItem(all);
    for (const float v : values) box->addItem(one.arg(v));
    box->setCurrentIndex(at < box->count() ? std::max(0, at) : 0);
  };
  refill(m_scaleFilter, tr("All scales"), config.anchors.scales, tr("scale %1"));
  refill(m_ratioFilter, tr("All ratios"), config.anchors.ratios, tr("ratio %1"));
  const bool changed = config != m_base;
  m_use->setEnabled(changed);
  m_reset->setEnabled(changed);
  Q_EMIT configChanged();
}

}  // namespace anchor
