#include "ui/labeling/project_session.h"

#include <algorithm>

namespace anchor {
namespace {

template <class T>
const T* byId(const std::vector<T>& items, int64_t id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

void place(LabelBox& box, const QRectF& rect) {
  box.x1 = rect.left();
  box.y1 = rect.top();
  box.x2 = rect.right();
  box.y2 = rect.bottom();
}

}  // namespace

void ProjectSession::open(std::unique_ptr<ProjectStore> store) {
  m_store = std::move(store);
  m_current = m_activeClass = 0;
  m_boxes.clear();
  reload();
  Q_EMIT projectChanged();
  if (!m_images.empty()) setCurrent(m_images.front().id);
}

void ProjectSession::close() {
  m_store.reset();
  m_images.clear();
  m_classes.clear();
  m_boxes.clear();
  m_current = m_activeClass = 0;
  Q_EMIT projectChanged();
  Q_EMIT imagesChanged();
  Q_EMIT currentChanged();
}

void ProjectSession::reload() {
  m_images = m_store->images();
  m_classes = m_store->classes();
  if (m_activeClass == 0 && !m_classes.empty()) m_activeClass = m_classes.front().id;
  Q_EMIT classesChanged();
  Q_EMIT imagesChanged();
  if (current() != nullptr) {
    m_boxes = m_store->boxes(m_current);
    Q_EMIT boxesChanged();
  }
}

const ImageEntry* ProjectSession::current() const { return byId(m_images, m_current); }
const LabelBox* ProjectSession::box(int64_t id) const { return byId(m_boxes, id); }
const LabelClass* ProjectSession::labelClass(int64_t id) const { return byId(m_classes, id); }

void ProjectSession::setCurrent(int64_t image) {
  if (!m_store || image == m_current || byId(m_images, image) == nullptr) return;
  m_current = image;
  m_boxes = m_store->boxes(image);
  Q_EMIT currentChanged();
  Q_EMIT boxesChanged();
}

bool ProjectSession::attempt(const std::function<void()>& edit) {
  if (!m_store) return false;
  try {
    edit();
    return true;
  } catch (const std::exception& error) {
    Q_EMIT failed(tr("The edit was not saved: %1").arg(QString::fromUtf8(error.what())));
    refreshCurrent();
    return false;
  }
}

void ProjectSession::refreshCurrent() {
  m_boxes = m_store->boxes(m_current);
  for (ImageEntry& image : m_images) {
    if (image.id != m_current) continue;
    image.boxes = static_cast<int>(m_boxes.size());
    image.state = m_store->state(m_current);
  }
  Q_EMIT imageChanged(m_current);
  Q_EMIT boxesChanged();
}

int64_t ProjectSession::addBox(const QRectF& rect, int64_t classId) {
  LabelBox box;
  box.classId = classId;
  place(box, rect);
  int64_t id = 0;
  if (attempt([&] { id = m_store->addBox(m_current, box); })) refreshCurrent();
  return id;
}

void ProjectSession::addCopies(const std::vector<LabelBox>& boxes) {
  const ImageEntry* image = current();
  if (image == nullptr) return;
  const QRectF whole(0, 0, image->width, image->height);
  if (attempt([&] {
        for (LabelBox box : boxes) {
          const QRectF rect = QRectF(QPointF(box.x1, box.y1), QPointF(box.x2, box.y2)) & whole;
          if (rect.width() < 1 || rect.height() < 1) continue;
          place(box, rect);
          m_store->addBox(m_current, box);
        }
      }))
    refreshCurrent();
}

void ProjectSession::moveBox(int64_t id, const QRectF& rect) {
  const LabelBox* found = box(id);
  if (found == nullptr) return;
  LabelBox changed = *found;
  place(changed, rect);
  changeBox(changed);
}

void ProjectSession::changeBox(const LabelBox& box) {
  if (attempt([&] { m_store->changeBox(m_current, box); })) refreshCurrent();
}

void ProjectSession::removeBox(int64_t id) {
  if (attempt([&] { m_store->removeBox(m_current, id); })) refreshCurrent();
}

void ProjectSession::setNegative(bool negative) {
  if (attempt([&] {
        m_store->setState(m_current, negative          ? ImageState::Negative
                                     : m_boxes.empty() ? ImageState::Unlabelled
                                                       : ImageState::Labelled);
      }))
    refreshCurrent();
}

int64_t ProjectSession::ensureClass(const QString& name) {
  int64_t id = 0;
  if (attempt([&] { id = m_store->addClass(name.trimmed().toStdString()); })) {
    m_classes = m_store->classes();
    if (m_activeClass == 0) m_activeClass = id;
    Q_EMIT classesChanged();
  }
  return id;
}

void ProjectSession::undo() {
  std::optional<int64_t> image;
  if (!attempt([&] { image = m_store->undo(); }) || !image) return;
  setCurrent(*image);
  refreshCurrent();
}

void ProjectSession::redo() {
  std::optional<int64_t> image;
  if (!attempt([&] { image = m_store->redo(); }) || !image) return;
  setCurrent(*image);
  refreshCurrent();
}

void ProjectSession::setActiveClass(int64_t id) {
  if (id == m_activeClass || byId(m_classes, id) == nullptr) return;
  m_activeClass = id;
  Q_EMIT activeClassChanged();
}

}  // namespace anchor
