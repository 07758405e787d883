// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/object_model.h"

#include <QIcon>
#include <algorithm>
#include <cmath>
#include <compare>

#include "ui/labelling/anchor_lens.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

QString pixels(double length) { return QString::number(length, 'f', length == std::floor(length) ? 0 : 1); }

}  // namespace

ObjectModel::ObjectModel(ProjectSession* session, QObject* parent)
    : QAbstractTableModel(parent), m_session(session) {}

std::vector<ObjectModel::Row> ObjectModel::read(const QSet<qint64>& hidden,
                                                const QSet<qint64>& locked) const {
  QHash<int64_t, std::pair<QString, QColor>> classes;
  for (const LabelClass& c : m_session->classes())
    classes.insert(c.id, {text(c.name), QColor(text(c.colour))});
  std::vector<Row> rows;
  rows.reserve(m_session->boxes().size());
  for (const LabelBox& box : m_session->boxes()) {
    const auto label = classes.constFind(box.classId);
    if (label == classes.constEnd()) continue;
    rows.push_back({box.id, label->first, label->second, box.x2 - box.x1, box.y2 - box.y1,
                    hidden.contains(box.id), locked.contains(box.id)});
  }
  return rows;
}

void ObjectModel::refresh(const QSet<qint64>& hidden, const QSet<qint64>& locked) {
  std::vector<Row> rows = read(hidden, locked);
  if (!follow(rows)) {
    beginResetModel();
    m_rows = std::move(rows);
    numberRows();
    endResetModel();
  }
  if (m_column >= 0) sortRows();
}

bool ObjectModel::follow(std::vector<Row>& rows) {
  constexpr size_t few = 32;  // beyond, a fresh list is quicker
  QHash<int64_t, size_t> fresh;
  for (size_t i = 0; i < rows.size(); ++i) fresh.insert(rows[i].id, i);
  std::vector<int> gone;
  for (size_t i = 0; i < m_rows.size(); ++i)
    if (!fresh.contains(m_rows[i].id)) gone.push_back(static_cast<int>(i));
  const size_t stay = m_rows.size() - gone.size();
  if (stay == 0 || gone.size() > few || rows.size() - stay > few) return false;
  for (auto it = gone.rbegin(); it != gone.rend(); ++it) {
    beginRemoveRows({}, *it, *it);
    m_rows.erase(m_rows.begin() + *it);
    numberRows();
    endRemoveRows();
  }
  for (size_t i = 0; i < m_rows.size(); ++i) {
    Row& now = rows[fresh[m_rows[i].id]];
    if (now == m_rows[i]) continue;
    m_rows[i] = now;
    const auto row = static_cast<int>(i);
    Q_EMIT dataChanged(index(row, 0), index(row, Columns - 1));
  }
  for (Row& row : rows) {
    if (m_places.contains(row.id)) continue;
    const int end = rowCount();
    beginInsertRows({}, end, end);
    m_rows.push_back(std::move(row));
    numberRows();
    endInsertRows();
  }
  return true;
}

void ObjectModel::numberRows() {
  m_places.clear();
  m_places.reserve(static_cast<qsizetype>(m_rows.size()));
  for (size_t i = 0; i < m_rows.size(); ++i) m_places.insert(m_rows[i].id, static_cast<int>(i));
}

ObjectModel::Fit ObjectModel::judged(float iou, int foreground, const AssignmentRule& rule) {
  Fit fit{Verdict::Bad, foreground, iou, {}, AnchorLens::fitWords(iou, foreground, rule)};
  switch (gtTrainedBy(iou, foreground, rule)) {
    case GtTrainedBy::Iou:
      fit.verdict = Verdict::Good;
      fit.words = tr("%1 fg").arg(foreground);
      break;
    case GtTrainedBy::BestOnly:
      fit.verdict = Verdict::BestOnly;
      fit.words = tr("best only");
      break;
    case GtTrainedBy::NobodyForBg:
      fit.words = tr("no anchor ≥ %1").arg(rule.negativeIou);
      break;
    case GtTrainedBy::NobodyForAnother:
      fit.words = tr("0 fg, overlap");
      break;
    case GtTrainedBy::NobodyTouches:
      fit.words = tr("no anchor");
      break;
  }
  return fit;
}

void ObjectModel::setScene(const std::shared_ptr<const AnchorScene>& scene) {
  m_fits.clear();
  if (scene) {
    // One pass over the anchors for all objects: foregroundOf makes one for each.
    std::vector<int> foreground(scene->gtIds.size(), 0);
    for (size_t a = 0; a < scene->anchors.size(); ++a)
      if (scene->assignment.labels[a] == 1) ++foreground[static_cast<size_t>(scene->assignment.argmax[a])];
    for (const Row& row : m_rows)
      m_fits.insert(row.id, {Verdict::NotTrained, -1, 0, tr("not trained"), AnchorLens::notTrained()});
    for (size_t g = 0; g < scene->gtIds.size(); ++g)
      m_fits.insert(scene->gtIds[g],
                    judged(scene->assignment.bestIou[g], foreground[g], scene->config.assignment));
  }
  if (m_rows.empty()) return;
  Q_EMIT dataChanged(index(0, Anchors), index(rowCount() - 1, Anchors));
  if (m_column == Anchors) sortRows();
}

void ObjectModel::clear() {
  beginResetModel();
  m_rows.clear();
  m_places.clear();
  m_fits.clear();
  endResetModel();
}

ObjectModel::Fit ObjectModel::fitOf(const Row& row) const {
  const auto fit = m_fits.constFind(row.id);
  return fit == m_fits.constEnd() ? Fit{Verdict::Unknown, -1, 0, QStringLiteral("…"), {}} : *fit;
}

int ObjectModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}
int ObjectModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : Columns; }

QVariant ObjectModel::words(const Row& row, int column) const {
  switch (column) {
    case Class:
      return row.name;
    case Size:
      return QStringLiteral("%1 × %2").arg(pixels(row.width), pixels(row.height));
    case Anchors:
      return fitOf(row).words;
    default:
      return {};
  }
}

QVariant ObjectModel::hint(const Row& row, int column) const {
  switch (column) {
    case Size:
      return tr("%1 × %2 px").arg(pixels(row.width), pixels(row.height));
    case Anchors:
      return fitOf(row).more;
    case Hidden:
      return row.hidden ? tr("Hidden. Click to show the box (H).") : tr("Shown. Click to hide the box (H).");
    case Locked:
      return row.locked ? tr("Locked. Click to unlock the box (L).")
                        : tr("Not locked. Click to lock the box (L).");
    default:
      return row.name;
  }
}

QVariant ObjectModel::data(const QModelIndex& index, int role) const {
  const Row& row = m_rows[static_cast<size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return words(row, index.column());
    case Qt::ToolTipRole:
      return hint(row, index.column());
    case Qt::AccessibleTextRole:
      if (index.column() == Hidden) return row.hidden ? tr("hidden") : tr("shown");
      if (index.column() == Locked) return row.locked ? tr("locked") : tr("not locked");
      return words(row, index.column());
    case Qt::UserRole:
      return index.column() == Hidden ? row.hidden : row.locked;
    case Qt::TextAlignmentRole:
      return static_cast<int>(Qt::AlignVCenter | (index.column() == Size ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DecorationRole: {
      if (index.column() != Class) return {};
      QIcon& patch = m_patches[row.colour.rgb()];
      if (patch.isNull()) patch = colourPatch(row.colour, 10);
      return patch;
    }
    case Qt::ForegroundRole: {
      const tokens::Colours& colours = theme::colours();
      if (row.hidden || index.column() == Size) return colours.dim;
      if (index.column() != Anchors) return {};
      switch (fitOf(row).verdict) {
        case Verdict::Good:
          return colours.good;
        case Verdict::BestOnly:
          return colours.warning;
        case Verdict::Bad:
          return colours.bad;
        default:
          return colours.dim;
      }
    }
    default:
      return {};
  }
}

QVariant ObjectModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const bool mark = section == Hidden || section == Locked;
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>(Qt::AlignVCenter | (section == Size ? Qt::AlignRight : Qt::AlignLeft));
  if (role == Qt::DisplayRole && mark) return QString();
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) return {};
  switch (section) {
    case Class:
      return tr("Class");
    case Size:
      return role == Qt::ToolTipRole ? tr("Width × height in pixels; sorted by area") : tr("Size");
    case Anchors:
      return role == Qt::ToolTipRole
                 ? tr("How many anchors are foreground (fg) for the box under the rules of the inspector")
                 : tr("Anchors");
    case Hidden:
      return tr("Hidden");
    default:
      return tr("Locked");
  }
}

void ObjectModel::sort(int column, Qt::SortOrder order) {
  m_column = column;
  m_order = order;
  sortRows();
}

void ObjectModel::sortRows() {
  const auto compare = [this](const Row& a, const Row& b) -> std::partial_ordering {
    switch (m_column) {
      case Class:
        return a.name.localeAwareCompare(b.name) <=> 0;
      case Size:
        return a.width * a.height <=> b.width * b.height;
      case Anchors: {
        const Fit one = fitOf(a);
        const Fit other = fitOf(b);
        return std::pair(one.foreground, one.iou) <=> std::pair(other.foreground, other.iou);
      }
      case Hidden:
        return a.hidden <=> b.hidden;
      case Locked:
        return a.locked <=> b.locked;
      default:
        return std::partial_ordering::equivalent;
    }
  };
  const bool falling = m_order == Qt::DescendingOrder;
  const auto before = [&](const Row& a, const Row& b) {
    const auto way = falling ? compare(b, a) : compare(a, b);
    return way == std::partial_ordering::equivalent ? a.id < b.id : way < 0;
  };
  if (std::ranges::is_sorted(m_rows, before)) return;
  Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
  const QModelIndexList kept = persistentIndexList();
  std::vector<int64_t> ids;
  for (const QModelIndex& one : kept) ids.push_back(idAt(one.row()));
  std::ranges::sort(m_rows, before);
  numberRows();
  QModelIndexList moved;
  for (qsizetype i = 0; i < kept.size(); ++i)
    moved << index(rowOf(ids[static_cast<size_t>(i)]), kept[i].column());
  changePersistentIndexList(kept, moved);
  Q_EMIT layoutChanged({}, VerticalSortHint);
}

}  // namespace anchor
