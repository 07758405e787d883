// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/time_bar.h"

#include <QHBoxLayout>
#include <cmath>

#include "ui/shared/pictures.h"

namespace anchor {

TimeBar::TimeBar(QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal, this)), m_words(new QLabel(this)) {
  setObjectName(QStringLiteral("timeBar"));
  m_slider->setObjectName(QStringLiteral("timeSlider"));
  m_slider->setTickPosition(QSlider::TicksBelow);
  m_slider->setPageStep(1);
  m_slider->setAccessibleName(tr("Training replayed on this image"));
  m_slider->setToolTip(
      tr("This image was pinned: the run recorded it at its start and at each evaluation. Drag to step "
         "through training."));
  m_words->setObjectName(QStringLiteral("timeWords"));
  m_words->setMinimumWidth(170);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 2, 8, 2);
  layout->addWidget(new QLabel(tr("Training"), this));
  layout->addWidget(m_slider, 1);
  layout->addWidget(m_words);
  connect(m_slider, &QSlider::valueChanged, this, &TimeBar::moved);
  hide();
}

void TimeBar::setSnapshots(const std::vector<SnapshotEvent>& snapshots,
                           const std::filesystem::path& runFolder) {
  const bool atEnd = m_slider->value() == m_slider->maximum();
  m_snapshots = snapshots;
  m_run = runFolder;
  setVisible(!snapshots.empty());
  const QSignalBlocker quiet(m_slider);
  m_slider->setRange(0, static_cast<int>(snapshots.size()));
  if (atEnd || snapshots.empty()) m_slider->setValue(m_slider->maximum());
  m_words->setText(tr("newest checkpoint"));
}

bool TimeBar::showIteration(double iteration) {
  if (m_snapshots.empty()) return false;
  size_t best = 0;
  for (size_t i = 1; i < m_snapshots.size(); ++i)
    if (std::abs(m_snapshots[i].iteration - iteration) < std::abs(m_snapshots[best].iteration - iteration))
      best = i;
  m_slider->setValue(static_cast<int>(best));
  return true;
}

void TimeBar::moved(int at) {
  if (at >= static_cast<int>(m_snapshots.size())) {
    m_words->setText(tr("newest checkpoint"));
    return Q_EMIT chosen({});
  }
  const SnapshotEvent& snapshot = m_snapshots[static_cast<size_t>(at)];
  m_words->setText(tr("iteration %1").arg(snapshot.iteration));
  Q_EMIT chosen(text((m_run / snapshot.file).string()));
}

void TimeBar::forgetProject() { setSnapshots({}, {}); }

}  // namespace anchor
