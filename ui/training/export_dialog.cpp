// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/export_dialog.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QVBoxLayout>

#include "engine/base/message_json.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"
#include "ui/training/checkpoint_list.h"

namespace anchor {
namespace {

/// A message in a line of the engine's.
Message messageIn(const QJsonValue& value) {
  if (value.isString()) return asTold(value.toString().toStdString());
  return messageFromText(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString());
}

}  // namespace

ExportDialog::ExportDialog(const EngineLauncher& launcher, const RunFolder& run, const RunHistory& history,
                           QWidget* parent)
    : QDialog(parent),
      m_launcher(launcher),
      m_run(run),
      m_checkpoint(new QComboBox(this)),
      m_folder(new QLineEdit(this)),
      m_words(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_certificate(new QTableWidget(0, 6, this)),
      m_export(new QPushButton(tr("Export"), this)),
      m_cancel(new QPushButton(tr("Close"), this)),
      m_open(new QPushButton(tr("Open folder"), this)) {
  setObjectName(QStringLiteral("exportDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Export %1").arg(text(run.path().filename().string())));
  m_checkpoint->setObjectName(QStringLiteral("exportCheckpoint"));
  for (const ListedCheckpoint& listed : listCheckpoints(run, history)) {
    m_checkpoint->addItem(listed.words(), listed.path);
    if (listed.best) m_checkpoint->setCurrentIndex(m_checkpoint->count() - 1);
  }
  m_folder->setObjectName(QStringLiteral("exportFolder"));
  m_words->setObjectName(QStringLiteral("exportWords"));
  m_words->setWordWrap(true);
  m_certificate->setObjectName(QStringLiteral("exportCertificate"));
  m_certificate->setAccessibleName(tr("Certificate"));
  m_certificate->setToolTip(
      tr("Borderline: detections that differ, but for which the network itself gives the other result when "
         "its\npixels change in the last digits."));
  m_certificate->setHorizontalHeaderLabels({tr("File"), tr("Compared with the network"), tr("Detections"),
                                            tr("Largest box difference"), tr("Largest score difference"),
                                            tr("Size")});
  m_certificate->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_certificate->verticalHeader()->hide();
  m_certificate->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
  m_export->setObjectName(QStringLiteral("exportStart"));
  m_export->setDefault(true);
  m_cancel->setObjectName(QStringLiteral("exportCancel"));
  m_open->setObjectName(QStringLiteral("exportOpen"));

  auto* form = new QFormLayout;
  form->addRow(tr("Checkpoint"), m_checkpoint);
  auto* formats = new QVBoxLayout;
  form->addRow(tr("Formats"), formats);
  addFormats(readRunConfig(run.config()));
  for (const auto& [box, name] : m_formats) formats->addWidget(box);
  auto* browse = new QPushButton(tr("Choose…"), this);
  auto* place = new QHBoxLayout;
  place->addWidget(m_folder, 1);
  place->addWidget(browse);
  form->addRow(tr("New folder"), place);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_progress, 1);
  buttons->addStretch();
  for (QPushButton* button : {m_open, m_cancel, m_export}) buttons->addWidget(button);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(form);
  layout->addWidget(m_words);
  layout->addWidget(m_certificate, 1);
  layout->addLayout(buttons);
  for (QWidget* later : std::initializer_list<QWidget*>{m_certificate, m_progress, m_open}) later->hide();
  resize(760, sizeHint().height());

  connect(browse, &QPushButton::clicked, this, [this] {
    if (const QString chosen = dialogs::chooseNewFolder(this, tr("Export into a new folder"));
        !chosen.isEmpty())
      m_folder->setText(chosen);
  });
  connect(m_checkpoint, &QComboBox::currentIndexChanged, this, &ExportDialog::proposeFolder);
  connect(m_folder, &QLineEdit::textChanged, this, &ExportDialog::refresh);
  connect(m_export, &QPushButton::clicked, this, &ExportDialog::start);
  connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::reject);
  connect(m_open, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder->text())); });
  connect(&m_engine, &QProcess::readyReadStandardOutput, this, &ExportDialog::readLines);
  connect(&m_engine, &QProcess::readyReadStandardError, this,
          [this] { m_errors += m_engine.readAllStandardError(); });
  connect(&m_engine, &QProcess::finished, this, &ExportDialog::ended);
  connect(&m_engine, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) m_words->setText(m_engine.errorString());
  });
  proposeFolder();
}

ExportDialog::~ExportDialog() {
  m_engine.disconnect(this);
  if (!working()) return;
  m_engine.terminate();  // it removes what it has written
  m_engine.waitForFinished(5000);
}

void ExportDialog::addFormats(const RunConfig& config) {
  for (const ModelFormatRow& format : modelFormats()) {
    auto* box =
        new QCheckBox(QStringLiteral("%1  (%2)").arg(inWords(format.title), text(format.file())), this);
    box->setObjectName(QStringLiteral("format-%1").arg(text(format.name)));
    const Message reason = format.whyNot(config);
    box->setEnabled(reason.empty());
    box->setChecked(reason.empty());
    box->setToolTip(reason.empty()
                        ? tr("Written, loaded in a fresh process and compared on validation images")
                        : inWords(reason));
    connect(box, &QCheckBox::toggled, this, &ExportDialog::refresh);
    m_formats.emplace_back(box, format.name);
  }
}

QStringList ExportDialog::wanted() const {
  QStringList names;
  for (const auto& [box, name] : m_formats)
    if (box->isChecked()) names << text(name);
  return names;
}

void ExportDialog::proposeFolder() {
  // project/exports/<run>-<iteration>, with a number when that exists.
  const std::filesystem::path exports = m_run.path().parent_path().parent_path() / "exports";
  const QString name =
      QStringLiteral("%1-%2").arg(text(m_run.path().filename().string()),
                                  QFileInfo(m_checkpoint->currentData().toString()).completeBaseName());
  QString folder = text((exports / name.toStdString()).string());
  for (int number = 2; std::filesystem::exists(folder.toStdString()); ++number)
    folder = text((exports / QStringLiteral("%1 (%2)").arg(name).arg(number).toStdString()).string());
  m_folder->setText(folder);
}

void ExportDialog::refresh() {
  const bool exists = std::filesystem::exists(m_folder->text().toStdString());
  m_export->setEnabled(!working() && !wanted().isEmpty() && !m_folder->text().isEmpty() && !exists);
  if (working() || m_certificate->isVisibleTo(this)) return;
  m_words->setText(exists ? tr("This folder already exists; choose a new one.")
                          : tr("Each file is compared with the network on validation images before it is "
                               "saved. Python and C++ examples are included."));
}

void ExportDialog::start() {
  m_errors.clear();
  m_failure.clear();
  m_stopped = false;
  m_certificate->hide();
  m_progress->setRange(0, 0);
  m_progress->show();
  m_cancel->setText(tr("Cancel"));
  m_engine.setProcessEnvironment(EngineLauncher::environment());
  m_engine.start(m_launcher.program(),
                 {QStringLiteral("export"), m_checkpoint->currentData().toString(), m_folder->text(),
                  QStringLiteral("--formats"), wanted().join(QLatin1Char(',')), QStringLiteral("--json")});
  for (const auto& [box, name] : m_formats) box->setDisabled(true);
  m_folder->setReadOnly(true);
  m_words->setText(tr("Starting the engine…"));
  m_export->setEnabled(false);
}

void ExportDialog::readLines() {
  while (m_engine.canReadLine()) {
    const QByteArray line = m_engine.readLine();
    const QJsonObject told = QJsonDocument::fromJson(line).object();
    if (told.contains(QLatin1String("certificate"))) return showCertificate(line);
    if (told.contains(QLatin1String("failed_parts"))) {
      m_failure = inWords(messageIn(told[QLatin1String("failed_parts")]));
      continue;
    }
    m_words->setText(inWords(messageIn(told[QLatin1String("progress_parts")])));
    m_progress->setRange(0, told[QLatin1String("of")].toInt());
    m_progress->setValue(told[QLatin1String("done")].toInt());
  }
}

void ExportDialog::showCertificate(const QByteArray& json) {
  const QJsonArray files = QJsonDocument::fromJson(json)
                               .object()[QLatin1String("certificate")]
                               .toObject()[QLatin1String("files")]
                               .toArray();
  m_certificate->setRowCount(static_cast<int>(files.size()));
  int published = 0;
  for (int row = 0; row < m_certificate->rowCount(); ++row) {
    const QJsonObject file = files[row].toObject();
    const bool good = file[QLatin1String("published")].toBool();
    published += good ? 1 : 0;
    const bool compared = file[QLatin1String("images")].toInt() > 0;
    const auto number = [&](const char* name, const QString& unit) {
      return compared ? QString::number(file[QLatin1String(name)].toDouble(), 'g', 2) + unit : QString();
    };
    const int undecided = file[QLatin1String("undecided")].toInt();
    QString verdict =
        good ? tr("✓ equal on %1 images").arg(file[QLatin1String("images")].toInt())
             : tr("✗ not saved: %1").arg(inWords(messageIn(file[QLatin1String("problem_parts")])));
    if (good && undecided > 0) verdict += tr(", %1 borderline").arg(undecided);
    const QStringList cells{
        file[QLatin1String("file")].toString(),
        verdict,
        compared ? QString::number(file[QLatin1String("detections")].toInt()) : QString(),
        number("box_difference", tr(" px")),
        number("score_difference", {}),
        compared ? tr("%1 MB").arg(file[QLatin1String("bytes")].toDouble() / 1e6, 0, 'f', 1) : QString()};
    for (int column = 0; column < static_cast<int>(cells.size()); ++column) {
      auto* item = new QTableWidgetItem(cells[column]);
      if (!good) item->setToolTip(cells[column]);
      if (column > 1) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      m_certificate->setItem(row, column, item);
    }
  }
  m_certificate->resizeColumnsToContents();
  m_certificate->show();
  m_progress->hide();  // the engine has yet to end, the work is done
  m_words->setText(
      published == m_certificate->rowCount()
          ? tr("Done. All exported files match the network.")
          : tr("Done. %1 of %2 files were saved.").arg(published).arg(m_certificate->rowCount()));
  m_open->show();
  resize(qMax(width(), 900), qMax(height(), 470));
}

void ExportDialog::ended(int exitCode) {
  m_progress->hide();
  m_cancel->setText(tr("Close"));
  m_folder->setReadOnly(false);
  if (m_open->isVisibleTo(this)) return;
  const RunConfig config = readRunConfig(m_run.config());
  for (const auto& [box, name] : m_formats) box->setEnabled(modelFormatByName(name).whyNot(config).empty());
  refresh();
  if (m_stopped)
    m_words->setText(tr("Cancelled; nothing was written."));
  else if (exitCode != 0)
    m_words->setText(tr("The export failed: %1")
                         .arg(m_failure.isEmpty() ? QString::fromUtf8(m_errors.trimmed()) : m_failure));
}

void ExportDialog::reject() {
  if (!working()) return QDialog::reject();
  m_stopped = true;
  m_words->setText(tr("Cancelling…"));
  m_engine.terminate();
}

}  // namespace anchor
