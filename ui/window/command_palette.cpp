// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/shared/fuzzy.h"

namespace anchor {

CommandPalette::CommandPalette(std::vector<Entry> entries, QWidget* parent)
    : QDialog(parent, Qt::Popup),
      m_entries(std::move(entries)),
      m_field(new QLineEdit(this)),
      m_list(new QListWidget(this)) {
  setObjectName(QStringLiteral("commandPalette"));
  setWindowTitle(tr("Commands"));
  setAttribute(Qt::WA_DeleteOnClose);
  m_field->setObjectName(QStringLiteral("commandField"));
  m_field->setAccessibleName(tr("Search commands, preferences, images, classes and runs"));
  m_field->setPlaceholderText(tr("Search commands, preferences, images, classes and runs"));
  m_field->installEventFilter(this);
  m_list->setObjectName(QStringLiteral("commandList"));
  m_list->setAccessibleName(tr("What was found"));
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setUniformItemSizes(true);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setTextElideMode(Qt::ElideMiddle);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->addWidget(m_field);
  layout->addWidget(m_list, 1);
  constexpr QSize wanted(560, 400);
  resize(wanted.boundedTo(parent->size() - QSize(40, 80)));
  move(parent->mapToGlobal(QPoint((parent->width() - width()) / 2, 60)));
  connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
  connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
  connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
  search({});
  m_field->setFocus();
}

void CommandPalette::search(const QString& typed) {
  constexpr size_t shown = 50;
  std::vector<std::pair<int, size_t>> found;
  for (size_t i = 0; i < m_entries.size(); ++i)
    if (const auto score = fuzzyScore(typed, m_entries[i].title)) found.emplace_back(-*score, i);
  // Without a word, in the order of the menus.
  if (!typed.trimmed().isEmpty()) std::ranges::stable_sort(found, {}, &std::pair<int, size_t>::first);
  if (found.size() > shown) found.resize(shown);
  m_list->clear();
  for (const auto& [score, i] : found) {
    const Entry& entry = m_entries[i];
    QStringList behind{entry.group};
    if (!entry.keys.isEmpty()) behind << entry.keys;
    auto* item = new QListWidgetItem(
        entry.icon, QStringLiteral("%1    %2").arg(entry.title, behind.join(QStringLiteral(" · "))), m_list);
    item->setData(Qt::UserRole, static_cast<qulonglong>(i));
    constexpr int rowHeight = 28;
    item->setSizeHint({0, rowHeight});
  }
  if (found.empty()) {
    auto* none = new QListWidgetItem(tr("Nothing is called “%1”.").arg(typed), m_list);
    none->setFlags(Qt::NoItemFlags);
  }
  m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
  const QListWidgetItem* item = m_list->currentItem();
  if (item == nullptr || !item->flags().testFlag(Qt::ItemIsEnabled)) return;
  const auto run = m_entries[item->data(Qt::UserRole).toULongLong()].run;
  close();
  run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
      QCoreApplication::sendEvent(m_list, event);
      return true;
    default:
      return QDialog::eventFilter(watched, event);
  }
}

}  // namespace anchor
