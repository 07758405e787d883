// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSlider>
#include <QWidget>
#include <vector>

#include "engine/config/parameters.h"

namespace anchor {

/// A parameter of the configuration as a slider with its number; the table knows what it offers.
struct SettingSpec {
  const char* path;  ///< "assignment.positive_iou"
  QString title;
};

/// Sliders that write into a configuration while they are dragged.
class SettingSliders : public QWidget {
  Q_OBJECT
 public:
  SettingSliders(std::vector<SettingSpec> specs, QWidget* parent);
  /// A field for a list of numbers, "8, 16, 32", with a slider that multiplies all of them.
  void addList(const char* path, const QString& title, bool withFactor);
  void setConfig(const RunConfig& config);
  [[nodiscard]] const RunConfig& config() const { return m_config; }

 Q_SIGNALS:
  void changed();

 private:
  struct Row {
    const Parameter* parameter;
    QSlider* slider;
    QDoubleSpinBox* number;
  };
  struct List {
    const Parameter* parameter;
    QLineEdit* edit;
    QSlider* factor;
    std::vector<float> base;  ///< what the factor multiplies
  };
  void addRow(const SettingSpec& spec);
  void set(const Parameter& parameter, const Json& value);
  void takeList(List& list, const std::vector<float>& values);
  RunConfig m_config;
  std::vector<Row> m_rows;
  std::vector<std::unique_ptr<List>> m_lists;
  bool m_filling = false;
};

}  // namespace anchor
