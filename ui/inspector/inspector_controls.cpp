// SPDX-License-Identifier: GPL-3.0-or-later
// How the inspector is built: its rules, and the pages of the stages.
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/inspector/inspector_panel.h"
#include "ui/inspector/inspector_words.h"
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

QLabel* wordsLabel(const char* name, QWidget* parent) {
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
      m_legend(new StageLegend(this)),
      m_rules(new QComboBox(this)),
      m_controls(new QStackedWidget(this)),
      m_noControls(new QWidget(this)),
      m_facts(wordsLabel("sceneText", this)),
      m_card(wordsLabel("inspectorCard", this)),
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
      if (!m_filling && row >= 0) choose(pickOf(one, row));
    });
  for (QTableWidget* one : {m_list, m_cell}) {
    one->setMouseTracking(true);
    one->viewport()->installEventFilter(this);
    connect(one, &QTableWidget::cellEntered, this, [this, one](int row) { pointAt(pickOf(one, row), true); });
  }
  m_card->setTextInteractionFlags(Qt::TextBrowserInteraction);
  connect(m_card, &QLabel::linkActivated, this, [this](const QString& link) { choose(words::linked(link)); });
  connect(&m_model, &InspectorModel::changed, this, [this] {
    dropAway();
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

void InspectorPanel::buildControls() {
  m_controls->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  m_controls->addWidget(m_noControls);
  for (const Stage* stage : anchor::stages()) {
    StageControls* page = stage->controls(this);
    m_controls->addWidget(page);
    m_pages[stage->names().view] = page;
    connect(page, &StageControls::configChanged, this, &InspectorPanel::applyConfig);
    connect(page, &StageControls::requestChanged, this,
            [this](const std::function<void(InspectionRequest&)>& change) { m_model.update(change); });
    connect(page, &StageControls::stateChanged, this,
            [this](const std::function<void(InspectorState&)>& change) {
              change(m_state);
              show();
            });
  }
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
  for (const auto& [view, page] : m_pages) page->showRequest(m_model.request());
  const bool changed = config != m_base;
  m_use->setEnabled(changed);
  m_reset->setEnabled(changed);
  Q_EMIT configChanged();
}

}  // namespace anchor
