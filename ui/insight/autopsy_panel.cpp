// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/autopsy_panel.h"
#include "ui/shared/column_menu.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <cmath>

#include "ui/inspector/inspector_words.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

/// Sorts by the number kept with it, not by its text.
class NumberItem : public QTableWidgetItem {
 public:
  NumberItem(double value, int digits) : QTableWidgetItem(QString::number(value, 'f', digits)) {
    setData(Qt::UserRole + 1, value);
  }
  bool operator<(const QTableWidgetItem& other) const override {
    return data(Qt::UserRole + 1).toDouble() < other.data(Qt::UserRole + 1).toDouble();
  }
};

QString tideText(TideError error) { return QLatin1String(tideShortName(error)); }

}  // namespace

AutopsyPanel::AutopsyPanel(AutopsySource* source, QWidget* parent)
    : QWidget(parent),
      m_source(source),
      m_bar(new AutopsyBar(source, "autopsySplit", "examine",
                           tr("Runs the newest checkpoint over the split and follows every object through "
                              "the network's stages."),
                           this)),
      m_which(new QComboBox(this)),
      m_waterfall(new BarChart(tr("Where objects are lost"), tr("% of objects"), this)),
      m_tide(new BarChart(tr("AP50 lost per error type (TIDE)"), tr("dAP"), this)),
      m_list(new QTableWidget(0, 5, this)) {
  m_bar->words()->setObjectName(QStringLiteral("autopsyWords"));
  m_bar->addWidget(m_which);
  m_waterfall->setLabelRotation(-25);
  m_waterfall->setObjectName(QStringLiteral("waterfall"));
  m_tide->setObjectName(QStringLiteral("tideChart"));
  m_list->setObjectName(QStringLiteral("autopsyList"));
  m_list->setAccessibleName(tr("Objects of the split"));
  m_list->verticalHeader()->hide();
  m_list->verticalHeader()->setDefaultSectionSize(22);
  m_list->horizontalHeader()->setStretchLastSection(true);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
  ColumnMenu::install(m_list);
  auto* parts = new QHBoxLayout;
  parts->addWidget(m_waterfall, 6);
  parts->addWidget(m_tide, 4);
  parts->addWidget(m_list, 5);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_bar);
  layout->addLayout(parts, 1);
  connect(m_bar, &AutopsyBar::taken, this, &AutopsyPanel::take);
  m_which->setObjectName(QStringLiteral("autopsyWhich"));
  m_which->setAccessibleName(tr("Which objects are listed"));
  m_which->addItems({tr("Lost objects"), tr("All objects, by loss")});
  m_which->setToolTip(
      tr("The loss is −log of the head's probability for the object's class on its own box; the objects with "
         "the highest loss come first."));
  connect(m_which, &QComboBox::activated, this, [this] {
    m_stage = m_error = -1;
    showList();
  });
  connect(m_waterfall, &BarChart::clicked, this, [this](int bar) {
    m_error = -1;
    m_stage = m_barStage[static_cast<size_t>(bar)] == LostAt::Found
                  ? -1
                  : static_cast<int>(m_barStage[static_cast<size_t>(bar)]);
    showList();
  });
  connect(m_tide, &BarChart::clicked, this, [this](int bar) {
    m_stage = -1;
    m_error = bar;
    showList();
  });
  connect(m_list, &QTableWidget::cellClicked, this, [this](int at) {
    const QTableWidgetItem* item = m_list->item(at, 0);
    Q_EMIT openObject(item->data(Qt::UserRole + 2).toString(), item->data(Qt::UserRole + 3).toInt());
  });
  m_bar->load();
}

void AutopsyPanel::take(const AutopsySource::File& file) {
  m_file = file;
  m_report = file ? file->report() : AutopsyReport{};
  m_stage = m_error = -1;
  m_which->setEnabled(file != nullptr);
  if (!file) {
    m_bar->words()->setText(m_source->canWork()
                                ? tr("Examine follows every object of the split through the network "
                                     "and names the stage that loses it.")
                                : tr("Train a run first: its checkpoints can then be examined."));
  } else {
    const int found = m_report.causes[static_cast<size_t>(LostAt::Found)].count;
    const bool trained = !file->images.empty() && file->images.front().trained;
    m_bar->words()->setText(
        tr("Iteration %1, %2 images: %3 of %4 objects found, AP50 %5. %6")
            .arg(file->iteration)
            .arg(file->images.size())
            .arg(found)
            .arg(m_report.objects)
            .arg(100 * m_report.ap, 0, 'f', 1)
            .arg(trained ? tr("These images were trained on.") : tr("These images were not trained on.")));
  }
  showCharts();
  showList();
}

void AutopsyPanel::showCharts() {
  std::vector<BarChart::Bar> bars;
  m_barStage.clear();
  std::vector<BarChart::Bar> errors;
  if (m_file && m_report.objects > 0) {
    const double all = m_report.objects;
    double left = 100;
    bars.push_back({tr("all"), 0, 100, theme::background(), tr("%1 labelled objects").arg(m_report.objects),
                    QString::number(m_report.objects)});
    m_barStage.push_back(LostAt::Found);
    for (size_t c = 1; c < lostStages; ++c) {
      const auto& cause = m_report.causes[c];
      if (cause.count == 0) continue;
      const double after = left - 100 * cause.count / all;
      const QString name = lostText(static_cast<LostAt>(c));
      bars.push_back({name, after, left, theme::wrong(),
                      tr("%1: %2 objects (%3 %). Without it AP50 would be %4 higher.")
                          .arg(name)
                          .arg(cause.count)
                          .arg(100 * cause.count / all, 0, 'f', 1)
                          .arg(100 * cause.gain, 0, 'f', 1),
                      QStringLiteral("−%1").arg(cause.count)});
      m_barStage.push_back(static_cast<LostAt>(c));
      left = after;
    }
    bars.push_back({tr("found"), 0, left, theme::foreground(),
                    tr("%1 % of the objects are found").arg(left, 0, 'f', 1),
                    QStringLiteral("%1 %").arg(left, 0, 'f', 1)});
    m_barStage.push_back(LostAt::Found);
    // Where little is lost, the axis begins higher, or the steps could not be told apart.
    m_waterfall->setFloor(left > 60 ? std::floor(100 - 2.5 * (100 - left)) : 0);
    for (size_t e = 0; e < tideErrors; ++e)
      errors.push_back(
          {tideText(static_cast<TideError>(e)), 0, 100 * m_report.tide.gain[e], theme::doubtful(),
           tr("%1: %2 times").arg(errorText(static_cast<TideError>(e))).arg(m_report.tide.count[e]),
           QString::number(100 * m_report.tide.gain[e], 'f', 1)});
  }
  m_waterfall->setBars(std::move(bars));
  m_tide->setBars(std::move(errors));
}

void AutopsyPanel::showList() {
  m_list->setSortingEnabled(false);
  m_list->setRowCount(0);
  m_list->setHorizontalHeaderLabels({tr("Class"), m_error >= 0 ? tr("Error") : tr("Lost at"),
                                     m_error >= 0 ? tr("Score") : tr("Loss"), tr("IoU"), tr("Image")});
  if (!m_file) return;
  const auto add = [&](int label, const QString& why, double number, double iou, const std::string& path,
                       int object) {
    const int row = m_list->rowCount();
    m_list->insertRow(row);
    auto* name = new QTableWidgetItem(text(m_file->classes[static_cast<size_t>(label)]));
    name->setData(Qt::UserRole + 2, text(path));
    name->setData(Qt::UserRole + 3, object);
    m_list->setItem(row, 0, name);
    m_list->setItem(row, 1, new QTableWidgetItem(why));
    m_list->setItem(row, 2, new NumberItem(number, 2));
    m_list->setItem(row, 3, new NumberItem(iou, 2));
    m_list->setItem(row, 4, new QTableWidgetItem(text(std::filesystem::path(path).filename().string())));
    m_list->item(row, 1)->setToolTip(why);
  };
  for (const AutopsyFile::Image& image : m_file->images) {
    for (size_t t = 0; t < image.findings.objects.size(); ++t) {
      const ObjectTrace& trace = image.findings.objects[t];
      const bool missed = m_error == static_cast<int>(TideError::Missed) && trace.lost != LostAt::Found;
      const bool lost = trace.lost != LostAt::Found;
      const bool wanted = m_error >= 0   ? missed
                          : m_stage >= 0 ? static_cast<int>(trace.lost) == m_stage
                                         : lost || m_which->currentIndex() == 1;
      if (!wanted) continue;
      add(trace.label, lostText(trace.lost), m_error >= 0 ? trace.classScore : trace.loss, trace.roiIou,
          image.path, static_cast<int>(t));
    }
    if (m_error < 0) continue;
    for (size_t d = 0; d < image.findings.verdicts.size(); ++d) {
      const TideVerdict& v = image.findings.verdicts[d];
      if (!v.error || static_cast<int>(*v.error) != m_error) continue;
      add(image.findings.detections[d].label, errorText(*v.error), image.findings.detections[d].score, 0,
          image.path, -1);
    }
  }
  m_list->setSortingEnabled(true);
  m_list->sortByColumn(2, Qt::DescendingOrder);
  for (int column = 0; column < 4; ++column) m_list->resizeColumnToContents(column);
  m_list->setColumnWidth(1, std::min(m_list->columnWidth(1), 190));
}

void AutopsyPanel::forgetProject() {
  m_which->setCurrentIndex(0);
  m_bar->load();
}

}  // namespace anchor
