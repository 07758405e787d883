// SPDX-License-Identifier: GPL-3.0-or-later
// What the Train dialog consists of, and where it stands.
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/shared/pictures.h"
#include "ui/shared/scroll_column.h"
#include "ui/style/theme.h"
#include "ui/training/train_dialog.h"
#include "ui/training/train_memory.h"

namespace anchor {
namespace {

namespace space = tokens::space;

/// Where the table has no upper bound, a million is enough.
void dress(QSpinBox* box, const char* name, const char* path, const QString& tip) {
  box->setObjectName(QLatin1String(name));
  const auto& range = std::get<Range>(parameterAt(path)->rule);
  box->setRange(static_cast<int>(range.least), static_cast<int>(std::min(range.most, 1e6)));
  box->setGroupSeparatorShown(true);
  box->setToolTip(tip);
}

QLabel* labelOf(const QString& words, QWidget* field) {
  auto* label = new QLabel(words, field->parentWidget());
  label->setBuddy(field);
  return label;
}

QLabel* titleOf(const QString& words, QWidget* parent) {
  auto* label = new QLabel(words, parent);
  label->setFont(theme::font(tokens::type::body, tokens::weight::semibold));
  return label;
}

/// Keeps its room while it is not shown.
void keepPlace(QWidget* widget) {
  QSizePolicy policy = widget->sizePolicy();
  policy.setRetainSizeWhenHidden(true);
  widget->setSizePolicy(policy);
}

}  // namespace

void TrainDialog::buildFields() {
  m_preset->setObjectName(QStringLiteral("preset"));
  for (const Preset& preset : presets())
    m_preset->addItem(QCoreApplication::translate("Presets", preset.title.c_str()), text(preset.name));
  // Titles of a longer language take no room from the labels.
  m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_preset->setMinimumContentsLength(24);
  m_weights->setObjectName(QStringLiteral("weights"));
  m_weights->setPlaceholderText(tr("Random weights"));
  m_weights->setClearButtonEnabled(true);
  m_weights->setToolTip(
      tr("ImageNet weights: torchvision's .pth or .safetensors, or a .caffemodel. Without a file, the "
         "network starts from random weights and uses group normalisation."));
  dress(m_iterations, "iterations", "solver.iterations",
        tr("Optimiser steps. Each step processes one batch of images."));
  dress(m_batch, "batch", "solver.batch",
        tr("Images per step. A larger batch is more stable and needs more memory."));
  dress(m_shortSide, "shortSide", "input.short_side",
        tr("Every image is resized so that its shorter side has this length, before anchors are placed on "
           "it."));
  m_shortSide->setSuffix(tr(" px"));
  dress(m_processes, "processes", "processes",
        tr("Processes that train this run together on one machine, each with its own GPU. They share the "
           "batch."));
  m_processes->setSpecialValueText(tr("One for each GPU"));
  m_processes->setValue(1);
  m_device->setObjectName(QStringLiteral("device"));
  m_device->addItem(tr("Automatic: GPU if there is one"), QStringLiteral("auto"));
  m_device->addItem(tr("CPU"), QStringLiteral("cpu"));
  m_device->addItem(tr("GPU (CUDA)"), QStringLiteral("cuda"));
  m_machine->setObjectName(QStringLiteral("machine"));
  m_machine->setPlaceholderText(tr("This computer, or USER@MACHINE"));
  m_machine->setToolTip(
      tr("Another machine, reached by ssh with a key or an agent. The run and its images are copied there; "
         "losses and checkpoints are copied back during training."));
  m_remoteEngine->setObjectName(QStringLiteral("remoteEngine"));
  m_remoteEngine->setPlaceholderText(QStringLiteral("anchor-engine"));
  m_remoteEngine->setToolTip(tr("The engine's program on that machine"));
  m_remoteEngine->setAccessibleName(tr("Engine there"));
  for (const auto& [note, name] : {std::pair{m_description, "presetDescription"},
                                   {m_origin, "trainOrigin"},
                                   {m_weightsNote, "weightsNote"},
                                   {m_numbersNote, "numbersNote"},
                                   {m_imagesNote, "imagesNote"},
                                   {m_estimate, "estimate"},
                                   {m_diskNote, "diskNote"},
                                   {m_warning, "trainWarning"}})
    note->setObjectName(QLatin1String(name));
  m_lighter->setObjectName(QStringLiteral("lighter"));
  m_lighter->setToolTip(tr("Only fills in the form; nothing starts yet."));
  keepPlace(m_lighter);
  m_lighter->hide();
}

QWidget* TrainDialog::buildSetup() {
  auto* setup = new QWidget(this);
  auto* browse = new QToolButton(setup);
  browse->setText(tr("Browse…"));
  connect(browse, &QToolButton::clicked, this, &TrainDialog::chooseWeights);
  auto* grid = new QGridLayout(setup);
  grid->setContentsMargins(0, 0, space::within, 0);
  grid->setHorizontalSpacing(space::within);
  grid->setVerticalSpacing(space::tiny);
  grid->setColumnStretch(1, 1);
  grid->setColumnStretch(3, 1);
  int row = 0;
  const auto wide = [&](QLabel* label, QWidget* field, FieldNote* note) {
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row++, 1, 1, 3);
    if (note != nullptr) grid->addWidget(note, row++, 1, 1, 3);
  };
  const auto pair = [&](const QString& first, QWidget* a, const QString& second, QWidget* b) {
    grid->addWidget(labelOf(first, a), row, 0);
    grid->addWidget(a, row, 1);
    grid->addWidget(labelOf(second, b), row, 2);
    grid->addWidget(b, row++, 3);
  };
  wide(labelOf(tr("&Network and recipe"), m_preset), m_preset, m_description);
  auto* weights = new QWidget(setup);
  auto* line = new QHBoxLayout(weights);
  line->setContentsMargins(0, 0, 0, 0);
  line->addWidget(m_weights, 1);
  line->addWidget(browse);
  wide(labelOf(tr("Start from &weights"), m_weights), weights, m_weightsNote);
  pair(tr("&Iterations"), m_iterations, tr("&Batch"), m_batch);
  pair(tr("&Short side"), m_shortSide, tr("&Processes"), m_processes);
  grid->addWidget(m_numbersNote, row++, 1, 1, 3);
  wide(labelOf(tr("&Device"), m_device), m_device, nullptr);
  auto* machine = new QWidget(setup);
  auto* place = new QHBoxLayout(machine);
  place->setContentsMargins(0, 0, 0, 0);
  place->addWidget(m_machine, 2);
  place->addWidget(m_remoteEngine, 1);
  wide(labelOf(tr("&Machine"), m_machine), machine, nullptr);
  auto* images = new QLabel(tr("%1 train, %2 val, %3 test; classes: %4")
                                .arg(m_subject.trainImages)
                                .arg(m_subject.valImages)
                                .arg(m_subject.testImages)
                                .arg(m_subject.classes),
                            setup);
  wide(new QLabel(tr("Images"), setup), images, m_imagesNote);
  auto* estimate = new QLabel(tr("Estimate"), setup);
  grid->addWidget(estimate, row, 0, Qt::AlignTop);
  grid->addWidget(m_estimate, row++, 1, 1, 3);
  grid->addWidget(m_diskNote, row++, 1, 1, 3);
  grid->addWidget(m_lighter, row++, 1, 1, 3, Qt::AlignLeft);
  grid->setRowStretch(row, 1);
  return setup;
}

QWidget* TrainDialog::buildParameters() {
  auto* column = new QWidget(this);
  m_parametersTitle = titleOf(tr("All parameters"), column);
  m_resetAll = new QPushButton(tr("Reset"), column);
  m_resetAll->setObjectName(QStringLiteral("resetParameters"));
  m_resetAll->setToolTip(tr("Set all changed parameters back to the values of the preset"));
  m_resetAll->setFlat(true);
  m_resetAll->setAutoDefault(false);
  keepPlace(m_resetAll);
  auto* head = new QHBoxLayout;
  head->addWidget(m_parametersTitle, 1);
  head->addWidget(m_resetAll);
  auto* lines = new QVBoxLayout(column);
  lines->setContentsMargins(space::within, 0, 0, 0);
  lines->setSpacing(space::tiny);
  lines->addLayout(head);
  lines->addWidget(m_parameters, 1);
  lines->addWidget(m_warning);
  return column;
}

QWidget* TrainDialog::buildOrigin() {
  auto* bar = new QWidget(this);
  m_drop = new QPushButton(tr("Drop them"), bar);
  m_drop->setObjectName(QStringLiteral("dropRules"));
  m_drop->setToolTip(tr("Use the preset's values instead"));
  m_drop->setAutoDefault(false);
  keepPlace(m_drop);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(m_origin, 1);
  row->addWidget(m_drop);
  connect(m_drop, &QPushButton::clicked, this, &TrainDialog::dropRules);
  return bar;
}

void TrainDialog::buildForm() {
  setObjectName(QStringLiteral("trainDialog"));
  setWindowTitle(tr("Train a detector"));
  setAttribute(Qt::WA_DeleteOnClose);
  buildFields();
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  m_start = buttons->addButton(tr("Start training"), QDialogButtonBox::AcceptRole);
  m_start->setObjectName(QStringLiteral("startTraining"));
  m_start->setDefault(true);
  auto* setup = new ScrollColumn(buildSetup(), this);
  setup->setFrameShape(QFrame::NoFrame);
  auto* halves = new QHBoxLayout;
  halves->setSpacing(space::within);
  halves->addWidget(setup, 3);
  halves->addWidget(buildParameters(), 2);
  auto* lines = new QVBoxLayout(this);
  lines->setContentsMargins(space::around, space::within, space::around, space::within);
  lines->setSpacing(space::within);
  lines->addWidget(buildOrigin());
  lines->addLayout(halves, 1);
  lines->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &TrainDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  const QSize kept = readTrainSize(m_subject.project);
  constexpr QSize usual(960, 600);
  constexpr QSize frame(16, 40);  // around it, and the window's title
  resize((kept.isValid() ? kept : usual).boundedTo(screen()->availableGeometry().size() - frame));
}

}  // namespace anchor
