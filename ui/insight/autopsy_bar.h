// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/insight/autopsy_source.h"

namespace anchor {

/// The line above a panel that lives on an autopsy: which split, Examine or Cancel, how far it is, and words.
class AutopsyBar : public QWidget {
  Q_OBJECT
 public:
  /// `split`, `examine`: object names. `tip` says what the button does.
  AutopsyBar(AutopsySource* source, const char* split, const char* examine, const QString& tip,
             QWidget* parent);
  /// Stands between the button and the progress.
  void addWidget(QWidget* widget);
  [[nodiscard]] QLabel* words() const { return m_words; }
  /// Hands over what is stored; to be called once when the panel is complete.
  void load();

 Q_SIGNALS:
  /// This file is the one to show; null: there is none yet.
  void taken(const std::shared_ptr<const anchor::AutopsyFile>& file);

 private:
  void examine();
  AutopsySource* m_source;
  QComboBox* m_split;
  QPushButton* m_examine;
  QProgressBar* m_progress;
  QLabel* m_words;
  QHBoxLayout* m_row;
};

}  // namespace anchor
