// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/pinned_strip.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "datasets/images/thumbnails.h"
#include "engine/protocol/run_folder.h"
#include "ui/shared/background_task.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

namespace space = tokens::space;
constexpr int high = 92;         // logical pixels
constexpr int widest = 150;      // of a picture
constexpr int storedSide = 384;  // of the thumbnail: enough for twice the pixels
constexpr float shownScore = 0.3F;
constexpr size_t mostBoxes = 100;

QColor truthColour() { return theme::colours().good; }
QColor detectionColour() { return theme::colours().warning; }

/// A picture of an image and what samples.json says of it.
struct Read {
  QImage picture;
  QSizeF whole;
  std::vector<SampleBox> boxes;
};

std::map<std::string, Read> readImages(const std::filesystem::path& run,
                                       const std::vector<std::string>& names) {
  std::map<std::string, Read> all;
  try {
    const std::set<std::string> wanted(names.begin(), names.end());
    for (const RunSample& sample : readRunSamples(RunFolder(run).samples()).samples) {
      if (!wanted.contains(sample.image)) continue;
      Read read{{}, QSizeF(sample.width, sample.height), sample.boxes};
      try {
        read.picture = toQImage(thumbnail((run / sample.image).lexically_normal(), storedSide));
      } catch (const std::exception&) {  // moved meanwhile: the boxes are shown without it
      }
      all[sample.image] = std::move(read);
    }
  } catch (const std::exception&) {  // the run says so itself
  }
  return all;
}

std::vector<Detection> shownDetections(const ImageRecord& record) {
  TestConfig test = record.config.test;
  test.score = std::max(test.score, shownScore);
  std::vector<Detection> found = detectionsOf(record, detectionStepsOf(record, test));
  if (found.size() > mostBoxes) found.resize(mostBoxes);
  return found;
}

}  // namespace

PinnedImage::PinnedImage(QWidget* parent) : QAbstractButton(parent) {
  setObjectName(QStringLiteral("pinnedImage"));
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void PinnedImage::setPicture(const QImage& picture, const QSizeF& whole) {
  m_picture = picture;
  m_whole = whole;
  updateGeometry();
  update();
}

void PinnedImage::setTruth(const std::vector<SampleBox>& boxes) {
  m_truth = boxes;
  update();
}

void PinnedImage::setDetections(const std::vector<Detection>& detections) {
  m_detections = detections;
  update();
}

QSize PinnedImage::sizeHint() const {
  if (m_whole.isEmpty()) return {high * 4 / 3, high};
  return m_whole.scaled(widest, high, Qt::KeepAspectRatio).toSize().expandedTo({24, 24});
}

void PinnedImage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  QPainterPath outline;
  outline.addRoundedRect(rect(), tokens::corner::field, tokens::corner::field);
  painter.setClipPath(outline);
  painter.fillRect(rect(), theme::colours().canvas);
  if (!m_picture.isNull()) painter.drawImage(rect(), m_picture);
  if (m_whole.isEmpty()) return;
  const double x = width() / m_whole.width();
  const double y = height() / m_whole.height();
  const auto draw = [&](const auto& box, const QColor& colour, Qt::PenStyle style) {
    const QRectF place(QPointF(box.x1 * x, box.y1 * y), QPointF(box.x2 * x, box.y2 * y));
    painter.setPen(QPen(QColor(0, 0, 0, 150), 3));  // legible on any picture
    painter.drawRect(place);
    painter.setPen(QPen(colour, 1.5, style));
    painter.drawRect(place);
  };
  for (const SampleBox& one : m_truth) draw(one.box, tokens::dark.good, Qt::SolidLine);
  for (const Detection& one : m_detections) draw(one.box, tokens::dark.warning, Qt::DashLine);
  painter.setClipping(false);
  if (!hasFocus() && !underMouse()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme::colours().accent, 2));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), tokens::corner::field,
                          tokens::corner::field);
}

PinnedStrip::PinnedStrip(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_legend(new QLabel(this)), m_row(new QWidget(this)) {
  setObjectName(QStringLiteral("pinnedStrip"));
  setAccessibleName(tr("Pinned images"));
  m_title->setObjectName(QStringLiteral("pinnedTitle"));
  m_title->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  m_legend->setFont(theme::font(tokens::type::small));
  auto* head = new QHBoxLayout;
  head->addWidget(m_title, 1);
  head->addWidget(m_legend);
  m_places = new QHBoxLayout(m_row);
  m_places->setContentsMargins(0, 0, 0, 0);
  m_places->setSpacing(space::within);
  m_places->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setFixedHeight(high + space::within);
  scroll->setWidget(m_row);
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(space::within, space::tiny, space::within, 0);
  lines->setSpacing(space::tiny);
  lines->addLayout(head);
  lines->addWidget(scroll);
  hide();
}

void PinnedStrip::setRecords(RecordProvider* records) {
  m_records = records;
  connect(records, &RecordProvider::recorded, this, &PinnedStrip::take);
}

void PinnedStrip::setRun(const std::filesystem::path& folder, const std::vector<SnapshotEvent>& snapshots) {
  const bool another = folder != m_run;
  const bool rewound = snapshots.size() < m_snapshots.size();
  if (!another && snapshots.size() == m_snapshots.size()) return;
  if (another || rewound) {
    m_known.clear();
    m_asked.clear();
    m_cursor.reset();
  }
  m_run = folder;
  m_snapshots = snapshots;
  std::vector<std::string> names;
  for (const SnapshotEvent& one : m_snapshots)
    if (std::ranges::count(names, one.image) == 0) names.push_back(one.image);
  const bool others = another || names != m_names;
  m_names = std::move(names);
  if (others) arrange();
  setVisible(!m_names.empty());
  show();
}

void PinnedStrip::arrange() {
  qDeleteAll(m_images);
  m_images.clear();
  for (const std::string& name : m_names) {
    auto* image = new PinnedImage(m_row);
    m_places->insertWidget(static_cast<int>(m_images.size()), image);
    m_images.push_back(image);
    connect(image, &QAbstractButton::clicked, this, [this, name] {
      if (const SnapshotEvent* shown = shownOf(name)) Q_EMIT opened(text(name), shown->iteration);
    });
  }
  if (m_names.empty()) return;
  runInBackground(
      projectLife(), [run = m_run, names = m_names] { return readImages(run, names); },
      [this, run = m_run, names = m_names](const std::map<std::string, Read>& read) {
        if (run != m_run || names != m_names) return;
        for (size_t i = 0; i < m_names.size(); ++i) {
          const auto found = read.find(m_names[i]);
          if (found == read.end()) continue;
          PinnedImage* image = m_images[static_cast<qsizetype>(i)];
          image->setPicture(found->second.picture, found->second.whole);
          image->setTruth(found->second.boxes);
        }
      });
}

void PinnedStrip::showIteration(std::optional<int> iteration) {
  if (iteration == m_cursor) return;
  m_cursor = iteration;
  show();
}

const SnapshotEvent* PinnedStrip::shownOf(const std::string& image) const {
  // The last one before the cursor; left of the first, the first.
  const SnapshotEvent* shown = nullptr;
  for (const SnapshotEvent& one : m_snapshots)
    if (one.image == image && (shown == nullptr || !m_cursor || one.iteration <= *m_cursor)) shown = &one;
  return shown;
}

QString PinnedStrip::fileOf(const SnapshotEvent& snapshot) const {
  return text((m_run / snapshot.file).string());
}

void PinnedStrip::show() {
  m_iteration = 0;
  for (size_t i = 0; i < m_names.size(); ++i) {
    const SnapshotEvent* shown = shownOf(m_names[i]);
    if (shown == nullptr) continue;
    m_iteration = std::max(m_iteration, shown->iteration);
    PinnedImage* image = m_images[static_cast<qsizetype>(i)];
    const QString name = text(std::filesystem::path(m_names[i]).filename().string());
    image->setAccessibleName(tr("%1 at iteration %2").arg(name).arg(shown->iteration));
    image->setToolTip(tr("%1 at iteration %2. Click to open it in Inspect.").arg(name).arg(shown->iteration));
    const QString file = fileOf(*shown);
    const auto known = m_known.constFind(file);
    // Until they are read, those of before stay: nothing flickers while the cursor moves.
    if (known != m_known.constEnd())
      image->setDetections(*known);
    else if (m_records != nullptr && !m_asked.contains(file)) {
      m_asked.insert(file);
      m_records->requestRecorded(file);
    }
  }
  m_title->setText(tr("Pinned images at iteration %1").arg(m_iteration));
  m_legend->setText(tr("<span style='color:%1'>▬</span> ground truth   <span style='color:%2'>╍</span> "
                       "detections, score at least %3")
                        .arg(truthColour().name(), detectionColour().name())
                        .arg(static_cast<double>(shownScore), 0, 'f', 1));
}

void PinnedStrip::take(const QString& file, const RecordProvider::Record& record) {
  if (!m_asked.contains(file) || !record) return;
  runInBackground(
      projectLife(), [record] { return shownDetections(*record); },
      [this, file](const std::vector<Detection>& found) {
        if (!m_asked.contains(file)) return;  // of another run by now
        m_known.insert(file, found);
        show();
      });
}

void PinnedStrip::forgetProject() { setRun({}, {}); }

}  // namespace anchor
