// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

class QTextBrowser;

namespace anchor {

/// What this program is: version, licence, what it is made of. Deletes itself when closed.
class AboutDialog : public QDialog {
  Q_OBJECT
 public:
  AboutDialog(const QString& engineProgram, QWidget* parent);
  /// Versions and machine, one a line and in English, for a bug report.
  [[nodiscard]] QString report() const;

 Q_SIGNALS:
  void manualWanted();

 private:
  QWidget* versionsPage();
  QTextBrowser* textPage(const QString& file, const QString& name);
  QString m_engine;
};

}  // namespace anchor
