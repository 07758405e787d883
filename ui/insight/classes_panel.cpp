// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/classes_panel.h"
#include "ui/shared/column_menu.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>
#include <numeric>

#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

constexpr int mostCurves = 8;
constexpr double firstScore = 0.5;

QTableWidgetItem* figure(const std::optional<double>& value, int digits = 3) {
  auto* item = new QTableWidgetItem;
  if (value) item->setData(Qt::DisplayRole, QString::number(*value, 'f', digits).toDouble());
  if (!value) item->setText(QStringLiteral("–"));
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return item;
}

void prepare(QTableWidget* table, const char* name, const QString& words) {
  table->setObjectName(QLatin1String(name));
  table->setAccessibleName(words);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->verticalHeader()->setDefaultSectionSize(22);
}

}  // namespace

ClassesPanel::ClassesPanel(AutopsySource* source, QWidget* parent)
    : QWidget(parent),
      m_source(source),
      m_bar(new AutopsyBar(source, "classesSplit", "examineClasses",
                           tr("Runs the newest checkpoint over the split; the Autopsy uses the same result."),
                           this)),
      m_table(new QTableWidget(this)),
      m_matrix(new QTableWidget(this)),
      m_curves(new LiveChart(tr("Precision over recall, IoU 0.5"), this)),
      m_score(new QDoubleSpinBox(this)) {
  m_bar->words()->setObjectName(QStringLiteral("classesWords"));
  prepare(m_table, "classFigures", tr("Results for each class"));
  m_table->verticalHeader()->hide();
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  ColumnMenu::install(m_table);
  m_table->setToolTip(tr("Chosen classes are drawn in the chart; none chosen: all of them."));
  m_curves->setObjectName(QStringLiteral("precisionChart"));
  m_curves->setYRange(0, 1.02);
  auto* parts = new QSplitter(this);
  parts->addWidget(m_table);
  parts->addWidget(m_curves);
  parts->addWidget(buildMatrix());
  parts->setSizes({420, 300, 360});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_bar);
  layout->addWidget(parts, 1);
  connect(m_bar, &AutopsyBar::taken, this, &ClassesPanel::take);
  connect(m_table, &QTableWidget::itemSelectionChanged, this, &ClassesPanel::showCurves);
  connect(m_curves, &LiveChart::hovered, this, [this](double recall) {
    m_curves->showValuesAt(std::isnan(recall) ? std::nullopt : std::optional(recall));
  });
  m_bar->load();
}

QWidget* ClassesPanel::buildMatrix() {
  prepare(m_matrix, "confusionTable", tr("Confusion matrix"));
  m_matrix->setToolTip(
      tr("Rows: labelled class. Columns: detected class. Click a cell to open an example, click again for "
         "the next one."));
  m_score->setObjectName(QStringLiteral("confusionScore"));
  m_score->setRange(0, 1);
  m_score->setSingleStep(0.05);
  m_score->setValue(firstScore);
  m_score->setToolTip(tr("Only detections with at least this score are counted."));
  auto* box = new QWidget(this);
  auto* head = new QHBoxLayout;
  auto* label = new QLabel(tr("Confusion, from score"), box);
  label->setBuddy(m_score);
  head->addWidget(label);
  head->addWidget(m_score);
  head->addStretch(1);
  auto* lines = new QVBoxLayout(box);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->addLayout(head);
  lines->addWidget(m_matrix, 1);
  connect(m_score, &QDoubleSpinBox::valueChanged, this, &ClassesPanel::showMatrix);
  connect(m_matrix, &QTableWidget::cellClicked, this, &ClassesPanel::openExample);
  return box;
}

void ClassesPanel::take(const AutopsySource::File& file) {
  m_file = file;
  m_report = file ? classReport(*file) : ClassReport{};
  if (!file)
    m_bar->words()->setText(
        m_source->canWork()
            ? tr("Examine measures every class of the split: AP by size, precision, recall, confusion.")
            : tr("Train a run first: its checkpoints can then be examined."));
  else
    m_bar->words()->setText(tr("Iteration %1, %2 images, %3 objects. AP50 %4, AP %5.")
                                .arg(file->iteration)
                                .arg(file->images.size())
                                .arg(m_report.all.objects)
                                .arg(100 * m_report.all.ap50.value_or(0), 0, 'f', 1)
                                .arg(100 * m_report.all.ap.value_or(0), 0, 'f', 1));
  showTable();
  showCurves();
  showMatrix();
}

void ClassesPanel::showTable() {
  m_table->setSortingEnabled(false);
  m_table->clear();
  const QStringList headers{tr("Class"),  tr("Objects"), tr("AP50"),  tr("AP"),        tr("small"),
                            tr("medium"), tr("large"),   tr("score"), tr("precision"), tr("recall")};
  m_table->setColumnCount(static_cast<int>(headers.size()));
  m_table->setHorizontalHeaderLabels(headers);
  for (int column = 7; column < 10; ++column)
    m_table->horizontalHeaderItem(column)->setToolTip(
        tr("At the threshold of the best F1, the harmonic mean of precision and "
           "recall"));
  m_table->setRowCount(static_cast<int>(m_report.classes.size()));
  for (int row = 0; row < m_table->rowCount(); ++row) {
    const ClassFigures& f = m_report.classes[static_cast<size_t>(row)];
    auto* name = new QTableWidgetItem(text(m_file->classes[static_cast<size_t>(row)]));
    name->setData(Qt::UserRole, row);
    m_table->setItem(row, 0, name);
    m_table->setItem(row, 1, figure(f.objects, 0));
    int column = 2;
    for (const auto& value : {f.ap50, f.ap, f.apSmall, f.apMedium, f.apLarge})
      m_table->setItem(row, column++, figure(value));
    const auto at = [&](auto member) {
      return f.best ? std::optional<double>((*f.best).*member) : std::nullopt;
    };
    m_table->setItem(row, 7, figure(f.best ? std::optional<double>(f.best->score) : std::nullopt, 2));
    m_table->setItem(row, 8, figure(at(&PrecisionPoint::precision)));
    m_table->setItem(row, 9, figure(at(&PrecisionPoint::recall)));
  }
  m_table->setSortingEnabled(true);
  m_table->resizeColumnsToContents();
}

void ClassesPanel::setClassColours(const QHash<QString, QColor>& colours) {
  m_colours = colours;
  showCurves();
}

void ClassesPanel::showCurves() {
  m_curves->clear();
  for (auto it = m_colours.cbegin(); it != m_colours.cend(); ++it) m_curves->setLook(it.key(), {it.value()});
  std::vector<int> chosen;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
    chosen.push_back(index.data(Qt::UserRole).toInt());
  if (chosen.empty()) {
    chosen.resize(std::min<size_t>(mostCurves, m_report.classes.size()));
    std::iota(chosen.begin(), chosen.end(), 0);
  }
  for (const int c : chosen)
    for (const PrecisionPoint& p : m_report.classes[static_cast<size_t>(c)].curve)
      m_curves->addPoint(text(m_file->classes[static_cast<size_t>(c)]), p.recall, p.precision);
  m_curves->refresh();
}

void ClassesPanel::showMatrix() {
  m_confusion = m_file ? confusion(*m_file, static_cast<float>(m_score->value())) : Confusion{};
  m_cell = {-1, -1};
  const int side = static_cast<int>(m_confusion.counts.size());
  m_matrix->clear();
  m_matrix->setRowCount(side);
  m_matrix->setColumnCount(side);
  if (!m_file) return;
  QStringList rows, columns;
  for (const std::string& name : m_file->classes) rows << text(name);
  columns = rows;
  m_matrix->setVerticalHeaderLabels(rows << tr("nothing"));
  m_matrix->setHorizontalHeaderLabels(columns << tr("missed"));
  for (int truth = 0; truth < side; ++truth) {
    const std::vector<int>& counts = m_confusion.counts[static_cast<size_t>(truth)];
    const int all = std::max(1, std::accumulate(counts.begin(), counts.end(), 0));
    for (int as = 0; as < side; ++as) {
      const int count = counts[static_cast<size_t>(as)];
      auto* item = new QTableWidgetItem(count == 0 ? QString() : QString::number(count));
      item->setTextAlignment(Qt::AlignCenter);
      // Right on the diagonal, wrong beside it; the number says the same.
      QColor ground = truth == as ? theme::foreground() : theme::wrong();
      ground.setAlphaF(0.7 * count / all);
      item->setBackground(ground);
      if (count > 0)
        item->setToolTip(tr("%1 of %2 (%3 %)").arg(count).arg(all).arg(100.0 * count / all, 0, 'f', 1));
      m_matrix->setItem(truth, as, item);
    }
  }
  m_matrix->resizeColumnsToContents();
}

void ClassesPanel::openExample(int row, int column) {
  const auto& examples = m_confusion.examples[static_cast<size_t>(row)][static_cast<size_t>(column)];
  if (examples.empty()) return;
  m_example = m_cell == std::pair(row, column) ? (m_example + 1) % examples.size() : 0;
  m_cell = {row, column};
  const Confusion::Example& example = examples[m_example];
  const AutopsyFile::Image& image = m_file->images[static_cast<size_t>(example.image)];
  // Traces name the objects that count, as the Autopsy's list does.
  int object = -1;
  for (size_t t = 0; t < image.findings.objects.size(); ++t)
    if (image.findings.objects[t].object == example.object) object = static_cast<int>(t);
  Q_EMIT openObject(text(image.path), object);
}

void ClassesPanel::forgetProject() { m_bar->load(); }

}  // namespace anchor
