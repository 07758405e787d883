// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QWidget>
#include <filesystem>
#include <vector>

#include "engine/protocol/run_event.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Replays training on a pinned image: a slider over the snapshots that the run has of it, the last place
/// being the newest checkpoint.
class TimeBar : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  explicit TimeBar(QWidget* parent);
  /// The snapshots of the image in hand, by rising iteration; hidden while there is none.
  void setSnapshots(const std::vector<SnapshotEvent>& snapshots, const std::filesystem::path& runFolder);
  /// Goes to the snapshot nearest to the iteration; false when there is none.
  bool showIteration(double iteration);
  /// A snapshot is chosen, not the newest checkpoint.
  [[nodiscard]] bool showsSnapshot() const { return m_slider->value() < m_slider->maximum(); }

 Q_SIGNALS:
  /// Empty: the newest checkpoint.
  void chosen(const QString& file);

 private:
  void forgetProject() override;
  void moved(int at);
  std::vector<SnapshotEvent> m_snapshots;
  std::filesystem::path m_run;
  QSlider* m_slider;
  QLabel* m_words;
};

}  // namespace anchor
