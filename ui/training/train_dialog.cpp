// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/train_dialog.h"

#include <QCoreApplication>
#include <QDir>
#include <QUuid>
#include <utility>

#include "ui/runs/engine_launcher.h"
#include "ui/runs/memory_ladder.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/pictures.h"
#include "ui/training/train_memory.h"

namespace anchor {
namespace {

/// What the inspector sets, and what a whole run consists of beside the form.
const std::vector<std::string> ruleSections{
    "network.fpn_strides", "anchors",        "assignment", "rpn_budget",
    "train_proposals",     "test_proposals", "rois",       "test"};
const std::vector<std::string> runSections{
    "network",         "anchors",        "input", "assignment", "rpn_budget",
    "train_proposals", "test_proposals", "rois",  "losses",     "recipe",
    "solver",          "test",           "seed",  "workers",    "checkpoint_every",
    "evaluate_every",  "evaluate_most"};

/// What the form has fields for.
const std::set<std::string> formPaths{"solver.iterations", "solver.batch", "input.short_side",
                                      "processes",         "weights",      "device"};

QString temporary(const char* name) {
  return QDir::temp().filePath(
      QStringLiteral("anchor-%1-%2.json")
          .arg(QLatin1String(name), QUuid::createUuid().toString(QUuid::WithoutBraces)));
}

/// Ends the process of a dialog that is going.
void end(QProcess& process) {
  process.disconnect();
  if (process.state() == QProcess::NotRunning) return;
  process.kill();
  process.waitForFinished(2000);
}

}  // namespace

TrainDialog::TrainDialog(const TrainSubject& subject, QString engineProgram, QWidget* parent)
    : QDialog(parent),
      m_subject(subject),
      m_program(std::move(engineProgram)),
      m_preset(new QComboBox(this)),
      m_description(new FieldNote(3, this)),
      m_weights(new QLineEdit(this)),
      m_machine(new QLineEdit(this)),
      m_remoteEngine(new QLineEdit(this)),
      m_iterations(new QSpinBox(this)),
      m_batch(new QSpinBox(this)),
      m_shortSide(new QSpinBox(this)),
      m_processes(new QSpinBox(this)),
      m_device(new QComboBox(this)),
      m_origin(new FieldNote(1, this)),
      m_weightsNote(new FieldNote(2, this)),
      m_numbersNote(new FieldNote(1, this)),
      m_imagesNote(new FieldNote(2, this)),
      m_estimate(new FieldNote(3, this)),
      m_diskNote(new FieldNote(2, this)),
      m_warning(new FieldNote(2, this)),
      m_lighter(new QPushButton(this)),
      m_configFile(temporary("forecast")),
      m_weightsFile(temporary("weights")),
      m_parameters(new ParameterTree(formPaths, this)) {
  buildForm();
  m_wait.setSingleShot(true);
  m_wait.setInterval(600);
  m_preset->setCurrentIndex(m_preset->findData(QStringLiteral("tiny-from-scratch")));
  takePreset(false);
  connectFields();
  recall();
  changed();
  checkImages();
}

TrainDialog::~TrainDialog() {
  for (QProcess* process : {&m_forecast, &m_weightsCheck}) end(*process);
  for (const QString& file : {m_configFile, m_weightsFile}) QFile::remove(file);
}

void TrainDialog::connectFields() {
  connect(m_preset, &QComboBox::currentIndexChanged, this, &TrainDialog::presetChosen);
  connect(&m_wait, &QTimer::timeout, this, [this] {
    checkWeights();
    measure();
  });
  for (QSpinBox* box : {m_iterations, m_batch, m_shortSide, m_processes})
    connect(box, &QSpinBox::valueChanged, this, &TrainDialog::changed);
  connect(m_weights, &QLineEdit::textChanged, this, &TrainDialog::changed);
  connect(m_device, &QComboBox::currentIndexChanged, this, &TrainDialog::changed);
  connect(m_machine, &QLineEdit::textChanged, this, &TrainDialog::machineNamed);
  for (QLineEdit* field : {m_machine, m_remoteEngine})
    connect(field, &QLineEdit::editingFinished, this, [this, field] {
      if (!field->isModified()) return;
      field->setModified(false);
      changed();
    });
  connect(m_parameters, &ParameterTree::edited, this, &TrainDialog::changed);
  connect(m_resetAll, &QPushButton::clicked, this, [this] {
    if (!m_handed.empty()) Q_EMIT rulesDropped();
    m_handed.clear();
    m_parameters->reset();
  });
  for (QProcess* process : {&m_forecast, &m_weightsCheck})
    process->setProcessEnvironment(EngineLauncher::environment());
  connect(&m_forecast, &QProcess::finished, this, &TrainDialog::measured);
  connect(&m_weightsCheck, &QProcess::finished, this, &TrainDialog::weightsChecked);
  connect(&m_weightsCheck, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
    if (error == QProcess::FailedToStart) weightsChecked();
  });
}

void TrainDialog::changed() {
  m_startsWhenChecked = false;
  m_parameters->setBase(formConfig());
  const size_t count = m_parameters->editedValues().size();
  m_parametersTitle->setText(count == 0
                                 ? tr("All parameters")
                                 : tr("All parameters (%n changed)", nullptr, static_cast<int>(count)));
  m_resetAll->setVisible(count > 0);
  showProcesses();
  showOrigin();
  checkDisk();
  checkFields();
  if (m_start->isEnabled()) m_wait.start();
}

void TrainDialog::presetChosen() {
  takePreset(true);
  changed();
}

void TrainDialog::takePreset(bool keepTyped) {
  const Preset& preset = presetByName(m_preset->currentData().toString().toStdString());
  const RunConfig before = std::exchange(m_presetConfig, preset.config);
  m_description->say(FieldNote::Kind::Plain,
                     QCoreApplication::translate("Presets", preset.description.c_str()));
  // What was typed stays; what the network before brought gives way.
  const auto take = [keepTyped](QSpinBox* box, int old, int now) {
    const QSignalBlocker quiet(box);
    if (!keepTyped || box->value() == old) box->setValue(now);
  };
  take(m_iterations, before.solver.iterations, preset.config.solver.iterations);
  take(m_batch, before.solver.batch, preset.config.solver.batch);
  take(m_shortSide, static_cast<int>(before.input.short_side),
       static_cast<int>(preset.config.input.short_side));
  m_presetWantsWeights = preset.config.network.norm == NormLayer::FrozenBatch;
  m_parameters->setBase(formConfig());
  std::map<std::string, Json> edited;
  if (keepTyped)
    for (const auto& [path, value] : m_parameters->editedValues())
      if (!path.starts_with("network.")) edited[path] = value;
  for (const auto& [path, value] : m_handed) edited[path] = value;
  m_parameters->setEdited(std::move(edited));
}

void TrainDialog::recall() {
  const auto memory = readTrainMemory(m_subject.project);
  if (!memory) return;
  m_recalled = true;
  if (const int at = m_preset->findData(memory->preset); at >= 0) m_preset->setCurrentIndex(at);
  m_weights->setText(memory->weights);
  for (const auto& [box, value] : {std::pair{m_iterations, memory->iterations},
                                   {m_batch, memory->batch},
                                   {m_shortSide, memory->shortSide},
                                   {m_processes, memory->processes}})
    box->setValue(value);
  m_device->setCurrentIndex(std::max(0, m_device->findData(memory->device)));
  m_machine->setText(memory->machine);
  m_remoteEngine->setText(memory->remoteEngine);
  m_parameters->setBase(formConfig());
  m_parameters->setEdited(memory->edited);
}

void TrainDialog::remember() const {
  if (m_subject.project.isEmpty()) return;
  TrainMemory memory;
  memory.preset = m_preset->currentData().toString();
  memory.weights = m_weights->text().trimmed();
  memory.device = m_device->currentData().toString();
  memory.machine = m_machine->text().trimmed();
  memory.remoteEngine = m_remoteEngine->text().trimmed();
  memory.iterations = m_iterations->value();
  memory.batch = m_batch->value();
  memory.shortSide = m_shortSide->value();
  memory.processes = m_processes->value();
  memory.edited = m_parameters->editedValues();
  writeTrainMemory(m_subject.project, memory);
}

void TrainDialog::done(int result) {
  if (!m_subject.project.isEmpty()) writeTrainSize(m_subject.project, size());
  QDialog::done(result);
}

void TrainDialog::setRules(const RunConfig& rules) {
  if (const int at = m_preset->findData(text(rules.preset)); at >= 0) m_preset->setCurrentIndex(at);
  const RunConfig& own = m_presetConfig;
  if (rules.input.short_side != own.input.short_side)
    m_shortSide->setValue(static_cast<int>(rules.input.short_side));
  m_parameters->setBase(formConfig());
  m_handed = m_parameters->differences(rules, ruleSections);
  std::map<std::string, Json> edited = m_parameters->editedValues();
  // The inspector's word on these fields is the newer one, also where it is the preset's.
  for (const std::string& section : ruleSections)
    for (const Parameter* parameter : parametersBelow(section)) edited.erase(parameter->path);
  for (const auto& [path, value] : m_handed) edited[path] = value;
  m_parameters->setEdited(std::move(edited));
  changed();
}

void TrainDialog::dropRules() {
  std::map<std::string, Json> edited = m_parameters->editedValues();
  for (const auto& [path, value] : std::exchange(m_handed, {}))
    if (edited[path] == value) edited.erase(path);
  m_parameters->setEdited(std::move(edited));
  Q_EMIT rulesDropped();
  changed();
}

void TrainDialog::showOrigin() {
  m_drop->setVisible(!m_handed.empty());
  if (m_handed.empty())
    return m_origin->say(FieldNote::Kind::Plain, m_copied ? tr("Copied from an earlier run.")
                                                 : m_recalled
                                                     ? tr("Settings of the last run in this project.")
                                                     : tr("Values of the preset."));
  QStringList names;
  for (const auto& [path, value] : m_handed) names << text(path);
  m_origin->say(FieldNote::Kind::Notice, tr("From the inspector: %1").arg(names.join(QStringLiteral(", "))));
}

void TrainDialog::setConfig(const RunConfig& config) {
  m_copied = true;
  if (const int at = m_preset->findData(text(config.preset)); at >= 0) m_preset->setCurrentIndex(at);
  m_weights->setText(text(config.weights));
  m_iterations->setValue(config.solver.iterations);
  m_batch->setValue(config.solver.batch);
  m_shortSide->setValue(static_cast<int>(config.input.short_side));
  m_device->setCurrentIndex(std::max(0, m_device->findData(text(config.device))));
  m_processes->setValue(config.processes);
  m_parameters->setBase(formConfig());
  m_parameters->setEdited(m_parameters->differences(config, runSections));
  changed();
}

void TrainDialog::showProcesses() {
  // Of no use on a machine with one GPU or none; what another machine has is not known here.
  m_processes->setEnabled(m_gpus > 1 || m_processes->value() != 1 || !m_machine->text().trimmed().isEmpty());
  m_remoteEngine->setEnabled(!m_machine->text().trimmed().isEmpty());
}

void TrainDialog::offerLighter(bool wanted, const QString& why) {
  const auto lighter = wanted ? lighterRun(config()) : std::nullopt;
  m_lighter->setVisible(lighter.has_value());
  m_lighter->disconnect();
  if (wanted) m_estimate->say(FieldNote::Kind::Warning, why + QLatin1Char('\n') + m_estimate->text());
  if (!lighter) return;
  m_lighter->setText(tr("Use %1").arg(lighter->words));
  connect(m_lighter, &QPushButton::clicked, this, [this, config = lighter->config] {
    m_lighter->hide();
    m_batch->setValue(config.solver.batch);
    m_shortSide->setValue(static_cast<int>(config.input.short_side));
    m_device->setCurrentIndex(std::max(0, m_device->findData(text(config.device))));
    m_parameters->edit(config, {"solver.accumulate", "input.long_side"});
    changed();
  });
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

}  // namespace anchor
