// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labelling/box_history.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/labelling/actor_words.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {

BoxHistory::BoxHistory(ProjectSession* session, int64_t box, QWidget* parent)
    : QDialog(parent), m_session(session), m_list(new QTableWidget(0, 5, this)) {
  setObjectName(QStringLiteral("boxHistoryDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("History of the box"));
  resize(660, 320);
  m_versions = session->store().history(box);
  m_list->setObjectName(QStringLiteral("historyTable"));
  m_list->setHorizontalHeaderLabels({tr("When"), tr("By"), tr("What"), tr("Class"), tr("Box")});
  m_list->verticalHeader()->hide();
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
  for (const BoxVersion& version : m_versions) {
    const int row = m_list->rowCount();
    m_list->insertRow(row);
    const QDateTime when = QDateTime::fromString(text(version.time), Qt::ISODateWithMs).toLocalTime();
    const LabelClass* label = session->labelClass(version.box.classId);
    const LabelBox& b = version.box;
    const auto number = [](double v) { return QString::number(v, 'g', 6); };
    const QStringList cells{
        when.isValid() ? locale().toString(when, QLocale::ShortFormat) : tr("before"),
        actorInWords(version.actor), inWords(asTold(version.words)),
        label == nullptr ? tr("a deleted class") : text(label->name),
        version.removed
            ? tr("deleted")
            : QStringLiteral("%1, %2 – %3, %4").arg(number(b.x1), number(b.y1), number(b.x2), number(b.y2))};
    for (int i = 0; i < cells.size(); ++i) m_list->setItem(row, i, new QTableWidgetItem(cells[i]));
  }
  m_list->resizeColumnsToContents();
  m_list->horizontalHeader()->setStretchLastSection(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* restoreButton = buttons->addButton(tr("Restore this state"), QDialogButtonBox::ActionRole);
  restoreButton->setObjectName(QStringLiteral("restoreVersion"));
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_list);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(restoreButton, &QPushButton::clicked, this, &BoxHistory::restore);
}

void BoxHistory::restore() {
  const int row = m_list->currentRow();
  const ImageEntry* image = m_session->current();
  if (row < 0 || image == nullptr || !m_session->editable()) return;
  const LabelBox box = m_versions[static_cast<size_t>(row)].box;
  if (m_session->labelClass(box.classId) == nullptr) return;
  m_session->perform(
      tr("Restore a box"), [id = image->id, box](ProjectEdit& edit) { edit.restoreBox(id, box); }, false);
  accept();
}

}  // namespace anchor
