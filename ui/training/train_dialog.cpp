// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/train_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <QVBoxLayout>
#include <utility>

#include "engine/protocol/exit_codes.h"
#include "ui/runs/engine_launcher.h"
#include "ui/runs/memory_ladder.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"
#include "ui/shared/pictures.h"

namespace anchor {
namespace {

/// Where the table has no upper bound, a million is enough.
QSpinBox* number(const char* name, const char* path, QWidget* parent) {
  auto* box = new QSpinBox(parent);
  box->setObjectName(QLatin1String(name));
  const auto& range = std::get<Range>(parameterAt(path)->rule);
  box->setRange(static_cast<int>(range.least), static_cast<int>(std::min(range.most, 1e6)));
  box->setGroupSeparatorShown(true);
  return box;
}

QString duration(double seconds) {
  if (seconds < 90) return TrainDialog::tr("%1 seconds").arg(qRound(seconds));
  if (seconds < 5400) return TrainDialog::tr("%1 minutes").arg(qRound(seconds / 60));
  return TrainDialog::tr("%1 hours").arg(seconds / 3600, 0, 'f', 1);
}

}  // namespace

TrainDialog::TrainDialog(const TrainSubject& subject, QString engineProgram, QWidget* parent)
    : QDialog(parent),
      m_subject(subject),
      m_program(std::move(engineProgram)),
      m_preset(new QComboBox(this)),
      m_description(new QLabel(this)),
      m_weights(new QLineEdit(this)),
      m_machine(new QLineEdit(this)),
      m_remoteEngine(new QLineEdit(this)),
      m_iterations(number("iterations", "solver.iterations", this)),
      m_batch(number("batch", "solver.batch", this)),
      m_shortSide(number("shortSide", "input.short_side", this)),
      m_processes(number("processes", "processes", this)),
      m_device(new QComboBox(this)),
      m_estimate(new QLabel(this)),
      m_warning(new QLabel(this)),
      m_lighter(new QPushButton(this)),
      m_parameters(new ParameterTree(
          {"solver.iterations", "solver.batch", "input.short_side", "processes", "weights", "device"}, this)),
      m_more(new QToolButton(this)) {
  setObjectName(QStringLiteral("trainDialog"));
  setWindowTitle(tr("Train a detector"));
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumWidth(560);
  m_preset->setObjectName(QStringLiteral("preset"));
  for (const Preset& preset : presets())
    m_preset->addItem(QCoreApplication::translate("Presets", preset.title.c_str()), text(preset.name));
  // Titles of a longer language take no room from the labels.
  m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_preset->setMinimumContentsLength(24);
  m_description->setWordWrap(true);
  m_weights->setObjectName(QStringLiteral("weights"));
  m_weights->setPlaceholderText(tr("Random weights"));
  m_weights->setClearButtonEnabled(true);
  m_weights->setToolTip(
      tr("ImageNet weights: torchvision's .pth or .safetensors, or a .caffemodel. Without a file, the "
         "network starts from random weights and uses group normalisation."));
  m_iterations->setToolTip(tr("Optimiser steps. Each step processes one batch of images."));
  m_batch->setToolTip(tr("Images per step. A larger batch is more stable and needs more memory."));
  m_shortSide->setSuffix(tr(" px"));
  m_shortSide->setToolTip(tr(
      "Every image is resized so that its shorter side has this length, before anchors are placed on it."));
  m_device->setObjectName(QStringLiteral("device"));
  m_device->addItem(tr("Automatic: GPU if there is one"), QStringLiteral("auto"));
  m_device->addItem(tr("CPU"), QStringLiteral("cpu"));
  m_device->addItem(tr("GPU (CUDA)"), QStringLiteral("cuda"));
  m_estimate->setObjectName(QStringLiteral("estimate"));
  m_estimate->setWordWrap(true);
  m_warning->setObjectName(QStringLiteral("trainWarning"));
  m_warning->setWordWrap(true);

  m_processes->setSpecialValueText(tr("One for each GPU"));
  m_processes->setValue(1);
  m_processes->setToolTip(
      tr("Processes that train this run together on one machine, each with its own GPU. They share the "
         "batch."));

  auto* browse = new QToolButton(this);
  browse->setText(tr("Browse…"));
  auto* weightsRow = new QHBoxLayout;
  weightsRow->addWidget(m_weights, 1);
  weightsRow->addWidget(browse);
  auto* form = new QFormLayout;
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("&Network and recipe"), m_preset);
  form->addRow(QString(), m_description);
  auto* weightsLabel = new QLabel(tr("Start from &weights"), this);
  weightsLabel->setBuddy(m_weights);
  form->addRow(weightsLabel, weightsRow);
  form->addRow(tr("&Iterations"), m_iterations);
  form->addRow(tr("&Batch"), m_batch);
  form->addRow(tr("&Short side"), m_shortSide);
  form->addRow(tr("&Device"), m_device);
  m_machine->setObjectName(QStringLiteral("machine"));
  m_machine->setPlaceholderText(tr("This computer, or USER@MACHINE"));
  m_machine->setToolTip(
      tr("Another machine, reached by ssh with a key or an agent. The run and its images are copied there; "
         "losses and checkpoints are copied back during training."));
  m_remoteEngine->setObjectName(QStringLiteral("remoteEngine"));
  m_remoteEngine->setPlaceholderText(QStringLiteral("anchor-engine"));
  m_remoteEngine->setToolTip(tr("The engine's program on that machine"));
  m_remoteEngine->setAccessibleName(tr("Engine there"));
  auto* machineRow = new QHBoxLayout;
  machineRow->addWidget(m_machine, 2);
  machineRow->addWidget(m_remoteEngine, 1);
  m_remoteEngine->hide();
  auto* machineLabel = new QLabel(tr("&Machine"), this);
  machineLabel->setBuddy(m_machine);
  form->addRow(machineLabel, machineRow);
  form->addRow(tr("&Processes"), m_processes);
  form->setRowVisible(m_processes, false);
  m_form = form;
  connect(m_machine, &QLineEdit::textChanged, this, &TrainDialog::machineNamed);
  for (QLineEdit* field : {m_machine, m_remoteEngine})
    connect(field, &QLineEdit::editingFinished, this, [this, field] {
      if (!field->isModified()) return;
      field->setModified(false);
      changed();
    });
  form->addRow(tr("Images"), new QLabel(tr("%1 train, %2 val, %3 test; classes: %4")
                                            .arg(subject.trainImages)
                                            .arg(subject.valImages)
                                            .arg(subject.testImages)
                                            .arg(subject.classes),
                                        this));
  form->addRow(tr("Estimate"), m_estimate);
  m_lighter->setObjectName(QStringLiteral("lighter"));
  m_lighter->setToolTip(tr("Only fills in the form; nothing starts yet."));
  m_lighter->hide();
  form->addRow(QString(), m_lighter);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  m_start = buttons->addButton(tr("Start training"), QDialogButtonBox::AcceptRole);
  m_start->setObjectName(QStringLiteral("startTraining"));
  m_start->setDefault(true);
  m_more->setObjectName(QStringLiteral("allParameters"));
  m_more->setText(tr("All parameters"));
  m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_more->setArrowType(Qt::RightArrow);
  m_more->setAutoRaise(true);
  m_more->setCheckable(true);
  m_parameters->hide();
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(form);
  layout->addWidget(m_more);
  layout->addWidget(m_parameters, 1);
  layout->addWidget(m_warning);
  layout->addWidget(buttons);

  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(browse, &QToolButton::clicked, this, &TrainDialog::chooseWeights);
  connect(m_preset, &QComboBox::currentIndexChanged, this, &TrainDialog::presetChosen);
  m_wait.setSingleShot(true);
  m_wait.setInterval(600);
  connect(&m_wait, &QTimer::timeout, this, &TrainDialog::measure);
  for (QSpinBox* box : {m_iterations, m_batch, m_shortSide, m_processes})
    connect(box, &QSpinBox::valueChanged, this, &TrainDialog::changed);
  connect(m_weights, &QLineEdit::textChanged, this, &TrainDialog::changed);
  connect(m_device, &QComboBox::currentIndexChanged, this, &TrainDialog::changed);
  connect(m_parameters, &ParameterTree::edited, this, &TrainDialog::changed);
  connect(m_more, &QToolButton::toggled, this, &TrainDialog::showParameters);
  m_forecast.setProcessEnvironment(EngineLauncher::environment());
  connect(&m_forecast, &QProcess::finished, this, &TrainDialog::measured);
  m_configFile = QDir::temp().filePath(
      QStringLiteral("anchor-forecast-%1.json").arg(QUuid::createUuid().toString(QUuid::WithoutBraces)));
  const int tiny = m_preset->findData(QStringLiteral("tiny-from-scratch"));
  m_preset->setCurrentIndex(tiny);
  presetChosen();
}

TrainDialog::~TrainDialog() {
  m_forecast.disconnect(this);
  if (m_forecast.state() != QProcess::NotRunning) {
    m_forecast.kill();
    m_forecast.waitForFinished(2000);
  }
  QFile::remove(m_configFile);
}

void TrainDialog::showParameters(bool shown) {
  m_more->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
  m_parameters->setVisible(shown);
  layout()->activate();
  // Wrapped labels give no reliable hint of the whole height.
  resize(width(), shown ? height() + 340 : minimumSizeHint().height());
}

void TrainDialog::changed() {
  m_parameters->setBase(formConfig());
  const size_t count = m_parameters->editedCount();
  m_more->setText(count == 0 ? tr("All parameters")
                             : tr("All parameters (%n changed)", nullptr, static_cast<int>(count)));
  QString problem;
  try {
    RunConfig wanted = config();
    wanted.classes.assign(static_cast<size_t>(std::max(1, m_subject.classes)), "x");
    checkConfig(wanted);
  } catch (const UserError& error) {
    problem = inWords(error);
  }
  const QString weights = m_weights->text().trimmed();
  if (problem.isEmpty() && !weights.isEmpty() && !QFileInfo(weights).isFile())
    problem = tr("Weights file not found: %1. Choose another one, or leave the field empty.").arg(weights);
  m_start->setEnabled(problem.isEmpty());
  if (problem.isEmpty() && m_presetWantsWeights && m_weights->text().trimmed().isEmpty())
    problem =
        tr("This network is designed to start from ImageNet weights. Without a file, it starts from random "
           "weights and needs far more images and time.");
  m_warning->setVisible(!problem.isEmpty());
  m_warning->setText(problem);
  if (m_start->isEnabled()) m_wait.start();
}

void TrainDialog::presetChosen() {
  const Preset& preset = presetByName(m_preset->currentData().toString().toStdString());
  m_description->setText(QCoreApplication::translate("Presets", preset.description.c_str()));
  m_iterations->setValue(preset.config.solver.iterations);
  m_batch->setValue(preset.config.solver.batch);
  m_shortSide->setValue(static_cast<int>(preset.config.input.short_side));
  m_presetWantsWeights = preset.config.network.norm == NormLayer::FrozenBatch;
  m_parameters->reset();
}

void TrainDialog::setRules(const RunConfig& rules) {
  if (const int at = m_preset->findData(text(rules.preset)); at >= 0) m_preset->setCurrentIndex(at);
  m_shortSide->setValue(static_cast<int>(rules.input.short_side));
  m_parameters->edit(rules, {"network.fpn_strides", "anchors", "assignment", "rpn_budget", "train_proposals",
                             "test_proposals", "rois", "test"});
  changed();
}

void TrainDialog::setConfig(const RunConfig& config) {
  if (const int at = m_preset->findData(text(config.preset)); at >= 0) m_preset->setCurrentIndex(at);
  m_weights->setText(text(config.weights));
  m_iterations->setValue(config.solver.iterations);
  m_batch->setValue(config.solver.batch);
  m_shortSide->setValue(static_cast<int>(config.input.short_side));
  m_device->setCurrentIndex(std::max(0, m_device->findData(text(config.device))));
  m_processes->setValue(config.processes);
  showProcesses();
  m_parameters->edit(config, {"network", "anchors", "input", "assignment", "rpn_budget", "train_proposals",
                              "test_proposals", "rois", "losses", "recipe", "solver", "test", "seed",
                              "workers", "checkpoint_every", "evaluate_every", "evaluate_most"});
  changed();
}

void TrainDialog::machineNamed(const QString& host) {
  m_remoteEngine->setVisible(!host.trimmed().isEmpty());
  m_wait.stop();
  m_lighter->hide();
  m_estimate->setText(tr("Measured when you leave the field"));
  showProcesses();
}

void TrainDialog::showProcesses() {
  // Of no use on a machine with one GPU or none; what another machine has is not known here.
  const bool useful = m_gpus > 1 || m_processes->value() != 1 || !m_machine->text().trimmed().isEmpty();
  m_form->setRowVisible(m_processes, useful);
  makeRoom();
}

void TrainDialog::makeRoom() {
  layout()->activate();
  resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void TrainDialog::offerLighter(bool wanted, const QString& why) {
  const auto lighter = wanted ? lighterRun(config()) : std::nullopt;
  m_lighter->setVisible(lighter.has_value());
  m_lighter->disconnect();
  if (wanted) m_estimate->setText(m_estimate->text() + QLatin1Char('\n') + why);
  if (!lighter) return makeRoom();
  m_lighter->setText(tr("Use %1").arg(lighter->words));
  connect(m_lighter, &QPushButton::clicked, this, [this, config = lighter->config] {
    m_lighter->hide();
    m_batch->setValue(config.solver.batch);
    m_shortSide->setValue(static_cast<int>(config.input.short_side));
    m_device->setCurrentIndex(std::max(0, m_device->findData(text(config.device))));
    m_parameters->edit(config, {"solver.accumulate", "input.long_side"});
    changed();
  });
  makeRoom();
}

void TrainDialog::chooseWeights() {
  const QString file = dialogs::chooseFile(this, tr("Weights to start from"),
                                           tr("Weights (*.pth *.pt *.safetensors *.caffemodel)"));
  if (!file.isEmpty()) m_weights->setText(file);
}

std::optional<RemotePlace> TrainDialog::remote() const {
  const std::string host = m_machine->text().trimmed().toStdString();
  if (host.empty()) return std::nullopt;
  RemotePlace place{host, {}};
  if (const QString engine = m_remoteEngine->text().trimmed(); !engine.isEmpty())
    place.engine = engine.toStdString();
  return place;
}

RunConfig TrainDialog::config() const { return m_parameters->applied(formConfig()); }

RunConfig TrainDialog::formConfig() const {
  RunConfig config = presetByName(m_preset->currentData().toString().toStdString()).config;
  const double stretch = static_cast<double>(m_iterations->value()) / config.solver.iterations;
  for (int& step : config.solver.steps) step = qRound(step * stretch);
  config.solver.iterations = m_iterations->value();
  config.solver.warmup_iterations = std::min(config.solver.warmup_iterations, m_iterations->value() / 5);
  config.evaluate_every = std::max(1, std::min(config.evaluate_every, m_iterations->value() / 4));
  config.checkpoint_every = std::max(1, std::min(config.checkpoint_every, m_iterations->value() / 4));
  config.solver.batch = m_batch->value();
  config.input.short_side = static_cast<float>(m_shortSide->value());
  config.input.long_side = std::max(config.input.long_side, config.input.short_side * 1.6F);
  config.device = m_device->currentData().toString().toStdString();
  config.processes = m_processes->value();
  return startingFrom(config, m_weights->text().trimmed().toStdString());
}

void TrainDialog::measure() {
  if (m_forecast.state() != QProcess::NotRunning) {
    m_wait.start();
    return;
  }
  if (!m_start->isEnabled()) return;
  RunConfig wanted = config();
  wanted.classes.assign(static_cast<size_t>(std::max(1, m_subject.classes)), "x");
  wanted.weights.clear();                                                  // only the time matters here
  wanted.solver.batch /= std::max(1, std::exchange(wanted.processes, 1));  // what one of them gets
  QFile file(m_configFile);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QByteArray::fromStdString(runConfigText(wanted)));
  file.close();
  const auto place = remote();
  m_estimate->setText(place ? tr("Measuring one step on %1…").arg(QString::fromStdString(place->host))
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
    m_estimate->setText(tr("Could not be measured: %1")
                            .arg(QString::fromUtf8(m_forecast.readAllStandardError()).trimmed().left(500)));
    // The engine says so, or the system killed it for its memory.
    const bool memory =
        m_forecast.exitStatus() == QProcess::CrashExit || m_forecast.exitCode() == outOfMemoryExit;
    return offerLighter(memory, tr("Not enough memory."));
  }
  if (const int gpus = seen[QLatin1String("gpus")].toInt(); gpus != m_gpus) {
    m_gpus = gpus;
    showProcesses();
  }
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
  m_estimate->setText(words);
  const double needed = seen[QLatin1String("memory_mb")].toDouble();
  const double free = m_memoryLimit.value_or(seen[QLatin1String("free_mb")].toDouble(needed));
  offerLighter(needed > free, tr("Only %1 MB are free.").arg(qRound(free)));
}

}  // namespace anchor
