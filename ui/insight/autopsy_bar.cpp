// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/insight/autopsy_bar.h"

namespace anchor {

AutopsyBar::AutopsyBar(AutopsySource* source, const char* split, const char* examine, const QString& tip,
                       QWidget* parent)
    : QWidget(parent),
      m_source(source),
      m_split(new QComboBox(this)),
      m_examine(new QPushButton(tr("Examine"), this)),
      m_progress(new QProgressBar(this)),
      m_words(new QLabel(this)),
      m_row(new QHBoxLayout(this)) {
  m_split->setObjectName(QLatin1String(split));
  for (const char* name : {"val", "test", "train"}) m_split->addItem(QLatin1String(name));
  m_split->setAccessibleName(tr("Split"));
  m_examine->setObjectName(QLatin1String(examine));
  m_examine->setToolTip(tip);
  m_progress->hide();
  m_progress->setMaximumWidth(200);
  m_words->setWordWrap(true);
  m_row->setContentsMargins(0, 0, 0, 0);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_split, m_examine, m_progress})
    m_row->addWidget(widget);
  m_row->addWidget(m_words, 1);
  connect(m_examine, &QPushButton::clicked, this, &AutopsyBar::examine);
  connect(m_split, &QComboBox::activated, this, &AutopsyBar::load);
  connect(source, &AutopsySource::runChanged, this, &AutopsyBar::load);
  connect(source, &AutopsySource::progress, this, [this](const QString&, int done, int all) {
    m_progress->setVisible(true);
    m_progress->setMaximum(all);
    m_progress->setValue(done);
  });
  connect(source, &AutopsySource::failed, m_words, &QLabel::setText);
  connect(source, &AutopsySource::idle, this, [this] {
    m_progress->hide();
    m_examine->setText(tr("Examine"));
  });
  // Another panel may have asked for the file that is shown here too.
  connect(source, &AutopsySource::made, this, [this](const QString& which) {
    if (which == m_split->currentText()) load();
  });
}

void AutopsyBar::addWidget(QWidget* widget) { m_row->insertWidget(2, widget); }

void AutopsyBar::load() {
  m_examine->setEnabled(m_source->canWork());
  Q_EMIT taken(m_source->stored(m_split->currentText()));
}

void AutopsyBar::examine() {
  if (m_source->busy()) return m_source->cancel();
  m_examine->setText(tr("Cancel"));
  m_source->make(
      {m_split->currentText()}, [](const QString&, const AutopsySource::File&) {}, [] {});
}

}  // namespace anchor
