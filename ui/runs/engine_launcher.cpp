// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/engine_launcher.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

namespace anchor {

QProcessEnvironment EngineLauncher::environment() {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("OMP_WAIT_POLICY"), QStringLiteral("PASSIVE"));
  return environment;
}

QString EngineLauncher::defaultProgram() {
  return QCoreApplication::applicationDirPath() + QStringLiteral("/anchor-engine");
}

QString EngineLauncher::train(const RunFolder& folder, qint64* started) const {
  if (!QFileInfo(m_program).isExecutable())
    return QCoreApplication::translate(
               "EngineLauncher", "The engine program is missing: %1. Build or install it beside the studio.")
        .arg(m_program);
  QProcess process;
  process.setProgram(m_program);
  // A run with another machine is trained there; the program here only passes on and listens.
  const bool remote = std::filesystem::exists(folder.path() / "remote.json");
  process.setArguments({remote ? QStringLiteral("remote") : QStringLiteral("train"),
                        QString::fromStdString(folder.path().string())});
  process.setProcessEnvironment(environment());
  process.setStandardInputFile(QProcess::nullDevice());
  process.setStandardOutputFile(QProcess::nullDevice());
  process.setStandardErrorFile(QString::fromStdString(folder.log().string()), QIODevice::Append);
  if (process.startDetached(started)) return {};
  return QCoreApplication::translate("EngineLauncher", "The engine could not be started: %1")
      .arg(process.errorString());
}

}  // namespace anchor
