// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/class_picker.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/shared/pictures.h"

namespace anchor {

ClassPicker::ClassPicker(ProjectSession* session, const QString& words, QWidget* parent)
    : QDialog(parent), m_session(session), m_name(new QLineEdit(this)), m_list(new QListWidget(this)) {
  setObjectName(QStringLiteral("classPicker"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Class"));
  m_name->setObjectName(QStringLiteral("className"));
  m_name->setAccessibleName(words);
  m_name->installEventFilter(this);
  m_list->setObjectName(QStringLiteral("classList"));
  m_list->setFocusPolicy(Qt::NoFocus);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(new QLabel(words, this));
  layout->addWidget(m_name);
  layout->addWidget(m_list);
  resize(300, 320);
  m_name->setFocus();
  connect(m_name, &QLineEdit::textChanged, this, &ClassPicker::refresh);
  connect(m_name, &QLineEdit::returnPressed, this, &ClassPicker::take);
  connect(m_list, &QListWidget::itemClicked, this, &ClassPicker::take);
  refresh();
}

void ClassPicker::refresh() {
  m_list->clear();
  const QString typed = m_name->text().trimmed();
  bool exact = false;
  // Those that begin with it first.
  for (const bool begins : {true, false})
    for (const LabelClass& c : m_session->classes()) {
      const QString name = text(c.name);
      exact = exact || name == typed;
      if (!name.contains(typed, Qt::CaseInsensitive) || name.startsWith(typed, Qt::CaseInsensitive) != begins)
        continue;
      const QIcon patch = colourPatch(QColor(text(c.colour)));
      auto* item = new QListWidgetItem(patch, name, m_list);
      item->setData(Qt::UserRole, static_cast<qint64>(c.id));
    }
  if (!typed.isEmpty() && !exact) new QListWidgetItem(tr("New class \"%1\"").arg(typed), m_list);
  m_list->setCurrentRow(0);
}

bool ClassPicker::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if ((key == Qt::Key_Down || key == Qt::Key_Up) && m_list->count() > 0) {
      m_list->setCurrentRow((m_list->currentRow() + (key == Qt::Key_Down ? 1 : m_list->count() - 1)) %
                            m_list->count());
      return true;
    }
  }
  return QDialog::eventFilter(watched, event);
}

void ClassPicker::take() {
  const QListWidgetItem* item = m_list->currentItem();
  if (item == nullptr) return;
  const QVariant known = item->data(Qt::UserRole);
  const int64_t id = known.isValid() ? known.toLongLong() : m_session->ensureClass(m_name->text());
  accept();
  if (id != 0) Q_EMIT chosen(id);
}

}  // namespace anchor
