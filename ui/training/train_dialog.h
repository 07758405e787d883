// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>

#include "engine/protocol/remote_place.h"
#include "ui/training/field_note.h"
#include "ui/training/parameter_tree.h"
#include "ui/training/train_check.h"

namespace anchor {

/// What a dialog needs to know of the project.
struct TrainSubject {
  int trainImages = 0, valImages = 0, testImages = 0, classes = 0;
  int width = 640, height = 480;      ///< the largest image
  int boxes = 8;                      ///< on the fullest image
  QString project;                    ///< its folder, for which the choices are kept; empty: they are not
  std::function<TrainCheck()> check;  ///< for a worker thread; empty: nothing is checked
};

/// Preset, weights, iterations, batch and device, with time and memory measured by the engine on an image of
/// the project's largest size. accepted() when Start was pressed and all that can be checked was found to be
/// in order. Starts with what was chosen last for this project. Nothing in it moves while it is open: every
/// word that may come has its place.
class TrainDialog : public QDialog {
  Q_OBJECT
 public:
  TrainDialog(const TrainSubject& subject, QString engineProgram, QWidget* parent);
  ~TrainDialog() override;
  /// Adds the anchors, thresholds and sampling handed over by the inspector. They outlast another choice of
  /// network, and can be dropped.
  void setRules(const RunConfig& rules);
  /// Starts from the whole configuration of an earlier run; what the form does not show is an edited
  /// parameter.
  void setConfig(const RunConfig& config);
  /// MB that a run may take before a lighter one is offered; by default what the machine has free.
  void setMemoryLimit(double megabytes) { m_memoryLimit = megabytes; }
  /// MB free on the project's disk, in place of what is.
  void setDiskLimit(double megabytes) { m_diskLimit = megabytes; }
  /// The chosen configuration; classes are not filled in. Throws UserError when an edited parameter cannot be
  /// used; Start is disabled then.
  [[nodiscard]] RunConfig config() const;
  /// The machine to train on, its folder not filled in; nothing: this one.
  [[nodiscard]] std::optional<RemotePlace> remote() const;
  void accept() override;
  void done(int result) override;

 Q_SIGNALS:
  /// The values that the inspector handed over are not wanted any more.
  void rulesDropped();

 private:
  // train_dialog_form.cpp
  void buildForm();
  void buildFields();
  QWidget* buildSetup();
  QWidget* buildParameters();
  QWidget* buildOrigin();
  void connectFields();
  // train_dialog.cpp
  /// What preset and form say, before the edited parameters.
  [[nodiscard]] RunConfig formConfig() const;
  void presetChosen();
  void takePreset(bool keepTyped);
  void recall();
  void remember() const;
  void dropRules();
  void showOrigin();
  void changed();
  void chooseWeights();
  void showProcesses();
  void offerLighter(bool wanted, const QString& why);
  // train_dialog_checks.cpp
  void checkFields();
  /// What would go wrong with the weights, so far as it is known.
  [[nodiscard]] QString weightsTrouble() const;
  [[nodiscard]] QString weightsKey() const;
  [[nodiscard]] bool weightsKnown() const;
  void checkWeights();
  void weightsChecked();
  void checkImages();
  void showImages();
  void measure();
  [[nodiscard]] QStringList forecastArguments() const;
  /// A machine is asked once its name is whole, when the field is left.
  void machineNamed(const QString& host);
  void measured();
  void checkDisk();
  [[nodiscard]] RunConfig askable() const;
  TrainSubject m_subject;
  QString m_program;
  QComboBox* m_preset;
  FieldNote* m_description;
  QLineEdit *m_weights, *m_machine, *m_remoteEngine;
  QSpinBox *m_iterations, *m_batch, *m_shortSide, *m_processes;
  QString m_askedMachine;  ///< as the field said when the measurement began
  int m_gpus = 0;          ///< of the machine that was measured
  QComboBox* m_device;
  FieldNote *m_origin, *m_weightsNote, *m_numbersNote, *m_imagesNote, *m_estimate, *m_diskNote, *m_warning;
  QPushButton *m_drop, *m_resetAll;
  QLabel* m_parametersTitle;
  QPushButton* m_lighter;  ///< a smaller demand on memory, when this one is too large
  QProcess m_forecast, m_weightsCheck;
  QTimer m_wait;
  QString m_configFile, m_weightsFile;
  QString m_askedWeights, m_knownWeights;  ///< what is being checked, and what was
  QString m_saidOfWeights;                 ///< empty: they can be used
  std::optional<TrainCheck> m_project;
  std::optional<double> m_memoryLimit, m_diskLimit, m_checkpointMegabytes;
  std::map<std::string, Json> m_handed;  ///< by the inspector, by path
  RunConfig m_presetConfig;              ///< of the network chosen now
  bool m_presetWantsWeights = false, m_startsWhenChecked = false, m_copied = false, m_recalled = false;
  bool m_imagesUsable = true, m_diskUsable = true;
  ParameterTree* m_parameters;
  QPushButton* m_start;
};

}  // namespace anchor
