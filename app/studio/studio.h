// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <memory>

#include "ui/window/main_window.h"

namespace anchor {

/// The program's one window. It is made anew when the person takes another language: every text of it is then
/// in that language, wherever it is kept.
class Studio : public QObject {
  Q_OBJECT
 public:
  explicit Studio(StudioServices services);
  [[nodiscard]] MainWindow* window() const { return m_window.get(); }
  /// What a file manager or a person hands over, else the last project, if the person wants that.
  void openFirst(const QStringList& given);
  /// Keeps project, image, layout and running training; refuses while an edit is not saved.
  void takeLanguage(const QString& name);

 private:
  void makeWindow();

  StudioServices m_services;
  std::unique_ptr<MainWindow> m_window;
};

}  // namespace anchor
