// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTimer>
#include <QToolButton>
#include <map>

#include "datasets/query/image_query.h"
#include "ui/dataset/image_list_model.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// Search, filters, sorting and the images as a list or a gallery; bulk actions on what is selected.
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
  [[nodiscard]] QString query() const { return m_search->text(); }
  void setMarks(ImageMarks marks);
  void setGallery(bool gallery);

 Q_SIGNALS:
  /// The person chose an entry of the bulk menu for these images.
  void splitWanted(const std::vector<int64_t>& images, const QString& split);
  void reviewWanted(const std::vector<int64_t>& images, anchor::ImageReview review);
  void stateWanted(const std::vector<int64_t>& images, anchor::ImageState state);
  void trashWanted(const std::vector<int64_t>& images);
  void predictionsWanted(const std::vector<int64_t>& images);
  void galleryChanged(bool gallery);

 private:
  void forgetProject() override;
  void showCurrent();
  void updateCount();
  void refilter();
  /// Changes the list and leaves chosen what of several images is still in it.
  void relist(const std::function<void()>& change);
  void present(std::vector<int64_t> images, const std::map<int64_t, double>& ranks);
  void showMenu(const QPoint& at);
  ProjectSession* m_session;
  ImageListModel* m_model;
  QLineEdit* m_search;
  QComboBox *m_state, *m_sort;
  QToolButton* m_galleryButton;
  QListView* m_list;
  QLabel* m_count;
  QTimer* m_delay;
  ImageMarks m_marks;
  int m_request = 0;
};

}  // namespace anchor
