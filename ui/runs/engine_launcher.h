// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QProcessEnvironment>
#include <QStringList>

#include "engine/protocol/run_folder.h"

namespace anchor {

/// Starts the engine program. The child is detached on purpose: closing or crashing the studio stops no
/// training.
class EngineLauncher {
 public:
  explicit EngineLauncher(QString program) : m_program(std::move(program)) {}
  /// Ours, and threads that do not spin while they wait: spinning ones would starve the studio on a small
  /// machine.
  static QProcessEnvironment environment();
  /// Beside the studio's own program.
  static QString defaultProgram();
  [[nodiscard]] const QString& program() const { return m_program; }
  /// Trains or resumes a run folder; its words go to log.txt. Returns an empty text, or why it could not be
  /// started.
  [[nodiscard]] QString train(const RunFolder& folder, qint64* process = nullptr) const;

 private:
  QString m_program;
};

}  // namespace anchor
