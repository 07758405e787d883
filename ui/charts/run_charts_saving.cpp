// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/run_charts.h"
#include "ui/shared/dialogs.h"
#include "ui/shared/message_words.h"

namespace anchor {

void RunCharts::askForValues() {
  const QString path = dialogs::chooseNewFile(this, tr("Save all values"), tr("CSV (*.csv)"));
  if (path.isEmpty()) return;
  try {
    saveValues(path);
  } catch (const std::exception& error) {
    dialogs::tell(this, QMessageBox::Warning, tr("Save all values"),
                  tr("%1 cannot be written: %2").arg(path, inWords(error)));
  }
}

}  // namespace anchor
