// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/image_panel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/base/user_error.h"
#include "ui/dataset/image_finder.h"
#include "ui/dataset/row_selection.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/shared/settings.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int listSide = 48;
constexpr int stripSide = 92;
}  // namespace

ImagePanel::ImagePanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new ImageListModel(session, this)),
      m_delegate(new ImageDelegate(this)),
      m_search(new SearchField(this)),
      m_state(new QComboBox(this)),
      m_sort(new QComboBox(this)),
      m_galleryButton(new QToolButton(this)),
      m_size(new QSlider(Qt::Horizontal, this)),
      m_list(new QListView(this)),
      m_pages(new QStackedWidget(this)),
      m_count(new QLabel(this)),
      m_trouble(new QLabel(this)),
      m_emptyWords(new QLabel(this)),
      m_emptyButton(new QPushButton(this)),
      m_searchRow(new QWidget(this)),
      m_choicesRow(new QWidget(this)),
      m_delay(new QTimer(this)),
      m_predictedDelay(new QTimer(this)) {
  buildSearch();
  m_list->setObjectName(QStringLiteral("imageList"));
  m_list->setAccessibleName(tr("List of images"));
  m_list->setUniformItemSizes(true);
  m_list->setFocusPolicy(Qt::StrongFocus);
  m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_list->setContextMenuPolicy(Qt::CustomContextMenu);
  m_list->setResizeMode(QListView::Adjust);
  m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_list->setMouseTracking(true);
  m_list->setItemDelegate(m_delegate);
  m_list->setModel(m_model);
  buildEmptyPage();
  buildRows();
  connectParts();
  applyLook();
  updateCount();
}

void ImagePanel::buildSearch() {
  m_trouble->setObjectName(QStringLiteral("searchTrouble"));
  m_trouble->setWordWrap(true);
  m_trouble->hide();
  m_state->setObjectName(QStringLiteral("imageState"));
  m_state->setAccessibleName(tr("Which images are listed"));
  m_state->setMinimumContentsLength(4);
  m_state->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
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
  m_sort->setMinimumContentsLength(4);
  m_sort->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_sort->addItem(tr("As imported"), static_cast<int>(ImageSorting::Imported));
  m_sort->addItem(tr("By name"), static_cast<int>(ImageSorting::Name));
  m_sort->addItem(tr("Most boxes"), static_cast<int>(ImageSorting::Boxes));
  m_sort->addItem(tr("Most useful to label"), static_cast<int>(ImageSorting::Useful));
  m_sort->setItemData(3,
                      tr("Puts first the images with many uncertain predictions and unlabelled objects. "
                         "Predict first (Labels › Predict)."),
                      Qt::ToolTipRole);
  m_galleryButton->setObjectName(QStringLiteral("gallery"));
  m_galleryButton->setText(tr("▦"));
  m_galleryButton->setToolTip(tr("Gallery"));
  m_galleryButton->setAccessibleName(tr("Gallery"));
  m_galleryButton->setCheckable(true);
  m_size->setObjectName(QStringLiteral("gallerySize"));
  m_size->setAccessibleName(tr("Size of the pictures"));
  m_size->setToolTip(tr("Size of the pictures"));
  m_size->setRange(96, 320);
  m_size->setPageStep(32);
  m_size->setFixedWidth(110);
  m_size->setValue(Settings::number(setting::thumbnailSize));
}

void ImagePanel::buildEmptyPage() {
  m_emptyWords->setObjectName(QStringLiteral("emptyWords"));
  m_emptyWords->setAlignment(Qt::AlignCenter);
  m_emptyWords->setWordWrap(true);
  m_emptyButton->setObjectName(QStringLiteral("emptyButton"));
  auto* empty = new QWidget(this);
  empty->setObjectName(QStringLiteral("emptyImages"));
  auto* layout = new QVBoxLayout(empty);
  layout->addStretch(2);
  layout->addWidget(m_emptyWords);
  layout->addSpacing(8);
  layout->addWidget(m_emptyButton, 0, Qt::AlignHCenter);
  layout->addStretch(3);
  m_pages->addWidget(m_list);
  m_pages->addWidget(empty);
}

void ImagePanel::buildRows() {
  m_count->setObjectName(QStringLiteral("imageCount"));
  m_count->setWordWrap(true);
  m_delay->setSingleShot(true);
  m_delay->setInterval(120);
  m_predictedDelay->setSingleShot(true);
  m_predictedDelay->setInterval(400);
  auto* searchRow = new QVBoxLayout(m_searchRow);
  searchRow->setContentsMargins(0, 0, 0, 0);
  searchRow->setSpacing(4);
  searchRow->addWidget(m_search);
  searchRow->addWidget(m_trouble);
  auto* choices = new QHBoxLayout(m_choicesRow);
  choices->setContentsMargins(0, 0, 0, 0);
  choices->addWidget(m_state, 1);
  choices->addWidget(m_sort, 1);
  choices->addWidget(m_size);
  choices->addWidget(m_galleryButton);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_searchRow);
  layout->addWidget(m_choicesRow);
  layout->addWidget(m_pages, 1);
  layout->addWidget(m_count);
}

void ImagePanel::connectParts() {
  connect(m_search, &QLineEdit::textChanged, m_delay, qOverload<>(&QTimer::start));
  connect(m_delay, &QTimer::timeout, this, &ImagePanel::refilter);
  connect(m_state, &QComboBox::currentIndexChanged, this, &ImagePanel::refilter);
  connect(m_sort, &QComboBox::currentIndexChanged, this, &ImagePanel::refilter);
  connect(m_galleryButton, &QToolButton::clicked, this, [this](bool on) {
    setGallery(on);
    Q_EMIT galleryChanged(on);
  });
  connect(m_size, &QSlider::valueChanged, this, [this](int side) {
    Settings::shared().set(setting::thumbnailSize, side);
    applyLook();
  });
  const auto resize = [this] { m_size->setValue(Settings::number(setting::thumbnailSize)); };
  connect(&Settings::shared(), &Settings::changed, this, resize);
  connect(m_emptyButton, &QPushButton::clicked, this, [this] {
    if (query().isEmpty()) return Q_EMIT importWanted();
    setQuery({});
    m_list->setFocus();
  });
  connect(m_list, &QListView::customContextMenuRequested, this, &ImagePanel::showMenu);
  connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& index) {
            if (!index.isValid()) return;
            m_session->setCurrent(index.data(ImageListModel::IdRole).toLongLong());
            showCurrent();  // when the session stayed where it was
          });
  connect(m_session, &ProjectSession::currentChanged, this, &ImagePanel::showCurrent);
  connect(m_session, &ProjectSession::imagesChanged, this, &ImagePanel::refilter);
  connect(m_session, &ProjectSession::classesChanged, this, [this] {
    QStringList names;
    for (const LabelClass& label : m_session->classes()) names << text(label.name);
    m_search->setClasses(names);
  });
  connect(m_predictedDelay, &QTimer::timeout, this, &ImagePanel::findPredicted);
  for (const auto signal : {&ProjectSession::predictionsChanged, &ProjectSession::imagesChanged})
    connect(m_session, signal, m_predictedDelay, qOverload<>(&QTimer::start));
}

void ImagePanel::setLook(Look look) {
  m_look = look;
  applyLook();
}

void ImagePanel::applyLook() {
  const bool list = m_look == Look::List;
  const bool strip = m_look == Look::Filmstrip;
  const int side = list ? listSide : strip ? stripSide : m_size->value();
  m_galleryButton->setChecked(m_look == Look::Gallery);
  m_delegate->setLook(m_look, side);
  m_list->setViewMode(m_look == Look::Gallery ? QListView::IconMode : QListView::ListMode);
  m_list->setMovement(QListView::Static);
  m_list->setAlternatingRowColors(list);
  m_list->setGridSize(m_look == Look::Gallery ? m_delegate->cell(fontMetrics()) : QSize());
  m_list->setSpacing(0);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_model->setLook(m_look, side);
  m_searchRow->setVisible(!strip);
  m_choicesRow->setVisible(!strip);
  m_size->setVisible(m_look == Look::Gallery);
  m_count->setVisible(!strip);
  layout()->setContentsMargins(strip ? 2 : 6, 6, strip ? 2 : 6, 6);
  showCurrent();
}

QString ImagePanel::query() const {
  return (m_state->currentData().toString() + QLatin1Char(' ') + m_search->text()).trimmed();
}

void ImagePanel::showTrouble(const QString& words) {
  m_trouble->setText(words);
  m_trouble->setVisible(!words.isEmpty());
  m_search->setWrong(!words.isEmpty());
  QPalette palette = m_trouble->palette();
  palette.setColor(QPalette::WindowText, theme::isDark() ? theme::wrong().lighter(150) : theme::wrong());
  m_trouble->setPalette(palette);
}

void ImagePanel::refilter() {
  const QString wanted = query();
  const auto sorting = static_cast<ImageSorting>(m_sort->currentData().toInt());
  const int request = ++m_request;
  showTrouble({});
  Q_EMIT queryChanged(wanted);
  if (!m_session->isOpen()) return relist([this] { m_model->setImages({}); });
  if (wanted.isEmpty() && sorting == ImageSorting::Imported) return relist([this] { m_model->setAll(); });
  ImageQuery query;
  try {
    query = parseImageQuery(wanted.toStdString());
  } catch (const UserError& error) {
    return showTrouble(inWords(error));
  }
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader()), query, marks = m_marks, sorting] {
        return findImages(*reader, query, marks, sorting);
      },
      [this, request](FoundImages found) {
        if (request != m_request) return;
        if (!found.trouble.isEmpty()) return showTrouble(found.trouble);
        std::erase_if(found.images, [this](int64_t id) { return m_session->entry(id) == nullptr; });
        relist([&] { m_model->setImages(std::move(found.images)); });
      });
}

void ImagePanel::findPredicted() {
  if (!m_session->isOpen()) return;
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader())] {
        QSet<qint64> predicted;
        for (const int64_t id :
             findImages(*reader, parseImageQuery("predictions:yes"), {}, ImageSorting::Imported).images)
          predicted.insert(id);
        return predicted;
      },
      [this](const QSet<qint64>& predicted) { m_model->setPredicted(predicted); });
}

void ImagePanel::relist(const std::function<void()>& change) {
  const std::vector<int64_t> chosen = chosenImages(*m_list->selectionModel(), *m_model);
  change();
  updateCount();
  showCurrent();
  const QItemSelection still = chosen.size() > 1 ? selectionOf(chosen, *m_model) : QItemSelection();
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
  std::vector<int64_t> ids = chosenImages(*m_list->selectionModel(), *m_model);
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
  const int shown = m_model->rowCount();
  m_count->setText(tr("%1 of %2 images").arg(shown).arg(m_session->images().size()));
  m_pages->setCurrentIndex(shown > 0 ? 0 : 1);
  const QString wanted = query();
  m_emptyWords->setText(wanted.isEmpty() ? tr("No images yet.") : tr("No image matches “%1”.").arg(wanted));
  m_emptyButton->setText(wanted.isEmpty() ? tr("Import…") : tr("Clear the search"));
  m_emptyButton->setToolTip(wanted.isEmpty() ? tr("Adds images to the project.")
                                             : tr("Shows all images again."));
  m_emptyButton->setVisible(m_session->isOpen());
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
