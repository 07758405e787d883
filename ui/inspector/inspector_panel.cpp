// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_panel.h"

#include <QEvent>
#include <QHeaderView>
#include <algorithm>
#include <utility>

#include "ui/inspector/stages/stage_parts.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

/// Of the first item of a row: what choosing it chooses.
constexpr int indexRole = Qt::UserRole, kindRole = Qt::UserRole + 1;

}  // namespace

/// An object stays chosen from stage to stage; anything else exists in its own stage alone.
void InspectorPanel::keepObject(InspectorView next) {
  const auto& in = m_model.inspection();
  const Stage* stage = stageOf(m_state.view);
  const bool kept = stage != nullptr && in && next != m_state.view && next != InspectorView::None;
  const int64_t object = kept ? stage->objectOf(*in, m_state, m_state.chosen) : Stage::noObject;
  m_state.chosen = object == Stage::noObject ? Pick{} : Pick{Pick::Kind::Object, object};
  m_state.hovered = {};
  m_state.view = next;
}

/// What was chosen and is not there any more: of another image, or deleted.
void InspectorPanel::dropAway() {
  const auto& in = m_model.inspection();
  if (!in) return;
  const bool moved = std::exchange(m_image, in->request.image.cacheKey()) != in->request.image.cacheKey();
  if (moved) m_state.hovered = {};
  const bool object = m_state.chosen.kind == Pick::Kind::Object;
  if (object ? std::ranges::none_of(in->request.boxes,
                                    [this](const LabelBox& box) { return box.id == m_state.chosen.index; })
             : moved)
    m_state.chosen = {};
}

void InspectorPanel::showView(InspectorView view) {
  m_stages->showView(view);
  keepObject(view);
  m_wanted = -1;
  const auto page = m_pages.find(view);
  QWidget* shown = page == m_pages.end() ? m_noControls : page->second;
  for (int at = 0; at < m_controls->count(); ++at)  // only the shown page asks for height
    m_controls->widget(at)->setSizePolicy(QSizePolicy::Preferred, m_controls->widget(at) == shown
                                                                      ? QSizePolicy::Preferred
                                                                      : QSizePolicy::Ignored);
  m_controls->setCurrentWidget(shown);
  const Stage* stage = stageOf(view);
  m_model.update([&](InspectionRequest& r) { r.wantsInput = stage != nullptr && stage->needsInput(); });
  m_model.setActive(stage != nullptr);
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
  chooseWanted();
  const auto& in = m_model.inspection();
  const Stage* stage = stageOf(m_state.view);
  m_facts->setVisible(stage != nullptr);
  for (QPushButton* button : {m_use, m_compare, m_reset}) button->setVisible(stage != nullptr);
  const bool cell = stage != nullptr && stage->showsCell();
  m_list->setVisible(stage != nullptr && stage->hasTable());
  m_cell->setVisible(cell);
  m_stages->showCounts(in.get());
  if (stage == nullptr || !in) {
    m_facts->setText(stage != nullptr ? tr("Open an image to see how the network processes it.") : QString());
    m_card->hide();
    m_legend->showEntries({});
    m_list->setRowCount(0);
    m_cell->setRowCount(0);
    Q_EMIT overlayChanged(stage != nullptr ? std::make_shared<CanvasOverlay>() : nullptr);
    Q_EMIT comparisonChanged(nullptr, {});
    return;
  }
  m_facts->setText(stage->facts(*in, m_state));
  fill(m_list, stage->table(*in, m_state));
  if (cell) fill(m_cell, cellTable(*in, m_state));
  m_cell->setVisible(cell && m_cell->rowCount() > 0);
  m_legend->showEntries(stage->legend(*in));
  showFront();
  showKept();
}

void InspectorPanel::showFront() {
  const auto& in = m_model.inspection();
  const Stage* stage = stageOf(m_state.view);
  if (stage == nullptr || !in) return;
  InspectorState told = m_state;
  if (m_pointedInList) told.hovered = {};
  const QString card = stage->card(*in, told);
  m_card->setText(card);
  m_card->setVisible(!card.isEmpty());
  for (QTableWidget* table : {m_list, m_cell}) markRow(table);
  Q_EMIT overlayChanged(std::make_shared<CanvasOverlay>(stage->overlay(*in, m_state)));
}

void InspectorPanel::showKept() {
  const Stage* stage = stageOf(m_state.view);
  if (!m_kept || !comparing() || stage == nullptr) return Q_EMIT comparisonChanged(nullptr, {});
  InspectorState state = m_state;
  state.hovered = {};
  if (state.chosen.kind != Pick::Kind::Object) state.chosen = {};  // only labels are the same on both sides
  Q_EMIT comparisonChanged(std::make_shared<CanvasOverlay>(stage->overlay(*m_kept, state)),
                           stage->facts(*m_kept, state));
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

void InspectorPanel::fill(QTableWidget* table, const StageTable& content) {
  m_filling = true;
  table->setCurrentItem(nullptr);
  table->setColumnCount(static_cast<int>(content.headers.size()));
  table->setHorizontalHeaderLabels(content.headers);
  table->setRowCount(static_cast<int>(content.rows.size()));
  for (int row = 0; row < table->rowCount(); ++row) {
    const StageTable::Row& from = content.rows[static_cast<size_t>(row)];
    for (int column = 0; column < from.cells.size(); ++column) {
      auto* item = new QTableWidgetItem(from.cells[column]);
      item->setToolTip(from.cells[column]);
      table->setItem(row, column, item);
    }
    table->item(row, 0)->setData(indexRole, QVariant::fromValue<qint64>(from.pick.index));
    table->item(row, 0)->setData(kindRole, static_cast<int>(from.pick.kind));
    if (from.colour.isValid()) table->item(row, 0)->setIcon(colourPatch(from.colour, 10));
    if (m_state.chosen && from.pick == m_state.chosen) table->selectRow(row);
  }
  for (int column = 0; column + 1 < table->columnCount(); ++column) table->resizeColumnToContents(column);
  m_filling = false;
}

Pick InspectorPanel::pickOf(const QTableWidget* table, int row) {
  const QTableWidgetItem* item = table->item(row, 0);
  return {static_cast<Pick::Kind>(item->data(kindRole).toInt()), item->data(indexRole).toLongLong()};
}

/// The row of what is pointed at.
void InspectorPanel::markRow(QTableWidget* table) {
  for (int row = 0; row < table->rowCount(); ++row) {
    const bool pointed = m_state.hovered && pickOf(table, row) == m_state.hovered;
    const QBrush ground = pointed ? QBrush(theme::colours().raised) : QBrush();
    if (table->item(row, 0)->background() == ground) continue;
    for (int column = 0; column < table->columnCount(); ++column)
      if (QTableWidgetItem* item = table->item(row, column)) item->setBackground(ground);
    if (pointed && !m_pointedInList) table->scrollToItem(table->item(row, 0));
  }
}

void InspectorPanel::pointAt(const Pick& pick, bool inList) {
  if (pick == m_state.hovered) return;
  m_state.hovered = pick;
  m_pointedInList = inList;
  showFront();
}

bool InspectorPanel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Leave) pointAt({}, false);
  return QWidget::eventFilter(watched, event);
}

void InspectorPanel::choose(const Pick& pick) {
  m_wanted = -1;
  m_state.chosen = pick;
  show();
}

void InspectorPanel::chooseObject(int object) {
  m_wanted = object;
  show();
}

void InspectorPanel::chooseWanted() {
  const auto& in = m_model.inspection();
  if (m_wanted < 0 || !in || !in->hasNetwork || !m_model.settled()) return;
  const auto at = static_cast<size_t>(std::exchange(m_wanted, -1));
  if (at < in->autopsy.objects.size())
    m_state.chosen = {Pick::Kind::Object, in->objectIds[static_cast<size_t>(in->autopsy.objects[at].object)]};
}

void InspectorPanel::setMirrored(bool mirrored) {
  m_model.update([mirrored](InspectionRequest& r) { r.flipped = mirrored; });
  for (const auto& [view, page] : m_pages) page->showRequest(m_model.request());
}

void InspectorPanel::pick(const QPointF& image, double reach) {
  const auto& in = m_model.inspection();
  if (const Stage* stage = stageOf(m_state.view); stage != nullptr && in)
    choose(stage->at(*in, m_state, image, reach));
}

void InspectorPanel::hover(const QPointF& image, double reach) {
  const auto& in = m_model.inspection();
  const Stage* stage = stageOf(m_state.view);
  if (stage == nullptr || !in) return;
  const Pick pick = stage->at(*in, m_state, image, reach);
  pointAt(stage->hovers(pick.kind) ? pick : Pick{}, false);
}

void InspectorPanel::forgetProject() {
  m_model.leaveProject();
  m_keptConfig.reset();
  m_kept.reset();
  m_compare->setChecked(false);
  m_state.noNetwork.clear();
  for (const auto& [view, page] : m_pages) page->forgetProject();
  setRun({}, std::nullopt);
  m_rules->setCurrentIndex(0);
  chooseRules();
  showView(InspectorView::None);
}

}  // namespace anchor
