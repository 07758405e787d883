#pragma once
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>

#include "ui/dataset/image_list_model.h"

namespace anchor {

/// Search, state filter and the list of images.
class ImagePanel : public QWidget {
  Q_OBJECT
 public:
  ImagePanel(ProjectSession* session, QWidget* parent);
  /// Moves to the next (+1) or previous (-1) image that the filter shows.
  void step(int by);

 private:
  void showCurrent();
  void updateCount();
  ProjectSession* m_session;
  ImageListModel* m_model;
  QSortFilterProxyModel* m_filter;
  QLineEdit* m_search;
  QComboBox* m_state;
  QListView* m_list;
  QLabel* m_count;
};

}  // namespace anchor
