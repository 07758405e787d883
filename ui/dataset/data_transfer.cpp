// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dataset/data_transfer.h"

#include <QGuiApplication>
#include <QProgressDialog>
#include <QTimer>
#include <atomic>

#include "datasets/cancelled.h"
#include "datasets/formats/dataset_export.h"
#include "datasets/formats/label_import.h"
#include "datasets/formats/voc.h"
#include "datasets/sample/sample_project.h"
#include "engine/base/user_error.h"
#include "ui/dataset/csv_dialog.h"
#include "ui/dataset/import_dialog.h"
#include "ui/dataset/import_target.h"
#include "ui/shared/background_task.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {

namespace {

/// Shared by the worker, which counts, and the window, which shows and may cancel.
struct Progressing {
  std::atomic<int64_t> done{0}, all{0};
  std::atomic<bool> cancelled{false};
};

QString problemList(const std::vector<Problem>& problems) {
  QString lines;
  for (const Problem& problem : problems) lines += inWords(problem) + QLatin1Char('\n');
  return lines;
}

/// What kind of labels they are, and how a table's pixels were counted.
QString kindWords(const DetectedLabels& labels, const ImportReport& report) {
  QString words = inWords(labels.words);
  if (!report.counting.empty()) words += QStringLiteral(". ") + inWords(report.counting);
  return words;
}

}  // namespace

DataTransfer::DataTransfer(ProjectSession* session, QWidget* window)
    : QObject(window), m_session(session), m_window(window) {}

void DataTransfer::start(const QString& title, Work work) {
  if (m_busy) return;
  m_busy = true;
  m_session->watchOthers(false);
  auto state = std::make_shared<Progressing>();
  auto* dialog = new QProgressDialog(title, tr("Cancel"), 0, 0, m_window);
  dialog->setObjectName(QStringLiteral("progress"));
  dialog->setWindowModality(Qt::WindowModal);
  dialog->setMinimumDuration(300);
  dialog->setAutoClose(false);
  dialog->setAutoReset(false);
  auto* timer = new QTimer(dialog);
  connect(timer, &QTimer::timeout, dialog, [dialog, state] {
    dialog->setMaximum(static_cast<int>(state->all));
    dialog->setValue(static_cast<int>(state->done));
  });
  timer->start(100);
  connect(dialog, &QProgressDialog::canceled, dialog, [state] { state->cancelled = true; });
  runInBackground(
      this,
      [state, work = std::move(work)]() -> Outcome {
        const Progress progress = [&](int64_t done, int64_t all) {
          state->done = done;
          state->all = all;
          return !state->cancelled;
        };
        try {
          return work(progress);
        } catch (const Cancelled& cancelled) {
          return {false, inWords(cancelled), {}, {}, {}};
        } catch (const std::exception& error) {
          return {false, inWords(error), {}, {}, {}};
        }
      },
      [this, dialog](const Outcome& outcome) {
        dialog->deleteLater();
        m_busy = false;
        m_session->watchOthers(true);
        const auto next = std::exchange(m_next, nullptr);
        if (next && outcome.ok) return next();
        conclude(outcome);
      });
}

void DataTransfer::conclude(const Outcome& outcome) {
  try {
    if (outcome.project)
      m_session->open(std::move(*outcome.project));
    else if (m_session->isOpen())
      m_session->reload();
  } catch (const std::exception& error) {
    dialogs::tell(m_window, QMessageBox::Critical, tr("The project cannot be opened"), inWords(error));
  }
  if (!outcome.message.isEmpty())
    dialogs::tell(m_window,
                  outcome.ok && outcome.details.isEmpty() ? QMessageBox::Information : QMessageBox::Warning,
                  tr("Anchor Studio"), outcome.message, outcome.details);
  if (!outcome.told.isEmpty()) {
    dialogs::note(outcome.told);
    outcome.undoable ? Q_EMIT imported(outcome.told) : Q_EMIT told(outcome.told);
  }
  if (m_session->isOpen() && m_session->current() == nullptr && !m_session->images().empty())
    m_session->setCurrent(m_session->images().front().id);
  Q_EMIT finished(outcome.ok);
}

void DataTransfer::importLabels(const QString& path) {
  const std::filesystem::path place(path.toStdString());
  aimAt(std::filesystem::is_directory(place) ? place : place.parent_path());
  findLabels(path);
}

void DataTransfer::findLabels(const QString& path) {
  auto found = std::make_shared<std::optional<DetectedLabels>>();
  m_next = [this, path, found] {
    if (*found) return readLabels(**found, path);
    auto* mapper = new CsvDialog(path, m_window);
    connect(mapper, &QDialog::accepted, this, [this, mapper, path] {
      readLabels({LabelFormat::Csv,
                  {path.toStdString()},
                  rowOf(LabelFormat::Csv).words,
                  mapper->columns(),
                  path.toStdString()},
                 path);
    });
    mapper->open();
  };
  start(tr("Checking the labels…"), [path, found](const Progress&) -> Outcome {
    *found = detectLabels(path.toStdString());
    const bool table = rowOf(LabelFormat::Csv).hasEnding(path.toStdString());
    if (!*found && !table) throw UserError(notLabels(path.toStdString()));
    return {true, {}, {}, {}, {}};
  });
}

void DataTransfer::readLabels(const DetectedLabels& labels, const QString& path) {
  auto report = std::make_shared<ImportReport>();
  auto expected = std::make_shared<ImportLedger>();
  m_next = [this, labels, path, report, expected] { offer(labels, path, report, *expected); };
  start(tr("Reading labels…"),
        [store = openStore(), labels, path, report, expected](const Progress& progress) -> Outcome {
          *report = anchor::importLabels(labels, progress);
          *expected = report->ledger;
          const TrialProject trial(store);
          trial.store().tryImport(report->images, path.toStdString(), progress, SplitShares{},
                                  report->classes, *expected);
          return {true, {}, {}, {}, {}};
        });
}

void DataTransfer::offer(const DetectedLabels& labels, const QString& path,
                         std::shared_ptr<ImportReport> report, const ImportLedger& expected) {
  if (const auto answer = dialogs::preparedAnswer()) {
    if (*answer == QMessageBox::Ok) return bringIn(labels, path, report);
    Q_EMIT finished(false);
    return;
  }
  //: what kind of labels they are, and how many images
  const QString heading = tr("%1. Images: %2.").arg(kindWords(labels, *report)).arg(report->images.size());
  auto* dialog = new ImportDialog(heading, expected, report->problems, LedgerView::When::Before, m_window);
  connect(dialog, &QDialog::accepted, this, [this, labels, path, report] { bringIn(labels, path, report); });
  connect(dialog, &QDialog::rejected, this, [this] { Q_EMIT finished(false); });
  if (countsPixelsEitherWay(labels)) dialog->offerCounting(labels.pixelsFrom);
  connect(dialog, &ImportDialog::countingChosen, this, [this, labels, path](std::optional<int> pixelsFrom) {
    if (!pixelsFrom) return findLabels(path);  // found out anew, with the evidence
    readLabels(countedFrom(*pixelsFrom, labels), path);
  });
  dialog->open();
}

void DataTransfer::bringIn(const DetectedLabels& labels, const QString& path,
                           std::shared_ptr<ImportReport> report) {
  auto added = std::make_shared<int>();
  auto made = std::make_shared<std::unique_ptr<ProjectStore>>();
  m_next = [this, labels, report, added, made] {
    const bool undoable = !*made && *added > 0;
    const QString told = tellImported(labels, *report, *added);
    conclude({true, {}, {}, *made ? made : nullptr, {}});
    undoable ? Q_EMIT imported(told) : Q_EMIT this->told(told);
  };
  start(tr("Importing labels…"),
        [store = openStore(), places = m_places, path, report, added,
         made](const Progress& progress) -> Outcome {
          ImportTarget target(store, places);
          *added = target.store().addImported(report->images, path.toStdString(), progress, SplitShares{},
                                              report->classes, &report->ledger);
          *made = target.takeMade();
          return {true, {}, {}, {}, {}};
        });
}

QString DataTransfer::tellImported(const DetectedLabels& labels, const ImportReport& report, int added) {
  const QString message = tr("%1 images with %2 boxes imported.").arg(added).arg(report.ledger.stored);
  dialogs::note(message + QLatin1Char('\n') + LedgerView::sums(report.ledger, LedgerView::When::After) +
                QLatin1Char('\n') + problemList(report.problems));
  // What went in whole needs no answer; it can be looked up under File › Imports.
  const bool whole = report.problems.empty() && report.ledger.count(ObjectOutcome::LeftOut) == 0;
  if (whole || QGuiApplication::platformName() == QLatin1String("offscreen")) return message;
  auto* dialog = new ImportDialog(tr("%1. %2").arg(kindWords(labels, report), message), report.ledger,
                                  report.problems, LedgerView::When::After, m_window);
  dialog->open();
  return message;
}

QString DataTransfer::words(const ExportCertificate& c) {
  QString words =
      tr("%1 images with %2 boxes were read back; the largest difference of a coordinate is %3 pixels.")
          .arg(c.images)
          .arg(c.boxes)
          .arg(c.largestError);
  if (c.leftOut > 0)
    words += QLatin1Char(' ') + tr("Left out, because not labelled yet: %1 images.").arg(c.leftOut);
  if (c.locked > 0)
    words +=
        QLatin1Char(' ') + tr("Left out, because their labels could not be read: %1 images.").arg(c.locked);
  if (c.flagsLost > 0)
    words += QLatin1Char(' ') + tr("%1 boxes lost flags that the format cannot store.").arg(c.flagsLost);
  if (c.odd > 0)
    words += QLatin1Char(' ') + tr("Left out, because they were not read back identically: %1 images (%2).")
                                    .arg(c.odd)
                                    .arg(inWords(c.oddExample));
  if (c.trimmed > 0)
    words += QLatin1Char(' ') + tr("Spaces around the names of %1 classes were removed.").arg(c.trimmed);
  return words;
}

void DataTransfer::exportLabels(LabelFormat format, const QString& folder, const ExportRule& rule) {
  start(
      tr("Writing labels…"),
      [store = &m_session->store(), format, folder, rule](const Progress& progress) -> Outcome {
        const ExportCertificate certificate =
            exportDataset(format, *store, folder.toStdString(), progress, rule);
        return {true, {}, {}, {}, tr("Written to %1.").arg(folder) + QLatin1Char('\n') + words(certificate)};
      });
}

void DataTransfer::createSample(const QString& folder, int images) {
  start(tr("Creating sample images…"), [folder, images](const Progress& progress) -> Outcome {
    auto project = std::make_shared<std::unique_ptr<ProjectStore>>(
        createSampleProject(folder.toStdString(), {images}, progress));
    return {true, {}, {}, project, {}};
  });
}

}  // namespace anchor
