// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/class_list.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/labelling/class_manager.h"
#include "ui/labelling/side_section.h"
#include "ui/shared/pictures.h"

namespace anchor {

ClassModel::ClassModel(ProjectSession* session, const ClassCounts* counts, QWidget* parent)
    : QAbstractTableModel(parent), m_session(session), m_counts(counts), m_window(parent) {}

void ClassModel::refresh() {
  const auto& classes = m_session->classes();
  const bool same = std::ranges::equal(classes, m_classes, {}, &LabelClass::id, &LabelClass::id);
  if (!same) beginResetModel();
  m_classes = classes;
  if (!same) return endResetModel();
  if (!m_classes.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

void ClassModel::showCounts() {
  if (!m_classes.empty()) Q_EMIT dataChanged(index(0, Boxes), index(rowCount() - 1, Boxes));
}

int64_t ClassModel::idAt(int row) const { return m_classes[static_cast<size_t>(row)].id; }
int ClassModel::rowOf(int64_t id) const {
  const auto own = std::ranges::find(m_classes, id, &LabelClass::id);
  return own == m_classes.end() ? -1 : static_cast<int>(own - m_classes.begin());
}
int ClassModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_classes.size());
}
int ClassModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant ClassModel::words(const LabelClass& label, int row, int column) const {
  constexpr int digits = 9;
  if (column == Name) return text(label.name);
  if (column == Digit) return row < digits ? QString::number(row + 1) : QString();
  const int64_t count = m_counts->of(label.id);
  return count < 0 ? QStringLiteral("…") : QLocale().toString(static_cast<qlonglong>(count));
}

QVariant ClassModel::data(const QModelIndex& index, int role) const {
  const LabelClass& label = m_classes[static_cast<size_t>(index.row())];
  const bool active = label.id == m_session->activeClass();
  switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
      return words(label, index.row(), index.column());
    case Qt::AccessibleTextRole:
      if (index.column() == Name && active) return tr("%1, class for new boxes").arg(text(label.name));
      return words(label, index.row(), index.column());
    case Qt::ToolTipRole:
      if (index.column() == Boxes) return tr("Boxes of this class in the project");
      return active ? tr("%1: new boxes get this class").arg(text(label.name)) : text(label.name);
    case Qt::DecorationRole:
      return index.column() == Name ? colourPatch(QColor(text(label.colour)), 10) : QVariant();
    case Qt::FontRole: {
      if (!active || index.column() != Name) return {};
      QFont font = m_window->font();
      font.setWeight(QFont::DemiBold);
      return font;
    }
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight));
    case Qt::ForegroundRole:
      return index.column() == Name ? QVariant() : QApplication::palette().color(QPalette::PlaceholderText);
    default:
      return {};
  }
}

Qt::ItemFlags ClassModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
  return index.column() == Name ? usual | Qt::ItemIsEditable : usual;
}

bool ClassModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || index.column() != Name) return false;
  return ClassManager::renameClass(m_session, m_window, idAt(index.row()), value.toString());
}

ClassList::ClassList(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_counts(new ClassCounts(session, this)),
      m_model(new ClassModel(session, m_counts, this)),
      m_table(new QTableView(this)),
      m_fresh(new QLineEdit(this)) {
  setObjectName(QStringLiteral("classSection"));
  auto* add = new QToolButton(this);
  add->setObjectName(QStringLiteral("addClassHere"));
  add->setText(QStringLiteral("+"));
  add->setAccessibleName(tr("Add a class"));
  add->setToolTip(tr("Add a class"));
  add->setAutoRaise(true);
  m_fresh->setObjectName(QStringLiteral("classToAdd"));
  m_fresh->setAccessibleName(tr("Name of the new class"));
  m_fresh->setPlaceholderText(tr("Name of the new class"));
  m_fresh->hide();
  buildTable();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addLayout(sectionHeader(tr("Classes"), {add}, this));
  layout->addWidget(m_table, 1);
  layout->addWidget(m_fresh);
  connect(add, &QToolButton::clicked, this, [this] {
    m_fresh->show();
    m_fresh->setFocus();
  });
  connect(m_fresh, &QLineEdit::returnPressed, this, &ClassList::addTyped);
  m_fresh->installEventFilter(this);
  connect(session, &ProjectSession::classesChanged, this, &ClassList::refresh);
  connect(session, &ProjectSession::activeClassChanged, this, &ClassList::showActive);
  connect(m_counts, &ClassCounts::changed, m_model, &ClassModel::showCounts);
}

void ClassList::buildTable() {
  m_table->setObjectName(QStringLiteral("classTable"));
  m_table->setAccessibleName(tr("Classes; the chosen one is given to new boxes"));
  m_table->setModel(m_model);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
  m_table->setShowGrid(false);
  m_table->setFrameShape(QFrame::NoFrame);
  m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(26);
  m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  QHeaderView* header = m_table->horizontalHeader();
  header->hide();
  header->setMinimumSectionSize(24);
  header->setSectionResizeMode(QHeaderView::Fixed);
  header->setSectionResizeMode(ClassModel::Name, QHeaderView::Stretch);
  header->resizeSection(ClassModel::Digit, 24);
  header->resizeSection(ClassModel::Boxes, fontMetrics().horizontalAdvance(QStringLiteral("8,888,888")) + 16);
  m_table->installEventFilter(this);
  m_table->viewport()->installEventFilter(this);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this](const QModelIndex& now) {
            if (!m_following && now.isValid()) m_session->setActiveClass(m_model->idAt(now.row()));
          });
}

void ClassList::refresh() {
  {
    const QScopedValueRollback quiet(m_following, true);
    m_model->refresh();
  }
  showActive();
}

void ClassList::showActive() {
  const QScopedValueRollback quiet(m_following, true);
  const int row = m_model->rowOf(m_session->activeClass());
  if (row < 0) return m_table->clearSelection();
  if (m_table->currentIndex().row() != row || !m_table->selectionModel()->isRowSelected(row)) {
    m_table->selectionModel()->setCurrentIndex(
        m_model->index(row, ClassModel::Name),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(m_table->currentIndex());
  }
  m_table->viewport()->update();
}

void ClassList::showMenu(const QPoint& global, const QModelIndex& cell) {
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("classMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (cell.isValid()) {
    const int64_t id = m_model->idAt(cell.row());
    const LabelClass* label = m_session->labelClass(id);
    const QString name = label == nullptr ? QString() : text(label->name);
    menu->addAction(tr("Rename"), this,
                    [this, id] { m_table->edit(m_model->index(m_model->rowOf(id), ClassModel::Name)); });
    menu->addAction(tr("Change colour…"), this,
                    [this, id] { ClassManager::recolourClass(m_session, this, id); });
    const bool oneWord = !name.contains(QLatin1Char(' '));
    menu->addAction(tr("Show images with this class"), this, [this, name, oneWord] {
      Q_EMIT queryWanted(QStringLiteral("class:") +
                         (oneWord ? name : QLatin1Char('"') + name + QLatin1Char('"')));
    });
    menu->addSeparator();
  }
  menu->addAction(tr("Manage classes…"), this, &ClassList::manageWanted);
  menu->popup(global);
}

void ClassList::addTyped() {
  if (m_fresh->text().trimmed().isEmpty()) return;
  const int64_t made = m_session->ensureClass(m_fresh->text());
  if (made == 0) return;
  m_fresh->clear();
  m_fresh->hide();
  m_session->setActiveClass(made);
  m_table->setFocus();
}

bool ClassList::eventFilter(QObject* watched, QEvent* event) {
  if (watched == m_fresh) {
    const bool escape =
        event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (!escape) return false;
    m_fresh->clear();
    m_fresh->hide();
    m_table->setFocus();
    return true;
  }
  if (event->type() != QEvent::ContextMenu) return false;
  const auto* wanted = static_cast<QContextMenuEvent*>(event);
  const bool byKey = wanted->reason() == QContextMenuEvent::Keyboard;
  const QPoint at = m_table->viewport()->mapFromGlobal(wanted->globalPos());
  const QModelIndex cell = byKey ? m_table->currentIndex() : m_table->indexAt(at);
  showMenu(byKey && cell.isValid() ? m_table->viewport()->mapToGlobal(m_table->visualRect(cell).bottomLeft())
                                   : wanted->globalPos(),
           cell);
  return true;
}

void ClassList::forgetProject() {
  m_counts->leaveProject();
  refresh();
}

}  // namespace anchor
