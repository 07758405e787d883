// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/lint_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {
constexpr size_t listed = 5000;
}

QString lintKindText(LintKind kind) {
  switch (kind) {
    case LintKind::Missing:
      return LintPanel::tr("image missing");
    case LintKind::Damaged:
      return LintPanel::tr("image damaged");
    case LintKind::Trouble:
      return LintPanel::tr("labels unreadable");
    case LintKind::NoArea:
      return LintPanel::tr("no area");
    case LintKind::OutOfBounds:
      return LintPanel::tr("outside the image");
    case LintKind::Duplicate:
      return LintPanel::tr("duplicate");
    case LintKind::Tiny:
      return LintPanel::tr("tiny");
    case LintKind::Unreachable:
      return LintPanel::tr("no anchor fits");
    case LintKind::Nameless:
      return LintPanel::tr("class without a name");
    case LintKind::ClassGap:
      return LintPanel::tr("class missing in a split");
    case LintKind::SplitLeak:
      return LintPanel::tr("same picture in two splits");
  }
  return {};
}

LintPanel::LintPanel(ProjectSession* session, std::function<LintRules(const RunConfig&)> rules,
                     QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_rules(std::move(rules)),
      m_words(new QLabel(this)),
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
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_run);
  buttons->addWidget(m_words, 1);
  buttons->addWidget(m_fix);
  buttons->addWidget(m_fixKind);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(6, 6, 6, 6);
  layout->addLayout(buttons);
  layout->addWidget(m_list, 1);
  connect(m_run, &QPushButton::clicked, this, &LintPanel::run);
  connect(m_list, &QTableWidget::currentCellChanged, this, [this] {
    const LintFinding* finding = chosen();
    m_fix->setEnabled(finding != nullptr && !finding->fix.empty());
    m_fixKind->setEnabled(m_fix->isEnabled());
    if (finding != nullptr && finding->image != 0) Q_EMIT openObject(finding->image, finding->box);
  });
  connect(m_fix, &QPushButton::clicked, this, [this] {
    if (const LintFinding* finding = chosen()) fix({*finding});
  });
  connect(m_fixKind, &QPushButton::clicked, this, [this] {
    const LintFinding* finding = chosen();
    if (finding == nullptr) return;
    std::vector<LintFinding> all;
    for (const LintFinding& f : m_findings)
      if (f.kind == finding->kind && !f.fix.empty()) all.push_back(f);
    fix(all);
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
  const QTableWidgetItem* item = m_list->item(m_list->currentRow(), 0);
  return item == nullptr ? nullptr : &m_findings[item->data(Qt::UserRole).toULongLong()];
}

void LintPanel::show() {
  m_list->setRowCount(0);
  for (size_t i = 0; i < m_findings.size() && i < listed; ++i) {
    const LintFinding& finding = m_findings[i];
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
  }
  m_list->resizeColumnToContents(0);
  m_list->resizeColumnToContents(1);
  m_list->resizeColumnToContents(3);
  m_fix->setEnabled(false);
  m_fixKind->setEnabled(false);
  if (m_findings.empty()) return;
  std::map<LintKind, int> counts;
  for (const LintFinding& f : m_findings) ++counts[f.kind];
  QStringList words;
  for (const auto& [kind, count] : counts)
    words << QStringLiteral("%1: %2").arg(lintKindText(kind)).arg(count);
  m_words->setText(words.join(QStringLiteral(" · ")));
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
  m_busy = false;
  m_run->setEnabled(true);
  show();
  m_words->setText(
      tr("Finds duplicates, boxes that are tiny, reach outside the image or fit no anchor, classes missing "
         "from a split, unreadable files, and the same image in two splits."));
  Q_EMIT marksChanged({});
}

}  // namespace anchor
