// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/fit_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <numeric>

#include "ui/inspector/inspector_words.h"
#include "ui/shared/background_task.h"
#include "ui/shared/column_menu.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

constexpr int bins = 20;
constexpr size_t listed = 1000;

QString percent(double share) { return QStringLiteral("%1 %").arg(100 * share, 0, 'f', 1); }

QString listOf(const std::vector<float>& values) {
  QStringList words;
  for (const float v : values) words << QString::number(v, 'g', 4);
  return words.join(QStringLiteral(", "));
}

}  // namespace

FitPanel::FitPanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_histogram(new BarChart(tr("Best IoU of each object with an anchor"), tr("objects"), this)),
      m_class(new QComboBox(this)),
      m_size(new QComboBox(this)),
      m_words(new QLabel(this)),
      m_offer(new QLabel(this)),
      m_worst(new QTableWidget(0, 5, this)),
      m_suggest(new QPushButton(tr("Suggest anchors"), this)),
      m_accept(new QPushButton(tr("Accept"), this)),
      m_dismiss(new QPushButton(tr("Dismiss"), this)) {
  m_histogram->setObjectName(QStringLiteral("fitHistogram"));
  m_histogram->setLabelStep(2);
  m_class->setObjectName(QStringLiteral("fitClass"));
  m_class->setAccessibleName(tr("Class"));
  m_class->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_size->setObjectName(QStringLiteral("fitSize"));
  m_size->addItems({tr("All sizes"), tr("small: under 32² px"), tr("medium"), tr("large: from 96² px")});
  m_size->setAccessibleName(tr("Size"));
  m_words->setObjectName(QStringLiteral("fitWords"));
  m_words->setWordWrap(true);
  m_offer->setObjectName(QStringLiteral("fitOffer"));
  m_offer->setWordWrap(true);
  m_dismiss->setToolTip(tr("Keeps the current anchors."));
  m_worst->setObjectName(QStringLiteral("fitWorst"));
  m_worst->setAccessibleName(tr("Objects, the worst fit first"));
  m_worst->setHorizontalHeaderLabels(
      {tr("Best IoU"), tr("Class"), tr("Size"), tr("Trained by"), tr("Image")});
  m_worst->verticalHeader()->hide();
  m_worst->verticalHeader()->setDefaultSectionSize(22);
  m_worst->horizontalHeader()->setStretchLastSection(true);
  m_worst->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_worst->setSelectionBehavior(QAbstractItemView::SelectRows);
  ColumnMenu::install(m_worst);
  m_suggest->setObjectName(QStringLiteral("suggestAnchors"));
  m_suggest->setToolTip(
      tr("k-means clustering of the box sizes, refined by evolutionary search under the actual rules: grid, "
         "stride, resizing, border."));
  m_accept->setObjectName(QStringLiteral("acceptAnchors"));
  m_accept->setToolTip(tr("Copies them to the inspector; Use in next run applies them to training."));
  for (QPushButton* button : {m_accept, m_dismiss}) button->hide();

  auto* filters = new QHBoxLayout;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_class, m_size, m_suggest})
    filters->addWidget(widget);
  filters->addStretch(1);
  auto* offer = new QHBoxLayout;
  offer->addWidget(m_offer, 1);
  offer->addWidget(m_accept);
  offer->addWidget(m_dismiss);
  auto* left = new QVBoxLayout;
  left->addLayout(filters);
  left->addWidget(m_words);
  left->addLayout(offer);
  left->addWidget(m_histogram, 1);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(left, 3);
  layout->addWidget(m_worst, 2);

  connect(m_class, &QComboBox::activated, this, &FitPanel::show);
  connect(m_size, &QComboBox::activated, this, &FitPanel::show);
  connect(m_suggest, &QPushButton::clicked, this, &FitPanel::suggest);
  connect(m_accept, &QPushButton::clicked, this, [this] {
    const AnchorConfig anchors = m_suggestion->anchors;
    m_suggestion.reset();
    show();
    Q_EMIT accepted(anchors);
  });
  connect(m_dismiss, &QPushButton::clicked, this, [this] {
    m_suggestion.reset();
    show();
  });
  connect(m_worst, &QTableWidget::cellClicked, this, [this](int row) {
    const auto object = m_worst->item(row, 0)->data(Qt::UserRole).toULongLong();
    Q_EMIT openObject(m_imageIds[static_cast<size_t>(m_subject.objects[object].image)], m_boxIds[object]);
  });
  const auto stale = [this] {
    m_labelsStale = m_stale = true;
    if (isVisible()) compute();
  };
  connect(session, &ProjectSession::projectChanged, this, stale);
  connect(session, &ProjectSession::imagesChanged, this, stale);
  connect(session, &ProjectSession::boxesChanged, this, [this, stale] {
    // Changing the image in hand also says so; only an edit changes the number or place of the boxes.
    if (isVisible() && !m_labelsStale) {
      const ImageEntry* image = m_session->current();
      if (image == nullptr) return;
      size_t same = 0, own = 0;
      for (size_t i = 0; i < m_subject.objects.size(); ++i) {
        if (m_imageIds[static_cast<size_t>(m_subject.objects[i].image)] != image->id) continue;
        ++own;
        const LabelBox* box = m_session->box(m_boxIds[i]);
        const Box& known = m_subject.objects[i].box;
        same += box != nullptr && static_cast<float>(box->x1) == known.x1 &&
                        static_cast<float>(box->y1) == known.y1 && static_cast<float>(box->x2) == known.x2 &&
                        static_cast<float>(box->y2) == known.y2
                    ? 1
                    : 0;
      }
      const auto trained = std::ranges::count_if(m_session->boxes(),
                                                 [](const LabelBox& b) { return !b.difficult && !b.crowd; });
      if (same == own && own == static_cast<size_t>(trained)) return;
    }
    stale();
  });
}

FitPanel::~FitPanel() {
  if (m_stop) *m_stop = true;
}

void FitPanel::showEvent(QShowEvent*) { compute(); }

void FitPanel::setConfig(const RunConfig& config) {
  m_config = config;
  m_stale = true;
  if (isVisible()) compute();
}

void FitPanel::readLabels() {
  m_labelsStale = false;
  m_subject = {};
  m_imageIds.clear();
  m_boxIds.clear();
  if (!m_session->isOpen()) return;
  std::map<int64_t, int> images, classes;
  for (const ImageEntry& image : m_session->images()) {
    images[image.id] = static_cast<int>(m_imageIds.size());
    m_imageIds.push_back(image.id);
    m_subject.images.push_back({static_cast<float>(image.height), static_cast<float>(image.width)});
  }
  const QString chosen = m_class->currentText();
  m_class->clear();
  m_class->addItem(tr("All classes"));
  for (const LabelClass& c : m_session->classes()) {
    classes[c.id] = static_cast<int>(classes.size());
    m_class->addItem(text(c.name));
  }
  m_class->setCurrentIndex(std::max(0, m_class->findText(chosen)));
  m_session->store().forEachBox([&](int64_t image, const LabelBox& b) {
    if (b.difficult || b.crowd) return;
    m_subject.objects.push_back({images[image],
                                 classes[b.classId],
                                 {static_cast<float>(b.x1), static_cast<float>(b.y1),
                                  static_cast<float>(b.x2), static_cast<float>(b.y2)}});
    m_boxIds.push_back(b.id);
  });
}

void FitPanel::compute() {
  if (m_working || !m_stale) return;
  if (m_labelsStale) readLabels();
  m_stale = false;
  m_working = true;
  runInBackground(
      projectLife(),
      [config = m_config, subject = m_subject] {
        // Two halves: as many as the smallest machine has cores.
        return anchorCoverage(config, subject,
                              [](int64_t count, const std::function<void(int64_t, int64_t)>& part) {
                                QFuture<void> half = QtConcurrent::run([&] { part(count / 2, count); });
                                part(0, count / 2);
                                half.waitForFinished();
                              });
      },
      [this](const std::vector<float>& ious) {
        m_working = false;
        if (ious.size() == m_subject.objects.size()) m_ious = ious;
        show();
        compute();
      });
}

bool FitPanel::passes(size_t object) const {
  const CoverageSubject::Object& o = m_subject.objects[object];
  if (m_class->currentIndex() > 0 && o.label != m_class->currentIndex() - 1) return false;
  return m_size->currentIndex() <= 0 || static_cast<int>(sizeOf(o.box)) == m_size->currentIndex() - 1;
}

void FitPanel::show() {
  if (m_ious.size() != m_subject.objects.size()) return;
  std::vector<float> shown;
  std::vector<size_t> order;
  for (size_t i = 0; i < m_ious.size(); ++i) {
    if (!passes(i)) continue;
    shown.push_back(m_ious[i]);
    order.push_back(i);
  }
  showHistogram(shown);
  showFigures(shown);
  showSuggestion();
  showWorst(std::move(order));
}

void FitPanel::showHistogram(const std::vector<float>& shown) {
  std::vector<int> counts(bins, 0);
  for (const float iou : shown)
    ++counts[static_cast<size_t>(std::min(bins - 1, static_cast<int>(iou * bins)))];
  const float fg = m_config.assignment.positiveIou;
  std::vector<BarChart::Bar> bars;
  for (int b = 0; b < bins; ++b) {
    const float low = static_cast<float>(b) / bins;
    bars.push_back({QString::number(low, 'f', 1),
                    0,
                    static_cast<double>(counts[static_cast<size_t>(b)]),
                    fitColour(low + 1e-4F, fg),
                    tr("%1 objects with a best IoU of %2 to %3")
                        .arg(counts[static_cast<size_t>(b)])
                        .arg(low)
                        .arg(low + 1.0 / bins),
                    {}});
  }
  m_histogram->setBars(std::move(bars));
}

void FitPanel::showFigures(const std::vector<float>& shown) {
  const float fg = m_config.assignment.positiveIou;
  const CoverageFigures f = coverageFigures(shown, fg);
  m_words->setText(shown.empty()
                       ? tr("No labelled objects yet.")
                       : tr("%1 objects: mean best IoU %2. At least %3: %4; at least 0.5: %5; at least 0.3: "
                            "%6; below: %7.")
                             .arg(shown.size())
                             .arg(f.mean, 0, 'f', 3)
                             .arg(fg, 0, 'f', 2)
                             .arg(percent(f.fg), percent(f.half), percent(f.third), percent(1 - f.third)));
}

void FitPanel::showSuggestion() {
  const float fg = m_config.assignment.positiveIou;
  if (m_suggestion) {
    const bool better = m_suggestion->after.mean > m_suggestion->before.mean;
    m_offer->setText(
        better ? tr("Scales %1; ratios %2: mean best IoU %3 → %4, at least %5: %6 → %7.")
                     .arg(listOf(m_suggestion->anchors.scales), listOf(m_suggestion->anchors.ratios))
                     .arg(m_suggestion->before.mean, 0, 'f', 3)
                     .arg(m_suggestion->after.mean, 0, 'f', 3)
                     .arg(fg, 0, 'f', 2)
                     .arg(percent(m_suggestion->before.fg), percent(m_suggestion->after.fg))
               : tr("No better anchors were found; the current ones fit."));
    m_accept->setEnabled(better);
  }
  m_offer->setVisible(m_suggestion.has_value());
  m_accept->setVisible(m_suggestion.has_value());
  m_dismiss->setVisible(m_suggestion.has_value());
}

void FitPanel::showWorst(std::vector<size_t> order) {
  const float fg = m_config.assignment.positiveIou;
  const size_t rows = std::min(order.size(), listed);
  std::partial_sort(order.begin(), order.begin() + static_cast<int64_t>(rows), order.end(),
                    [&](size_t a, size_t b) { return m_ious[a] < m_ious[b]; });
  m_worst->setRowCount(static_cast<int>(rows));
  std::map<int64_t, const ImageEntry*> entries;
  for (const ImageEntry& image : m_session->images()) entries[image.id] = &image;
  for (size_t row = 0; row < rows; ++row) {
    const CoverageSubject::Object& o = m_subject.objects[order[row]];
    const float iou = m_ious[order[row]];
    const ImageEntry* entry = entries[m_imageIds[static_cast<size_t>(o.image)]];
    const QString words[] = {
        QString::number(iou, 'f', 3), m_class->itemText(o.label + 1),
        QStringLiteral("%1 × %2").arg(qRound(o.box.x2 - o.box.x1)).arg(qRound(o.box.y2 - o.box.y1)),
        iou >= fg ? tr("IoU")
        : iou > 0 ? tr("best match only")
                  : tr("nothing"),
        entry == nullptr ? QString() : text(std::filesystem::path(entry->path).filename().string())};
    for (int column = 0; column < 5; ++column)
      m_worst->setItem(static_cast<int>(row), column, new QTableWidgetItem(words[column]));
    const QIcon patch = colourPatch(fitColour(iou, fg), 10);
    m_worst->item(static_cast<int>(row), 0)->setIcon(patch);
    m_worst->item(static_cast<int>(row), 0)->setData(Qt::UserRole, static_cast<qulonglong>(order[row]));
  }
  for (int column = 0; column < 4; ++column) m_worst->resizeColumnToContents(column);
}

void FitPanel::suggest() {
  if (m_stop) {
    *m_stop = true;  // the button says Cancel now
    return;
  }
  m_stop = std::make_shared<std::atomic<bool>>(false);
  m_suggest->setText(tr("Cancel"));
  AnchorSearchOptions options;
  options.scales = static_cast<int>(m_config.anchors.scales.size());
  options.ratios = static_cast<int>(m_config.anchors.ratios.size());
  runInBackground(
      projectLife(),
      [config = m_config, subject = m_subject, options, stop = m_stop] {
        return suggestAnchors(config, subject, options, [stop](int, int) { return !*stop; });
      },
      [this](const AnchorSuggestion& found) {
        const bool cancelled = *m_stop;
        m_stop.reset();
        m_suggest->setText(tr("Suggest anchors"));
        if (!cancelled) m_suggestion = found;
        show();
      });
}

void FitPanel::forgetProject() {
  if (m_stop) *m_stop = true;
  m_stop.reset();
  m_suggest->setText(tr("Suggest anchors"));
  m_suggestion.reset();
  m_working = false;
  m_labelsStale = m_stale = true;
  m_ious.clear();
  m_size->setCurrentIndex(0);
  m_class->setCurrentIndex(0);
  readLabels();
  m_labelsStale = true;
  show();
}

}  // namespace anchor
