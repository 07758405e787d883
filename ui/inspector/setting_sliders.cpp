// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/setting_sliders.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <cmath>

#include "ui/shared/parameter_words.h"

namespace anchor {
namespace {

QString tipOf(const Parameter& parameter) {
  QString tip = wordsOf(parameter);
  if (*parameter.original != '\0') tip += QLatin1Char('\n') + QLatin1String(parameter.original);
  return tip + QLatin1Char('\n') + QLatin1String(parameter.path);
}

QString joined(const std::vector<float>& values) {
  QStringList words;
  for (const float v : values) words << QString::number(v, 'g', 4);
  return words.join(QStringLiteral(", "));
}

constexpr int factorSteps = 40;  // of the slider, to each side; a full side is a factor of four

}  // namespace

SettingSliders::SettingSliders(std::vector<SettingSpec> specs, QWidget* parent) : QWidget(parent) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(2);
  grid->setColumnStretch(1, 1);
  for (const SettingSpec& spec : specs) addRow(spec);
}

void SettingSliders::addRow(const SettingSpec& spec) {
  const Parameter& parameter = *parameterAt(spec.path);
  const Slider offered = parameter.slider;
  auto* grid = qobject_cast<QGridLayout*>(layout());
  const int row = grid->rowCount();
  auto* slider = new QSlider(Qt::Horizontal, this);
  slider->setRange(0, qRound((offered.high - offered.low) / offered.step));
  slider->setObjectName(QLatin1String(spec.path));
  auto* number = new QDoubleSpinBox(this);
  number->setObjectName(QLatin1String(spec.path) + QStringLiteral(".value"));
  number->setDecimals(offered.step < 0.1 ? 2 : offered.step < 1 ? 1 : 0);
  number->setRange(offered.low, offered.high);
  number->setSingleStep(offered.step);
  number->setMaximumWidth(78);
  auto* label = new QLabel(spec.title, this);
  label->setBuddy(number);
  for (QWidget* widget : std::initializer_list<QWidget*>{label, slider, number})
    widget->setToolTip(tipOf(parameter));
  slider->setAccessibleName(spec.title);
  grid->addWidget(label, row, 0);
  grid->addWidget(slider, row, 1);
  grid->addWidget(number, row, 2);
  m_rows.push_back({&parameter, slider, number});
  connect(slider, &QSlider::valueChanged, number, [this, number, offered](int at) {
    if (!m_filling) number->setValue(offered.low + at * offered.step);
  });
  connect(number, &QDoubleSpinBox::valueChanged, this, [this, slider, &parameter](double value) {
    if (m_filling) return;
    m_filling = true;
    slider->setValue(qRound((value - parameter.slider.low) / parameter.slider.step));
    m_filling = false;
    const bool whole = parameter.slider.step >= 1;
    set(parameter, whole ? Json(std::lround(value)) : Json(value));
  });
}

void SettingSliders::addList(const char* path, const QString& title, bool withFactor) {
  auto* grid = qobject_cast<QGridLayout*>(layout());
  const int row = grid->rowCount();
  auto list = std::make_unique<List>(List{parameterAt(path), new QLineEdit(this), nullptr, {}});
  list->edit->setObjectName(QLatin1String(path));
  list->edit->setToolTip(tipOf(*list->parameter));
  auto* label = new QLabel(title, this);
  label->setBuddy(list->edit);
  grid->addWidget(label, row, 0);
  grid->addWidget(list->edit, row, 1, 1, 2);
  List* own = list.get();
  if (withFactor) {
    own->factor = new QSlider(Qt::Horizontal, this);
    own->factor->setRange(-factorSteps, factorSteps);
    own->factor->setObjectName(QLatin1String(path) + QStringLiteral(".factor"));
    own->factor->setToolTip(tr("Multiplies all scales, by a quarter to four."));
    own->factor->setAccessibleName(tr("All scales times"));
    grid->addWidget(new QLabel(tr("All scales ×"), this), row + 1, 0);
    grid->addWidget(own->factor, row + 1, 1, 1, 2);
    connect(own->factor, &QSlider::valueChanged, this, [this, own](int at) {
      if (m_filling) return;
      std::vector<float> values = own->base;
      for (float& v : values)
        v = static_cast<float>(std::round(v * std::pow(4.0, double(at) / factorSteps) * 100) / 100);
      own->edit->setText(joined(values));
      set(*own->parameter, values);
    });
  }
  connect(own->edit, &QLineEdit::editingFinished, this, [this, own] {
    std::vector<float> values;
    for (const QString& word : own->edit->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
      bool ok = false;
      const float v = word.trimmed().toFloat(&ok);
      if (ok && v > 0 && v < 1000) values.push_back(v);
    }
    if (!m_filling) takeList(*own, values);
  });
  m_lists.push_back(std::move(list));
}

void SettingSliders::takeList(List& list, const std::vector<float>& values) {
  const Json now = valueOf(m_config, *list.parameter);
  if (values.empty() || now == Json(values)) {
    list.edit->setText(joined(now.get<std::vector<float>>()));  // what cannot be used gives way to what holds
    return;
  }
  list.base = values;
  set(*list.parameter, values);
}

void SettingSliders::setConfig(const RunConfig& config) {
  m_config = config;
  m_filling = true;
  for (Row& row : m_rows) {
    const Slider& offered = row.parameter->slider;
    const double value = valueOf(config, *row.parameter).get<double>();
    row.number->setMaximum(std::max(offered.high, value));
    row.number->setValue(value);
    row.slider->setValue(qRound((value - offered.low) / offered.step));
  }
  for (const auto& list : m_lists) {
    list->base = valueOf(config, *list->parameter).get<std::vector<float>>();
    list->edit->setText(joined(list->base));
    if (list->factor != nullptr) list->factor->setValue(0);
  }
  m_filling = false;
}

void SettingSliders::set(const Parameter& parameter, const Json& value) {
  setValue(m_config, parameter, value, parameter.path);
  Q_EMIT changed();
}

}  // namespace anchor
