// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSet>
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>

#include "ui/canvas/box_crowd.h"
#include "ui/canvas/box_handles.h"
#include "ui/canvas/box_index.h"
#include "ui/canvas/canvas_content.h"
#include "ui/canvas/canvas_overlay.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/view_transform.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Shows one image with its layers and turns mouse and keys into edits. Holds no data of the project: it
/// shows what it is given and says what the person did.
class ImageCanvas : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  explicit ImageCanvas(QWidget* parent = nullptr);
  void setImage(const QImage& image, bool keepView);
  void setBoxes(std::vector<CanvasBox> boxes);
  void setDetections(std::vector<CanvasBox> detections);
  /// Predictions that a click selects; drawn dashed.
  void setPredictions(std::vector<CanvasBox> predictions);
  void setLayers(const CanvasLayers& layers);
  void setTone(const ViewTone& tone);
  [[nodiscard]] const ViewTone& tone() const { return m_tone; }
  /// A view of the inspector; clicks then pick instead of editing.
  /// Null ends it.
  void setOverlay(std::shared_ptr<const CanvasOverlay> overlay);
  [[nodiscard]] const std::shared_ptr<const CanvasOverlay>& overlay() const { return m_overlay; }
  /// Where the image lies, as another canvas shows it.
  void setView(const ViewTransform& view);
  void setPlaceholder(const QString& text);
  [[nodiscard]] const CanvasLayers& layers() const { return m_layers; }

  /// Without it nothing is drawn, moved or pasted; selecting, panning and zooming go on.
  void setEditable(bool editable);
  /// Leave draw mode after each box.
  void setDrawOnce(bool once) { m_drawOnce = once; }
  void setMagnifier(bool on) { m_magnifierOn = on; }
  /// The next image is shown where and as large as this one, instead of fitted.
  void setKeepZoom(bool keep) { m_keepZoom = keep; }
  /// A small picture in the corner while only a part of the image is in view.
  void setMinimap(bool on);
  /// Words shown beside a box while it is drawn or changed.
  void setLens(std::function<QString(const QRectF&)> lens) { m_lens = std::move(lens); }
  /// What stands beside the box in the hand; empty without one.
  [[nodiscard]] QString lensWords() const;
  /// Boxes that takeProposal() may take while drawing, the surest first.
  void setProposals(std::vector<QRectF> proposals);

  /// The last box selected; 0 without a selection.
  [[nodiscard]] int64_t selected() const { return m_selection.empty() ? 0 : m_selection.back(); }
  [[nodiscard]] const std::vector<int64_t>& selection() const { return m_selection; }
  void select(int64_t id);
  void selectMany(std::vector<int64_t> ids);
  /// The next box in the order of their ids (+1), or the one before (-1), brought into view.
  void selectNext(int by);
  [[nodiscard]] int64_t selectedPrediction() const { return m_prediction; }
  void selectPrediction(int64_t id);
  /// The smallest box around an image point; null when there is none.
  [[nodiscard]] const CanvasBox* boxAt(QPointF image) const;
  void setDrawing(bool on);
  [[nodiscard]] bool drawing() const { return m_drawing; }
  /// One step back: the box being drawn, then draw mode, then the selection.
  void stepBack();
  /// Moves the selection by image pixels, kept in the image.
  void nudge(QPointF by);
  /// Takes the proposal under the cursor as a box.
  void takeProposal();
  void fit();
  void showPixels();
  void zoomBy(double factor);
  /// Brings a rectangle into view, large.
  void lookAt(const QRectF& rect);
  [[nodiscard]] const ViewTransform& view() const { return m_view; }
  [[nodiscard]] QSize imageSize() const { return m_image.size(); }
  /// What is shown, without the minimap, on the screen, a picture, a page or as vectors.
  void paintView(QPainter& painter);

 Q_SIGNALS:
  void boxDrawn(const QRectF& rect);
  void boxChanged(qint64 id, const QRectF& rect);
  /// Several boxes, all by the same way.
  void boxesMoved(const std::vector<int64_t>& ids, const QPointF& by);
  void boxRefused();
  void proposalTaken(const QRectF& rect);
  void selectionChanged(qint64 id);
  void predictionSelected(qint64 id);
  void drawingChanged(bool on);
  /// Image point under the cursor; outside the image too.
  void hovered(const QPointF& image);
  void zoomChanged(double zoom);
  /// Pan or zoom, by the person.
  void viewMoved(const ViewTransform& view);
  /// A click while an overlay is shown.
  void picked(const QPointF& image);
  /// A menu for what is under the cursor: a box, which is selected then, or 0.
  void menuWanted(const QPoint& global, qint64 box);
  /// A double click on a box, which is selected then.
  void boxOpened(qint64 id);

 protected:
  bool event(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void forgetProject() override;
  enum class Drag { None, Pan, Draw, Edit, Band, Map };
  [[nodiscard]] const CanvasBox* boxOf(int64_t id) const;
  [[nodiscard]] bool isSelected(int64_t id) const;
  /// Of the selection what can be moved. Asked at every move of the mouse, so it is kept until either
  /// changes.
  [[nodiscard]] const std::vector<const CanvasBox*>& movable() const;
  /// The lines of a selection too large for fills, handles and words.
  [[nodiscard]] bool selectionIsCrowd() const;
  [[nodiscard]] const QRectF* proposalAt(QPointF image) const;
  void updateCursor(QPointF widget);
  [[nodiscard]] bool minimapShown() const;
  /// Keeps the view over from an image of another size.
  void keepView(QSize before);
  // canvas_input.cpp
  [[nodiscard]] bool startsPan(const QMouseEvent& event);
  /// The view's middle goes where the minimap shows this point.
  void goTo(QPointF widget);
  // canvas_keys.cpp
  /// The canvas' action on the space bar; null without.
  [[nodiscard]] QAction* spaceAction() const;
  void pressSpace(const QKeyEvent& event);
  void pressSelect(QPointF image, bool add);
  [[nodiscard]] QRectF liveRect(QPointF widget, bool free) const;
  [[nodiscard]] bool nearImage(QPointF widget) const;
  void finishDraw();
  void finishEdit();
  void finishBand();
  void changeSelection(std::vector<int64_t> ids);
  // canvas_painting.cpp
  void composePhoto();
  void paintPhoto(QPainter& painter);
  void paintGround(QPainter& painter);
  void paintCrowd(QPainter& painter);
  void writeSelection(QImage& frame, double ratio) const;
  /// Those whose words are still to be painted.
  std::vector<CanvasBox> paintLabels(QPainter& painter, const QRectF& visible);
  /// Everything that is edited and what helps with it; without an inspector's overlay.
  void paintWork(QPainter& painter, const std::vector<CanvasBox>& labels, const QRectF& visible);
  [[nodiscard]] std::vector<CanvasBox> editedBoxes() const;
  void paintEditing(QPainter& painter);
  void paintMagnifier(QPainter& painter);
  void paintLens(QPainter& painter);
  void viewChanged();

  QImage m_image, m_photo;  ///< as read; as shown, with the overlay's pictures
  std::vector<CanvasBox> m_boxes, m_detections, m_predictions;
  BoxIndex m_index, m_predictionIndex;
  BoxCrowd m_crowd;
  std::vector<int> m_byId;  ///< places in m_boxes, in the order of the ids
  QImage m_frame;           ///< of a crowd; kept, because fresh memory costs more than what is drawn into it
  std::shared_ptr<const CanvasOverlay> m_overlay;
  CanvasLayers m_layers;
  ViewTone m_tone;
  ViewTransform m_view;
  bool m_fitted = true, m_drawing = false, m_editable = true, m_drawOnce = false, m_magnifierOn = true;
  bool m_keepZoom = false, m_minimapOn = true;
  bool m_spaceHeld = false;   ///< pans instead of what the mouse does else
  bool m_spaceSpent = false;  ///< it panned: letting it go does nothing more
  quint64 m_spaceReleased = 0;
  int64_t m_pressedBox = 0;  ///< one of several selected: a click without a drag selects it alone
  Minimap m_minimap;
  QSize m_lastSize;            ///< of the last image that could be shown
  bool m_secondClick = false;  ///< the first corner was clicked, the second is awaited
  std::vector<int64_t> m_selection;
  QSet<int64_t> m_chosen;  ///< the same, to look up
  mutable std::optional<std::vector<const CanvasBox*>> m_movable;
  int64_t m_prediction = 0;
  Drag m_drag = Drag::None;
  Grip m_grip = Grip::None;
  QPointF m_pressed, m_last;
  QRectF m_live;
  std::vector<QRectF> m_proposals;
  std::function<QString(const QRectF&)> m_lens;
  QString m_placeholder;
};

}  // namespace anchor
