// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reading one layer's JSON: every error names the field, unknown fields are errors.

#include <ATen/core/Tensor.h>

#include <set>

#include "engine/base/json_fields.h"
#include "engine/geometry/anchor_grid.h"
#include "engine/geometry/box_delta.h"

namespace anchor {

class LayerInputs {
 public:
  explicit LayerInputs(const Json& json);
  [[nodiscard]] bool has(const std::string& name) const { return m_json.contains(name); }
  /// The field, or the default when it is missing; a missing field without default throws.
  float number(const std::string& name, std::optional<float> fallback = {});
  int64_t integer(const std::string& name, std::optional<int64_t> fallback = {});
  bool flag(const std::string& name, bool fallback);
  std::string text(const std::string& name, std::optional<std::string> fallback = {});
  std::vector<float> numbers(const std::string& name, std::optional<std::vector<float>> fallback = {});
  /// With all the digits that JSON has; finite.
  double exactNumber(const std::string& name);
  std::vector<double> exactNumbers(const std::string& name);
  std::vector<int> integers(const std::string& name);
  Boxes boxes(const std::string& name);
  /// Rows of `columns` numbers each; columns 0 = as in the first row, a multiple of four.
  std::vector<std::vector<float>> rows(const std::string& name, size_t columns);
  BoxConvention convention();
  /// Nested lists of numbers as a float tensor of any shape.
  at::Tensor tensor(const std::string& name);
  /// A list of objects, handed on as it is.
  const Json& list(const std::string& name);
  /// Throws when a field was given that nothing read.
  void finish() const;

 private:
  const Json& field(const std::string& name);
  const Json& m_json;
  std::set<std::string> m_known;
};

/// A number that JSON can hold, finite and within float32's range.
float jsonNumber(const Json& value, const std::string& place);
Json boxJson(const Box& box);
Json tensorJson(const at::Tensor& tensor);

}  // namespace anchor
