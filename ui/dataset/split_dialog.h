// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>

#include "datasets/splits/split_plan.h"
#include "ui/labelling/project_session.h"

namespace anchor {

/// Gives images to train, val and test: by chance, each class its share, folder by folder, or by a list. One
/// step that undo takes back. Deletes itself.
class SplitDialog : public QDialog {
  Q_OBJECT
 public:
  SplitDialog(ProjectSession* session, QWidget* parent);

 private:
  void refresh();
  void apply();
  ProjectSession* m_session;
  QComboBox *m_way, *m_split;
  QDoubleSpinBox *m_val, *m_test;
  QCheckBox* m_all;
  QLabel* m_words;
};

}  // namespace anchor
