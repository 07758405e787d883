#include "ui/dataset/image_panel.h"

#include <QVBoxLayout>

namespace anchor {
namespace {

/// Text in the name, and the chosen state or split.
class ImageFilter : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setWanted(int state, const QString& split) {
    m_state = state;
    m_split = split;
    invalidateFilter();
  }
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_state >= 0 && index.data(ImageListModel::StateRole).toInt() != m_state) return false;
    if (!m_split.isEmpty() && index.data(ImageListModel::SplitRole).toString() != m_split) return false;
    return QSortFilterProxyModel::filterAcceptsRow(row, parent);
  }

 private:
  int m_state = -1;
  QString m_split;
};

}  // namespace

ImagePanel::ImagePanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ImageListModel(session, this)),
      m_filter(new ImageFilter(this)),
      m_search(new QLineEdit(this)),
      m_state(new QComboBox(this)),
      m_list(new QListView(this)),
      m_count(new QLabel(this)) {
  m_search->setObjectName(QStringLiteral("imageSearch"));
  m_search->setPlaceholderText(tr("Search images"));
  m_search->setClearButtonEnabled(true);
  m_state->setObjectName(QStringLiteral("imageState"));
  m_state->setAccessibleName(tr("Which images are listed"));
  m_state->addItem(tr("All images"), QVariantList{-1, QString()});
  m_state->addItem(tr("Labelled"), QVariantList{static_cast<int>(ImageState::Labelled), QString()});
  m_state->addItem(tr("Not labelled"), QVariantList{static_cast<int>(ImageState::Unlabelled), QString()});
  m_state->addItem(tr("No objects"), QVariantList{static_cast<int>(ImageState::Negative), QString()});
  for (const char* split : {"train", "val", "test"})
    m_state->addItem(tr("Split: %1").arg(QLatin1String(split)), QVariantList{-1, QString::fromLatin1(split)});
  m_list->setObjectName(QStringLiteral("imageList"));
  m_list->setIconSize({64, 64});
  m_list->setUniformItemSizes(true);
  m_list->setAlternatingRowColors(true);
  m_list->setFocusPolicy(Qt::ClickFocus);
  m_filter->setSourceModel(m_model);
  m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_list->setModel(m_filter);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_search);
  layout->addWidget(m_state);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_count);

  connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
    m_filter->setFilterFixedString(words);
    updateCount();
  });
  connect(m_state, &QComboBox::currentIndexChanged, this, [this] {
    const QVariantList wanted = m_state->currentData().toList();
    static_cast<ImageFilter*>(m_filter)->setWanted(wanted[0].toInt(), wanted[1].toString());
    updateCount();
  });
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& index) {
            if (index.isValid()) m_session->setCurrent(index.data(ImageListModel::IdRole).toLongLong());
          });
  connect(session, &ProjectSession::currentChanged, this, &ImagePanel::showCurrent);
  connect(session, &ProjectSession::imagesChanged, this, [this] {
    updateCount();
    showCurrent();
  });
  updateCount();
}

void ImagePanel::step(int by) {
  const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + by : 0;
  if (row >= 0 && row < m_filter->rowCount()) m_list->setCurrentIndex(m_filter->index(row, 0));
}

void ImagePanel::showCurrent() {
  const ImageEntry* current = m_session->current();
  if (current == nullptr) return;
  for (int row = 0; row < m_filter->rowCount(); ++row) {
    const QModelIndex index = m_filter->index(row, 0);
    if (index.data(ImageListModel::IdRole).toLongLong() != current->id) continue;
    if (m_list->currentIndex() != index) m_list->setCurrentIndex(index);
    return;
  }
}

void ImagePanel::updateCount() {
  m_count->setText(tr("%1 of %2 images").arg(m_filter->rowCount()).arg(m_model->rowCount()));
}

}  // namespace anchor
