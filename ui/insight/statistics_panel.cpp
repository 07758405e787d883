// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/statistics_panel.h"

#include <QFile>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QSaveFile>
#include <QScrollArea>
#include <QVBoxLayout>
#include <cmath>

#include "datasets/query/image_query.h"
#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

QString figure(double value) { return QString::number(value, 'g', value < 10 ? 2 : 3); }

/// A name as the query language takes it.
QString quoted(const QString& name) { return text(quotedTerm(name.toStdString())); }

}  // namespace

CentreMap::CentreMap(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("centreMap"));
  setAccessibleName(tr("Box positions in the images"));
  setToolTip(
      tr("Positions of box centres in their images; click to list the "
         "images with boxes there"));
  setMinimumSize(130, 130);
  setCursor(Qt::PointingHandCursor);
}

void CentreMap::setCounts(
    const std::array<int64_t, LabelStatistics::heatSide * LabelStatistics::heatSide>& counts) {
  constexpr int side = LabelStatistics::heatSide;
  const double most = std::max<double>(1, static_cast<double>(*std::ranges::max_element(counts)));
  m_picture = QImage(side, side, QImage::Format_RGB32);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const double share = std::sqrt(static_cast<double>(counts[static_cast<size_t>(y * side + x)]) / most);
      m_picture.setPixel(x, y,
                         qRgb(static_cast<int>(20 + 235 * share), static_cast<int>(30 + 190 * share),
                              static_cast<int>(70 + 60 * share * (1 - share) * 4)));
    }
  update();
}

QRect CentreMap::square() const {
  const int title = fontMetrics().height() + 4;
  const int side = std::min(width(), height() - title);
  return {(width() - side) / 2, title, side, side};
}

void CentreMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Base));
  painter.setPen(palette().color(QPalette::Text));
  painter.drawText(QRect(0, 0, width(), fontMetrics().height() + 4), Qt::AlignCenter,
                   tr("Place in the image"));
  if (!m_picture.isNull()) painter.drawImage(square(), m_picture);
}

void CentreMap::mouseReleaseEvent(QMouseEvent* event) {
  const QRect area = square();
  if (!area.contains(event->pos())) return;
  constexpr int side = LabelStatistics::heatSide;
  const auto part = [&](int at, int from, int length) {
    return std::floor(static_cast<double>(at - from) * side / length);
  };
  const double x = part(event->pos().x(), area.left(), area.width());
  const double y = part(event->pos().y(), area.top(), area.height());
  Q_EMIT picked(QRectF(x / side, y / side, 1.0 / side, 1.0 / side));
}

StatisticsPanel::StatisticsPanel(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_classes(new ClassBars(this)),
      m_only(new QComboBox(this)),
      m_words(new QLabel(this)),
      m_save(new QPushButton(tr("Save as CSV…"), this)),
      m_sizes(new BarChart(tr("Size in px (√area)"), tr("boxes"), this)),
      m_aspects(new BarChart(tr("Width / height"), tr("boxes"), this)),
      m_perImage(new BarChart(tr("Boxes per image"), tr("images"), this)),
      m_centres(new CentreMap(this)) {
  m_only->setObjectName(QStringLiteral("statisticsClass"));
  m_only->setAccessibleName(tr("Class"));
  m_only->setMinimumContentsLength(8);
  m_only->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_words->setObjectName(QStringLiteral("statisticsWords"));
  m_words->setWordWrap(true);
  m_save->setObjectName(QStringLiteral("saveStatistics"));
  m_save->setToolTip(tr("Writes all counts as a table."));
  m_sizes->setObjectName(QStringLiteral("statisticsSizes"));
  m_aspects->setObjectName(QStringLiteral("statisticsAspects"));
  m_perImage->setObjectName(QStringLiteral("statisticsPerImage"));
  for (BarChart* chart : {m_sizes, m_aspects, m_perImage}) chart->setLabelStep(2);
  layOut();
  const auto stale = [this] {
    m_stale = true;
    if (isVisible()) compute();
  };
  connect(session, &ProjectSession::projectChanged, this, stale);
  connect(session, &ProjectSession::imagesChanged, this, stale);
  connect(session, &ProjectSession::imageChanged, this, stale);
  connect(m_only, &QComboBox::activated, this, stale);
  connect(m_save, &QPushButton::clicked, this, &StatisticsPanel::save);
  connect(m_classes, &ClassBars::picked, this,
          [this](const QString& name) { Q_EMIT queryWanted(QStringLiteral("class:") + quoted(name)); });
  connectCharts();
}

void StatisticsPanel::layOut() {
  auto* inside = new QWidget(this);
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(6, 6, 6, 6);
  column->setSpacing(8);
  column->addWidget(m_words);
  column->addWidget(m_classes);
  auto* line = new QFrame(this);
  line->setFrameShape(QFrame::HLine);
  line->setFrameShadow(QFrame::Plain);
  line->setForegroundRole(QPalette::Mid);
  column->addWidget(line);
  column->addWidget(m_only);
  for (BarChart* chart : {m_sizes, m_aspects, m_perImage}) {
    chart->setFixedHeight(150);
    column->addWidget(chart);
  }
  m_centres->setFixedHeight(180);
  column->addWidget(m_centres);
  column->addWidget(m_save, 0, Qt::AlignLeft);
  column->addStretch(1);
  auto* area = new QScrollArea(this);
  area->setObjectName(QStringLiteral("statisticsScroll"));
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setMinimumHeight(240);
  area->setWidget(inside);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(area);
  setMinimumWidth(inside->minimumSizeHint().width());  // nothing scrolls sideways
}

void StatisticsPanel::connectCharts() {
  const auto clickable = [this](BarChart* chart, const char* term,
                                std::vector<StatisticsBar> LabelStatistics::*bars, double less) {
    connect(chart, &BarChart::clicked, this, [this, term, bars, less](int bar) {
      const StatisticsBar& b = (m_statistics.*bars)[static_cast<size_t>(bar)];
      Q_EMIT queryWanted(classTerm() + QStringLiteral("%1:[%2,%3]")
                                           .arg(QLatin1String(term))
                                           .arg(b.from, 0, 'f', 4)
                                           .arg(b.to - less, 0, 'f', 4));
    });
  };
  clickable(m_sizes, "size", &LabelStatistics::sizes, 0);
  clickable(m_aspects, "aspect", &LabelStatistics::aspects, 0);
  connect(m_perImage, &BarChart::clicked, this, [this](int bar) {
    const StatisticsBar& b = m_statistics.perImage[static_cast<size_t>(bar)];
    Q_EMIT queryWanted(QStringLiteral("boxes:[%1,%2] -state:unlabelled").arg(b.from).arg(b.to - 1));
  });
  connect(m_centres, &CentreMap::picked, this, [this](const QRectF& part) {
    Q_EMIT queryWanted(classTerm() + QStringLiteral("centre:[%1,%2,%3,%4]")
                                         .arg(part.left(), 0, 'f', 5)
                                         .arg(part.top(), 0, 'f', 5)
                                         .arg(part.right(), 0, 'f', 5)
                                         .arg(part.bottom(), 0, 'f', 5));
  });
}

QString StatisticsPanel::classTerm() const {
  return m_only->currentIndex() <= 0
             ? QString()
             : QStringLiteral("class:") + quoted(m_only->currentText()) + QLatin1Char(' ');
}

void StatisticsPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (m_stale) compute();
}

void StatisticsPanel::compute() {
  if (m_busy || !m_session->isOpen()) return;
  m_busy = true;
  m_stale = false;
  const qint64 only = m_only->currentData().toLongLong();
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader()), only] {
        try {
          return labelStatistics(*reader, only);
        } catch (const std::exception&) {
          return LabelStatistics{};  // an edit was being written; the next one
                                     // asks again
        }
      },
      [this](const LabelStatistics& statistics) {
        m_busy = false;
        m_statistics = statistics;
        show();
        if (m_stale) compute();
      });
}

void StatisticsPanel::show() {
  const qint64 before = m_only->currentData().toLongLong();
  m_only->clear();
  m_only->addItem(tr("All classes"), qint64{0});
  m_classes->setRows(m_statistics.classes);
  for (const auto& c : m_statistics.classes)
    m_only->addItem(colourPatch(QColor(text(c.colour))), text(c.name), static_cast<qint64>(c.id));
  m_only->setCurrentIndex(std::max(0, m_only->findData(before)));
  const auto bars = [](const std::vector<StatisticsBar>& all, const QColor& colour) {
    std::vector<BarChart::Bar> made;
    for (const StatisticsBar& b : all)
      made.push_back({figure(b.from),
                      0,
                      static_cast<double>(b.count),
                      colour,
                      tr("%1 to %2: %3").arg(figure(b.from), figure(b.to)).arg(b.count),
                      {}});
    return made;
  };
  m_sizes->setBars(bars(m_statistics.sizes, theme::background()));
  m_aspects->setBars(bars(m_statistics.aspects, theme::background()));
  m_perImage->setBars(bars(m_statistics.perImage, theme::background()));
  m_centres->setCounts(m_statistics.centres);
  LabelStatistics::SplitRow all;
  QStringList splits;
  for (const auto& [name, row] : m_statistics.splits) {
    all.labelled += row.labelled;
    all.negative += row.negative;
    all.unlabelled += row.unlabelled;
    splits << QStringLiteral("%1 %2").arg(name.empty() ? tr("no split") : text(name)).arg(row.images);
  }
  m_words->setText(tr("%1 images (%2) · %3 boxes · labelled %4, no objects %5, "
                      "not labelled %6")
                       .arg(m_statistics.images)
                       .arg(splits.join(QStringLiteral(", ")))
                       .arg(m_statistics.boxes)
                       .arg(all.labelled)
                       .arg(all.negative)
                       .arg(all.unlabelled));
}

void StatisticsPanel::save() {
  const QString path = dialogs::chooseNewFile(this, tr("Save the statistics"), tr("CSV (*.csv)"));
  if (path.isEmpty()) return;
  QSaveFile file(path);
  const QByteArray words = QByteArray::fromStdString(statisticsCsv(m_statistics));
  if (!file.open(QIODevice::WriteOnly) || file.write(words) != words.size() || !file.commit())
    return Q_EMIT told(tr("%1 cannot be written: %2").arg(path, file.errorString()));
  Q_EMIT told(tr("Written to %1").arg(path));
}

void StatisticsPanel::forgetProject() {
  m_statistics = {};
  m_busy = false;
  m_stale = true;
  m_only->setCurrentIndex(0);
  show();
}

}  // namespace anchor
