// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/split_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>

#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {
enum Way { Stratified, Chance, Folder, List };
}

SplitDialog::SplitDialog(ProjectSession* session, QWidget* parent)
    : QDialog(parent),
      m_session(session),
      m_way(new QComboBox(this)),
      m_split(new QComboBox(this)),
      m_val(new QDoubleSpinBox(this)),
      m_test(new QDoubleSpinBox(this)),
      m_all(new QCheckBox(tr("Reassign images that already have a split"), this)),
      m_words(new QLabel(this)) {
  setObjectName(QStringLiteral("splitDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Split the images"));
  m_way->setObjectName(QStringLiteral("splitWay"));
  m_way->addItem(tr("stratified by class"), Stratified);
  m_way->addItem(tr("random"), Chance);
  m_way->addItem(tr("by folder"), Folder);
  m_way->addItem(tr("from a list of names"), List);
  m_split->setObjectName(QStringLiteral("splitName"));
  m_split->addItems({QStringLiteral("train"), QStringLiteral("val"), QStringLiteral("test")});
  for (QDoubleSpinBox* share : {m_val, m_test}) {
    share->setRange(0, 0.9);
    share->setSingleStep(0.05);
    share->setValue(0.15);
  }
  m_all->setObjectName(QStringLiteral("splitAll"));
  m_words->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  auto* form = new QFormLayout(this);
  form->addRow(tr("Method"), m_way);
  form->addRow(tr("Val fraction"), m_val);
  form->addRow(tr("Test fraction"), m_test);
  form->addRow(tr("The list is for"), m_split);
  form->addRow(QString(), m_all);
  form->addRow(m_words);
  form->addRow(buttons);
  connect(m_way, &QComboBox::currentIndexChanged, this, &SplitDialog::refresh);
  connect(m_all, &QCheckBox::toggled, this, &SplitDialog::refresh);
  connect(buttons, &QDialogButtonBox::accepted, this, &SplitDialog::apply);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  refresh();
}

void SplitDialog::refresh() {
  const bool list = m_way->currentData().toInt() == List;
  m_val->setEnabled(!list);
  m_test->setEnabled(!list);
  m_split->setEnabled(list);
  m_all->setEnabled(!list);
  const auto without =
      std::ranges::count_if(m_session->images(), [](const ImageEntry& i) { return i.split.empty(); });
  m_words->setText(list ? tr("You choose the file next: one image per line, by path, name or stem.")
                   : m_all->isChecked()
                       ? tr("All %1 images will be reassigned.").arg(m_session->images().size())
                       : tr("%1 images have no split yet; the others keep theirs.").arg(without));
}

void SplitDialog::apply() {
  std::vector<ImageEntry> images = m_session->images();
  const SplitShares shares{m_val->value(), m_test->value()};
  const int way = m_way->currentData().toInt();
  if (!m_all->isChecked() && way != List)
    std::erase_if(images, [](const ImageEntry& image) { return !image.split.empty(); });
  std::vector<Problem> problems;
  SplitPlan plan;
  try {
    if (way == Stratified) plan = planStratified(m_session->store(), images, shares);
    if (way == Chance) plan = planByChance(images, shares);
    if (way == Folder) plan = planByFolder(images, shares);
    if (way == List) {
      const QString file = dialogs::chooseFile(this, tr("List of images"), tr("Text (*.txt);;All files (*)"));
      if (file.isEmpty()) return;
      plan = planByList(images, file.toStdString(), m_split->currentText().toStdString(), problems);
    }
  } catch (const std::exception& error) {
    return m_words->setText(inWords(error));
  }
  m_session->perform(tr("Split the images"), [plan](ProjectEdit& edit) { applySplits(edit, plan); });
  QString trouble;
  for (const Problem& problem : problems) trouble += inWords(problem) + QLatin1Char('\n');
  if (!trouble.isEmpty())
    dialogs::tell(parentWidget(), QMessageBox::Warning, windowTitle(),
                  tr("%1 lines of the list match no image.").arg(problems.size()), trouble);
  accept();
}

}  // namespace anchor
