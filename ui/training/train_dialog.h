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
#include <QToolButton>

#include "engine/protocol/remote_place.h"
#include "ui/training/parameter_tree.h"

namespace anchor {

/// What a dialog needs to know of the project.
struct TrainSubject {
  int trainImages = 0, valImages = 0, testImages = 0, classes = 0;
  int width = 640, height = 480;  ///< the largest image
  int boxes = 8;                  ///< on the fullest image
};

/// Preset, weights, iterations, batch and device, with time and memory measured by the engine on an image of
/// the project's largest size. accepted() when the person presses Start.
class TrainDialog : public QDialog {
  Q_OBJECT
 public:
  TrainDialog(const TrainSubject& subject, QString engineProgram, QWidget* parent);
  ~TrainDialog() override;
  /// Starts from the anchors, thresholds and sampling of the inspector; shown as edited parameters.
  void setRules(const RunConfig& rules);
  /// Starts from the whole configuration of an earlier run; what the form does not show is an edited
  /// parameter.
  void setConfig(const RunConfig& config);
  /// MB that a run may take before a lighter one is offered; by default what the machine has free.
  void setMemoryLimit(double megabytes) { m_memoryLimit = megabytes; }
  /// The chosen configuration; classes are not filled in. Throws UserError when an edited parameter cannot be
  /// used; Start is disabled then.
  [[nodiscard]] RunConfig config() const;
  /// The machine to train on, its folder not filled in; nothing: this one.
  [[nodiscard]] std::optional<RemotePlace> remote() const;

 private:
  /// What preset and form say, before the edited parameters.
  [[nodiscard]] RunConfig formConfig() const;
  void presetChosen();
  void changed();
  void showParameters(bool shown);
  void chooseWeights();
  void measure();
  [[nodiscard]] QStringList forecastArguments() const;
  /// A machine is asked once its name is whole, when the field is left.
  void machineNamed(const QString& host);
  void measured();
  /// Grows to what its wrapped lines need now.
  void makeRoom();
  void showProcesses();
  void offerLighter(bool wanted, const QString& why);
  TrainSubject m_subject;
  QString m_program;
  QComboBox* m_preset;
  QLabel* m_description;
  QLineEdit *m_weights, *m_machine, *m_remoteEngine;
  QSpinBox *m_iterations, *m_batch, *m_shortSide, *m_processes;
  QFormLayout* m_form = nullptr;
  QString m_askedMachine;  ///< as the field said when the measurement began
  int m_gpus = 0;          ///< of the machine that was measured
  QComboBox* m_device;
  QLabel *m_estimate, *m_warning;
  QPushButton* m_lighter;  ///< a smaller demand on memory, when this one is too large
  QProcess m_forecast;
  QTimer m_wait;
  QString m_configFile;
  std::optional<double> m_memoryLimit;
  bool m_presetWantsWeights = false;
  ParameterTree* m_parameters;
  QToolButton* m_more;
  QPushButton* m_start;
};

}  // namespace anchor
