// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/csv_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/shared/pictures.h"

namespace anchor {
namespace {
QComboBox* choice(QWidget* parent, const char* name) {
  auto* made = new QComboBox(parent);
  made->setObjectName(QLatin1String(name));
  return made;
}
}  // namespace

CsvDialog::CsvDialog(const QString& file, QWidget* parent)
    : QDialog(parent),
      m_file(file),
      m_rows(new QTableWidget(this)),
      m_separator(choice(this, "csvSeparator")),
      m_shape(choice(this, "csvShape")),
      m_origin(choice(this, "csvOrigin")),
      m_image(choice(this, "csvImage")),
      m_label(choice(this, "csvLabel")),
      m_header(new QCheckBox(tr("The first row contains the column names"), this)),
      m_parts(new QCheckBox(tr("Numbers are fractions of the image size"), this)) {
  setObjectName(QStringLiteral("csvDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("What do the columns mean?"));
  resize(680, 560);
  m_separator->addItem(tr("comma"), QChar(u','));
  m_separator->addItem(tr("semicolon"), QChar(u';'));
  m_separator->addItem(tr("tab"), QChar(u'\t'));
  m_shape->addItem(tr("two corners"), static_cast<int>(CsvColumns::Shape::Corners));
  m_shape->addItem(tr("a corner and the size"), static_cast<int>(CsvColumns::Shape::CornerSize));
  m_shape->addItem(tr("the centre and the size"), static_cast<int>(CsvColumns::Shape::CentreSize));
  m_origin->addItem(tr("detect automatically"), static_cast<int>(CsvColumns::Origin::Detect));
  m_origin->addItem(tr("pixels from 0, end excluded"), static_cast<int>(CsvColumns::Origin::FromZero));
  m_origin->addItem(tr("pixels from 1, both ends included (VOC)"),
                    static_cast<int>(CsvColumns::Origin::FromOne));
  m_header->setChecked(true);
  m_rows->setObjectName(QStringLiteral("csvRows"));
  m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_rows->verticalHeader()->hide();
  auto* form = new QFormLayout;
  form->addRow(tr("Separator"), m_separator);
  form->addRow(QString(), m_header);
  form->addRow(tr("Image file"), m_image);
  form->addRow(tr("Class"), m_label);
  form->addRow(tr("The box is given by"), m_shape);
  for (int i = 0; i < 4; ++i) {
    m_box[i] = choice(this, QStringLiteral("csvBox%1").arg(i).toLatin1().constData());
    m_boxNames[i] = new QLabel(this);
    form->addRow(m_boxNames[i], m_box[i]);
  }
  form->addRow(QString(), m_parts);
  form->addRow(tr("Counting"), m_origin);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  m_ok = buttons->button(QDialogButtonBox::Ok);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(
      new QLabel(tr("The columns of %1 were not recognised.").arg(file.section(QLatin1Char('/'), -1)), this));
  layout->addWidget(m_rows, 1);
  layout->addLayout(form);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(m_separator, &QComboBox::activated, this, &CsvDialog::reload);
  connect(m_header, &QCheckBox::toggled, this, &CsvDialog::reload);
  connect(m_shape, &QComboBox::activated, this, &CsvDialog::refresh);
  for (QComboBox* box : {m_image, m_label, m_box[0], m_box[1], m_box[2], m_box[3]})
    connect(box, &QComboBox::activated, this, &CsvDialog::refresh);
  reload();
}

void CsvDialog::reload() {
  try {
    m_preview =
        previewCsv(m_file.toStdString(), static_cast<char>(m_separator->currentData().toChar().toLatin1()));
  } catch (const std::exception&) {
    m_preview = {};
  }
  QStringList names;
  for (size_t i = 0; i < m_preview.columns; ++i) {
    const bool named = m_header->isChecked() && !m_preview.rows.empty() && i < m_preview.rows.front().size();
    names << (named ? text(m_preview.rows.front()[i]) : tr("column %1").arg(i + 1));
  }
  m_rows->setColumnCount(static_cast<int>(m_preview.columns));
  m_rows->setHorizontalHeaderLabels(names);
  m_rows->setRowCount(0);
  for (size_t r = m_header->isChecked() ? 1 : 0; r < m_preview.rows.size(); ++r) {
    const int row = m_rows->rowCount();
    m_rows->insertRow(row);
    for (size_t i = 0; i < m_preview.rows[r].size(); ++i)
      m_rows->setItem(row, static_cast<int>(i), new QTableWidgetItem(text(m_preview.rows[r][i])));
  }
  for (QComboBox* box : {m_image, m_label, m_box[0], m_box[1], m_box[2], m_box[3]}) {
    box->clear();
    box->addItem(box == m_label ? tr("(one class, \"object\")") : tr("(choose)"), -1);
    for (int i = 0; i < names.size(); ++i) box->addItem(names[i], i);
  }
  refresh();
}

void CsvDialog::refresh() {
  const auto shape = static_cast<CsvColumns::Shape>(m_shape->currentData().toInt());
  const QStringList names = shape == CsvColumns::Shape::Corners
                                ? QStringList{tr("Left"), tr("Top"), tr("Right"), tr("Bottom")}
                            : shape == CsvColumns::Shape::CornerSize
                                ? QStringList{tr("Left"), tr("Top"), tr("Width"), tr("Height")}
                                : QStringList{tr("Centre x"), tr("Centre y"), tr("Width"), tr("Height")};
  for (int i = 0; i < 4; ++i) m_boxNames[i]->setText(names[i]);
  const CsvColumns c = columns();
  m_ok->setEnabled(c.image >= 0 && std::ranges::count(c.box, -1) == 0);
}

CsvColumns CsvDialog::columns() const {
  CsvColumns c;
  c.separator = static_cast<char>(m_separator->currentData().toChar().toLatin1());
  c.header = m_header->isChecked();
  c.image = m_image->currentData().toInt();
  c.label = m_label->currentData().toInt();
  for (int i = 0; i < 4; ++i) c.box[i] = m_box[i]->currentData().toInt();
  c.shape = static_cast<CsvColumns::Shape>(m_shape->currentData().toInt());
  c.parts = m_parts->isChecked();
  c.origin = static_cast<CsvColumns::Origin>(m_origin->currentData().toInt());
  return c;
}

}  // namespace anchor
