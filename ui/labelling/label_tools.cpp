// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/label_tools.h"

#include "ui/canvas/box_rect.h"
#include "ui/labelling/class_picker.h"
#include "ui/shared/pictures.h"

namespace anchor {
LabelTools::LabelTools(ProjectSession* session, ImageCanvas* canvas, QObject* parent)
    : QObject(parent), m_session(session), m_canvas(canvas) {
  connect(session, &ProjectSession::currentChanged, this, [this] {
    m_previous = std::exchange(m_shown, {});
    m_hidden.clear();
    m_locked.clear();
    refreshLens();
  });
  connect(session, &ProjectSession::boxesChanged, this, &LabelTools::refreshBoxes);
  connect(session, &ProjectSession::predictionsChanged, this, &LabelTools::refreshPredictions);
  connect(session, &ProjectSession::classesChanged, this, [this] {
    refreshBoxes();
    refreshPredictions();
  });
  connect(session, &ProjectSession::editableChanged, this,
          [this] { m_canvas->setEditable(m_session->editable()); });
  connect(canvas, &ImageCanvas::boxDrawn, this,
          [this](const QRectF& rect) { draw(rect, BoxOrigin::Person); });
  connect(canvas, &ImageCanvas::proposalTaken, this,
          [this](const QRectF& rect) { draw(rect, BoxOrigin::Proposal); });
  connect(canvas, &ImageCanvas::boxChanged, session,
          [session](qint64 id, const QRectF& rect) { session->moveBox(id, rect); });
  connect(canvas, &ImageCanvas::boxOpened, this, &LabelTools::pickClass);
  connect(canvas, &ImageCanvas::boxesMoved, this, &LabelTools::moveBoxes);
  connect(canvas, &ImageCanvas::boxRefused, this,
          [this] { Q_EMIT told(tr("A box needs at least one pixel in each direction inside the image.")); });
  canvas->setLens([this](const QRectF& rect) {
    if (!m_lensOn) return QString();
    return m_lens.words(rect, m_canvas->drawing() ? 0 : m_canvas->selected());
  });
}

std::vector<CanvasBox> LabelTools::canvasBoxes() const {
  std::vector<CanvasBox> boxes;
  for (const LabelBox& box : m_session->boxes()) {
    const LabelClass* label = m_session->labelClass(box.classId);
    if (label == nullptr || m_hidden.contains(box.id)) continue;
    QStringList flags;
    if (box.difficult) flags << tr("difficult");
    if (box.truncated) flags << tr("truncated");
    if (box.occluded) flags << tr("occluded");
    if (box.crowd) flags << tr("crowd");
    if (m_locked.contains(box.id)) flags << tr("locked");
    QString words = text(label->name);
    if (!flags.isEmpty()) words += QStringLiteral(" (") + flags.join(QStringLiteral(", ")) + QLatin1Char(')');
    boxes.push_back(
        {box.id, boxRect(box), QColor(text(label->colour)), words, false, m_locked.contains(box.id)});
  }
  return boxes;
}

void LabelTools::refreshBoxes() {
  m_shown = m_session->boxes();
  m_lens.setBoxes(m_shown);
  const std::vector<CanvasBox> boxes = canvasBoxes();
  m_canvas->setBoxes(boxes);
  Q_EMIT boxesShown(boxes);
}

void LabelTools::refreshPredictions() {
  std::vector<CanvasBox> predictions;
  for (const Prediction& p : m_session->predictions()) {
    const LabelClass* label = m_session->labelClass(p.className);
    predictions.push_back(
        {p.id, boxRect(p), label == nullptr ? QColor(Qt::white) : QColor(text(label->colour)).lighter(125),
         QStringLiteral("? %1 %2").arg(text(p.className)).arg(p.score, 0, 'f', 2), true, true});
  }
  m_canvas->setPredictions(std::move(predictions));
}

std::vector<LabelBox> LabelTools::chosen() const {
  std::vector<LabelBox> boxes;
  for (const int64_t id : m_canvas->selection())
    if (const LabelBox* box = m_session->box(id)) boxes.push_back(*box);
  return boxes;
}

void LabelTools::withClass(std::function<void(int64_t)> then) {
  if (m_session->activeClass() != 0) return then(m_session->activeClass());
  auto* picker = new ClassPicker(m_session, tr("What is in the box?"), m_canvas);
  connect(picker, &ClassPicker::chosen, this, [then = std::move(then)](qint64 id) { then(id); });
  picker->open();
}

void LabelTools::draw(const QRectF& rect, BoxOrigin origin) {
  withClass([this, rect, origin](int64_t label) {
    const int64_t id = m_session->addBox(rect, label, origin);
    if (id != 0) m_canvas->select(id);
  });
}

void LabelTools::giveClass(int64_t id) {
  m_session->setActiveClass(id);
  auto boxes = chosen();
  for (LabelBox& box : boxes) box.classId = id;
  m_session->changeBoxes(boxes, tr("Change the class"));
}

void LabelTools::chooseClass(int number) {
  if (number > static_cast<int>(m_session->classes().size())) return;
  giveClass(m_session->classes()[static_cast<size_t>(number) - 1].id);
}

void LabelTools::pickClass() {
  auto* picker = new ClassPicker(m_session, tr("Choose a class, or type a new one"), m_canvas);
  connect(picker, &ClassPicker::chosen, this, [this](qint64 id) { giveClass(id); });
  picker->open();
}

void LabelTools::copy() {
  m_copied = m_canvas->selection().empty() ? m_session->boxes() : chosen();
  Q_EMIT told(tr("Boxes copied: %1").arg(m_copied.size()));
}

void LabelTools::paste() { m_session->addCopies(m_copied); }

void LabelTools::pasteFromPreviousImage() {
  if (m_previous.empty()) return Q_EMIT told(tr("The previous image has no boxes."));
  m_session->addCopies(m_previous);
}

void LabelTools::duplicate() {
  auto boxes = chosen();
  if (boxes.empty() || m_session->current() == nullptr) return;
  const ImageEntry& image = *m_session->current();
  // Aside by a little, towards where there is room.
  constexpr double aside = 10;
  for (LabelBox& box : boxes) {
    const double dx = box.x2 + aside <= image.width ? aside : -aside;
    const double dy = box.y2 + aside <= image.height ? aside : -aside;
    box.x1 += dx;
    box.x2 += dx;
    box.y1 += dy;
    box.y2 += dy;
  }
  const size_t before = m_session->boxes().size();
  m_session->addCopies(boxes);
  std::vector<int64_t> made;
  for (size_t i = before; i < m_session->boxes().size(); ++i) made.push_back(m_session->boxes()[i].id);
  if (!made.empty()) m_canvas->selectMany(std::move(made));
}

void LabelTools::remove() {
  std::vector<int64_t> ids;
  for (const int64_t id : m_canvas->selection())
    if (!m_locked.contains(id)) ids.push_back(id);
  if (ids.size() < m_canvas->selection().size())
    Q_EMIT told(tr("Locked boxes were not changed; unlock them first."));
  m_session->removeBoxes(ids);
  if (ids.empty() && m_canvas->selectedPrediction() != 0) rejectPrediction();
}

void LabelTools::selectAll() {
  std::vector<int64_t> ids;
  for (const LabelBox& box : m_session->boxes())
    if (!m_hidden.contains(box.id)) ids.push_back(box.id);
  m_canvas->selectMany(std::move(ids));
}

void LabelTools::toggleFlag(bool LabelBox::*flag) {
  auto boxes = chosen();
  // All get the flag unless all have it.
  const bool all = std::ranges::all_of(boxes, [flag](const LabelBox& b) { return b.*flag; });
  for (LabelBox& box : boxes) box.*flag = !all;
  m_session->changeBoxes(boxes, tr("Change a flag"));
}

void LabelTools::mark(QSet<qint64>& marked, const std::vector<int64_t>& ids, bool on) {
  for (const int64_t id : ids) {
    if (on)
      marked.insert(id);
    else
      marked.remove(id);
  }
  refreshBoxes();
  Q_EMIT visibilityChanged();
}

void LabelTools::setHidden(const std::vector<int64_t>& ids, bool hidden) {
  mark(m_hidden, ids, hidden);
  if (hidden) Q_EMIT told(tr("Hidden boxes: %1. They remain in the project.").arg(m_hidden.size()));
}

void LabelTools::setLocked(const std::vector<int64_t>& ids, bool locked) { mark(m_locked, ids, locked); }

void LabelTools::toggleHidden() {
  std::vector<int64_t> ids = m_canvas->selection();
  if (ids.empty()) {
    // Without a selection: all away, or all back.
    if (!m_hidden.isEmpty()) return showAll();
    for (const LabelBox& box : m_session->boxes()) ids.push_back(box.id);
  }
  setHidden(ids, true);
}

void LabelTools::showAll() {
  m_hidden.clear();
  refreshBoxes();
  Q_EMIT visibilityChanged();
}

void LabelTools::toggleLocked() {
  const std::vector<int64_t> selection = m_canvas->selection();
  const bool all = std::ranges::all_of(selection, [this](int64_t id) { return m_locked.contains(id); });
  setLocked(selection, !all);
}

void LabelTools::lookAtSelection() {
  if (const LabelBox* box = m_session->box(m_canvas->selected())) m_canvas->lookAt(boxRect(*box));
}

void LabelTools::moveBoxes(const std::vector<int64_t>& ids, const QPointF& by) {
  std::vector<LabelBox> boxes;
  for (const int64_t id : ids) {
    const LabelBox* box = m_session->box(id);
    if (box == nullptr) continue;
    boxes.push_back(*box);
    boxes.back().x1 += by.x();
    boxes.back().x2 += by.x();
    boxes.back().y1 += by.y();
    boxes.back().y2 += by.y();
  }
  m_session->changeBoxes(boxes, tr("Move boxes"));
}

void LabelTools::answerPrediction(void (ProjectSession::*answer)(const std::vector<Prediction>&)) {
  const auto& predictions = m_session->predictions();
  if (predictions.empty()) return;
  const auto found = std::ranges::find(predictions, m_canvas->selectedPrediction(), &Prediction::id);
  const std::vector<Prediction> one{found == predictions.end() ? predictions.front() : *found};
  (m_session->*answer)(one);
  if (!m_session->predictions().empty()) m_canvas->selectPrediction(m_session->predictions().front().id);
}

void LabelTools::acceptPrediction() { answerPrediction(&ProjectSession::acceptPredictions); }

void LabelTools::acceptPredictionsAbove(double score) {
  std::vector<Prediction> sure;
  for (const Prediction& p : m_session->predictions())
    if (p.score >= score) sure.push_back(p);
  m_session->acceptPredictions(sure);
  Q_EMIT told(tr("Accepted: %1").arg(sure.size()));
}

void LabelTools::rejectPrediction() { answerPrediction(&ProjectSession::rejectPredictions); }

void LabelTools::rejectAllPredictions() {
  const std::vector<Prediction> all = m_session->predictions();
  m_session->rejectPredictions(all);
}

void LabelTools::setLensConfig(const RunConfig& config) {
  m_lensConfig = config;
  refreshLens();
}

void LabelTools::setLensOn(bool on) { m_lensOn = on; }

void LabelTools::refreshLens() {
  if (const ImageEntry* image = m_session->current())
    m_lens.setImage(m_lensConfig, image->width, image->height);
  else
    m_lens.clear();
}

void LabelTools::forgetProject() {
  // Boxes name their class by its number in this project.
  m_copied.clear();
  m_shown.clear();
  m_previous.clear();
  m_hidden.clear();
  m_locked.clear();
  refreshLens();
}

}  // namespace anchor
