// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <memory>

namespace anchor {

/// Whatever shows or keeps something of the open project. The window takes panels and helpers only as such,
/// so one that would carry a project's run, filter or finding over into the next does not compile.
class ProjectPart {
 public:
  ProjectPart() = default;
  ProjectPart(const ProjectPart&) = delete;
  ProjectPart& operator=(const ProjectPart&) = delete;
  virtual ~ProjectPart() = default;
  /// The project is closed, or gives way to another; the session holds none while this is called.
  void leaveProject() {
    m_life = std::make_unique<QObject>();
    forgetProject();
  }

 protected:
  /// The context of all work in the background: it goes with the project, and with it every answer that is
  /// still to come.
  [[nodiscard]] QObject* projectLife() const { return m_life.get(); }

 private:
  /// As it was before the first project was opened.
  virtual void forgetProject() = 0;
  std::unique_ptr<QObject> m_life = std::make_unique<QObject>();
};

}  // namespace anchor
