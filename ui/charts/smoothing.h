// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace anchor {

/// Exponential moving average over all points, freed of its start: after n equal points it is that value, not
/// a part of it (Kingma and Ba 2014, section 3). weight 0 = the points themselves.
class Smoothing {
 public:
  /// weight: 0 up to but not 1, the share of the past.
  explicit Smoothing(double weight = 0) : m_weight(weight) {}
  double add(double value) {
    // A constant stays exactly what it is, whatever the weight.
    m_constant = m_constant && (m_left == 1 || value == m_first);
    if (m_left == 1) m_first = value;
    m_sum = m_weight * m_sum + (1 - m_weight) * value;
    m_left *= m_weight;
    return m_constant ? value : m_sum / (1 - m_left);
  }

 private:
  double m_weight, m_sum = 0, m_first = 0;
  double m_left = 1;  ///< weight to the power of the points so far
  bool m_constant = true;
};

}  // namespace anchor
