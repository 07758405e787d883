// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "datasets/query/image_query.h"
#include "ui/dataset/facet_row.h"
#include "ui/dataset/saved_filters.h"
#include "ui/labelling/project_session.h"
#include "ui/shared/project_part.h"

class QMenu;

namespace anchor {

/// The left column of the data workspace: what images can be told apart by, with how many there are of each;
/// a click filters. Below it the saved filters, import and export.
class FacetPanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  FacetPanel(ProjectSession* session, QWidget* parent);
  /// The query that the images are shown by.
  void setQuery(const QString& query);
  /// What the label check found.
  void setMarks(const ImageMarks& marks);
  /// Of the button "Export labels…".
  void setExportMenu(QMenu* menu);
  [[nodiscard]] bool busy() const { return m_busy; }

 Q_SIGNALS:
  void queryWanted(const QString& query);
  void importWanted();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void forgetProject() override;
  /// Facets of which one at a time can be chosen.
  struct Group {
    QWidget* box = nullptr;
    QVBoxLayout* rows = nullptr;
    std::vector<std::pair<QString, FacetRow*>> facets;  ///< by their terms
  };
  Group addGroup(const char* name, const QString& title);
  FacetRow* addFacet(Group& group, const QString& words, const QString& term);
  static void clear(Group& group);
  void toggle(const QString& term, bool together);
  void markActive();
  void countImages();
  /// What only the store knows, in the background.
  void countClasses();
  struct ClassCount {
    QString name;
    QColor colour;
    int64_t images = 0;
  };
  void showClasses();
  ProjectSession* m_session;
  QString m_query;
  Group m_split, m_state, m_review, m_classes, m_predictions, m_findings;
  std::vector<ClassCount> m_counted;
  bool m_all = false, m_busy = false, m_stale = true;
  SavedFilters* m_saved;
  QVBoxLayout* m_column;
  QPushButton *m_import, *m_export;
  QToolButton* m_more;  ///< classes beyond the first
  QTimer* m_delay;
};

}  // namespace anchor
