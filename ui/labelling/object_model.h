// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QColor>
#include <QHash>
#include <QSet>
#include <memory>

#include "ui/canvas/anchor_scene.h"
#include "ui/labelling/project_session.h"

namespace anchor {

/// The boxes of the current image as rows. Rows of boxes that stay are changed in place, so that selection
/// and scroll position stay too.
class ObjectModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Class, Size, Anchors, Hidden, Locked, Columns };
  ObjectModel(ProjectSession* session, QObject* parent);
  /// Reads the session's boxes.
  void refresh(const QSet<qint64>& hidden, const QSet<qint64>& locked);
  /// What the anchors make of each box; null: not known yet.
  void setScene(const std::shared_ptr<const AnchorScene>& scene);
  void clear();
  [[nodiscard]] int64_t idAt(int row) const { return m_rows[static_cast<size_t>(row)].id; }
  /// -1 when it is not listed.
  [[nodiscard]] int rowOf(int64_t id) const { return m_places.value(id, -1); }
  [[nodiscard]] bool isHidden(int row) const { return m_rows[static_cast<size_t>(row)].hidden; }
  [[nodiscard]] bool isLocked(int row) const { return m_rows[static_cast<size_t>(row)].locked; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// Column -1: the order in which the boxes were made.
  void sort(int column, Qt::SortOrder order) override;

 private:
  enum class Verdict { Unknown, NotTrained, Good, BestOnly, Bad };
  struct Fit {
    Verdict verdict = Verdict::Unknown;
    int foreground = -1;
    float iou = 0;
    QString words, more;
  };
  struct Row {
    int64_t id = 0;
    QString name;
    QColor colour;
    double width = 0, height = 0;
    bool hidden = false, locked = false;
    friend bool operator==(const Row&, const Row&) = default;
  };
  [[nodiscard]] std::vector<Row> read(const QSet<qint64>& hidden, const QSet<qint64>& locked) const;
  /// True when the rows that stay were changed in place and only few came or went.
  bool follow(std::vector<Row>& rows);
  [[nodiscard]] Fit fitOf(const Row& row) const;
  [[nodiscard]] static Fit judged(float iou, int foreground, const AssignmentRule& rule);
  void numberRows();
  void sortRows();
  [[nodiscard]] QVariant words(const Row& row, int column) const;
  [[nodiscard]] QVariant hint(const Row& row, int column) const;
  ProjectSession* m_session;
  std::vector<Row> m_rows;
  QHash<int64_t, int> m_places;
  QHash<int64_t, Fit> m_fits;
  mutable QHash<QRgb, QIcon> m_patches;
  int m_column = -1;
  Qt::SortOrder m_order = Qt::AscendingOrder;
};

}  // namespace anchor
