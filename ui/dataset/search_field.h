// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

namespace anchor {

/// Where a query for images is typed: offers terms, their values and the names of classes for the word at
/// the cursor.
class SearchField : public QLineEdit {
  Q_OBJECT
 public:
  explicit SearchField(QWidget* parent);
  void setClasses(const QStringList& names);
  /// Framed as wrong, or not.
  void setWrong(bool wrong);
  [[nodiscard]] QCompleter* suggestions() const { return m_suggestions; }

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void suggest();
  /// Puts a suggestion in the place of the word at the cursor.
  void take(const QString& term);
  /// Where the word at the cursor begins; a space in quotes is part of it.
  [[nodiscard]] int wordStart() const;
  QStringListModel* m_terms;
  QCompleter* m_suggestions;
};

}  // namespace anchor
