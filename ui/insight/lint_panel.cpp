// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/lint_panel.h"
#include "ui/shared/column_menu.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "ui/dataset/lint_words.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {
constexpr size_t listed = 5000;
}

LintPanel::LintPanel(ProjectSession* session, std::function<LintRules(const RunConfig&)> rules,
                     QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_rules(std::move(rules)),
      m_words(new QLabel(this)),
      m_kindRows(new QVBoxLayout),
      m_list(new QTableWidget(0, 4, this)),
      m_run(new QPushButton(tr("Check the labels"), this)),
      m_fix(new QPushButton(tr("Fix"), this)),
      m_fixKind(new QPushButton(tr("Fix all of this kind"), this)) {
  m_words->setObjectName(QStringLiteral("lintWords"));
  m_words->setWordWrap(true);
  m_list->setObjectName(QStringLiteral("lintList"));
  m_list->setAccessibleName(tr("Problems found"));
  m_list->setHorizontalHeaderLabels({tr("Problem"), tr("Image"), tr("Details"), tr("Fix")});
  m_list->verticalHeader()->hide();
  m_list->verticalHeader()->setDefaultSectionSize(22);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_list->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
  m_run->setObjectName(QStringLiteral("lintRun"));
  m_run->setToolTip(tr("Checks every image and label (F9)."));
  m_fix->setObjectName(QStringLiteral("lintFix"));
  m_fix->setToolTip(tr("Fixes the selected problem; can be undone."));
  m_fixKind->setObjectName(QStringLiteral("lintFixKind"));
  m_fixKind->setToolTip(tr("Fixes all problems of this kind in one step; can be undone."));
  m_list->setWordWrap(false);
  m_list->setMinimumHeight(90);
  ColumnMenu::install(m_list);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_fix);
  buttons->addWidget(m_fixKind);
  buttons->addStretch(1);
  m_kindRows->setContentsMargins(0, 0, 0, 0);
  m_kindRows->setSpacing(2);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addWidget(m_run, 0, Qt::AlignLeft);
  layout->addWidget(m_words);
  layout->addLayout(m_kindRows);
  layout->addWidget(m_list, 1);
  layout->addLayout(buttons);
  connect(m_run, &QPushButton::clicked, this, &LintPanel::run);
  // Not the current row: a list that gets the keyboard makes its first row current, which nobody chose.
  connect(m_list, &QTableWidget::itemSelectionChanged, this, [this] {
    const LintFinding* finding = chosen();
    m_fix->setEnabled(finding != nullptr && !finding->fix.empty());
    m_fixKind->setEnabled(m_fix->isEnabled());
    if (finding != nullptr && finding->image != 0) Q_EMIT openObject(finding->image, finding->box);
  });
  connect(m_fix, &QPushButton::clicked, this, [this] {
    if (const LintFinding* finding = chosen()) fix({*finding});
  });
  connect(m_fixKind, &QPushButton::clicked, this, [this] {
    if (const LintFinding* finding = chosen()) fixAll(finding->kind);
  });
  forgetProject();
}

void LintPanel::setConfig(const RunConfig& config) { m_config = config; }

void LintPanel::run() {
  if (m_busy || !m_session->isOpen()) return;
  m_busy = true;
  m_run->setEnabled(false);
  m_words->setText(tr("Reading images and labels…"));
  struct Outcome {
    std::vector<LintFinding> findings;
    QString trouble;
  };
  runInBackground(
      projectLife(),
      [reader = std::shared_ptr<ProjectStore>(m_session->store().reader()),
       rules = m_rules(m_config)]() -> Outcome {
        try {
          return {lintProject(*reader, rules, {}), {}};
        } catch (const std::exception& error) {
          return {{}, inWords(error)};
        }
      },
      [this](const Outcome& outcome) {
        m_busy = false;
        m_run->setEnabled(true);
        m_findings = outcome.findings;
        show();
        if (!outcome.trouble.isEmpty()) m_words->setText(outcome.trouble);
        if (outcome.trouble.isEmpty() && m_findings.empty()) m_words->setText(tr("No problems found."));
        ImageMarks marks;
        for (const LintFinding& f : m_findings)
          if (f.image != 0) marks[lintName(f.kind)].insert(f.image);
        Q_EMIT marksChanged(marks);
      });
}

const LintFinding* LintPanel::chosen() const {
  const QModelIndexList rows = m_list->selectionModel()->selectedRows();
  const QTableWidgetItem* item = rows.isEmpty() ? nullptr : m_list->item(rows.first().row(), 0);
  return item == nullptr ? nullptr : &m_findings[item->data(Qt::UserRole).toULongLong()];
}

void LintPanel::show() {
  if (m_only && std::ranges::none_of(m_findings, [this](const auto& f) { return f.kind == *m_only; }))
    choose({});
  showKinds();
  showList();
  if (!m_findings.empty()) m_words->setText(tr("Problems found: %1").arg(m_findings.size()));
}

void LintPanel::showKinds() {
  if (m_kinds != nullptr) {
    m_kinds->hide();
    m_kinds->deleteLater();  // one of its buttons may be the one that was clicked
  }
  m_kinds = new QWidget(this);
  m_kinds->setObjectName(QStringLiteral("lintKinds"));
  m_kindRows->addWidget(m_kinds);
  auto* rows = new QVBoxLayout(m_kinds);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(2);
  std::map<LintKind, std::pair<int, bool>> counts;  // how many, and whether one can be fixed
  for (const LintFinding& f : m_findings) {
    ++counts[f.kind].first;
    counts[f.kind].second = counts[f.kind].second || !f.fix.empty();
  }
  for (const auto& [kind, count] : counts) {
    auto* row = new QHBoxLayout;
    auto* number = new QLabel(QString::number(count.first), m_kinds);
    number->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0000")));
    QFont bold = number->font();
    bold.setWeight(QFont::DemiBold);
    number->setFont(bold);
    auto* words = new QLabel(lintKindText(kind), m_kinds);
    words->setWordWrap(true);
    auto* show = new QPushButton(m_only == kind ? tr("Show all") : tr("Show"), m_kinds);
    show->setObjectName(QStringLiteral("lintShow_") + QLatin1String(lintName(kind)));
    show->setToolTip(tr("Lists only the problems of this kind and their images."));
    show->setAccessibleName(QStringLiteral("%1: %2").arg(show->text(), lintKindText(kind)));
    connect(show, &QPushButton::clicked, this, [this, kind = kind] {
      choose(m_only == kind ? std::nullopt : std::optional(kind));
      this->show();
    });
    row->addWidget(number);
    row->addWidget(words, 1);
    if (count.second) {
      auto* mend = new QPushButton(tr("Fix all"), m_kinds);
      mend->setObjectName(QStringLiteral("lintFixAll_") + QLatin1String(lintName(kind)));
      mend->setAccessibleName(QStringLiteral("%1: %2").arg(mend->text(), lintKindText(kind)));
      mend->setToolTip(m_fixKind->toolTip());
      connect(mend, &QPushButton::clicked, this, [this, kind = kind] { fixAll(kind); });
      row->addWidget(mend);
    }
    row->addWidget(show);
    rows->addLayout(row);
  }
}

void LintPanel::choose(std::optional<LintKind> kind) {
  if (kind == m_only) return;
  m_only = kind;
  Q_EMIT queryWanted(kind ? QStringLiteral("lint:") + QLatin1String(lintName(*kind)) : QString());
}

void LintPanel::showList() {
  m_list->setRowCount(0);
  for (size_t i = 0; i < m_findings.size() && static_cast<size_t>(m_list->rowCount()) < listed; ++i) {
    const LintFinding& finding = m_findings[i];
    if (m_only && finding.kind != *m_only) continue;
    const int row = m_list->rowCount();
    m_list->insertRow(row);
    const ImageEntry* image = m_session->entry(finding.image);
    auto* kind = new QTableWidgetItem(lintKindText(finding.kind));
    kind->setData(Qt::UserRole, static_cast<qulonglong>(i));
    m_list->setItem(row, 0, kind);
    m_list->setItem(row, 1,
                    new QTableWidgetItem(image == nullptr ? tr("the data set")
                                                          : text(image->path).section(QLatin1Char('/'), -1)));
    m_list->setItem(row, 2, new QTableWidgetItem(inWords(finding.words)));
    m_list->setItem(row, 3, new QTableWidgetItem(inWords(finding.fix)));
    for (int column = 0; column < 4; ++column)
      m_list->item(row, column)->setToolTip(m_list->item(row, column)->text());
  }
  m_fix->setEnabled(false);
  m_fixKind->setEnabled(false);
  resizeEvent(nullptr);
}

void LintPanel::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) QWidget::resizeEvent(event);
  // A narrow column has room for what and where; the rest is in the tooltips.
  constexpr int wide = 560;
  const bool narrow = width() < wide;
  m_list->setColumnHidden(3, narrow);
  m_list->setColumnHidden(0, narrow && m_only.has_value());
  for (const int column : {0, 1, 3}) {
    m_list->resizeColumnToContents(column);
    if (narrow) m_list->setColumnWidth(column, std::min(m_list->columnWidth(column), width() / 3));
  }
}

void LintPanel::fixAll(LintKind kind) {
  std::vector<LintFinding> all;
  for (const LintFinding& f : m_findings)
    if (f.kind == kind && !f.fix.empty()) all.push_back(f);
  fix(all);
}

void LintPanel::fix(const std::vector<LintFinding>& findings) {
  const auto done = std::make_shared<int>(0);
  const bool kept = m_session->perform(tr("Fix problems found by the check"),
                                       [done, findings, session = m_session](ProjectEdit& edit) {
                                         *done = 0;
                                         for (const LintFinding& finding : findings)
                                           *done += fixFinding(session->store(), edit, finding) ? 1 : 0;
                                       });
  if (!kept) return;
  std::erase_if(m_findings, [&](const LintFinding& f) {
    return std::ranges::any_of(findings, [&](const LintFinding& g) {
      return f.kind == g.kind && f.image == g.image && f.box == g.box && f.other == g.other;
    });
  });
  show();
  m_words->setText(tr("Fixed: %1. Undo reverts it.").arg(*done));
}

void LintPanel::forgetProject() {
  m_findings.clear();
  m_only.reset();
  m_busy = false;
  m_run->setEnabled(true);
  show();
  m_words->setText(
      tr("Finds duplicates, boxes that are tiny, reach outside the image or "
         "fit no anchor, classes missing "
         "from a split, unreadable files, and the same image in two splits."));
  Q_EMIT marksChanged({});
}

}  // namespace anchor
