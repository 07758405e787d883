// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>

#include "ui/inspector/stages/stage.h"

namespace anchor {

/// What the colours of a stage mean, in the lower left corner of the canvas. A click folds it down to its
/// title, and it stays so.
class StageLegend : public QAbstractButton {
  Q_OBJECT
 public:
  explicit StageLegend(QWidget* parent);
  /// Stands over this widget from now on.
  void standOver(QWidget* canvas);
  /// Hidden without entries.
  void showEntries(std::vector<LegendEntry> entries);
  [[nodiscard]] const std::vector<LegendEntry>& entries() const { return m_entries; }
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
  std::vector<LegendEntry> m_entries;
};

}  // namespace anchor
