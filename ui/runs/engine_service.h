// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QObject>
#include <QProcess>
#include <functional>

#include "engine/protocol/serve_message.h"
#include "ui/shared/project_part.h"

namespace anchor {

/// `anchor-engine serve` as a child: started at the first question, started again after it died. A question
/// whose engine dies fails with a sentence.
class EngineService : public QObject, public ProjectPart {
  Q_OBJECT
 public:
  EngineService(QString program, QObject* parent);
  ~EngineService() override;
  using Done = std::function<void(const ServeAnswer&)>;
  using Progress = std::function<void(int done, int all)>;
  /// Asks; `done` gets the last answer (done, cancelled or failed), `progress` those before it, both on this
  /// thread and never after this object is gone. Returns the request's id.
  int ask(ServeRequest request, Done done, Progress progress = {});
  void cancel(int id);
  [[nodiscard]] bool busy() const { return !m_open.isEmpty(); }
  /// 0 when no child runs; for tests.
  [[nodiscard]] qint64 processId() const { return m_process.processId(); }

 private:
  void forgetProject() override;
  struct Open {
    Done done;
    Progress progress;
  };
  void start();
  void read();
  void died();
  QString m_program;
  QProcess m_process;
  QByteArray m_torn, m_errors;
  QHash<int, Open> m_open;
  int m_lastId = 0;
};

}  // namespace anchor
