// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>
#include <QTreeWidget>
#include <QWidget>
#include <map>
#include <set>

#include "engine/config/parameters.h"

namespace anchor {

/// Every parameter of a run with its value, a sentence on what it does and the name it has in the original
/// systems. Edited values are bold and stay when the configuration around them changes.
class ParameterTree : public QWidget {
  Q_OBJECT
 public:
  /// `elsewhere`: paths that the form around it edits already.
  explicit ParameterTree(std::set<std::string> elsewhere, QWidget* parent = nullptr);
  /// Shows the values of `base`, under those that were edited.
  void setBase(const RunConfig& base);
  /// `base` with the edited values. Throws UserError naming a field of the wrong type.
  [[nodiscard]] RunConfig applied(const RunConfig& base) const;
  /// Takes those values of `wanted` that differ from the base as edited, at the named sections or
  /// fields.
  void edit(const RunConfig& wanted, const std::vector<std::string>& places);
  /// The values of `wanted` that differ from the base, at the named sections or fields.
  [[nodiscard]] std::map<std::string, Json> differences(const RunConfig& wanted,
                                                        const std::vector<std::string>& places) const;
  /// By path; without a signal. Those that no field of this version has are left out.
  void setEdited(std::map<std::string, Json> values);
  [[nodiscard]] const std::map<std::string, Json>& editedValues() const { return m_edited; }
  /// Forgets the edited values; the base must then be set anew.
  void reset();

 Q_SIGNALS:
  void edited();

 private:
  void addRows();
  void showValue(QTreeWidgetItem* item);
  void take(QTreeWidgetItem* item, int column);
  void filter(const QString& text);
  std::set<std::string> m_elsewhere;
  QLineEdit* m_search;
  QTreeWidget* m_tree;
  RunConfig m_base;
  std::map<std::string, Json> m_edited;  ///< by path
  bool m_filling = false;
};

}  // namespace anchor
