// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/object_list.h"
#include "ui/shared/column_menu.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/labelling/mark_delegate.h"
#include "ui/labelling/side_section.h"

namespace anchor {

ObjectList::ObjectList(ProjectSession* session, LabelTools* tools, ImageCanvas* canvas, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_tools(tools),
      m_canvas(canvas),
      m_model(new ObjectModel(session, this)),
      m_table(new QTableView(this)),
      m_pages(new QStackedWidget(this)),
      m_count(new QLabel(this)),
      m_empty(new QLabel(this)),
      m_showAll(new QToolButton(this)) {
  setObjectName(QStringLiteral("objectList"));
  m_count->setObjectName(QStringLiteral("objectCount"));
  m_count->setForegroundRole(QPalette::PlaceholderText);
  m_empty->setObjectName(QStringLiteral("objectsEmpty"));
  m_empty->setWordWrap(true);
  m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_empty->setForegroundRole(QPalette::PlaceholderText);
  m_empty->setContentsMargins(12, 4, 12, 4);
  m_showAll->setObjectName(QStringLiteral("showAllObjects"));
  m_showAll->setText(tr("Show all"));
  m_showAll->setToolTip(tr("Show the hidden boxes again (Shift+H)"));
  m_showAll->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_showAll->setAutoRaise(true);
  buildTable();
  m_pages->addWidget(m_table);
  m_pages->addWidget(m_empty);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addLayout(sectionHeader(tr("Objects"), {m_showAll, m_count}, this));
  layout->addWidget(m_pages, 1);
  connect(m_showAll, &QToolButton::clicked, m_tools, &LabelTools::showAll);
  connect(m_tools, &LabelTools::boxesShown, this, &ObjectList::refresh);
  connect(m_session, &ProjectSession::currentChanged, this, [this] { m_model->setScene(nullptr); });
  connect(m_canvas, &ImageCanvas::selectionChanged, this, &ObjectList::followCanvas);
  updateWords();
}

void ObjectList::buildTable() {
  m_table->setObjectName(QStringLiteral("objectTable"));
  m_table->setAccessibleName(tr("Objects in the image"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setContextMenuPolicy(Qt::NoContextMenu);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setFrameShape(QFrame::NoFrame);
  m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_table->setItemDelegateForColumn(ObjectModel::Hidden, new MarkDelegate(MarkDelegate::Mark::Eye, this));
  m_table->setItemDelegateForColumn(ObjectModel::Locked, new MarkDelegate(MarkDelegate::Mark::Lock, this));
  constexpr int rowHeight = 26;
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  QHeaderView* header = m_table->horizontalHeader();
  header->setHighlightSections(false);
  header->setMinimumSectionSize(26);
  // Widths that never look at the cells: with thousands of boxes that would be felt.
  header->setSectionResizeMode(ObjectModel::Class, QHeaderView::Stretch);
  for (const int column : {ObjectModel::Size, ObjectModel::Anchors})
    header->setSectionResizeMode(column, QHeaderView::Fixed);
  for (const int column : {ObjectModel::Hidden, ObjectModel::Locked}) {
    header->setSectionResizeMode(column, QHeaderView::Fixed);
    header->resizeSection(column, 26);
  }
  header->setSortIndicatorClearable(true);
  header->setSortIndicator(-1, Qt::AscendingOrder);
  m_table->setSortingEnabled(true);
  m_table->installEventFilter(this);
  ColumnMenu::install(m_table);
  m_table->viewport()->installEventFilter(this);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ObjectList::tellCanvas);
  connect(m_table, &QTableView::clicked, this, &ObjectList::toggle);
  connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& cell) {
    if (cell.column() == ObjectModel::Class) m_tools->pickClass();
  });
}

void ObjectList::refresh() {
  {
    const QScopedValueRollback quiet(m_following, true);
    m_model->refresh(m_tools->hidden(), m_tools->locked());
  }
  followCanvas();
  updateWords();
}

void ObjectList::updateWords() {
  const int count = m_model->rowCount();
  const auto hidden = m_tools->hidden().size();
  m_count->setText(hidden == 0 ? QString::number(count) : tr("%1, %2 hidden").arg(count).arg(hidden));
  m_showAll->setVisible(hidden > 0);
  m_pages->setCurrentIndex(count > 0 ? 0 : 1);
  const ImageEntry* image = m_session->current();
  m_empty->setText(image == nullptr ? QString()
                   : image->state == ImageState::Negative
                       ? tr("No objects in this image.")
                       : tr("No boxes yet. Press W and drag on the image."));
}

void ObjectList::followCanvas() {
  if (m_following) return;
  const QScopedValueRollback quiet(m_following, true);
  std::vector<int> rows;
  for (const int64_t id : m_canvas->selection())
    if (const int row = m_model->rowOf(id); row >= 0) rows.push_back(row);
  std::ranges::sort(rows);
  QItemSelection wanted;
  for (size_t i = 0; i < rows.size();) {
    size_t end = i + 1;
    while (end < rows.size() && rows[end] == rows[end - 1] + 1) ++end;
    wanted.select(m_model->index(rows[i], 0), m_model->index(rows[end - 1], ObjectModel::Columns - 1));
    i = end;
  }
  QItemSelectionModel* selection = m_table->selectionModel();
  const int last = m_model->rowOf(m_canvas->selected());
  if (last >= 0) {
    const int column = std::max(0, m_table->currentIndex().column());
    selection->setCurrentIndex(m_model->index(last, column), QItemSelectionModel::NoUpdate);
    m_table->scrollTo(m_model->index(last, 0));
  }
  selection->select(wanted, QItemSelectionModel::ClearAndSelect);
}

void ObjectList::tellCanvas() {
  if (m_following) return;
  const QScopedValueRollback quiet(m_following, true);
  std::vector<int64_t> ids;
  for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
    ids.push_back(m_model->idAt(row.row()));
  // The one under the keyboard's hand is the one that the panel shows: the last.
  const QModelIndex current = m_table->currentIndex();
  if (current.isValid())
    if (const auto own = std::ranges::find(ids, m_model->idAt(current.row())); own != ids.end())
      std::rotate(own, own + 1, ids.end());
  m_canvas->selectPrediction(0);
  m_canvas->selectMany(std::move(ids));
}

void ObjectList::toggle(const QModelIndex& cell) {
  if (cell.column() != ObjectModel::Hidden && cell.column() != ObjectModel::Locked) return;
  const bool eye = cell.column() == ObjectModel::Hidden;
  const bool now = eye ? m_model->isHidden(cell.row()) : m_model->isLocked(cell.row());
  // Of several selected ones it concerns all.
  std::vector<int64_t> ids;
  for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
    ids.push_back(m_model->idAt(row.row()));
  const int64_t own = m_model->idAt(cell.row());
  if (std::ranges::count(ids, own) == 0) ids = {own};
  if (eye)
    m_tools->setHidden(ids, !now);
  else
    m_tools->setLocked(ids, !now);
}

void ObjectList::fitColumns() {
  constexpr int around = 14;
  const QFontMetrics metrics = m_table->fontMetrics();
  const auto wide = [&](const QString& words) { return metrics.horizontalAdvance(words) + around; };
  const int size = wide(QStringLiteral("888.8 × 888.8"));
  // The class is what one looks for: in a narrow column the words about its anchors give way first.
  const int marks = 2 * m_table->horizontalHeader()->minimumSectionSize();
  const int name = wide(QStringLiteral("MMMMMM"));
  const int left = m_table->viewport()->width() - size - marks - name;
  m_table->setColumnWidth(ObjectModel::Size, size);
  m_table->setColumnWidth(ObjectModel::Anchors, std::clamp(left, wide(QStringLiteral("99 fg")),
                                                           wide(tr("no anchor ≥ %1").arg(0.3))));
}

bool ObjectList::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && watched == m_table->viewport()) fitColumns();
  const bool recoloured = event->type() == QEvent::PaletteChange || event->type() == QEvent::Polish;
  if (recoloured && watched == m_table)
    m_showAll->setIcon(eyeIcon(m_table->palette().color(QPalette::ButtonText), 16));
  if (event->type() == QEvent::KeyPress && watched == m_table) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool plain = !key->modifiers().testAnyFlags(Qt::ShiftModifier | Qt::ControlModifier);
    switch (key->key()) {
      case Qt::Key_Return:
      case Qt::Key_Enter:
        m_tools->lookAtSelection();
        return true;
      case Qt::Key_Delete:
        m_tools->remove();
        return true;
      case Qt::Key_F2:
        m_tools->pickClass();
        return true;
      case Qt::Key_Space:
        if (plain && m_table->currentIndex().column() >= ObjectModel::Hidden) {
          toggle(m_table->currentIndex());
          return true;
        }
        break;
      default:
        break;
    }
  }
  if (event->type() == QEvent::ContextMenu) {
    const auto* wanted = static_cast<QContextMenuEvent*>(event);
    const bool byKey = wanted->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex cell = m_table->currentIndex();
    const QPoint place = byKey && cell.isValid()
                             ? m_table->viewport()->mapToGlobal(m_table->visualRect(cell).bottomLeft())
                             : wanted->globalPos();
    if (!m_canvas->selection().empty()) Q_EMIT menuWanted(place);
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void ObjectList::forgetProject() {
  m_model->clear();
  updateWords();
}

}  // namespace anchor
