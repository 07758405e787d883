// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/project_session.h"

#include <algorithm>

#include "ui/canvas/box_rect.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

template <class T>
T* byId(std::vector<T>& items, int64_t id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}
template <class T>
const T* byId(const std::vector<T>& items, int64_t id) {
  return byId(const_cast<std::vector<T>&>(items), id);
}

void place(LabelBox& box, const QRectF& rect) {
  box.x1 = rect.left();
  box.y1 = rect.top();
  box.x2 = rect.right();
  box.y2 = rect.bottom();
}

}  // namespace

ProjectSession::ProjectSession(QObject* parent) : QObject(parent) {
  constexpr int milliseconds = 1000;
  m_watch.setInterval(milliseconds);
  connect(&m_watch, &QTimer::timeout, this, &ProjectSession::noticeOthers);
}

void ProjectSession::open(std::unique_ptr<ProjectStore> store) {
  std::error_code none;
  const bool same = m_store && std::filesystem::equivalent(m_store->folder(), store->folder(), none);
  auto lock = same ? std::move(m_lock) : WindowLock::need(store->folder());
  leave();
  m_lock = std::move(lock);
  m_store = std::move(store);
  reload();
  Q_EMIT projectChanged();
  if (!m_images.empty()) setCurrent(m_images.front().id);
  watchOthers(true);
}

void ProjectSession::close() {
  leave();
  Q_EMIT projectChanged();
  Q_EMIT imagesChanged();
  Q_EMIT currentChanged();
}

void ProjectSession::leave() {
  if (m_store) Q_EMIT projectClosing();
  watchOthers(false);
  m_waiting = nullptr;
  m_unsaved.clear();
  m_store.reset();
  m_lock.reset();
  m_images.clear();
  m_rows.clear();
  m_classes.clear();
  m_boxes.clear();
  m_predictions.clear();
  m_current = m_activeClass = 0;
  m_readable = true;
  Q_EMIT projectLeft();
  Q_EMIT unsavedChanged();
}

void ProjectSession::watchOthers(bool on) {
  if (on && m_store)
    m_watch.start();
  else
    m_watch.stop();
}

bool ProjectSession::noticeOthers() {
  if (!m_store || !m_unsaved.isEmpty()) return false;
  try {
    if (!m_store->changedElsewhere()) return false;
    reload();
  } catch (const std::exception& error) {
    Q_EMIT told(inWords(error));
    return true;
  }
  Q_EMIT told(tr("Another program changed this project; it was reloaded."));
  return true;
}

void ProjectSession::reload() {
  (void)m_store->changedElsewhere();  // what is read now is the newest
  m_images = m_store->images();
  m_rows.clear();
  m_rows.reserve(static_cast<qsizetype>(m_images.size()));
  for (size_t i = 0; i < m_images.size(); ++i) m_rows.insert(m_images[i].id, static_cast<int>(i));
  m_classes = m_store->classes();
  if (labelClass(m_activeClass) == nullptr) m_activeClass = m_classes.empty() ? 0 : m_classes.front().id;
  const bool lost = m_current != 0 && current() == nullptr;
  if (lost) m_current = m_images.empty() ? 0 : m_images.front().id;
  // Everything is read before anything is said: a box must never be seen without its class.
  m_boxes = m_current == 0 ? std::vector<LabelBox>{} : m_store->boxes(m_current);
  m_predictions = m_current == 0 ? std::vector<Prediction>{} : m_store->predictions(m_current);
  Q_EMIT classesChanged();
  Q_EMIT imagesChanged();
  if (lost) Q_EMIT currentChanged();
  Q_EMIT boxesChanged();
  Q_EMIT predictionsChanged();
  Q_EMIT editableChanged();
  Q_EMIT historyChanged();
}

const ImageEntry* ProjectSession::entry(int64_t image) const {
  const int row = rowOf(image);
  return row < 0 ? nullptr : &m_images[static_cast<size_t>(row)];
}
const LabelBox* ProjectSession::box(int64_t id) const { return byId(m_boxes, id); }
const LabelClass* ProjectSession::labelClass(int64_t id) const { return byId(m_classes, id); }
const LabelClass* ProjectSession::labelClass(const std::string& name) const {
  const auto found = std::ranges::find(m_classes, name, &LabelClass::name);
  return found == m_classes.end() ? nullptr : &*found;
}

void ProjectSession::setCurrent(int64_t image) {
  if (!m_store || image == m_current || entry(image) == nullptr || !m_unsaved.isEmpty()) return;
  m_current = image;
  m_readable = true;
  m_boxes = m_store->boxes(image);
  m_predictions = m_store->predictions(image);
  Q_EMIT currentChanged();
  Q_EMIT boxesChanged();
  Q_EMIT predictionsChanged();
  Q_EMIT editableChanged();
}

bool ProjectSession::editable() const {
  const ImageEntry* image = current();
  return image != nullptr && m_readable && image->trouble.empty() && m_unsaved.isEmpty();
}

void ProjectSession::setReadable(bool readable) {
  if (readable == m_readable) return;
  m_readable = readable;
  Q_EMIT editableChanged();
}

bool ProjectSession::attempt(const std::function<void()>& edit, const std::function<void()>& preview) {
  if (!m_store || !m_unsaved.isEmpty()) return false;
  if (noticeOthers()) {
    Q_EMIT told(tr("Another program changed this project; it was reloaded. Please repeat the last action."));
    return false;
  }
  try {
    edit();
    Q_EMIT historyChanged();
    return true;
  } catch (const std::exception& error) {
    m_waiting = edit;
    m_unsaved = inWords(error);
    if (preview) preview();
    Q_EMIT unsavedChanged();
    Q_EMIT boxesChanged();
    Q_EMIT editableChanged();
    return false;
  }
}

void ProjectSession::retryUnsaved() {
  if (m_unsaved.isEmpty()) return;
  const auto edit = m_waiting;
  (void)m_store->changedElsewhere();  // what the edit needs and is gone, it names itself
  m_unsaved.clear();
  if (!attempt(edit)) return;
  discardUnsaved();
  reload();
}

void ProjectSession::discardUnsaved() {
  m_waiting = nullptr;
  m_unsaved.clear();
  Q_EMIT unsavedChanged();
  if (m_store) refreshCurrent();
  (void)noticeOthers();
  Q_EMIT editableChanged();
}

void ProjectSession::refreshCurrent() {
  m_boxes = m_store->boxes(m_current);
  m_predictions = m_store->predictions(m_current);
  if (const int row = rowOf(m_current); row >= 0)
    if (const auto fresh = m_store->image(m_current)) m_images[static_cast<size_t>(row)] = *fresh;
  Q_EMIT imageChanged(m_current);
  Q_EMIT boxesChanged();
  Q_EMIT predictionsChanged();
}

bool ProjectSession::perform(const QString& words, const std::function<void(ProjectEdit&)>& work, bool wide) {
  const bool done = attempt([this, words, work] {
    ProjectEdit edit = m_store->edit(words.toStdString());
    work(edit);
    edit.commit();
  });
  if (!done) return false;
  if (wide)
    reload();
  else
    refreshCurrent();
  Q_EMIT editableChanged();
  if (wide) Q_EMIT performed(words);
  return true;
}

int64_t ProjectSession::addBox(const QRectF& rect, int64_t classId, BoxOrigin origin) {
  if (!editable()) return 0;
  LabelBox box;
  box.classId = classId;
  box.origin = origin;
  place(box, rect);
  const auto id = std::make_shared<int64_t>(0);  // outlives this call when the edit has to wait
  const bool done = attempt(
      [this, box, id, image = m_current] {
        ProjectEdit edit = m_store->edit(tr("Draw a box").toStdString());
        *id = edit.addBox(image, box);
        edit.commit();
      },
      [&] { m_boxes.push_back(box); });
  if (done) refreshCurrent();
  return done ? *id : 0;
}

void ProjectSession::addCopies(const std::vector<LabelBox>& boxes) {
  if (!editable()) return;
  const QRectF whole(0, 0, current()->width, current()->height);
  std::vector<LabelBox> inside;
  for (LabelBox box : boxes) {
    const QRectF rect = boxRect(box) & whole;
    if (rect.width() < 1 || rect.height() < 1) continue;
    place(box, rect);
    box.origin = BoxOrigin::Person;
    box.score = -1;
    inside.push_back(box);
  }
  if (inside.empty()) return;
  perform(
      tr("Paste boxes"),
      [inside, image = m_current](ProjectEdit& edit) {
        for (const LabelBox& box : inside) edit.addBox(image, box);
      },
      false);
}

void ProjectSession::moveBox(int64_t id, const QRectF& rect) {
  const LabelBox* found = box(id);
  if (found == nullptr) return;
  LabelBox changed = *found;
  place(changed, rect);
  changeBoxes({changed}, tr("Move a box"));
}

void ProjectSession::changeBoxes(const std::vector<LabelBox>& boxes, const QString& words) {
  if (!editable() || boxes.empty()) return;
  const bool done = attempt(
      [this, boxes, words] {
        ProjectEdit edit = m_store->edit(words.toStdString());
        for (const LabelBox& box : boxes) edit.changeBox(box);
        edit.commit();
      },
      [&] {
        for (const LabelBox& box : boxes)
          if (LabelBox* shown = byId(m_boxes, box.id)) *shown = box;
      });
  if (done) refreshCurrent();
}

void ProjectSession::removeBoxes(const std::vector<int64_t>& ids) {
  if (!editable() || ids.empty()) return;
  perform(
      ids.size() == 1 ? tr("Delete a box") : tr("Delete boxes"),
      [ids](ProjectEdit& edit) {
        for (const int64_t id : ids) edit.removeBox(id);
      },
      false);
}

void ProjectSession::setNegative(bool negative) {
  if (!editable()) return;
  const ImageState wanted = negative          ? ImageState::Negative
                            : m_boxes.empty() ? ImageState::Unlabelled
                                              : ImageState::Labelled;
  perform(
      negative ? tr("No objects") : tr("Not labelled yet"),
      [wanted, image = m_current](ProjectEdit& edit) { edit.setState(image, wanted); }, false);
}

int64_t ProjectSession::ensureClass(const QString& name) {
  if (const LabelClass* known = labelClass(name.trimmed().toStdString())) return known->id;
  if (!attempt([this, name] {
        ProjectEdit edit = m_store->edit(tr("Add a class").toStdString());
        edit.addClass(name.trimmed().toStdString());
        edit.commit();
      }))
    return 0;
  m_classes = m_store->classes();
  const LabelClass* made = labelClass(name.trimmed().toStdString());
  if (m_activeClass == 0 && made != nullptr) m_activeClass = made->id;
  Q_EMIT classesChanged();
  return made == nullptr ? 0 : made->id;
}

void ProjectSession::acceptPredictions(const std::vector<Prediction>& predictions) {
  if (!editable() || predictions.empty()) return;
  const auto accept = [this, predictions] {
    ProjectEdit edit = m_store->edit(
        (predictions.size() == 1 ? tr("Accept a prediction") : tr("Accept predictions")).toStdString(),
        "model " + predictions.front().source);
    for (const Prediction& p : predictions) {
      LabelBox box;
      box.classId = edit.addClass(p.className);
      place(box, boxRect(p));
      edit.acceptPrediction(p.id, box);
    }
    edit.commit();
  };
  const size_t known = m_classes.size();
  if (!attempt(accept)) return;
  m_classes = m_store->classes();
  if (m_classes.size() != known) Q_EMIT classesChanged();
  refreshCurrent();
}

void ProjectSession::rejectPredictions(const std::vector<Prediction>& predictions) {
  if (!editable() || predictions.empty()) return;
  perform(
      predictions.size() == 1 ? tr("Reject a prediction") : tr("Reject predictions"),
      [predictions](ProjectEdit& edit) {
        for (const Prediction& p : predictions) edit.rejectPrediction(p.id);
      },
      false);
}

void ProjectSession::predictionsStored(int64_t image) {
  if (image != m_current) return;
  m_predictions = m_store->predictions(m_current);
  Q_EMIT predictionsChanged();
}

void ProjectSession::setActiveClass(int64_t id) {
  if (id == m_activeClass || labelClass(id) == nullptr) return;
  m_activeClass = id;
  Q_EMIT activeClassChanged();
}

}  // namespace anchor
