// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/stages/stage_controls.h"

#include <QHBoxLayout>

#include "ui/inspector/stages/stage.h"

namespace anchor {

StageControls::StageControls(QWidget* parent, const std::vector<SettingSpec>& settings)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_sliders(new SettingSliders(settings, this)) {
  m_column->setContentsMargins(0, 0, 0, 0);
  m_column->setSpacing(3);
  m_column->addWidget(m_sliders);
  m_column->addStretch(1);
  connect(m_sliders, &SettingSliders::changed, this, [this] { Q_EMIT configChanged(m_sliders->config()); });
}

void StageControls::showRequest(const InspectionRequest& request) {
  if (m_sliders->config() != request.config) m_sliders->setConfig(request.config);
}

void StageControls::addRow(std::initializer_list<QWidget*> widgets) {
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  for (QWidget* widget : widgets) row->addWidget(widget);
  row->addStretch(1);
  m_column->insertLayout(m_column->count() - 1, row);
}

QCheckBox* StageControls::check(const QString& words, const char* name, const QString& tip) {
  auto* made = new QCheckBox(words, this);
  made->setObjectName(QLatin1String(name));
  made->setToolTip(tip);
  return made;
}

QPushButton* StageControls::drawAgain() {
  auto* made = new QPushButton(Stage::tr("Resample"), this);
  made->setToolTip(Stage::tr("Training draws a new sample at every step; this shows another one."));
  connect(made, &QPushButton::clicked, this,
          [this] { Q_EMIT requestChanged([](InspectionRequest& r) { ++r.draw; }); });
  return made;
}

}  // namespace anchor
