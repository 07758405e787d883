// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <map>

#include "datasets/query/image_query.h"
#include "ui/dataset/image_list_model.h"
#include "ui/dataset/search_field.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Search, filters, sorting and the images as a list, a gallery or a strip; bulk actions on what is selected.
class ImagePanel : public QWidget, public ProjectPart {
  Q_OBJECT
 public:
  ImagePanel(ProjectSession* session, QWidget* parent);
  /// Moves to the next (+1) or previous (-1) image that the filter shows.
  void step(int by);
  /// Moves to the next image without labels.
  void nextUnlabelled();
  /// The images that D and A would bring, for decoding ahead.
  [[nodiscard]] std::vector<int64_t> neighbours() const;
  /// The person's selection in the list; the current image when it is alone.
  [[nodiscard]] std::vector<int64_t> selection() const;
  [[nodiscard]] const std::vector<int64_t>& listed() const { return m_model->images(); }
  [[nodiscard]] QListView* list() const { return m_list; }
  /// Puts a query into the search field, as a click on a chart does.
  void setQuery(const QString& query);
  /// All that is active: the search field and the choice beside it.
  [[nodiscard]] QString query() const;
  void setMarks(ImageMarks marks);
  using Look = ImageLook;
  void setLook(Look look);
  void setGallery(bool gallery) { setLook(gallery ? Look::Gallery : Look::List); }

 Q_SIGNALS:
  /// The person chose an entry of the bulk menu for these images.
  void splitWanted(const std::vector<int64_t>& images, const QString& split);
  void reviewWanted(const std::vector<int64_t>& images, anchor::ImageReview review);
  void stateWanted(const std::vector<int64_t>& images, anchor::ImageState state);
  void trashWanted(const std::vector<int64_t>& images);
  void predictionsWanted(const std::vector<int64_t>& images);
  void galleryChanged(bool gallery);
  void queryChanged(const QString& query);
  /// From the page that stands for the list while the project has no images.
  void importWanted();

 private:
  void forgetProject() override;
  void showCurrent();
  void buildSearch();
  void buildRows();
  void buildEmptyPage();
  void connectParts();
  void applyLook();
  void updateCount();
  void refilter();
  void showTrouble(const QString& words);
  /// Changes the list and leaves chosen what of several images is still in it.
  void relist(const std::function<void()>& change);
  void findPredicted();
  void showMenu(const QPoint& at);
  ProjectSession* m_session;
  ImageListModel* m_model;
  ImageDelegate* m_delegate;
  SearchField* m_search;
  QComboBox *m_state, *m_sort;
  QToolButton* m_galleryButton;
  QSlider* m_size;
  QListView* m_list;
  QStackedWidget* m_pages;  ///< the list, or the words that stand for an empty one
  QLabel *m_count, *m_trouble, *m_emptyWords;
  QPushButton* m_emptyButton;
  QWidget *m_searchRow, *m_choicesRow;
  QTimer *m_delay, *m_predictedDelay;
  Look m_look = Look::List;
  ImageMarks m_marks;
  int m_request = 0;
};

}  // namespace anchor
