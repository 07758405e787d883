// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractButton>
#include <QButtonGroup>

#include "ui/inspector/inspector_state.h"

namespace anchor {

/// One stage of the detector in the bar: its number and name, and below what it makes of the image.
class StageButton : public QAbstractButton {
  Q_OBJECT
 public:
  StageButton(int number, const QString& title, QWidget* parent);
  /// What the stage makes of the image: "41 fg · 215 bg".
  void setCounts(const QString& counts);
  [[nodiscard]] const QString& counts() const { return m_counts; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  QString m_title, m_counts;
};

/// The way of an image through the detector, over the image: 1 Input to 6 Detections.
class StageBar : public QWidget {
  Q_OBJECT
 public:
  explicit StageBar(QWidget* parent);
  /// None: no stage is chosen.
  void showView(InspectorView view);
  /// Counts of every stage; null: of an image that is not computed yet.
  void showCounts(const Inspection* in);
  [[nodiscard]] StageButton* button(InspectorView view) const;

 Q_SIGNALS:
  void chosen(anchor::InspectorView view);

 private:
  QButtonGroup* m_buttons;
};

}  // namespace anchor
