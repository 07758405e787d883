// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_panel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/base/user_error.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int listSide = 64;
constexpr int gallerySide = 148;

enum class Sorting { Imported, Name, Boxes, Useful };

}  // namespace

ImagePanel::ImagePanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ImageListModel(session, this)),
      m_search(new QLineEdit(this)),
      m_state(new QComboBox(this)),
      m_sort(new QComboBox(this)),
      m_galleryButton(new QToolButton(this)),
      m_list(new QListView(this)),
      m_count(new QLabel(this)),
      m_delay(new QTimer(this)) {
  m_search->setObjectName(QStringLiteral("imageSearch"));
  m_search->setAccessibleName(tr("Search images"));
  m_search->setPlaceholderText(tr("Search: name, class:RBC, size:[0,30] …"));
  m_search->setClearButtonEnabled(true);
  m_search->setToolTip(
      tr("Words of the name, and any of: class:NAME · split:train · state:unlabelled · review:verified · "
         "flag:difficult · origin:model · boxes:[1,5] · score:[0.3,0.7] · size:[0,32] · aspect:[2,9] · "
         "lint:any · predictions:yes · unreadable:yes · regex:^IMG.*7$ · attribute:colour=red. A minus turns "
         "a term "
         "round."));
  m_state->setObjectName(QStringLiteral("imageState"));
  m_state->setAccessibleName(tr("Which images are listed"));
  const std::pair<QString, const char*> choices[] = {{tr("All images"), ""},
                                                     {tr("Labelled"), "state:labelled"},
                                                     {tr("Not labelled"), "state:unlabelled"},
                                                     {tr("No objects"), "state:negative"},
                                                     {tr("Verified"), "review:verified"},
                                                     {tr("Not verified"), "-review:verified"},
                                                     {tr("Unsure"), "review:unsure"},
                                                     {tr("With predictions"), "predictions:yes"},
                                                     {tr("Flagged by lint"), "lint:any"},
                                                     {tr("Labels unreadable"), "unreadable:yes"},
                                                     {tr("Split: train"), "split:train"},
                                                     {tr("Split: val"), "split:val"},
                                                     {tr("Split: test"), "split:test"},
                                                     {tr("No split"), "split:none"}};
  for (const auto& [words, query] : choices) m_state->addItem(words, QLatin1String(query));
  m_sort->setObjectName(QStringLiteral("imageSort"));
  m_sort->setAccessibleName(tr("Order of the images"));
  m_sort->addItem(tr("As imported"), static_cast<int>(Sorting::Imported));
  m_sort->addItem(tr("By name"), static_cast<int>(Sorting::Name));
  m_sort->addItem(tr("Most boxes"), static_cast<int>(Sorting::Boxes));
  m_sort->addItem(tr("Most useful to label"), static_cast<int>(Sorting::Useful));
  m_sort->setItemData(3,
                      tr("Puts first the images with many uncertain predictions and unlabelled objects. "
                         "Predict first (Labels › Predict)."),
                      Qt::ToolTipRole);
  for (QComboBox* box : {m_state, m_sort}) {
    // Long choices show whole in the list that opens.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
  }
  m_galleryButton->setObjectName(QStringLiteral("gallery"));
  m_galleryButton->setText(tr("▦"));
  m_galleryButton->setToolTip(tr("Gallery"));
  m_galleryButton->setAccessibleName(tr("Gallery"));
  m_galleryButton->setCheckable(true);
  m_list->setObjectName(QStringLiteral("imageList"));
  m_list->setAccessibleName(tr("List of images"));
  m_list->setUniformItemSizes(true);
  m_list->setAlternatingRowColors(true);
  m_list->setFocusPolicy(Qt::StrongFocus);
  m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_list->setContextMenuPolicy(Qt::CustomContextMenu);
  m_list->setResizeMode(QListView::Adjust);
  m_list->setModel(m_model);
  m_count->setObjectName(QStringLiteral("imageCount"));
  m_count->setWordWrap(true);
  m_delay->setSingleShot(true);
  m_delay->setInterval(120);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_search);
  auto* choicesRow = new QHBoxLayout;
  choicesRow->addWidget(m_state, 1);
  choicesRow->addWidget(m_sort, 1);
  choicesRow->addWidget(m_galleryButton);
  layout->addLayout(choicesRow);
  layout->addWidget(m_list, 1);
  layout->addWidget(m_count);
  setGallery(false);

  connect(m_search, &QLineEdit::textChanged, m_delay, qOverload<>(&QTimer::start));
  connect(m_delay, &QTimer::timeout, this, &ImagePanel::refilter);
  connect(m_state, &QComboBox::currentIndexChanged, this, &ImagePanel::refilter);
  connect(m_sort, &QComboBox::currentIndexChanged, this, &ImagePanel::refilter);
  connect(m_galleryButton, &QToolButton::toggled, this, [this](bool on) {
    setGallery(on);
    Q_EMIT galleryChanged(on);
  });
  connect(m_list, &QListView::customContextMenuRequested, this, &ImagePanel::showMenu);
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& index) {
            if (!index.isValid()) return;
            m_session->setCurrent(index.data(ImageListModel::IdRole).toLongLong());
            showCurrent();  // when the session stayed where it was
          });
  connect(session, &ProjectSession::currentChanged, this, &ImagePanel::showCurrent);
  connect(session, &ProjectSession::imagesChanged, this, &ImagePanel::refilter);
  updateCount();
}

void ImagePanel::setGallery(bool gallery) {
  m_galleryButton->setChecked(gallery);
  m_model->setGallery(gallery);
  const int side = gallery ? gallerySide : listSide;
  m_list->setViewMode(gallery ? QListView::IconMode : QListView::ListMode);
  m_list->setMovement(QListView::Static);
  m_list->setAlternatingRowColors(!gallery);
  m_list->setIconSize({side, side});
  m_list->setGridSize(gallery ? QSize(side + 14, side + 2 * fontMetrics().height()) : QSize());
  m_list->setSpacing(gallery ? 4 : 0);
  m_list->setWordWrap(false);
  m_list->setTextElideMode(Qt::ElideMiddle);
  m_model->setSide(side);
  showCurrent();
}

void ImagePanel::refilter() {
  const QString wanted = m_state->currentData().toString() + QLatin1Char(' ') + m_search->text();
  const auto sorting = static_cast<Sorting>(m_sort->currentData().toInt());
  const int request = ++m_request;
  m_search->setStyleSheet({});
  if (!m_session->isOpen()) return present({}, {});
  if (wanted.trimmed().isEmpty() && sorting == Sorting::Imported) {
    return relist([this] { m_model->setAll(); });
  }
  ImageQuery query;
  try {
    query = parseImageQuery(wanted.toStdString());
  } catch (const UserError& error) {
    m_count->setText(inWords(error));
    return m_search->setStyleSheet(
        QStringLiteral("QLineEdit { border: 1px solid %1; }").arg(theme::wrong().name()));
  }
  struct Found {
    std::vector<int64_t> images;
    std::map<int64_t, double> ranks;
    QString trouble;
  };
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader()), query, marks = m_marks,
       rank = sorting == Sorting::Useful]() -> Found {
        try {
          return {matchingImages(*reader, query, marks),
                  rank ? labellingGain(*reader) : std::map<int64_t, double>{},
                  {}};
        } catch (const std::exception& error) {
          return {{}, {}, inWords(error)};
        }
      },
      [this, request](const Found& found) {
        if (request != m_request) return;
        present(found.images, found.ranks);
        if (!found.trouble.isEmpty()) m_count->setText(found.trouble);
      });
}

void ImagePanel::present(std::vector<int64_t> images, const std::map<int64_t, double>& ranks) {
  const auto sorting = static_cast<Sorting>(m_sort->currentData().toInt());
  const auto entry = [this](int64_t id) { return m_session->entry(id); };
  std::erase_if(images, [&](int64_t id) { return entry(id) == nullptr; });
  if (sorting == Sorting::Name)
    std::ranges::stable_sort(images, [&](int64_t a, int64_t b) { return entry(a)->path < entry(b)->path; });
  if (sorting == Sorting::Boxes)
    std::ranges::stable_sort(images, [&](int64_t a, int64_t b) { return entry(a)->boxes > entry(b)->boxes; });
  const auto rank = [&ranks](int64_t id) {
    const auto found = ranks.find(id);
    return found == ranks.end() ? -1.0 : found->second;
  };
  if (sorting == Sorting::Useful)
    std::ranges::stable_sort(images, [&](int64_t a, int64_t b) { return rank(a) > rank(b); });
  relist([&] { m_model->setImages(std::move(images)); });
}

void ImagePanel::relist(const std::function<void()>& change) {
  std::vector<int64_t> chosen;
  for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes())
    chosen.push_back(index.data(ImageListModel::IdRole).toLongLong());
  change();
  updateCount();
  showCurrent();
  QItemSelection still;
  for (const int64_t id : chosen)
    if (const int row = m_model->rowOf(id); row >= 0) still.select(m_model->index(row), m_model->index(row));
  if (chosen.size() > 1 && !still.isEmpty())
    m_list->selectionModel()->select(still, QItemSelectionModel::ClearAndSelect);
}

void ImagePanel::step(int by) {
  const int count = m_model->rowCount();
  if (count == 0) return;
  const ImageEntry* current = m_session->current();
  const int row = current == nullptr ? -1 : m_model->rowOf(current->id);
  const int next = row < 0 ? (by > 0 ? 0 : count - 1) : std::clamp(row + by, 0, count - 1);
  if (next != row) m_session->setCurrent(m_model->images()[static_cast<size_t>(next)]);
}

void ImagePanel::nextUnlabelled() {
  const auto& images = m_model->images();
  const ImageEntry* current = m_session->current();
  const int start = current == nullptr ? -1 : m_model->rowOf(current->id);
  const auto first = static_cast<size_t>(start + 1);  // behind the image in hand
  for (size_t k = 0; k < images.size(); ++k) {
    const size_t row = (first + k) % images.size();
    const ImageEntry* image = m_session->entry(images[row]);
    if (image != nullptr && image->state == ImageState::Unlabelled) return m_session->setCurrent(image->id);
  }
}

std::vector<int64_t> ImagePanel::neighbours() const {
  const ImageEntry* current = m_session->current();
  const int row = current == nullptr ? -1 : m_model->rowOf(current->id);
  std::vector<int64_t> near;
  for (const int by : {1, -1, 2})
    if (row >= 0 && row + by >= 0 && row + by < m_model->rowCount())
      near.push_back(m_model->images()[static_cast<size_t>(row + by)]);
  return near;
}

std::vector<int64_t> ImagePanel::selection() const {
  std::vector<int64_t> ids;
  for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes())
    ids.push_back(index.data(ImageListModel::IdRole).toLongLong());
  const ImageEntry* current = m_session->current();
  if (ids.empty() && current != nullptr) ids.push_back(current->id);
  std::ranges::sort(ids);
  return ids;
}

void ImagePanel::setQuery(const QString& query) {
  m_state->setCurrentIndex(0);
  m_search->setText(query);
  m_delay->stop();
  refilter();
}

void ImagePanel::setMarks(ImageMarks marks) {
  m_marks = std::move(marks);
  refilter();
}

void ImagePanel::showMenu(const QPoint& at) {
  const std::vector<int64_t> images = selection();
  if (images.empty()) return;
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("imageMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addSection(images.size() == 1 ? tr("This image") : tr("%1 images").arg(images.size()));
  auto* split = menu->addMenu(tr("Split"));
  for (const char* name : {"train", "val", "test", ""})
    split->addAction(*name == 0 ? tr("none") : QString::fromLatin1(name), this,
                     [this, images, name] { Q_EMIT splitWanted(images, QLatin1String(name)); });
  menu->addAction(tr("Verified"), this,
                  [this, images] { Q_EMIT reviewWanted(images, ImageReview::Verified); });
  menu->addAction(tr("Unsure"), this, [this, images] { Q_EMIT reviewWanted(images, ImageReview::Unsure); });
  menu->addAction(tr("Not reviewed"), this,
                  [this, images] { Q_EMIT reviewWanted(images, ImageReview::None); });
  menu->addSeparator();
  menu->addAction(tr("No objects"), this,
                  [this, images] { Q_EMIT stateWanted(images, ImageState::Negative); });
  menu->addAction(tr("Not labelled yet"), this,
                  [this, images] { Q_EMIT stateWanted(images, ImageState::Unlabelled); });
  menu->addAction(tr("Predict with the chosen run"), this,
                  [this, images] { Q_EMIT predictionsWanted(images); });
  menu->addSeparator();
  menu->addAction(tr("Move to trash"), this, [this, images] { Q_EMIT trashWanted(images); });
  menu->popup(m_list->viewport()->mapToGlobal(at));
}

void ImagePanel::showCurrent() {
  const ImageEntry* current = m_session->current();
  const int row = current == nullptr ? -1 : m_model->rowOf(current->id);
  if (row < 0 || m_list->currentIndex().row() == row) return;
  // Not by the view, which asks the keyboard: with Ctrl down, as for undo, it would add one image after the
  // other to the selection.
  m_list->selectionModel()->setCurrentIndex(m_model->index(row), QItemSelectionModel::ClearAndSelect);
  m_list->scrollTo(m_list->currentIndex());
}

void ImagePanel::updateCount() {
  m_count->setText(tr("%1 of %2 images").arg(m_model->rowCount()).arg(m_session->images().size()));
}

void ImagePanel::forgetProject() {
  m_model->leaveProject();
  m_marks.clear();
  m_search->clear();
  m_state->setCurrentIndex(0);
  m_delay->stop();
  refilter();
}

}  // namespace anchor
