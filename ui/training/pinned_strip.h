// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>
#include <QHBoxLayout>
#include <QHash>
#include <QImage>
#include <QLabel>
#include <QSet>
#include <QWidget>
#include <filesystem>

#include "engine/evaluation/detections.h"
#include "engine/protocol/run_event.h"
#include "engine/protocol/run_samples.h"
#include "ui/runs/record_provider.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// A pinned image as the run recorded it at one iteration, with ground truth and detections.
class PinnedImage : public QAbstractButton {
  Q_OBJECT
 public:
  explicit PinnedImage(QWidget* parent);
  void setPicture(const QImage& picture, const QSizeF& whole);
  void setTruth(const std::vector<SampleBox>& boxes);
  /// Nothing: they are being read.
  void setDetections(const std::vector<Detection>& detections);
  [[nodiscard]] const std::vector<SampleBox>& truth() const { return m_truth; }
  [[nodiscard]] const std::vector<Detection>& detections() const { return m_detections; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QImage m_picture;
  QSizeF m_whole;  ///< of the image, in which boxes are counted
  std::vector<SampleBox> m_truth;
  std::vector<Detection> m_detections;
};

/// The images that a run recorded while it was trained, as they were at the iteration under the cursor of the
/// charts, or at the newest. Everything is read on worker threads.
class PinnedStrip : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  explicit PinnedStrip(QWidget* parent);
  void setRecords(RecordProvider* records);
  /// The run that is shown and what it recorded so far; hidden while that is nothing.
  void setRun(const std::filesystem::path& folder, const std::vector<SnapshotEvent>& snapshots);
  /// The place of the cursor; nothing: the newest.
  void showIteration(std::optional<int> iteration);
  /// Of the snapshots that are shown; 0 without any.
  [[nodiscard]] int shownIteration() const { return m_iteration; }
  [[nodiscard]] const QList<PinnedImage*>& images() const { return m_images; }

 Q_SIGNALS:
  /// A click: the image as in samples.json, and the iteration at which it is shown.
  void opened(const QString& image, int iteration);

 private:
  void forgetProject() override;
  void arrange();
  void readRun();
  void show();
  void take(const QString& file, const RecordProvider::Record& record);
  [[nodiscard]] const SnapshotEvent* shownOf(const std::string& image) const;
  [[nodiscard]] QString fileOf(const SnapshotEvent& snapshot) const;
  RecordProvider* m_records = nullptr;
  std::filesystem::path m_run;
  std::vector<SnapshotEvent> m_snapshots;
  std::vector<std::string> m_names;  ///< of the images, in the order they were recorded first
  QHash<QString, std::vector<Detection>> m_known;
  QSet<QString> m_asked;
  std::optional<int> m_cursor;
  int m_iteration = 0;
  QLabel *m_title, *m_legend;
  QWidget* m_row;
  QHBoxLayout* m_places;
  QList<PinnedImage*> m_images;
};

}  // namespace anchor
