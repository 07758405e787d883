// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/compare_page.h"

#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>
#include <optional>
#include <set>

#include "engine/config/run_config.h"
#include "ui/charts/live_chart.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

std::optional<RunConfig> configOf(const QString& folder) {
  try {
    return readRunConfig(RunFolder(folder.toStdString()).config());
  } catch (const std::exception&) {
    return std::nullopt;  // a run folder without a readable configuration differs in nothing that can be
                          // shown
  }
}

QString nameOf(const QString& folder) { return folder.section(QLatin1Char('/'), -1); }

/// Lists as one value: [0.5,1,2], not three lines.
void flatten(const Json& json, const std::string& path, std::map<std::string, std::string>& out) {
  if (!json.is_object()) {
    out[path] = json.is_string() ? json.get<std::string>() : json.dump();
    return;
  }
  for (const auto& [name, value] : json.items()) {
    std::string full = path;
    if (!full.empty()) full += '.';
    flatten(value, full.append(name), out);
  }
}

}  // namespace

double imagesPerStep(const QString& runFolder) {
  const auto config = configOf(runFolder);
  return config ? config->solver.batch * config->solver.accumulate : 0;
}

ComparePage::ComparePage(QWidget* parent)
    : QWidget(parent),
      m_list(new QListWidget(this)),
      m_table(new QTableWidget(this)),
      m_words(new QLabel(this)) {
  m_list->setObjectName(QStringLiteral("compareRuns"));
  m_list->setAccessibleName(tr("Runs to compare"));
  m_list->setToolTip(tr("Ticked runs are overlaid in the charts"));
  m_table->setObjectName(QStringLiteral("configDifferences"));
  m_table->setAccessibleName(tr("Where the configurations differ"));
  m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_table->setAlternatingRowColors(true);
  m_table->verticalHeader()->hide();
  m_words->setObjectName(QStringLiteral("compareWords"));
  m_words->setMargin(4);
  auto* right = new QWidget(this);
  auto* lines = new QVBoxLayout(right);
  lines->setContentsMargins(0, 0, 0, 0);
  lines->addWidget(m_words);
  lines->addWidget(m_table, 1);
  auto* halves = new QSplitter(this);
  halves->addWidget(m_list);
  halves->addWidget(right);
  halves->setStretchFactor(1, 1);
  halves->setSizes({240, 700});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 4, 4, 4);
  layout->addWidget(halves);
  connect(m_list, &QListWidget::itemChanged, this, &ComparePage::take);
}

void ComparePage::setRuns(const QStringList& folders, const QString& own, const RunHistory* history) {
  m_own = own;
  m_history = history;
  m_filling = true;
  m_list->clear();
  for (auto it = m_others.begin(); it != m_others.end();)
    it = folders.contains(it->first) && it->first != own ? std::next(it) : m_others.erase(it);
  for (const QString& folder : folders) {
    auto* item = new QListWidgetItem(nameOf(folder), m_list);
    item->setData(Qt::UserRole, folder);
    const bool mine = folder == own;
    item->setFlags(mine ? Qt::ItemIsEnabled
                        : Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
    item->setCheckState(mine || m_others.contains(folder) ? Qt::Checked : Qt::Unchecked);
  }
  m_filling = false;
  showDifferences();
}

void ComparePage::take(QListWidgetItem* item) {
  if (m_filling) return;
  const QString folder = item->data(Qt::UserRole).toString();
  if (item->checkState() == Qt::Checked && !m_others.contains(folder)) {
    auto& follower = m_others[folder] = std::make_unique<RunFollower>(this);
    follower->follow(RunFolder(folder.toStdString()), false);
    connect(follower.get(), &RunFollower::advanced, this, &ComparePage::advanced);
  } else if (item->checkState() == Qt::Unchecked) {
    // The charts let go of its history first.
    const auto gone = m_others.extract(folder);
    showDifferences();
    return Q_EMIT tracksChanged();
  }
  showDifferences();
  Q_EMIT tracksChanged();
}

QList<RunTrack> ComparePage::tracks() const {
  QList<RunTrack> all{{nameOf(m_own), m_history, imagesPerStep(m_own)}};
  for (const auto& [folder, follower] : m_others)
    all.push_back({nameOf(folder), &follower->history(), imagesPerStep(folder)});
  return all;
}

QStringList ComparePage::shown() const {
  QStringList folders{m_own};
  for (const auto& [folder, follower] : m_others) folders << folder;
  return folders;
}

void ComparePage::showDifferences() {
  const QStringList folders = shown();
  std::vector<std::map<std::string, std::string>> values;
  std::set<std::string> fields;
  QStringList headers{tr("Parameter")};
  for (const QString& folder : folders) {
    std::map<std::string, std::string> one;
    if (const auto config = configOf(folder)) flatten(toJson(*config), "", one);
    for (const auto& [field, value] : one) fields.insert(field);
    values.push_back(std::move(one));
    headers << nameOf(folder);
  }
  m_table->clear();
  m_table->setRowCount(0);
  m_table->setColumnCount(static_cast<int>(headers.size()));
  m_table->setHorizontalHeaderLabels(headers);
  for (int run = 0; run < folders.size(); ++run)
    if (folders.size() > 1)
      m_table->horizontalHeaderItem(run + 1)->setIcon(colourPatch(LiveChart::curveColour(run)));
  for (const std::string& field : fields) {
    const bool differs =
        std::ranges::any_of(values, [&](auto& one) { return one[field] != values.front()[field]; });
    if (!differs) continue;
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(text(field)));
    for (int run = 0; run < folders.size(); ++run)
      m_table->setItem(row, run + 1, new QTableWidgetItem(text(values[static_cast<size_t>(run)][field])));
  }
  m_table->resizeColumnsToContents();
  m_words->setText(folders.size() < 2 ? tr("Tick other runs to overlay them on this one.")
                   : m_table->rowCount() == 0
                       ? tr("Their configurations are identical.")
                       : tr("Their configurations differ in: %1").arg(m_table->rowCount()));
}

}  // namespace anchor
