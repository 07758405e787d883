// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/shared/dialogs.h"
#include "ui/style/theme.h"

namespace anchor {
namespace {

using Page = Settings::Page;
constexpr Page allPages[] = {Page::General,   Page::Labelling, Page::Canvas,
                             Page::Shortcuts, Page::Language,  Page::Storage};
constexpr int listWidth = 168;

}  // namespace

PreferencesDialog::PreferencesDialog(Keymap* keymap, const QString& project, QWidget* parent)
    : QDialog(parent),
      m_keymap(keymap),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_pages(new QStackedWidget(this)),
      m_none(new QLabel(this)),
      m_defaults(new QPushButton(tr("Restore defaults"), this)) {
  setObjectName(QStringLiteral("preferences"));
  setWindowTitle(tr("Preferences"));
  setAttribute(Qt::WA_DeleteOnClose);
  constexpr QSize usual(780, 560);
  resize(usual.boundedTo(parent->size() - QSize(40, 40)));
  m_search->setObjectName(QStringLiteral("preferencesSearch"));
  m_search->setPlaceholderText(tr("Search preferences"));
  m_search->setAccessibleName(tr("Search preferences"));
  m_search->setClearButtonEnabled(true);
  m_list->setObjectName(QStringLiteral("preferencesPages"));
  m_list->setAccessibleName(tr("Pages"));
  m_list->setFixedWidth(listWidth);
  m_none->setObjectName(QStringLiteral("preferencesNone"));
  m_none->setAlignment(Qt::AlignCenter);
  m_none->setWordWrap(true);
  m_defaults->setObjectName(QStringLiteral("restoreDefaults"));
  m_defaults->setAutoDefault(false);
  for (const Page one : allPages) {
    auto* item = new QListWidgetItem(Settings::pageWords(one), m_list);
    constexpr int rowHeight = 30;
    item->setSizeHint({0, rowHeight});
    m_pages->addWidget(pageOf(one, project));
  }
  m_pages->addWidget(m_none);
  auto* left = new QVBoxLayout;
  left->addWidget(m_list, 1);
  auto* middle = new QHBoxLayout;
  middle->addLayout(left);
  middle->addWidget(m_pages, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  buttons->addButton(m_defaults, QDialogButtonBox::ResetRole);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_search);
  layout->addLayout(middle, 1);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(m_defaults, &QPushButton::clicked, this, &PreferencesDialog::restoreDefaults);
  connect(m_search, &QLineEdit::textChanged, this, &PreferencesDialog::search);
  connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
    if (row < 0) return;
    m_pages->setCurrentIndex(row);
    m_defaults->setEnabled(page() != Page::Storage);
  });
  auto* find = new QShortcut(QKeySequence::Find, this);
  connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
  m_list->setCurrentRow(0);
  m_search->setFocus();
}

QWidget* PreferencesDialog::pageOf(Page page, const QString& project) {
  if (page == Page::Shortcuts) return m_keys = new KeysView(m_keymap, this);
  auto* content = new QWidget(this);
  auto* rows = new QVBoxLayout(content);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  for (const Settings::Row& row : Settings::rows()) {
    if (row.page != page) continue;
    auto* made = new SettingRow(row, content);
    rows->addWidget(made);
    m_rows << made;
  }
  if (page == Page::Storage) rows->addWidget(m_storage = new StoragePage(project, content));
  rows->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setWidget(content);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  return scroll;
}

Page PreferencesDialog::page() const { return allPages[std::max(0, m_list->currentRow())]; }

void PreferencesDialog::setProject(const QString& project) {
  auto* fresh = new StoragePage(project, m_storage->parentWidget());
  delete m_storage->parentWidget()->layout()->replaceWidget(m_storage, fresh);
  delete m_storage;
  m_storage = fresh;
}

void PreferencesDialog::showPage(Page page) {
  m_search->clear();
  m_list->setCurrentRow(static_cast<int>(std::ranges::find(allPages, page) - std::begin(allPages)));
}

void PreferencesDialog::showRow(const QString& key) {
  for (SettingRow* row : m_rows) {
    if (row->row().key != key) continue;
    showPage(row->row().page);
    row->pointOut();
    if (auto* scroll = qobject_cast<QScrollArea*>(m_pages->currentWidget())) scroll->ensureWidgetVisible(row);
  }
}

void PreferencesDialog::search(const QString& typed) {
  const QString wanted = typed.trimmed();
  int first = -1;
  for (int i = 0; i < m_list->count(); ++i) {
    const Page page = allPages[i];
    // A page that is called so is shown whole.
    const bool named = Settings::pageWords(page).contains(wanted, Qt::CaseInsensitive);
    bool any = named;
    for (SettingRow* row : m_rows) {
      if (row->row().page != page) continue;
      const bool fits = row->search(wanted);
      row->setVisible(fits || named);
      any = any || fits;
    }
    if (page == Page::Shortcuts) any = m_keys->search(named ? QString() : wanted) || any;
    if (page == Page::Storage) any = m_storage->search(wanted) || any;
    m_list->item(i)->setHidden(!any);
    if (any && (first < 0 || i == m_list->currentRow()))
      first = first < 0 || i == m_list->currentRow() ? i : first;
  }
  m_none->setText(tr("No preference contains “%1”.").arg(wanted));
  m_defaults->setEnabled(first >= 0 && allPages[std::max(first, 0)] != Page::Storage);
  if (first < 0) return m_pages->setCurrentWidget(m_none);
  m_list->setCurrentRow(first);
  m_pages->setCurrentIndex(first);
}

void PreferencesDialog::restoreDefaults() {
  const Page here = page();
  dialogs::ask(this, tr("Restore defaults"),
               tr("Restore the defaults of the page %1?").arg(Settings::pageWords(here)),
               QMessageBox::RestoreDefaults | QMessageBox::Cancel, QMessageBox::RestoreDefaults,
               [this, here](QMessageBox::StandardButton answer) {
                 if (answer != QMessageBox::RestoreDefaults) return;
                 if (here == Page::Shortcuts) return m_keymap->setPreset(Keymap::presets().front());
                 Settings::shared().restoreDefaults(here);
               });
}

}  // namespace anchor
