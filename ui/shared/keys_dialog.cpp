// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shared/keys_dialog.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/style/theme.h"

namespace anchor {
namespace {

/// A menu's words without the letter that is marked in them: "(&F)" stands behind Chinese words.
QString plain(QString words) {
  static const QRegularExpression marked(QStringLiteral("\\(&.\\)"));
  return words.remove(marked).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

QString shown(const QList<QKeySequence>& keys) {
  QStringList list;
  for (const QKeySequence& key : keys) list << key.toString(QKeySequence::NativeText);
  return list.join(QStringLiteral("   "));
}

}  // namespace

KeysView::KeysView(Keymap* keymap, QWidget* parent)
    : QWidget(parent),
      m_keymap(keymap),
      m_preset(new QComboBox(this)),
      m_search(new QLineEdit(this)),
      m_list(new QTreeWidget(this)),
      m_keys(new QKeySequenceEdit(this)),
      m_assign(new QPushButton(tr("Set"), this)),
      m_clear(new QPushButton(tr("No key"), this)),
      m_reset(new QPushButton(tr("Default"), this)),
      m_words(new QLabel(this)) {
  setObjectName(QStringLiteral("keysView"));
  m_preset->setObjectName(QStringLiteral("keyPreset"));
  m_preset->setAccessibleName(tr("Preset"));
  for (const QString& name : Keymap::presets())
    m_preset->addItem(name == QLatin1String("studio") ? tr("Anchor Studio") : name, name);
  m_search->setObjectName(QStringLiteral("keySearch"));
  m_search->setPlaceholderText(tr("Search actions and keys"));
  m_search->setClearButtonEnabled(true);
  m_list->setObjectName(QStringLiteral("keyList"));
  m_list->setHeaderLabels({tr("Action"), tr("Keys")});
  m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  m_list->header()->setStretchLastSection(false);
  m_keys->setObjectName(QStringLiteral("newKeys"));
  m_keys->setAccessibleName(tr("New keys"));
  m_assign->setObjectName(QStringLiteral("setKeys"));
  m_clear->setObjectName(QStringLiteral("clearKeys"));
  m_reset->setObjectName(QStringLiteral("resetKeys"));
  m_words->setObjectName(QStringLiteral("keyWords"));
  m_words->setWordWrap(true);
  m_words->setMinimumHeight(2 * fontMetrics().height());

  auto* top = new QHBoxLayout;
  top->addWidget(new QLabel(tr("Like"), this));
  top->addWidget(m_preset);
  top->addWidget(m_search, 1);
  auto* bottom = new QHBoxLayout;
  bottom->addWidget(new QLabel(tr("New keys"), this));
  bottom->addWidget(m_keys, 1);
  for (QPushButton* button : {m_assign, m_clear, m_reset}) bottom->addWidget(button);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addLayout(top);
  layout->addWidget(m_list, 1);
  layout->addLayout(bottom);
  layout->addWidget(m_words);

  connect(m_preset, &QComboBox::activated, this,
          [this] { m_keymap->setPreset(m_preset->currentData().toString()); });
  connect(m_search, &QLineEdit::textChanged, this, &KeysView::filter);
  connect(m_list, &QTreeWidget::currentItemChanged, this, &KeysView::refreshChosen);
  connect(m_assign, &QPushButton::clicked, this, &KeysView::assign);
  connect(m_clear, &QPushButton::clicked, this, [this] { m_keymap->setKeys(chosen(), {}); });
  connect(m_reset, &QPushButton::clicked, this, [this] { m_keymap->resetKeys(chosen()); });
  connect(m_keymap, &Keymap::changed, this, &KeysView::refresh);
  refresh();
}

QString KeysView::chosen() const {
  const QTreeWidgetItem* item = m_list->currentItem();
  return item == nullptr ? QString() : item->data(0, Qt::UserRole).toString();
}

void KeysView::refresh() {
  const QString before = chosen();
  m_preset->setCurrentIndex(m_preset->findData(m_keymap->preset()));
  m_list->clear();
  QHash<QString, QTreeWidgetItem*> groups;
  for (const Keymap::Entry& entry : m_keymap->entries()) {
    QTreeWidgetItem*& group = groups[entry.group];
    if (group == nullptr) {
      group = new QTreeWidgetItem(m_list, {plain(entry.group)});
      group->setFlags(Qt::ItemIsEnabled);
      QFont bold = font();
      bold.setBold(true);
      group->setFont(0, bold);
      group->setExpanded(true);
    }
    const QString name = entry.action->objectName();
    auto* item = new QTreeWidgetItem(group, {plain(entry.action->text()), shown(entry.action->shortcuts())});
    item->setData(0, Qt::UserRole, name);
    if (m_keymap->isChanged(name)) {
      QFont italic = font();
      italic.setItalic(true);
      item->setFont(1, italic);
      item->setToolTip(1, tr("Changed by you"));
    }
    if (!m_keymap->conflicts(name).isEmpty()) {
      item->setForeground(1, theme::wrong());
      item->setText(1, item->text(1) + QStringLiteral("  ⚠"));
    }
    if (name == before) m_list->setCurrentItem(item);
  }
  auto* fixed = new QTreeWidgetItem(m_list, {tr("On the canvas")});
  fixed->setExpanded(true);
  for (const auto& [words, keys] :
       {std::pair{tr("Move the selection by a pixel, with Shift by ten"), tr("Arrows")},
        std::pair{tr("Cancel one thing at a time: the box, draw mode, the selection"), tr("Esc")},
        std::pair{tr("Zoom at the cursor"), tr("Wheel")},
        std::pair{tr("Pan"), tr("Middle button, Ctrl+drag")},
        std::pair{tr("Add to the selection; rubber-band selection"), tr("Shift+click; drag")},
        std::pair{tr("Do not snap to pixels or the image border"), tr("Alt while dragging")}})
    new QTreeWidgetItem(fixed, {words, keys});
  filter();
  refreshChosen();
}

void KeysView::filter() {
  const QString wanted = m_search->text();
  for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
    QTreeWidgetItem* group = m_list->topLevelItem(g);
    bool any = false;
    for (int i = 0; i < group->childCount(); ++i) {
      QTreeWidgetItem* item = group->child(i);
      const bool fits = item->text(0).contains(wanted, Qt::CaseInsensitive) ||
                        item->text(1).contains(wanted, Qt::CaseInsensitive);
      item->setHidden(!fits);
      any = any || fits;
    }
    group->setHidden(!any);
  }
}

void KeysView::refreshChosen() {
  const QString name = chosen();
  for (QWidget* widget : std::initializer_list<QWidget*>{m_keys, m_assign, m_clear, m_reset})
    widget->setEnabled(!name.isEmpty());
  m_keys->clear();
  if (name.isEmpty()) return m_words->setText(tr("Choose an action to change its keys."));
  const QStringList clashes = m_keymap->conflicts(name);
  QStringList words;
  for (const Keymap::Entry& entry : m_keymap->entries())
    if (clashes.contains(entry.action->objectName())) words << plain(entry.action->text());
  m_words->setText(words.isEmpty()
                       ? tr("No other action uses these keys.")
                       : tr("⚠ Also used by: %1. Neither action works until you change one of them.")
                             .arg(words.join(QStringLiteral(", "))));
}

void KeysView::assign() {
  if (!m_keys->keySequence().isEmpty()) m_keymap->setKeys(chosen(), {m_keys->keySequence()});
}

bool KeysView::search(const QString& words) {
  m_search->setText(words);
  for (int g = 0; g < m_list->topLevelItemCount(); ++g)
    if (!m_list->topLevelItem(g)->isHidden()) return true;
  return false;
}

KeysDialog::KeysDialog(Keymap* keymap, QWidget* parent) : QDialog(parent) {
  setObjectName(QStringLiteral("keysDialog"));
  setWindowTitle(tr("Keys"));
  resize(560, 640);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(new KeysView(keymap, this));
}

}  // namespace anchor
