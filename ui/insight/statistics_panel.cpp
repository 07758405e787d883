// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/statistics_panel.h"

#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QSaveFile>
#include <QVBoxLayout>
#include <cmath>

#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

QString figure(double value) { return QString::number(value, 'g', value < 10 ? 2 : 3); }

/// A name as the query language takes it.
QString quoted(const QString& name) {
  return name.contains(QLatin1Char(' ')) ? QLatin1Char('"') + name + QLatin1Char('"') : name;
}

}  // namespace

CentreMap::CentreMap(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("centreMap"));
  setAccessibleName(tr("Box positions in the images"));
  setToolTip(tr("Positions of box centres in their images; click to list the images with boxes there"));
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
      m_classes(new QTableWidget(0, 6, this)),
      m_only(new QComboBox(this)),
      m_words(new QLabel(this)),
      m_save(new QPushButton(tr("Save as CSV…"), this)),
      m_sizes(new BarChart(tr("Size in px (√area)"), tr("boxes"), this)),
      m_aspects(new BarChart(tr("Width / height"), tr("boxes"), this)),
      m_perImage(new BarChart(tr("Boxes per image"), tr("images"), this)),
      m_centres(new CentreMap(this)) {
  m_classes->setObjectName(QStringLiteral("statisticsClasses"));
  m_classes->setAccessibleName(tr("Boxes of each class"));
  m_classes->setHorizontalHeaderLabels({tr("Class"), tr("Boxes"), tr("Images"), QStringLiteral("train"),
                                        QStringLiteral("val"), QStringLiteral("test")});
  m_classes->verticalHeader()->hide();
  m_classes->verticalHeader()->setDefaultSectionSize(22);
  m_classes->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_classes->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_classes->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_only->setObjectName(QStringLiteral("statisticsClass"));
  m_only->setAccessibleName(tr("Class"));
  m_only->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  m_words->setObjectName(QStringLiteral("statisticsWords"));
  m_words->setWordWrap(true);
  m_save->setObjectName(QStringLiteral("saveStatistics"));
  m_save->setToolTip(tr("Writes all counts as a table."));
  m_sizes->setObjectName(QStringLiteral("statisticsSizes"));
  m_aspects->setObjectName(QStringLiteral("statisticsAspects"));
  m_perImage->setObjectName(QStringLiteral("statisticsPerImage"));
  for (BarChart* chart : {m_sizes, m_aspects, m_perImage}) chart->setLabelStep(2);
  auto* top = new QHBoxLayout;
  top->addWidget(m_only);
  top->addWidget(m_words, 1);
  top->addWidget(m_save);
  auto* charts = new QHBoxLayout;
  charts->addWidget(m_classes, 5);
  for (BarChart* chart : {m_sizes, m_aspects, m_perImage}) charts->addWidget(chart, 3);
  charts->addWidget(m_centres, 2);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(top);
  layout->addLayout(charts, 1);

  const auto stale = [this] {
    m_stale = true;
    if (isVisible()) compute();
  };
  connect(session, &ProjectSession::projectChanged, this, stale);
  connect(session, &ProjectSession::imagesChanged, this, stale);
  connect(session, &ProjectSession::imageChanged, this, stale);
  connect(m_only, &QComboBox::activated, this, stale);
  connect(m_save, &QPushButton::clicked, this, &StatisticsPanel::save);
  connect(m_classes, &QTableWidget::cellClicked, this, [this](int row, int column) {
    QString query = QStringLiteral("class:") + quoted(m_classes->item(row, 0)->text());
    if (column >= 3) query += QStringLiteral(" split:") + m_classes->horizontalHeaderItem(column)->text();
    Q_EMIT queryWanted(query);
  });
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
          return LabelStatistics{};  // an edit was being written; the next one asks again
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
  m_classes->setRowCount(0);
  for (const auto& c : m_statistics.classes) {
    const QIcon patch = colourPatch(QColor(text(c.colour)));
    m_only->addItem(patch, text(c.name), static_cast<qint64>(c.id));
    const int row = m_classes->rowCount();
    m_classes->insertRow(row);
    m_classes->setItem(row, 0, new QTableWidgetItem(patch, text(c.name)));
    const auto split = [&](const char* name) {
      const auto found = c.bySplit.find(name);
      return found == c.bySplit.end() ? int64_t{0} : found->second;
    };
    const int64_t cells[] = {c.boxes, c.images, split("train"), split("val"), split("test")};
    for (int i = 0; i < 5; ++i) {
      auto* item = new QTableWidgetItem(QString::number(cells[i]));
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_classes->setItem(row, i + 1, item);
    }
  }
  for (int i = 1; i < 6; ++i) m_classes->resizeColumnToContents(i);
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
  m_words->setText(tr("%1 images (%2) · %3 boxes · labelled %4, no objects %5, not labelled %6")
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
