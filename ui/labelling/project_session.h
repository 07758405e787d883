// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QRectF>
#include <QTimer>

#include "datasets/project/project_store.h"
#include "datasets/project/window_lock.h"

namespace anchor {

/// The open project as the window works on it: the store, the image in hand and its boxes. Each edit is on
/// the disk when the call returns; signals follow. An edit that cannot be written is kept, shown and tried
/// again when the person says so; until then nothing else is edited.
class ProjectSession : public QObject {
  Q_OBJECT
 public:
  explicit ProjectSession(QObject* parent = nullptr);
  /// Throws UserError when another window has this project; what was open stays open then.
  void open(std::unique_ptr<ProjectStore> store);
  void close();
  [[nodiscard]] bool isOpen() const { return m_store != nullptr; }
  [[nodiscard]] ProjectStore& store() { return *m_store; }
  [[nodiscard]] const std::vector<ImageEntry>& images() const { return m_images; }
  [[nodiscard]] const std::vector<LabelClass>& classes() const { return m_classes; }
  [[nodiscard]] const std::vector<LabelBox>& boxes() const { return m_boxes; }
  /// Predictions of the current image, the surest first.
  [[nodiscard]] const std::vector<Prediction>& predictions() const { return m_predictions; }
  /// Null without a project or image.
  [[nodiscard]] const ImageEntry* current() const { return entry(m_current); }
  [[nodiscard]] const ImageEntry* entry(int64_t image) const;
  /// Place of an image in images(); -1 when it is not there.
  [[nodiscard]] int rowOf(int64_t image) const { return m_rows.value(image, -1); }
  [[nodiscard]] const LabelBox* box(int64_t id) const;
  [[nodiscard]] const LabelClass* labelClass(int64_t id) const;
  [[nodiscard]] const LabelClass* labelClass(const std::string& name) const;
  void setCurrent(int64_t image);
  /// Re-reads everything after an import.
  void reload();
  /// Reads everything again, and says so, when another process wrote to the project. Asked regularly, and
  /// before each edit: what a person does to boxes that are no more as they are shown is not done.
  bool noticeOthers();
  /// Off while another thread works with the store.
  void watchOthers(bool on);

  /// The labels of the current image may be changed: its picture and labels could be read, and no edit waits
  /// to be written.
  [[nodiscard]] bool editable() const;
  /// Whether the current image's picture could be read.
  void setReadable(bool readable);

  int64_t addBox(const QRectF& rect, int64_t classId, BoxOrigin origin = BoxOrigin::Person);
  /// Cut to the image; those without a pixel in it are left out.
  void addCopies(const std::vector<LabelBox>& boxes);
  void moveBox(int64_t id, const QRectF& rect);
  void changeBox(const LabelBox& box) { changeBoxes({box}, tr("Change a box")); }
  void changeBoxes(const std::vector<LabelBox>& boxes, const QString& words);
  void removeBoxes(const std::vector<int64_t>& ids);
  void removeBox(int64_t id) { removeBoxes({id}); }
  void setNegative(bool negative);
  int64_t ensureClass(const QString& name);
  /// Predictions become labels of their class, which is made when the project lacks it.
  void acceptPredictions(const std::vector<Prediction>& predictions);
  void rejectPredictions(const std::vector<Prediction>& predictions);
  /// The store got predictions of this image.
  void predictionsStored(int64_t image);
  /// Any other step, `wide` beyond the current image's boxes. `work` may be kept and done again: no
  /// references.
  bool perform(const QString& words, const std::function<void(ProjectEdit&)>& work, bool wide = true);
  void undo();
  void redo();
  /// Undoes or redoes until this step is the last one done (0: none is).
  void goToStep(int64_t step);
  /// The class that new boxes get.
  [[nodiscard]] int64_t activeClass() const { return m_activeClass; }
  void setActiveClass(int64_t id);

  /// Why the last edit is not on the disk; empty when all are.
  [[nodiscard]] const QString& unsaved() const { return m_unsaved; }
  void retryUnsaved();
  void discardUnsaved();

 Q_SIGNALS:
  /// The open project is about to be left; all of it can still be asked.
  void projectClosing();
  /// It was left: the session is empty, and another may be opened next.
  void projectLeft();
  void projectChanged();
  void imagesChanged();
  void imageChanged(qint64 image);  ///< one entry of the list
  void currentChanged();
  void boxesChanged();
  void predictionsChanged();
  void classesChanged();
  void activeClassChanged();
  void editableChanged();
  void unsavedChanged();
  /// Steps were taken, undone or redone.
  void historyChanged();
  /// A step beyond the current image's boxes was written, in its words; undo takes it back.
  void performed(const QString& words);
  /// One line for the status bar: what undo or redo did.
  void told(const QString& message);

 private:
  /// Nothing is held of a project any more when this returns.
  void leave();
  /// Does the edit. When the disk refuses, it is kept and `preview` shows on the boxes what it would make.
  bool attempt(const std::function<void()>& edit, const std::function<void()>& preview = {});
  void refreshCurrent();
  void takeStep(bool forward);
  std::unique_ptr<ProjectStore> m_store;
  std::unique_ptr<WindowLock> m_lock;
  QTimer m_watch;
  std::vector<ImageEntry> m_images;
  QHash<int64_t, int> m_rows;
  std::vector<LabelClass> m_classes;
  std::vector<LabelBox> m_boxes;
  std::vector<Prediction> m_predictions;
  int64_t m_current = 0, m_activeClass = 0;
  bool m_readable = true;
  std::function<void()> m_waiting;  ///< the edit that could not be written
  QString m_unsaved;
};

}  // namespace anchor
