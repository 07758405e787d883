// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_panel.h"

#include <QHeaderView>
#include <cmath>

#include "ui/canvas/box_rect.h"
#include "ui/inspector/inspector_overlays.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"

namespace anchor {

void InspectorPanel::showView(InspectorView view) {
  m_stages->showView(view);
  m_state.view = view;
  m_state.anchor = m_state.gt = m_state.roi = m_state.detection = m_state.object = -1;
  m_state.cell = {-1, -1};
  m_pinned = false;
  for (int page = 0; page < m_controls->count(); ++page)  // only the shown page asks for height
    m_controls->widget(page)->setSizePolicy(QSizePolicy::Preferred, page == static_cast<int>(view)
                                                                        ? QSizePolicy::Preferred
                                                                        : QSizePolicy::Ignored);
  m_controls->setCurrentIndex(static_cast<int>(view));
  m_model.update([&](InspectionRequest& r) { r.wantsInput = view == InspectorView::Input; });
  m_model.setActive(view != InspectorView::None);
  Q_EMIT viewChanged(view);
  computeKept();
  show();
}

void InspectorPanel::setAnchors(const AnchorConfig& anchors) {
  RunConfig config = this->config();
  config.anchors = anchors;
  applyConfig(config);
}

void InspectorPanel::setNoNetwork(const QString& words) {
  if (words == m_state.noNetwork) return;
  m_state.noNetwork = words;
  show();
}

void InspectorPanel::show() {
  const auto& in = m_model.inspection();
  const bool shown = m_state.view != InspectorView::None;
  m_facts->setVisible(shown);
  for (QPushButton* button : {m_use, m_compare, m_reset}) button->setVisible(shown);
  const bool cells = m_state.view == InspectorView::Anchors || m_state.view == InspectorView::Assignment;
  m_list->setVisible(shown && m_state.view != InspectorView::Anchors);
  m_cell->setVisible(cells);
  m_stages->showCounts(in.get());
  if (!shown || !in) {
    m_facts->setText(shown ? tr("Open an image to see how the network processes it.") : QString());
    m_card->hide();
    m_list->setRowCount(0);
    m_cell->setRowCount(0);
    Q_EMIT overlayChanged(shown ? std::make_shared<CanvasOverlay>() : nullptr);
    Q_EMIT comparisonChanged(nullptr, {});
    return;
  }
  m_facts->setText(InspectorTexts::facts(*in, m_state));
  fill(m_list, InspectorTexts::list(*in, m_state), chosenKey());
  if (cells) fill(m_cell, InspectorTexts::cell(*in, m_state), m_state.anchor);
  m_cell->setVisible(cells && m_cell->rowCount() > 0);
  const QString card = InspectorTexts::card(*in, m_state);
  m_card->setText(card);
  m_card->setVisible(!card.isEmpty());
  Q_EMIT overlayChanged(std::make_shared<CanvasOverlay>(overlayOf(*in, m_state)));
  showKept();
}

void InspectorPanel::showKept() {
  if (!m_kept || !comparing()) return Q_EMIT comparisonChanged(nullptr, {});
  InspectorState state = m_state;
  state.anchor = state.roi = state.detection = state.object = -1;
  Q_EMIT comparisonChanged(std::make_shared<CanvasOverlay>(overlayOf(*m_kept, state)),
                           InspectorTexts::facts(*m_kept, state));
}

/// The kept settings follow the image; only their rules stay.
void InspectorPanel::computeKept() {
  if (!comparing() || !m_keptConfig || m_model.request().image.isNull()) return showKept();
  InspectionRequest request = m_model.request();
  request.config = *m_keptConfig;
  runInBackground(
      projectLife(), [request] { return inspect(request); },
      [this](const std::shared_ptr<const Inspection>& done) {
        m_kept = done;
        showKept();
      });
}

int InspectorPanel::chosenKey() const {
  switch (m_state.view) {
    case InspectorView::Input:
    case InspectorView::Assignment:
      return m_state.gt;
    case InspectorView::Proposals:
      return m_state.anchor;
    case InspectorView::Rois:
      return m_state.roi;
    case InspectorView::Detections:
      return m_state.object >= 0 ? -2 - m_state.object : m_state.detection;
    default:
      return -1;
  }
}

void InspectorPanel::fill(QTableWidget* table, const InspectorTexts::Table& content, int chosenKey) {
  m_filling = true;
  table->setCurrentItem(nullptr);
  table->setColumnCount(static_cast<int>(content.headers.size()));
  table->setHorizontalHeaderLabels(content.headers);
  table->setRowCount(static_cast<int>(content.rows.size()));
  for (int row = 0; row < table->rowCount(); ++row) {
    const InspectorTexts::Table::Row& from = content.rows[static_cast<size_t>(row)];
    for (int column = 0; column < from.cells.size(); ++column) {
      auto* item = new QTableWidgetItem(from.cells[column]);
      item->setToolTip(from.cells[column]);
      table->setItem(row, column, item);
    }
    table->item(row, 0)->setData(Qt::UserRole, from.key);
    if (from.colour.isValid()) {
      const QIcon patch = colourPatch(from.colour, 10);
      table->item(row, 0)->setIcon(patch);
    }
    if (from.key == chosenKey && chosenKey != -1) table->selectRow(row);
  }
  for (int column = 0; column + 1 < table->columnCount(); ++column) table->resizeColumnToContents(column);
  m_filling = false;
}

void InspectorPanel::chooseRow(int key) {
  switch (m_state.view) {
    case InspectorView::Input:
      m_state.gt = key;
      break;
    case InspectorView::Assignment:
      m_state.gt = key;
      m_state.anchor = -1;
      break;
    case InspectorView::Proposals:
      m_state.anchor = key;
      m_pinned = true;
      break;
    case InspectorView::Rois:
      m_state.roi = key;
      break;
    case InspectorView::Detections:
      m_state.object = key <= -2 ? -2 - key : -1;
      m_state.detection = key >= 0 ? key : -1;
      break;
    default:
      return;
  }
  show();
}

void InspectorPanel::chooseGtOfBox(int64_t boxId) {
  const auto& in = m_model.inspection();
  if (!in || m_state.view != InspectorView::Assignment) return;
  const auto& ids = in->scene->gtIds;
  const auto at = std::find(ids.begin(), ids.end(), boxId);
  if (at != ids.end()) chooseRow(static_cast<int>(at - ids.begin()));
}

void InspectorPanel::chooseObject(int object) {
  m_state.object = object;
  m_state.detection = -1;
  show();
}

namespace {

/// The smallest rectangle around the point; -1 when none is.
template <class RectOf>
int smallestAround(const QPointF& at, size_t count, const RectOf& rectOf) {
  int best = -1;
  double area = 0;
  for (size_t i = 0; i < count; ++i) {
    const QRectF rect = rectOf(i);
    if (!rect.contains(at)) continue;
    if (best >= 0 && rect.width() * rect.height() >= area) continue;
    best = static_cast<int>(i);
    area = rect.width() * rect.height();
  }
  return best;
}

bool nearEdge(const QRectF& rect, const QPointF& at, double reach) {
  return rect.adjusted(-reach, -reach, reach, reach).contains(at) &&
         !rect.adjusted(reach, reach, -reach, -reach).contains(at);
}

}  // namespace

int InspectorPanel::proposalAt(const QPointF& image) const {
  const auto& in = m_model.inspection();
  if (!in || !in->hasNetwork) return -1;
  std::vector<int> shown = proposalsAfter(*in, m_state.step);
  if (shown.size() > static_cast<size_t>(m_state.most)) shown.resize(static_cast<size_t>(m_state.most));
  const int k = smallestAround(
      image, shown.size(), [&](size_t i) { return in->imageRect(proposalBox(*in, m_state.step, shown[i])); });
  return k < 0 ? -1 : shown[static_cast<size_t>(k)];
}

void InspectorPanel::pick(const QPointF& image, double reach) {
  const auto& in = m_model.inspection();
  if (!in) return;
  const AnchorScene& scene = *in->scene;
  switch (m_state.view) {
    case InspectorView::Assignment:
      m_state.gt = -1;
      for (size_t g = 0; g < scene.gtBoxes.size(); ++g) {
        const Box box = fromNetwork(scene.gtBoxes[g], scene.geometry, scene.config.convention());
        if (nearEdge(boxRect(box), image, reach)) m_state.gt = static_cast<int>(g);
      }
      [[fallthrough]];
    case InspectorView::Anchors: {
      const std::vector<int> anchors = scene.cellAnchors(image);
      m_state.anchor = -1;
      m_state.cell = {-1, -1};
      if (anchors.empty() || m_state.gt >= 0) break;
      const AnchorStage::Place place = scene.placeOf(anchors.front());
      m_state.cell = {place.x, place.y};
      for (const int i : anchors)
        if (m_state.anchor < 0 || scene.assignment.maxIou[static_cast<size_t>(i)] >
                                      scene.assignment.maxIou[static_cast<size_t>(m_state.anchor)])
          m_state.anchor = i;
      break;
    }
    case InspectorView::Proposals:
      m_state.anchor = proposalAt(image);
      m_pinned = m_state.anchor >= 0;
      break;
    case InspectorView::Rois:
      if (in->hasNetwork)
        m_state.roi = smallestAround(image, in->rois.rois.size(),
                                     [&](size_t k) { return in->imageRect(in->rois.rois[k]); });
      break;
    case InspectorView::Detections: {
      if (!in->hasNetwork) break;
      m_state.detection = smallestAround(image, in->autopsy.detections.size(),
                                         [&](size_t d) { return boxRect(in->autopsy.detections[d].box); });
      m_state.object = smallestAround(image, in->autopsy.objects.size(), [&](size_t t) {
        return boxRect(in->objects[static_cast<size_t>(in->autopsy.objects[t].object)].box);
      });
      // A found object is told by its detection; a missed one by itself.
      if (m_state.object >= 0 && m_state.detection >= 0 &&
          in->autopsy.objects[static_cast<size_t>(m_state.object)].lost == LostAt::Found)
        m_state.object = -1;
      break;
    }
    default:
      return;
  }
  show();
}

void InspectorPanel::hover(const QPointF& image) {
  if (m_state.view != InspectorView::Proposals || m_pinned) return;
  const int anchor = proposalAt(image);
  if (anchor == m_state.anchor) return;
  m_state.anchor = anchor;
  show();
}

void InspectorPanel::forgetProject() {
  m_model.leaveProject();
  m_keptConfig.reset();
  m_kept.reset();
  m_compare->setChecked(false);
  m_state.noNetwork.clear();
  m_state.filter.scale = m_state.filter.ratio = -1;
  for (QComboBox* filter : {m_scaleFilter, m_ratioFilter}) filter->setCurrentIndex(0);
  setRun({}, std::nullopt);
  m_rules->setCurrentIndex(0);
  chooseRules();
  showView(InspectorView::None);
}

}  // namespace anchor
