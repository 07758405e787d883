// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_panel.h"

#include <QHeaderView>
#include <utility>

#include "ui/inspector/stages/stage_parts.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

/// Of the first item of a row: what choosing it chooses.
constexpr int indexRole = Qt::UserRole, kindRole = Qt::UserRole + 1;

}  // namespace

void InspectorPanel::showView(InspectorView view) {
  m_stages->showView(view);
  m_state.view = view;
  m_state.chosen = m_state.hovered = {};
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
  const QString card = stage->card(*in, m_state);
  m_card->setText(card);
  m_card->setVisible(!card.isEmpty());
  Q_EMIT overlayChanged(std::make_shared<CanvasOverlay>(stage->overlay(*in, m_state)));
  showKept();
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
    if (m_state.subject() && from.pick == m_state.subject()) table->selectRow(row);
  }
  for (int column = 0; column + 1 < table->columnCount(); ++column) table->resizeColumnToContents(column);
  m_filling = false;
}

void InspectorPanel::chooseRow(const QTableWidget* table, int row) {
  const QTableWidgetItem* item = table->item(row, 0);
  choose({static_cast<Pick::Kind>(item->data(kindRole).toInt()), item->data(indexRole).toLongLong()});
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

void InspectorPanel::hover(const QPointF& image) {
  const auto& in = m_model.inspection();
  const Stage* stage = stageOf(m_state.view);
  if (stage == nullptr || !in || m_state.chosen) return;
  Pick pick = stage->at(*in, m_state, image, 0);
  if (!stage->hovers(pick.kind)) pick = {};
  if (pick == m_state.hovered) return;
  m_state.hovered = pick;
  show();
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
