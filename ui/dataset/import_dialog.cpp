// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/import_dialog.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

void addSaveButton(QDialogButtonBox* buttons, LedgerView* view) {
  auto* save = buttons->addButton(LedgerView::tr("Save as a table…"), QDialogButtonBox::ActionRole);
  save->setObjectName(QStringLiteral("saveLedger"));
  save->setAutoDefault(false);
  QObject::connect(save, &QPushButton::clicked, view, &LedgerView::saveTable);
}

}  // namespace

ImportDialog::ImportDialog(const QString& heading, const ImportLedger& ledger,
                           const std::vector<Problem>& problems, LedgerView::When when, QWidget* parent)
    : QDialog(parent), m_layout(new QVBoxLayout(this)) {
  const bool before = when == LedgerView::When::Before;
  setObjectName(before ? QStringLiteral("importDialog") : QStringLiteral("importedDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(before ? tr("Import labels") : tr("Labels imported"));
  auto* words = new QLabel(heading, this);
  words->setObjectName(QStringLiteral("importHeading"));
  words->setWordWrap(true);
  QFont font = words->font();
  font.setBold(true);
  words->setFont(font);
  auto* view = new LedgerView(this);
  view->show(ledger, problems, when);
  resize(view->hasTables() ? QSize(760, 420) : QSize(560, 1));  // no lower than its contents
  auto* buttons = new QDialogButtonBox(this);
  addSaveButton(buttons, view);
  if (before) {
    auto* import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    import->setObjectName(QStringLiteral("importNow"));
    import->setDefault(true);
    buttons->addButton(QDialogButtonBox::Cancel);
  } else {
    buttons->addButton(QDialogButtonBox::Close)->setDefault(true);
  }
  m_layout->addWidget(words);
  m_layout->addWidget(view, 1);
  m_layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ImportDialog::offerCounting(std::optional<int> chosen) {
  auto* choice = new QComboBox(this);
  choice->setObjectName(QStringLiteral("pixelsFrom"));
  choice->setAccessibleName(tr("Pixel counting"));
  choice->addItem(tr("detect automatically"));
  choice->addItem(tr("from 0, up to but not including the end"), 0);
  choice->addItem(tr("from 1, both ends included"), 1);
  choice->setCurrentIndex(chosen ? *chosen + 1 : 0);
  auto* row = new QHBoxLayout;
  auto* words = new QLabel(tr("Pixel counting"), this);
  words->setBuddy(choice);
  row->addWidget(words);
  row->addWidget(choice);
  row->addStretch(1);
  m_layout->insertLayout(1, row);
  connect(choice, &QComboBox::activated, this, [this, choice, chosen](int index) {
    const QVariant value = choice->itemData(index);
    const auto wanted = value.isValid() ? std::optional(value.toInt()) : std::nullopt;
    if (wanted == chosen) return;
    Q_EMIT countingChosen(wanted);
    disconnect(this, &QDialog::rejected, nullptr, nullptr);
    close();
  });
}

ImportHistoryDialog::ImportHistoryDialog(std::vector<ImportRecord> imports, QWidget* parent)
    : QDialog(parent),
      m_imports(std::move(imports)),
      m_choice(new QComboBox(this)),
      m_view(new LedgerView(this)) {
  setObjectName(QStringLiteral("importHistory"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Imports"));
  resize(760, 460);
  std::ranges::reverse(m_imports);
  m_choice->setObjectName(QStringLiteral("importChoice"));
  m_choice->setAccessibleName(tr("Import"));
  m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  for (const ImportRecord& record : m_imports) {
    const QDateTime time = QDateTime::fromString(text(record.time), Qt::ISODateWithMs).toLocalTime();
    m_choice->addItem(tr("%1: %2").arg(QLocale().toString(time, QLocale::ShortFormat), text(record.source)));
  }
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  addSaveButton(buttons, m_view);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_choice);
  layout->addWidget(m_view, 1);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(m_choice, &QComboBox::currentIndexChanged, this, &ImportHistoryDialog::show);
  show(m_choice->currentIndex());
}

void ImportHistoryDialog::show(int index) {
  if (index < 0) return m_view->showNothing(tr("Nothing was imported into this project yet."));
  const ImportRecord& record = m_imports[static_cast<size_t>(index)];
  if (record.ledger.empty())
    return m_view->showNothing(tr("%1 images with %2 boxes were imported, by a program version that did not "
                                  "record individual objects.")
                                   .arg(record.images)
                                   .arg(record.boxes));
  try {
    m_view->show(ImportLedger::fromKept(record.ledger), {}, LedgerView::When::After);
  } catch (const std::exception& error) {
    m_view->showNothing(inWords(error));
  }
}

}  // namespace anchor
