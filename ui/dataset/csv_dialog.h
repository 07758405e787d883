// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "datasets/formats/csv_labels.h"

namespace anchor {

/// The column mapper: says what each column of a table is, with the first rows before one's eyes.
class CsvDialog : public QDialog {
  Q_OBJECT
 public:
  CsvDialog(const QString& file, QWidget* parent);
  [[nodiscard]] CsvColumns columns() const;

 private:
  void reload();
  void refresh();
  QString m_file;
  CsvPreview m_preview;
  QTableWidget* m_rows;
  QComboBox *m_separator, *m_shape, *m_origin, *m_image, *m_label;
  QComboBox* m_box[4];
  QLabel* m_boxNames[4];
  QCheckBox *m_header, *m_parts;
  QPushButton* m_ok;
};

}  // namespace anchor
