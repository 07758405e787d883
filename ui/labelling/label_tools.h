// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAction>
#include <QObject>
#include <QSet>

#include "ui/canvas/image_canvas.h"
#include "ui/labelling/anchor_lens.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// What a person does with labels on the canvas: between canvas and session.
class LabelTools : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  LabelTools(ProjectSession* session, ImageCanvas* canvas, QObject* parent);

  /// The 1-based class in the list, for the selection or the next box.
  void chooseClass(int number);
  void pickClass();
  void copy();
  void paste();
  /// The boxes of the image that was in hand before this one.
  void pasteFromPreviousImage();
  void duplicate();
  void remove();
  void selectAll();
  void toggleFlag(bool LabelBox::*flag);
  void toggleHidden();
  void showAll();
  void toggleLocked();
  /// Boxes of the image that are not drawn, and those that are not changed. Both last while it is in hand.
  [[nodiscard]] const QSet<qint64>& hidden() const { return m_hidden; }
  [[nodiscard]] const QSet<qint64>& locked() const { return m_locked; }
  void setHidden(const std::vector<int64_t>& ids, bool hidden);
  void setLocked(const std::vector<int64_t>& ids, bool locked);
  void lookAtSelection();
  /// The prediction that is selected, or the surest.
  void acceptPrediction();
  void acceptPredictionsAbove(double score);
  void rejectPrediction();
  void rejectAllPredictions();
  /// The rules that the lens speaks of.
  void setLensConfig(const RunConfig& config);
  void setLensOn(bool on);
  void setProposals(std::vector<QRectF> proposals) { m_canvas->setProposals(std::move(proposals)); }

 Q_SIGNALS:
  void told(const QString& message);
  /// The boxes of the image were made anew, as every canvas shows them.
  void boxesShown(const std::vector<CanvasBox>& boxes);
  /// Other boxes are hidden or locked than before.
  void visibilityChanged();

 private:
  void forgetProject() override;
  void refreshBoxes();
  void refreshPredictions();
  void refreshLens();
  void mark(QSet<qint64>& marked, const std::vector<int64_t>& ids, bool on);
  [[nodiscard]] std::vector<CanvasBox> canvasBoxes() const;
  void answerPrediction(void (ProjectSession::*answer)(const std::vector<Prediction>&));
  [[nodiscard]] std::vector<LabelBox> chosen() const;
  void giveClass(int64_t id);
  void withClass(std::function<void(int64_t)> then);
  void draw(const QRectF& rect, BoxOrigin origin);
  void moveBoxes(const std::vector<int64_t>& ids, const QPointF& by);
  ProjectSession* m_session;
  ImageCanvas* m_canvas;
  std::vector<LabelBox> m_copied;
  std::vector<LabelBox> m_shown, m_previous;  ///< boxes of this image, and of the one before it
  int64_t m_shownImage = 0;
  QSet<qint64> m_hidden, m_locked;
  RunConfig m_lensConfig;
  AnchorLens m_lens;
  bool m_lensOn = true;
};

}  // namespace anchor
