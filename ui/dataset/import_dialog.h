// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QComboBox>
#include <QDialog>
#include <QVBoxLayout>
#include <optional>

#include "datasets/project/project_store.h"
#include "ui/dataset/ledger_view.h"

namespace anchor {

/// Shows an import before it is done, with the choice to do it, or after.
class ImportDialog : public QDialog {
  Q_OBJECT
 public:
  ImportDialog(const QString& heading, const ImportLedger& ledger, const std::vector<Problem>& problems,
               LedgerView::When when, QWidget* parent);
  /// For labels that may call the first pixel 0 or 1: shows which was found out or chosen, and lets choose.
  void offerCounting(std::optional<int> chosen);

 Q_SIGNALS:
  /// 0, 1, or nothing to have it found out. The dialog closes itself: what follows shows another.
  void countingChosen(std::optional<int> pixelsFrom);

 private:
  QVBoxLayout* m_layout;
};

/// The imports of a project, the newest first, with what became of their objects.
class ImportHistoryDialog : public QDialog {
  Q_OBJECT
 public:
  ImportHistoryDialog(std::vector<ImportRecord> imports, QWidget* parent);

 private:
  void show(int index);
  std::vector<ImportRecord> m_imports;
  QComboBox* m_choice;
  LedgerView* m_view;
};

}  // namespace anchor
