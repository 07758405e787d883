// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/trash_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/shared/pictures.h"

namespace anchor {

TrashDialog::TrashDialog(ProjectSession* session, QWidget* parent)
    : QDialog(parent), m_session(session), m_list(new QListWidget(this)) {
  setObjectName(QStringLiteral("trashDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Trash"));
  resize(480, 360);
  m_list->setObjectName(QStringLiteral("trashList"));
  m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  auto* words = new QLabel(
      tr("These images are not shown, trained on or exported. Their files and labels are kept."), this);
  words->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* back = buttons->addButton(tr("Restore"), QDialogButtonBox::ActionRole);
  back->setObjectName(QStringLiteral("restoreImages"));
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(words);
  layout->addWidget(m_list, 1);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(back, &QPushButton::clicked, this, &TrashDialog::restore);
  connect(session, &ProjectSession::imagesChanged, this, &TrashDialog::refresh);
  connect(session, &ProjectSession::projectChanged, this, &QDialog::close);
  refresh();
}

void TrashDialog::refresh() {
  m_list->clear();
  if (!m_session->isOpen()) return;
  for (const ImageEntry& image : m_session->store().trash()) {
    auto* item = new QListWidgetItem(tr("%1 (boxes: %2)").arg(text(image.path)).arg(image.boxes), m_list);
    item->setData(Qt::UserRole, static_cast<qint64>(image.id));
  }
}

void TrashDialog::restore() {
  std::vector<int64_t> ids;
  for (const QListWidgetItem* item : m_list->selectedItems())
    ids.push_back(item->data(Qt::UserRole).toLongLong());
  if (!ids.empty())
    m_session->perform(tr("Restore images"), [ids](ProjectEdit& edit) { edit.setTrashed(ids, false); });
}

}  // namespace anchor
