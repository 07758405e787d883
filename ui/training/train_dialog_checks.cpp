// SPDX-License-Identifier: GPL-3.0-or-later
// What the Train dialog finds out before a run starts: values, weights, images, disk, time and memory.
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStorageInfo>
#include <cmath>
#include <utility>

#include "engine/base/message_json.h"
#include "engine/base/weights_file.h"
#include "engine/protocol/exit_codes.h"
#include "ui/shared/background_task.h"
#include "ui/shared/message_words.h"
#include "ui/training/train_dialog.h"

namespace anchor {
namespace {

using Kind = FieldNote::Kind;

QString duration(double seconds) {
  if (seconds < 90) return TrainDialog::tr("%1 seconds").arg(qRound(seconds));
  if (seconds < 5400) return TrainDialog::tr("%1 minutes").arg(qRound(seconds / 60));
  return TrainDialog::tr("%1 hours").arg(seconds / 3600, 0, 'f', 1);
}

/// The field that it stands at says which file it is.
QString withoutPath(QString words, const QString& path) {
  if (words.startsWith(path + QStringLiteral(": "))) words.remove(0, path.size() + 2);
  return words;
}

bool write(const QString& path, const RunConfig& config) {
  QFile file(path);
  const QByteArray bytes = QByteArray::fromStdString(runConfigText(config));
  return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

}  // namespace

RunConfig TrainDialog::askable() const {
  RunConfig wanted = config();
  wanted.classes.assign(static_cast<size_t>(std::max(1, m_subject.classes)), "x");
  return wanted;
}

void TrainDialog::accept() {
  checkFields();
  if (!m_start->isEnabled() && !m_startsWhenChecked) return;
  m_startsWhenChecked = !weightsKnown() || (m_subject.check && !m_project);
  if (m_startsWhenChecked) {
    checkWeights();
    return checkFields();
  }
  remember();
  QDialog::accept();
}

void TrainDialog::checkFields() {
  QString ofForm, ofParameters;
  try {
    checkConfig(askable());
  } catch (const UserError& error) {
    const std::string& field = error.problem().file;
    const bool inForm = field == "solver.iterations" || field == "solver.batch" ||
                        field == "input.short_side" || field == "processes";
    (inForm ? ofForm : ofParameters) = inWords(error);
  }
  m_numbersNote->say(Kind::Error, ofForm);
  m_warning->say(Kind::Error, ofParameters);
  const bool none = m_weights->text().trimmed().isEmpty();
  const QString trouble = weightsTrouble();
  if (!trouble.isEmpty())
    m_weightsNote->say(Kind::Error, trouble);
  else if (none && m_presetWantsWeights)
    m_weightsNote->say(Kind::Warning,
                       tr("This network is designed to start from ImageNet weights. Without a file, it "
                          "starts from random weights and needs far more images and time."));
  else if (none)
    m_weightsNote->say(Kind::Plain, {});
  else
    m_weightsNote->say(Kind::Plain,
                       weightsKnown() ? tr("The weights fit this network.") : tr("Checking the weights…"));
  m_start->setEnabled(ofForm.isEmpty() && ofParameters.isEmpty() && trouble.isEmpty() && m_imagesUsable &&
                      m_diskUsable && !m_startsWhenChecked);
}

QString TrainDialog::weightsTrouble() const {
  const QString weights = m_weights->text().trimmed();
  if (weights.isEmpty()) return {};
  if (!QFileInfo::exists(weights))
    return tr("Weights file not found: %1. Choose another one, or leave the field empty.").arg(weights);
  try {
    refuseNoWeights(weights.toStdString());
  } catch (const std::exception& error) {
    return withoutPath(inWords(error), weights);
  }
  return weightsKnown() ? withoutPath(m_saidOfWeights, weights) : QString();
}

QString TrainDialog::weightsKey() const {
  const QString weights = m_weights->text().trimmed();
  if (weights.isEmpty()) return {};
  try {
    const Json json = toJson(config());
    return weights + QFileInfo(weights).lastModified().toString(Qt::ISODateWithMs) +
           QString::fromStdString(json.at("network").dump() + json.at("recipe").dump());
  } catch (const std::exception&) {
    return weights;  // a parameter that cannot be used; it is told elsewhere
  }
}

bool TrainDialog::weightsKnown() const { return weightsKey() == m_knownWeights || weightsKey().isEmpty(); }

void TrainDialog::checkWeights() {
  if (weightsKnown() || m_weightsCheck.state() != QProcess::NotRunning || !weightsTrouble().isEmpty()) return;
  try {
    if (!write(m_weightsFile, askable())) return;
  } catch (const UserError&) {
    return;  // told at its field
  }
  m_askedWeights = weightsKey();
  m_weightsCheck.start(m_program,
                       {QStringLiteral("check-weights"), QStringLiteral("--config"), m_weightsFile});
}

void TrainDialog::weightsChecked() {
  m_knownWeights = m_askedWeights;
  m_saidOfWeights.clear();
  const Json seen =
      Json::parse(m_weightsCheck.readAllStandardOutput().toStdString(), nullptr, /*allow_exceptions=*/false);
  // Without an answer the run itself will say what is wrong.
  if (seen.is_object() && seen.contains("trouble"))
    m_saidOfWeights = inWords(messageFromJson(seen.at("trouble")));
  if (!weightsKnown()) return checkWeights();  // another file or network by now
  const bool starts = m_startsWhenChecked;
  checkFields();
  if (!starts) return;
  m_startsWhenChecked = false;
  checkFields();
  accept();
}

void TrainDialog::checkImages() {
  showImages();
  if (!m_subject.check) return;
  runInBackground(this, m_subject.check, [this](const TrainCheck& check) {
    m_project = check;
    showImages();
    const bool starts = std::exchange(m_startsWhenChecked, false);
    checkFields();
    if (starts) accept();
  });
}

void TrainDialog::showImages() {
  bool fatal = false;
  const QString words = m_project ? wordsOf(*m_project, m_subject.valImages, fatal) : QString();
  m_imagesUsable = !fatal || words.isEmpty();
  m_imagesNote->say(fatal ? Kind::Error : Kind::Warning, words);
}

void TrainDialog::checkDisk() {
  m_diskUsable = true;
  m_diskNote->say(Kind::Plain, {});
  if (!m_checkpointMegabytes || m_subject.project.isEmpty()) return;
  constexpr double byte = 1e-6;
  const auto available = QStorageInfo(m_subject.project).bytesAvailable();
  if (available < 0 && !m_diskLimit) return;  // a disk that does not say
  const double free = m_diskLimit.value_or(static_cast<double>(available) * byte);
  constexpr int mostKept = 7;  // the newest five, the best, and the one that is being written
  const double one = *m_checkpointMegabytes;
  const QString words =
      tr("A checkpoint takes %1 MB, up to %2 are kept, and %3 MB are free on the project's "
         "disk. Free some space first.")
          .arg(QString::number(std::ceil(one)), QString::number(mostKept), QString::number(std::floor(free)));
  m_diskUsable = free >= 2 * one;
  if (free < mostKept * one) m_diskNote->say(m_diskUsable ? Kind::Warning : Kind::Error, words);
}

void TrainDialog::machineNamed(const QString&) {
  m_wait.stop();
  m_lighter->hide();
  m_estimate->say(Kind::Plain, tr("Measured when you leave the field"));
  showProcesses();
}

void TrainDialog::measure() {
  if (m_forecast.state() != QProcess::NotRunning) {
    m_wait.start();
    return;
  }
  if (!m_start->isEnabled()) return;
  RunConfig wanted = askable();
  wanted.weights.clear();                                                  // only the time matters here
  wanted.solver.batch /= std::max(1, std::exchange(wanted.processes, 1));  // what one of them gets
  if (!write(m_configFile, wanted)) return;
  const auto place = remote();
  m_estimate->say(Kind::Plain, place
                                   ? tr("Measuring one step on %1…").arg(QString::fromStdString(place->host))
                                   : tr("Measuring one step on this machine…"));
  m_lighter->hide();
  m_askedMachine = m_machine->text();
  m_forecast.start(m_program, forecastArguments());
}

QStringList TrainDialog::forecastArguments() const {
  QStringList arguments{QStringLiteral("forecast"), QStringLiteral("--config"), m_configFile};
  const auto add = [&](const char* name, const QString& value) { arguments << QLatin1String(name) << value; };
  add("--width", QString::number(m_subject.width));
  add("--height", QString::number(m_subject.height));
  add("--boxes", QString::number(m_subject.boxes));
  if (const auto place = remote()) {
    add("--host", QString::fromStdString(place->host));
    add("--engine", QString::fromStdString(place->engine));
  }
  return arguments;
}

void TrainDialog::measured() {
  if (m_askedMachine != m_machine->text()) return;  // another one is named by now
  const QJsonObject seen = QJsonDocument::fromJson(m_forecast.readAllStandardOutput()).object();
  if (seen.isEmpty()) {
    m_estimate->say(Kind::Warning,
                    tr("Could not be measured: %1")
                        .arg(QString::fromUtf8(m_forecast.readAllStandardError()).trimmed().left(500)));
    // The engine says so, or the system killed it for its memory.
    const bool memory =
        m_forecast.exitStatus() == QProcess::CrashExit || m_forecast.exitCode() == outOfMemoryExit;
    return offerLighter(memory, tr("Not enough memory."));
  }
  m_gpus = seen[QLatin1String("gpus")].toInt();
  showProcesses();
  if (const auto size = seen[QLatin1String("checkpoint_mb")]; size.isDouble())
    m_checkpointMegabytes = size.toDouble();
  checkDisk();
  checkFields();
  const double step = seen[QLatin1String("seconds_per_iteration")].toDouble();
  QString words = tr("About %1 (%2 s a step) and %3 MB of memory, measured on an image of %4 × %5")
                      .arg(duration(step * m_iterations->value()), QString::number(step, 'f', 2),
                           QString::number(qRound(seen[QLatin1String("memory_mb")].toDouble())))
                      .arg(m_subject.width)
                      .arg(m_subject.height);
  if (const auto gpu = seen[QLatin1String("gpu_memory_mb")]; gpu.isDouble())
    words += QLatin1Char('\n') + tr("%1 MB of the GPU's memory").arg(qRound(gpu.toDouble()));
  if (const auto place = remote())
    words += QLatin1Char('\n') + tr("On %1").arg(QString::fromStdString(place->host));
  m_estimate->say(Kind::Plain, words);
  const double needed = seen[QLatin1String("memory_mb")].toDouble();
  const double free = m_memoryLimit.value_or(seen[QLatin1String("free_mb")].toDouble(needed));
  offerLighter(needed > free, tr("Only %1 MB are free.").arg(qRound(free)));
}

}  // namespace anchor
