#pragma once
#include <QWidget>

#include "ui/canvas/box_handles.h"
#include "ui/canvas/box_index.h"
#include "ui/canvas/canvas_content.h"
#include "ui/canvas/canvas_overlay.h"
#include "ui/canvas/view_transform.h"

namespace anchor {

/// Shows one image with its layers and turns mouse and keys into edits. Holds no data of the project: it
/// shows what it is given and says what the person did.
class ImageCanvas : public QWidget {
  Q_OBJECT
 public:
  explicit ImageCanvas(QWidget* parent = nullptr);
  void setImage(const QImage& image, bool keepView);
  void setBoxes(std::vector<CanvasBox> boxes);
  void setDetections(std::vector<CanvasBox> detections);
  void setLayers(const CanvasLayers& layers);
  /// A view of the inspector; clicks then pick instead of editing.
  /// Null ends it.
  void setOverlay(std::shared_ptr<const CanvasOverlay> overlay);
  [[nodiscard]] const std::shared_ptr<const CanvasOverlay>& overlay() const { return m_overlay; }
  /// Where the image lies, as another canvas shows it.
  void setView(const ViewTransform& view);
  void setPlaceholder(const QString& text);
  [[nodiscard]] const CanvasLayers& layers() const { return m_layers; }
  [[nodiscard]] int64_t selected() const { return m_selected; }
  void select(int64_t id);
  /// The smallest box around an image point; null when there is none.
  [[nodiscard]] const CanvasBox* boxAt(QPointF image) const;
  void setDrawing(bool on);
  [[nodiscard]] bool drawing() const { return m_drawing; }
  void fit();
  void showPixels();
  void zoomBy(double factor);
  [[nodiscard]] const ViewTransform& view() const { return m_view; }
  [[nodiscard]] QSize imageSize() const { return m_image.size(); }

 Q_SIGNALS:
  void boxDrawn(const QRectF& rect);
  void boxChanged(qint64 id, const QRectF& rect);
  void boxRefused();
  void selectionChanged(qint64 id);
  void drawingChanged(bool on);
  /// Image point under the cursor; outside the image too.
  void hovered(const QPointF& image);
  void zoomChanged(double zoom);
  /// Pan or zoom, by the person.
  void viewMoved(const ViewTransform& view);
  /// A click while an overlay is shown.
  void picked(const QPointF& image);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  enum class Drag { None, Pan, Draw, Edit };
  [[nodiscard]] const CanvasBox* boxOf(int64_t id) const;
  void updateCursor(QPointF widget);
  void composePhoto();
  void paintPhoto(QPainter& painter);
  void paintGround(QPainter& painter);
  void paintCrowd(QPainter& painter, const std::vector<const CanvasBox*>& shown);
  void finishDraw();
  void viewChanged();

  QImage m_image, m_photo;  ///< as read; with the overlay's pictures
  std::vector<CanvasBox> m_boxes, m_detections;
  BoxIndex m_index;
  std::shared_ptr<const CanvasOverlay> m_overlay;
  CanvasLayers m_layers;
  ViewTransform m_view;
  bool m_fitted = true, m_drawing = false;
  int64_t m_selected = 0;
  Drag m_drag = Drag::None;
  Grip m_grip = Grip::None;
  QPointF m_pressed, m_last;
  QRectF m_live;
  QString m_placeholder;
};

}  // namespace anchor
