// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/import_problems.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QRegularExpression>
#include <QSettings>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "datasets/project/import_ledger.h"
#include "ui/shared/background_task.h"
#include "ui/shared/column_menu.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

namespace space = tokens::space;
using Kind = ImportProblem::Kind;
enum Column { Reason, Place, columns };
constexpr int dismissedFilter = 100, openFilter = 101;
const QString settingsKey = QStringLiteral("imports/dismissed");

QString kindWords(Kind kind) {
  switch (kind) {
    case Kind::LeftOut:
      return ImportProblems::tr("Left out");
    case Kind::Merged:
      return ImportProblems::tr("Merged");
    case Kind::Unread:
      return ImportProblems::tr("Files not read");
  }
  return {};
}

void addProblems(const ImportRecord& record, std::vector<ImportProblem>& out) {
  const ImportLedger ledger = ImportLedger::fromKept(record.ledger);
  int number = 0;
  const auto id = [&] { return QStringLiteral("%1:%2").arg(record.id).arg(number++); };
  for (const UnstoredObject& one : ledger.objects())
    out.push_back({one.outcome == ObjectOutcome::Merged ? Kind::Merged : Kind::LeftOut, id(),
                   inWords(one.reason), text(one.object), text(ledger.pathOf(one.place)),
                   text(one.place.item), text(one.image), one.place.line});
  for (const SourceFile& file : ledger.files())
    if (!file.read) out.push_back({Kind::Unread, id(), inWords(file.reason), {}, text(file.path), {}, {}, 0});
}

std::vector<ImportProblem> problemsOf(const ProjectStore& project) {
  std::vector<ImportProblem> all;
  try {
    std::vector<ImportRecord> records = project.imports();
    std::ranges::reverse(records);
    for (const ImportRecord& record : records) {
      try {
        if (!record.ledger.empty()) addProblems(record, all);
      } catch (const std::exception&) {  // of another version; File › Imports says so
      }
    }
  } catch (const std::exception&) {  // an edit was being written; the next change reads again
  }
  return all;
}

}  // namespace

QString ImportProblem::place() const {
  if (line > 0) return QStringLiteral("%1:%2").arg(file).arg(line);
  return item.isEmpty() ? file : file + QStringLiteral(", ") + item;
}

void ImportProblemModel::setRows(std::vector<ImportProblem> rows) {
  beginResetModel();
  m_rows = std::move(rows);
  endResetModel();
}

int ImportProblemModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ImportProblemModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : columns;
}

QVariant ImportProblemModel::data(const QModelIndex& index, int role) const {
  const ImportProblem& one = at(index.row());
  if (role == Qt::DisplayRole && index.column() == Place) return one.place().section(QLatin1Char('/'), -1);
  if (role == Qt::DisplayRole)
    return one.object.isEmpty() ? one.reason : QStringLiteral("%1: %2").arg(one.object, one.reason);
  if (role == Qt::ToolTipRole)
    return QStringList{kindWords(one.kind), one.object, one.reason, one.place(), one.image}
        .filter(QRegularExpression(QStringLiteral(".")))
        .join(QLatin1Char('\n'));
  return {};
}

QVariant ImportProblemModel::headerData(int section, Qt::Orientation direction, int role) const {
  if (role != Qt::DisplayRole || direction != Qt::Horizontal) return {};
  return section == Reason ? tr("Reason") : tr("Place");
}

ImportProblems::ImportProblems(ProjectSession* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(new QLabel(tr("Import problems"), this)),
      m_count(new QLabel(this)),
      m_place(new QLabel(this)),
      m_filter(new QComboBox(this)),
      m_list(new QTableView(this)),
      m_model(new ImportProblemModel(this)),
      m_dismiss(new QPushButton(tr("Dismiss"), this)),
      m_folder(new QPushButton(tr("Open file"), this)) {
  setObjectName(QStringLiteral("importProblems"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  m_title->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  m_count->setObjectName(QStringLiteral("importProblemCount"));
  m_count->setForegroundRole(QPalette::PlaceholderText);
  m_filter->setObjectName(QStringLiteral("importProblemFilter"));
  m_filter->setAccessibleName(tr("Which import problems are listed"));
  m_list->setObjectName(QStringLiteral("importProblemList"));
  m_list->setAccessibleName(m_title->text());
  m_list->setModel(m_model);
  m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_list->setWordWrap(false);
  m_list->setMinimumHeight(70);
  m_list->verticalHeader()->hide();
  m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  m_list->horizontalHeader()->setSectionResizeMode(Reason, QHeaderView::Stretch);
  ColumnMenu::install(m_list);
  m_place->setObjectName(QStringLiteral("importProblemPlace"));
  m_place->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_place->setFont(theme::font(tokens::type::small));
  m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  m_dismiss->setObjectName(QStringLiteral("importProblemDismiss"));
  m_dismiss->setToolTip(tr("Hide the selected problems; they stay under Dismissed"));
  m_folder->setObjectName(QStringLiteral("importProblemOpen"));
  m_folder->setToolTip(tr("Open the label file that the selected problem comes from"));
  auto* head = new QHBoxLayout;
  head->addWidget(m_title);
  head->addStretch(1);
  head->addWidget(m_count);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_dismiss);
  buttons->addWidget(m_folder);
  buttons->addStretch(1);
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(space::around, space::within, space::around, space::within);
  lines->setSpacing(space::tiny);
  lines->addLayout(head);
  lines->addWidget(m_filter);
  lines->addWidget(m_list, 1);
  lines->addWidget(m_place);
  lines->addLayout(buttons);
  m_wait.setSingleShot(true);
  m_wait.setInterval(300);
  connect(&m_wait, &QTimer::timeout, this, &ImportProblems::read);
  for (const auto signal : {&ProjectSession::projectChanged, &ProjectSession::imagesChanged})
    connect(session, signal, this, [this] { m_wait.start(); });
  connect(m_filter, &QComboBox::activated, this, &ImportProblems::fill);
  connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    choose(rows.isEmpty() ? -1 : rows.front().row());
  });
  connect(m_dismiss, &QPushButton::clicked, this, &ImportProblems::dismiss);
  connect(m_folder, &QPushButton::clicked, this, [this] {
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    if (!rows.isEmpty()) QDesktopServices::openUrl(QUrl::fromLocalFile(m_model->at(rows.front().row()).file));
  });
  hide();
}

void ImportProblems::read() {
  if (!m_session->isOpen()) return;
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader())] { return problemsOf(*reader); },
      [this](const std::vector<ImportProblem>& found) {
        if (!m_session->isOpen() || found.size() == m_all.size()) return;  // imports only ever add some
        m_all = found;
        const QString project = text(m_session->store().folder().string());
        const QStringList dismissed = QSettings().value(settingsKey).toMap().value(project).toStringList();
        m_dismissed = QSet<QString>(dismissed.begin(), dismissed.end());
        fill();
      });
}

bool ImportProblems::passes(const ImportProblem& problem) const {
  const int wanted = m_filter->currentData().toInt();
  const bool dismissed = m_dismissed.contains(problem.id);
  if (wanted == dismissedFilter) return dismissed;
  return !dismissed && (wanted == openFilter || wanted == static_cast<int>(problem.kind));
}

void ImportProblems::fill() {
  std::array<int, 3> counts{};
  int dismissed = 0;
  for (const ImportProblem& one : m_all)
    m_dismissed.contains(one.id) ? ++dismissed : ++counts[static_cast<size_t>(one.kind)];
  const int open = counts[0] + counts[1] + counts[2];
  const QVariant before = m_filter->currentData();
  m_filter->clear();
  const auto add = [this](const QString& words, int count, int kind) {
    if (count > 0 || kind == openFilter)
      m_filter->addItem(tr("%1 (%2)").arg(words, QLocale().toString(count)), kind);
  };
  add(tr("All"), open, openFilter);
  for (const Kind kind : {Kind::LeftOut, Kind::Unread, Kind::Merged})
    add(kindWords(kind), counts[static_cast<size_t>(kind)], static_cast<int>(kind));
  add(tr("Dismissed"), dismissed, dismissedFilter);
  m_filter->setCurrentIndex(std::max(0, m_filter->findData(before)));
  m_count->setText(QLocale().toString(open));
  std::vector<ImportProblem> shown;
  for (const ImportProblem& one : m_all)
    if (passes(one)) shown.push_back(one);
  m_model->setRows(std::move(shown));
  const bool back = m_filter->currentData().toInt() == dismissedFilter;
  m_dismiss->setText(back ? tr("Show again") : tr("Dismiss"));
  setVisible(!m_all.empty());
  choose(-1);
}

qint64 ImportProblems::imageOf(const ImportProblem& problem) const {
  const QString name = QFileInfo(problem.image).fileName();
  if (name.isEmpty() || !m_session->isOpen()) return 0;
  for (const ImageEntry& image : m_session->images()) {
    const QString path = text(image.path);
    if (path == problem.image || path.endsWith(QLatin1Char('/') + name) || path == name) return image.id;
  }
  return 0;
}

void ImportProblems::choose(int row) {
  m_dismiss->setEnabled(row >= 0);
  const ImportProblem* chosen = row < 0 ? nullptr : &m_model->at(row);
  m_folder->setEnabled(chosen != nullptr && QFileInfo::exists(chosen->file));
  const QString place = chosen == nullptr ? QString() : chosen->place();
  m_place->setText(m_place->fontMetrics().elidedText(place, Qt::ElideLeft, std::max(60, m_place->width())));
  m_place->setToolTip(place);
  if (chosen == nullptr) return;
  if (const qint64 image = imageOf(*chosen); image != 0) Q_EMIT imageWanted(image);
}

void ImportProblems::dismiss() {
  const bool back = m_filter->currentData().toInt() == dismissedFilter;
  for (const QModelIndex& row : m_list->selectionModel()->selectedRows()) {
    const QString& id = m_model->at(row.row()).id;
    if (back)
      m_dismissed.remove(id);
    else
      m_dismissed.insert(id);
  }
  QVariantMap all = QSettings().value(settingsKey).toMap();
  const QString project = text(m_session->store().folder().string());
  all.insert(project, QStringList(m_dismissed.begin(), m_dismissed.end()));
  QSettings().setValue(settingsKey, all);
  fill();
}

void ImportProblems::forgetProject() {
  m_wait.stop();
  m_all.clear();
  m_dismissed.clear();
  fill();
}

}  // namespace anchor
