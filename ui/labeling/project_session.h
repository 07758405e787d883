#pragma once
#include <QObject>
#include <QRectF>

#include "datasets/project/project_store.h"

namespace anchor {

/// The open project as the window works on it: the store, the image in hand and its boxes. Each edit is on
/// the disk when the call returns; signals follow.
class ProjectSession : public QObject {
  Q_OBJECT
 public:
  explicit ProjectSession(QObject* parent = nullptr) : QObject(parent) {}
  void open(std::unique_ptr<ProjectStore> store);
  void close();
  [[nodiscard]] bool isOpen() const { return m_store != nullptr; }
  [[nodiscard]] ProjectStore& store() { return *m_store; }
  [[nodiscard]] const std::vector<ImageEntry>& images() const { return m_images; }
  [[nodiscard]] const std::vector<LabelClass>& classes() const { return m_classes; }
  [[nodiscard]] const std::vector<LabelBox>& boxes() const { return m_boxes; }
  /// Null without a project or image.
  [[nodiscard]] const ImageEntry* current() const;
  [[nodiscard]] const LabelBox* box(int64_t id) const;
  [[nodiscard]] const LabelClass* labelClass(int64_t id) const;
  void setCurrent(int64_t image);
  /// Re-reads everything after an import.
  void reload();

  int64_t addBox(const QRectF& rect, int64_t classId);
  void addCopies(const std::vector<LabelBox>& boxes);
  void moveBox(int64_t id, const QRectF& rect);
  void changeBox(const LabelBox& box);
  void removeBox(int64_t id);
  void setNegative(bool negative);
  int64_t ensureClass(const QString& name);
  void undo();
  void redo();
  /// The class that new boxes get.
  [[nodiscard]] int64_t activeClass() const { return m_activeClass; }
  void setActiveClass(int64_t id);

 Q_SIGNALS:
  void projectChanged();
  void imagesChanged();
  void imageChanged(qint64 image);  ///< one entry of the list
  void currentChanged();
  void boxesChanged();
  void classesChanged();
  void activeClassChanged();
  void failed(const QString& message);

 private:
  /// Does the edit; a DatasetError or SQLite error becomes failed() and false.
  bool attempt(const std::function<void()>& edit);
  void refreshCurrent();
  std::unique_ptr<ProjectStore> m_store;
  std::vector<ImageEntry> m_images;
  std::vector<LabelClass> m_classes;
  std::vector<LabelBox> m_boxes;
  int64_t m_current = 0, m_activeClass = 0;
};

}  // namespace anchor
