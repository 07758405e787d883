// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_difference.h"

#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

#include "engine/config/parameters.h"
#include "ui/shared/background_task.h"
#include "ui/shared/parameter_words.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

namespace space = tokens::space;
using Configs = std::pair<std::optional<RunConfig>, std::optional<RunConfig>>;

std::optional<RunConfig> configOf(const QString& folder) {
  try {
    return readRunConfig(RunFolder(folder.toStdString()).config());
  } catch (const std::exception&) {
    return std::nullopt;  // the run says so itself when it is chosen
  }
}

QString shown(const RunConfig& config, const Parameter& parameter) {
  const Json value = valueOf(config, parameter);
  if (value.is_number_float()) return QString::number(value.get<float>(), 'g', 6);
  if (!value.is_string()) return text(value.dump());
  // Of a file, its name: the folder is in the tool tip.
  const QString words = text(value.get<std::string>());
  return words.isEmpty() ? QStringLiteral("–") : words.section(QLatin1Char('/'), -1);
}

QString mapOf(const RunSummary& run) {
  return run.map ? QString::number(*run.map, 'f', 3) : QStringLiteral("–");
}

}  // namespace

RunDifference::RunDifference(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_same(new QLabel(this)),
      m_table(new QTableWidget(0, 3, this)) {
  setObjectName(QStringLiteral("runDifference"));
  m_title->setObjectName(QStringLiteral("differenceTitle"));
  m_title->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  m_title->setTextFormat(Qt::PlainText);
  m_title->setWordWrap(true);
  m_same->setText(tr("Same parameters"));
  m_same->setForegroundRole(QPalette::PlaceholderText);
  m_table->setObjectName(QStringLiteral("differenceTable"));
  m_table->setAccessibleName(tr("Where the two runs differ"));
  m_table->setFrameShape(QFrame::NoFrame);
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setFont(theme::font(tokens::type::small));
  m_table->verticalHeader()->hide();
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_table->horizontalHeader()->setFont(theme::font(tokens::type::small));
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(space::around, space::within, space::around, space::within);
  lines->setSpacing(space::tiny);
  lines->addWidget(m_title);
  lines->addWidget(m_same);
  lines->addWidget(m_table);
  hide();
}

void RunDifference::show(const std::optional<RunSummary>& run, const std::optional<RunSummary>& other) {
  const auto folder = [](const std::optional<RunSummary>& one) { return one ? one->folder : QString(); };
  const bool same = folder(run) == folder(m_run) && folder(other) == folder(m_other);
  const bool sameMap = same && run && other && run->map == m_run->map && other->map == m_other->map;
  if (sameMap || (!run && !m_run)) return;
  m_run = run;
  m_other = other;
  if (!run || !other) return hide();
  runInBackground(
      projectLife(),
      [one = run->folder, two = other->folder]() -> Configs {
        return {configOf(one), configOf(two)};
      },
      [this, one = run->folder, two = other->folder](const Configs& read) {
        if (m_run && m_other && m_run->folder == one && m_other->folder == two) fill(read.first, read.second);
      });
}

void RunDifference::fill(const std::optional<RunConfig>& run, const std::optional<RunConfig>& other) {
  m_title->setText(tr("Difference to %1").arg(m_other->title()));
  m_table->setRowCount(0);
  m_table->setHorizontalHeaderLabels({tr("Parameter"), m_run->name.section(QLatin1Char('-'), 0, 0),
                                      m_other->name.section(QLatin1Char('-'), 0, 0)});
  m_table->horizontalHeaderItem(1)->setToolTip(m_run->title());
  m_table->horizontalHeaderItem(2)->setToolTip(m_other->title());
  QString mapTip = tr("Of the newest evaluation, at IoU 0.5");
  if (m_run->map && m_other->map)
    mapTip +=
        QLatin1Char('\n') + tr("Change: %1").arg(QString::asprintf("%+.3f", *m_run->map - *m_other->map));
  addRow(tr("mAP"), mapOf(*m_run), mapOf(*m_other), mapTip);
  if (run && other)
    for (const Parameter& parameter : parameters()) {
      if (parameter.setBy == SetBy::Program || valueOf(*run, parameter) == valueOf(*other, parameter))
        continue;
      addRow(text(parameter.path), shown(*run, parameter), shown(*other, parameter), wordsOf(parameter));
    }
  m_same->setVisible(m_table->rowCount() == 1);
  constexpr int mostRows = 9;  // the rest scrolls
  const int rows = std::min(m_table->rowCount(), mostRows);
  m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() +
                          rows * m_table->verticalHeader()->defaultSectionSize() + 2);
  QWidget::show();
}

void RunDifference::addRow(const QString& name, const QString& value, const QString& before,
                           const QString& tip) {
  const int row = m_table->rowCount();
  m_table->insertRow(row);
  int column = 0;
  for (const QString& words : {name, value, before}) {
    // The end of a path says which parameter it is.
    auto* item = new QTableWidgetItem(column == 0 ? words.section(QLatin1Char('.'), -1) : words);
    item->setToolTip(
        QStringList{name, tr("%1 instead of %2").arg(value, before), tip}.join(QLatin1Char('\n')));
    if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setItem(row, column++, item);
  }
}

}  // namespace anchor
